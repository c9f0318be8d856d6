import * as queries from '#lib/server/sources/queries.ts';
import { contractCase, type ContractCase } from '../case.ts';
import { viewers } from '../world.ts';

const audience = [...viewers.ana];

export const cases: ContractCase[] = [
	contractCase(queries.statements, { limit: 100, audience }),
	contractCase(queries.statements, { limit: 2, audience }, { title: 'the first' }),
	contractCase(queries.entries, { owner: 'belmark' }),
	contractCase(queries.entries, { owner: 'norland' }, { title: 'of another organisation' }),
	contractCase(queries.putEntry, {
		id: 'se-new',
		props: {
			owner: 'belmark',
			source: 's-bank',
			licence: 'Été',
			months: 12,
			purposes: ['research']
		}
	}),
	contractCase(
		queries.putEntry,
		{ id: 'se-1', props: { licence: 'other' } },
		{ title: 'that is there already' }
	)
];
