import * as queries from '#lib/server/views/queries.ts';
import { contractCase, type ContractCase } from '../case.ts';

export const cases: ContractCase[] = [
	contractCase(queries.saved, { account: 'ana' }),
	contractCase(queries.savedView, { id: 'v-ana' }),
	contractCase(queries.save, {
		id: 'v-new',
		props: {
			name: 'Été',
			keeper: 'ana',
			outline: '{"a":null}',
			tokens: '{}',
			savedAt: '2026-01-01'
		}
	}),
	contractCase(queries.forget, { id: 'v-ana', account: 'ana' }),
	contractCase(queries.forget, { id: 'v-ana', account: 'nils' }, { title: 'of another account' }),
	contractCase(queries.stars, { account: 'ana' }),
	contractCase(queries.star, {
		id: 'ana e-bank',
		account: 'ana',
		entity: 'e-bank',
		at: '2026-03-01'
	}),
	contractCase(
		queries.star,
		{ id: 'ana e-team', account: 'ana', entity: 'e-team', at: '2026-03-01' },
		{ title: 'that is there already' }
	),
	contractCase(queries.unstar, { id: 'ana e-team' })
];
