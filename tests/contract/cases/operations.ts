import { claimTypeNames } from '#lib/domain/claim-types.ts';
import { kindNames } from '#lib/domain/kinds.ts';
import { labelsById, storedLabels } from '#lib/server/graph/stored.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import * as queries from '#lib/server/operations/queries.ts';
import { contractCase, step, type ContractCase } from '../case.ts';

const records = ['r-team-1', 'r-worm', 'r-worm-old', 'r-town', 'r-none'];
/** What a damaged graph looks like, for the queries that must read it all the same. */
const damaged = step(
	builtStatement(
		'tests/damage',
		'write',
		'MATCH (r:Record {id: $id}) SET r.audience = [] DETACH DELETE r'
	),
	{ id: 'r-worm' }
);

export const cases: ContractCase[] = [
	contractCase(queries.labelCounts, {}),
	contractCase(queries.typeCounts, {}),
	...labelsById.flatMap((label) => [
		contractCase(queries.ids[label], { from: '', to: '~' }),
		contractCase(queries.nodes[label], {
			ids: [
				'belmark',
				'a-1',
				'head',
				'u-ana-1',
				'u-ana',
				'ch-1',
				'e-team',
				'i-red',
				'm-1',
				'p-green',
				'r-team-1',
				's-bank'
			]
		})
	]),
	contractCase(queries.ids.Entity, { from: 'e-d', to: 'e-o' }, { title: 'a stretch' }),
	contractCase(queries.identifierKeys, { from: 'd', to: 'stix' }),
	contractCase(queries.tokens, {}),
	contractCase(
		queries.entities,
		{ ids: ['e-team', 'e-bare', 'e-none', 'e-worm'] },
		{ sets: ['labels'] }
	),
	contractCase(queries.records, { ids: records }),
	contractCase(queries.claims, { ids: ['e-team', 'e-domain', 'e-account', 'e-none'] }),
	contractCase(queries.provenances, { ids: ['p-green', 'p-awaits', 'p-none'] }),
	contractCase(queries.recordEnds, { ids: records }),
	contractCase(
		queries.recordEnds,
		{ ids: records },
		{ title: 'a record gone', prepare: [damaged] }
	),
	contractCase(queries.bareIdentifiers, { keys: ['sha256:ab', 'domain:bare.example', 'none'] }),
	...storedLabels.map((label) =>
		contractCase(queries.createNodes[label], {
			rows: [
				{
					props: {
						id: 'new',
						key: 'new',
						token: 'new',
						seq: 77,
						list: ['a', 'b'],
						empty: [],
						part: 0.5
					}
				},
				{ props: { id: 'new-2', key: 'new-2', token: 'new-2', seq: 78, when: '2026' } }
			]
		})
	),
	...kindNames.map((kind) =>
		contractCase(queries.createEntities(kind), { ids: ['e-new', 'e-newer'], kind })
	),
	contractCase(queries.createLinks.DESCRIBES, {
		rows: [
			{ from: 'r-team-1', to: 'e-bare' },
			{ from: 'r-none', to: 'e-bare' }
		]
	}),
	contractCase(queries.createLinks.IDENTIFIED_BY, {
		rows: [{ from: 'r-team-1', to: 'domain:bare.example' }]
	}),
	contractCase(queries.createLinks.FROM, { rows: [{ from: 'p-green', to: 's-bare' }] }),
	...claimTypeNames.map((type) =>
		contractCase(queries.createClaims[type], {
			rows: [
				{
					from: 'e-team',
					to: 'e-worm',
					props: { id: 'c-new', audience: ['org:belmark'], amountMinor: 9007199254740991 }
				},
				{ from: 'e-none', to: 'e-worm', props: { id: 'c-none' } }
			]
		})
	)
];
