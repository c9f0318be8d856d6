import * as queries from '#lib/server/feeds/queries.ts';
import { contractCase, type ContractCase } from '../case.ts';

const day = (n: number) => `2026-01-0${n}T00:00:00.000Z`;

export const cases: ContractCase[] = [
	contractCase(queries.feeds, { owner: 'belmark' }),
	contractCase(queries.feeds, { owner: 'nobody' }, { title: 'of nobody' }),
	contractCase(queries.feed, { id: 'f-partner' }),
	contractCase(queries.feed, { id: 'f-none' }, { title: 'that is not there' }),
	contractCase(queries.due, { at: day(3), limit: 10 }),
	contractCase(queries.due, { at: day(2), limit: 1 }, { title: 'the longest due' }),
	contractCase(queries.due, { at: '2025-01-01T00:00:00.000Z', limit: 10 }, { title: 'none yet' }),
	contractCase(queries.putFeed, {
		id: 'f-new',
		props: { owner: 'belmark', name: 'Été', nextAt: day(1), enabled: true }
	}),
	contractCase(queries.putFeed, { id: 'f-partner', props: { name: 'other' } }, { title: 'again' }),
	contractCase(queries.changeFeed, {
		id: 'f-partner',
		props: { enabled: false, failures: 3, taken: ['c'], fault: '' }
	}),
	contractCase(queries.claimFeed, { id: 'f-partner', at: day(4), before: day(1) }),
	contractCase(
		queries.claimFeed,
		{ id: 'f-file', at: day(4), before: '2025-12-31T00:00:00.000Z' },
		{ title: 'that another is at' }
	),
	contractCase(
		queries.claimFeed,
		{ id: 'f-file', at: day(4), before: day(2) },
		{ title: 'that another left long ago' }
	),
	contractCase(queries.deleteFeed, { id: 'f-partner' }),
	contractCase(queries.deleteFeed, { id: 'f-none' }, { title: 'that is not there' })
];
