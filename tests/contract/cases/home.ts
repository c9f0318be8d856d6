import * as queries from '#lib/server/home/queries.ts';
import { contractCase, type ContractCase } from '../case.ts';
import { viewers } from '../world.ts';

const audience = [...viewers.ana];
const since = '2025-12-31T00:00:00.000Z';
const rows = [
	{ provenance: 'p-mitre', group: 'i-mitre s-mitre' },
	{ provenance: 'p-green', group: 'i-mitre s-mitre' },
	{ provenance: 'p-norland', group: 'i-norland s-norland' },
	{ provenance: 'p-red', group: 'i-red s-bank' }
];
const late = '2028-01-01T00:00:00.000Z';

export const cases: ContractCase[] = [
	contractCase(queries.readDesk, { id: 'ana' }),
	contractCase(queries.readDesk, { id: 'nils' }, { title: 'never here' }),
	contractCase(queries.keepVisits, { id: 'ana', visits: [late] }),
	contractCase(queries.keepVisits, { id: 'nils', visits: [late] }, { title: 'a first visit' }),
	contractCase(queries.keepTours, { id: 'ana', tours: ['ingest', 'network'] }),
	contractCase(queries.keepTours, { id: 'nils', tours: [] }, { title: 'none' }),
	contractCase(queries.keepAcknowledged, { id: 'ana', acknowledged: ['due 2027-01-01'] }),
	contractCase(
		queries.keepAcknowledged,
		{ id: 'nils', acknowledged: [] },
		{ title: 'nothing any more' }
	),
	contractCase(queries.news, { since, limit: 10, audience }),
	contractCase(queries.news, { since, limit: 1, audience }, { title: 'cut' }),
	contractCase(queries.news, { since: late, limit: 10, audience }, { title: 'nothing since' }),
	contractCase(queries.newsKinds, { rows, limit: 100, audience }),
	contractCase(queries.newsKinds, { rows: [], limit: 100, audience }, { title: 'of nothing' }),
	contractCase(queries.reviews, { owner: 'belmark', before: late, limit: 100, audience }),
	contractCase(
		queries.reviews,
		{ owner: 'belmark', before: since, limit: 100, audience },
		{ title: 'none due' }
	),
	contractCase(queries.held, { owner: 'norland', audience: [...viewers.nils] })
];
