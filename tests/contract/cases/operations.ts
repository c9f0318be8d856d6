import { claimTypeNames } from '#lib/domain/claim-types.ts';
import { kindNames } from '#lib/domain/kinds.ts';
import { labelsById, storedLabels } from '#lib/server/graph/stored.ts';
import * as queries from '#lib/server/operations/queries.ts';
import { contractCase, step, type ContractCase } from '../case.ts';

const everything = { from: '', to: '\u{10ffff}' };

/** A node of each label with an id no other node of the world has. */
const made = (label: (typeof storedLabels)[number]) =>
	label === 'AudienceToken'
		? { token: 'org:new' }
		: label === 'Identifier'
			? { key: 'domain:new.example' }
			: { id: 'new-1', seq: 900, email: 'new@belmark.example', words: ['a', 'b'], half: 0.5 };
const create = (label: (typeof storedLabels)[number]) =>
	step(queries.createNodes[label], { rows: [{ props: made(label) }] });

export const cases: ContractCase[] = [
	contractCase(queries.labelCounts, {}),
	contractCase(queries.typeCounts, {}),
	contractCase(queries.totals, {}, { title: 'as a backup asks' }),
	...labelsById.flatMap((label) => [
		contractCase(queries.ids[label], everything, { prepare: [create(label)] }),
		contractCase(queries.nodes[label], { ids: ['new-1', 'none'] }, { prepare: [create(label)] })
	]),
	contractCase(queries.ids.Record, { from: 'r-b', to: 'r-t' }, { title: 'between two bounds' }),
	contractCase(queries.identifierKeys, everything),
	contractCase(
		queries.identifierKeys,
		{ from: 'domain:', to: 'domain;' },
		{ title: 'between two bounds' }
	),
	contractCase(queries.tokens, {}),
	contractCase(queries.entities, { ids: ['e-team', 'e-bare', 'e-red', 'none'] }),
	contractCase(queries.records, { ids: ['r-team-1', 'r-worm', 'r-bank', 'none'] }),
	contractCase(queries.claims, { ids: ['e-team', 'e-domain', 'e-account', 'none'] }),
	contractCase(queries.provenances, { ids: ['p-green', 'p-awaits', 'none'] }),
	contractCase(queries.recordEnds, { ids: ['r-team-1', 'r-team-2', 'r-hidden', 'none'] }),
	contractCase(
		queries.bareIdentifiers,
		{ keys: ['domain:new.example', 'sha256:ab', 'none:none'] },
		{ prepare: [create('Identifier')] }
	),
	...storedLabels.map((label) =>
		contractCase(queries.createNodes[label], { rows: [{ props: made(label) }] })
	),
	...kindNames.map((kind) =>
		contractCase(queries.createEntities(kind), { ids: ['new-1', 'new-2'], kind })
	),
	contractCase(
		queries.createLinks.DESCRIBES,
		{
			rows: [
				{ from: 'new-1', to: 'e-bare' },
				{ from: 'none', to: 'e-bare' }
			]
		},
		{ prepare: [create('Record')] }
	),
	contractCase(queries.createLinks.IDENTIFIED_BY, {
		rows: [{ from: 'r-bank', to: 'sha256:ab' }]
	}),
	contractCase(queries.createLinks.FROM, { rows: [{ from: 'p-mitre', to: 's-bare' }] }),
	...claimTypeNames.map((type) =>
		contractCase(queries.createClaims[type], {
			rows: [
				{
					from: 'e-town',
					to: 'e-bare',
					props: { id: 'c-new', audience: ['everyone'], amountMinor: 9007199254740991 }
				}
			]
		})
	)
];
