import { claimTypeNames } from '#lib/domain/claim-types.ts';
import { kindNames } from '#lib/domain/kinds.ts';
import * as queries from '#lib/server/ingest/queries.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { contractCase, step, type ContractCase } from '../case.ts';
import { viewers } from '../world.ts';

const audience = [...viewers.ana];
const all = [...viewers.operator];
const records = ['r-team-1', 'r-worm', 'r-hidden', 'r-none', 'r-red'];
const statements = ['p-mitre', 'p-red', 'p-norland', 'p-none'];
const record = {
	id: 'r-new',
	key: 'k-new',
	names: ['Nouveau 👮', 'New'],
	identifiers: [],
	search: ' ne new',
	attributes: '{"a":null}',
	audience: ['org:belmark'],
	provenance: 'p-belmark',
	latitude: 51,
	longitude: -0.5,
	revoked: false,
	stub: true
};
const claim = {
	id: 'c-new',
	audience: ['org:belmark'],
	provenance: 'p-belmark',
	fromRecord: 'r-team-2',
	toRecord: 'r-worm',
	amountMinor: 9007199254740991,
	revoked: false
};
const createRecord = step(queries.createRecords, { rows: [{ entity: 'e-bare', props: record }] });
const begun = step(queries.setProvenance, { rows: [{ id: 'p-green', props: { moving: 'hide' } }] });
const undone = step(
	builtStatement(
		'tests/loose-record',
		'write',
		'MATCH (:Record {id: $id})-[d:DESCRIBES]->() DELETE d'
	),
	{ id: 'r-island' }
);

const reads: ContractCase[] = [
	contractCase(queries.recordsByKey, { keys: ['k-r-worm-old', 'k-r-worm', 'k-none'], audience }),
	contractCase(queries.entitiesByIdentifier, {
		keys: ['sha256:ab', 'domain:evil.example', 'none:none'],
		audience
	}),
	contractCase(
		queries.entitiesByIdentifier,
		{ keys: ['domain:evil.example'], audience: all },
		{ title: 'two entities' }
	),
	contractCase(queries.claimsFrom, { entities: ['e-team', 'e-account', 'e-none'], audience }),
	contractCase(queries.claimsOfRecord, { entity: 'e-team', record: 'r-team-1', audience }),
	contractCase(
		queries.claimsOfRecord,
		{ entity: 'e-domain', record: 'r-domain', audience },
		{ title: 'a self-loop' }
	),
	contractCase(queries.recordAudiences, { ids: records, audience }),
	contractCase(queries.provenanceAudiences, { ids: statements, audience }),
	contractCase(queries.describedEntities, {
		ids: ['e-team', 'e-hidden', 'e-bare', 'e-ip'],
		audience
	}),
	contractCase(queries.recordProperties, { ids: records, audience }),
	contractCase(queries.provenanceProperties, { ids: statements, audience }),
	contractCase(queries.claimProperties, {
		entity: 'e-account',
		ids: ['c-transfer-1', 'c-none'],
		audience
	}),
	contractCase(queries.markings, { owner: 'norland' }),
	contractCase(queries.imports, { owners: ['belmark', 'norland'], account: 'ana', limit: 3 }),
	contractCase(queries.allImports, { limit: 10 }),
	contractCase(queries.importById, { id: 'i-mitre' }),
	contractCase(queries.importProvenance, { import: 'i-mitre' }),
	contractCase(queries.importRecords, { provenances: statements, audience }),
	contractCase(queries.importClaims, { provenances: statements, audience }),
	contractCase(queries.importChanges, { import: 'i-mitre' }),
	contractCase(queries.laterChanges, { targets: ['r-team-1', 'c-uses-1'], import: 'i-mitre' }),
	contractCase(queries.identifiersOfRecords, { ids: [...records, 'r-worm-old'], audience }),
	contractCase(queries.placed, { records: ['r-team-1', 'r-red', 'r-none'], audience }),
	contractCase(queries.allTokens, {}),
	contractCase(queries.awaiting, { owner: 'norland' }),
	contractCase(queries.claimsOfProvenance, {
		provenances: ['p-green'],
		records: ['r-wallet'],
		audience
	})
];

const writes: ContractCase[] = [
	contractCase(queries.createTokens, { tokens: ['org:new', 'everyone', 'org:new'] }),
	contractCase(queries.createProvenance, {
		rows: [
			{
				id: 'p-new',
				source: 's-new',
				sourceProps: { owner: 'belmark', ref: 'x' },
				props: { audience: ['org:belmark'], owner: 'belmark', handling: [] }
			},
			{
				id: 'p-mitre',
				source: 's-mitre',
				sourceProps: { ref: 'other' },
				props: { owner: 'other' }
			}
		]
	}),
	contractCase(queries.createSources, {
		rows: [
			{ id: 's-new', props: { ref: 'x' } },
			{ id: 's-bank', props: { name: 'B' } }
		]
	}),
	contractCase(queries.nameSources, { rows: [{ id: 's-norland', entity: 'e-town' }] }),
	...kindNames.flatMap((kind) => [
		contractCase(queries.createEntities(kind), {
			rows: [
				{ id: 'e-new', kind },
				{ id: 'e-bare', kind }
			]
		}),
		contractCase(queries.labelEntities(kind), { rows: [{ id: 'e-bare', kind }] }),
		contractCase(
			queries.unlabelEntities(kind),
			{ ids: ['e-new'] },
			{ prepare: [step(queries.createEntities(kind), { rows: [{ id: 'e-new', kind }] })] }
		)
	]),
	contractCase(queries.createRecords, {
		rows: [
			{ entity: 'e-bare', props: record },
			{ entity: 'e-none', props: { id: 'x' } }
		]
	}),
	contractCase(queries.createIdentifiers, { keys: ['domain:new.example', 'sha256:ab'] }),
	contractCase(queries.linkIdentifiers, { rows: [{ record: 'r-island', key: 'sha256:ab' }] }),
	contractCase(queries.unlinkIdentifiers, { ids: ['r-worm', 'r-none'] }),
	contractCase(queries.updateRecords, {
		rows: [{ id: 'r-island', props: { ...record, id: 'r-island' } }]
	}),
	contractCase(queries.setRecordAudience, {
		rows: [{ id: 'r-island', audience: ['org:a', 'org:b'] }]
	}),
	contractCase(queries.moveRecord, { record: 'r-island', entity: 'e-bare' }),
	...claimTypeNames.map((type) =>
		contractCase(queries.createClaims[type], {
			rows: [
				{ from: 'e-team', to: 'e-worm', props: claim },
				{ from: 'e-ip', to: 'e-ip', props: { ...claim, id: 'c-new-self' } },
				{ from: 'e-none', to: 'e-ip', props: { ...claim, id: 'c-new-none' } }
			]
		})
	),
	contractCase(queries.restateRecords, {
		rows: [
			{ id: 'r-island', provenance: 'p-green' },
			{ id: 'r-none', provenance: 'p-green' }
		]
	}),
	contractCase(queries.restateClaims, {
		entity: 'e-team',
		ids: ['c-uses-1', 'c-none'],
		provenances: { 'c-uses-1': 'p-green', 'c-none': 'p-green' }
	}),
	contractCase(queries.handOverRecords, {
		rows: [{ id: 'r-island', provenance: 'p-green', also: [], audience: ['org:a'] }]
	}),
	contractCase(queries.handOverClaims, {
		entity: 'e-team',
		ids: ['c-uses-1', 'c-none'],
		provenances: { 'c-uses-1': 'p-green' },
		others: { 'c-uses-1': ['p-belmark'] }
	}),
	contractCase(queries.setClaimAudience, {
		entity: 'e-account',
		ids: ['c-transfer-1', 'c-transfer-2'],
		audiences: { 'c-transfer-1': ['org:a'], 'c-transfer-2': ['org:b', 'org:c'] }
	}),
	contractCase(queries.deleteClaims, { entity: 'e-team', ids: ['c-uses-1', 'c-uses-2', 'c-none'] }),
	contractCase(queries.deleteBareEntities, { ids: ['e-bare', 'e-team', 'e-none'] }),
	contractCase(
		queries.deleteBareEntities,
		{ ids: ['e-island', 'e-bare'] },
		{ title: 'one that lost its record', prepare: [undone] }
	),
	contractCase(queries.createChanges, {
		rows: [
			{
				props: {
					id: 'ch-new',
					import: 'i-bank',
					seq: '000002',
					what: 'record',
					target: 'r-ip',
					before: '{}'
				}
			}
		]
	}),
	contractCase(queries.createMarkings, {
		rows: [
			{ id: 'm-new', props: { owner: 'belmark', ref: 'x', handling: [] } },
			{ id: 'm-1', props: { tlp: 'red' } }
		]
	}),
	contractCase(queries.createImport, {
		props: { id: 'i-new', owner: 'belmark', bytes: 5_000_000_000, startedAt: 'now' }
	}),
	contractCase(queries.updateImport, { id: 'i-bank', props: { state: 'done', recordsDone: 7 } }),
	contractCase(
		queries.updateImport,
		{ id: 'i-none', props: { state: 'done' } },
		{ title: 'an unknown import' }
	),
	contractCase(queries.setChange, { id: 'ch-1', before: '{"a":1}' }),
	contractCase(queries.deleteChanges, { ids: ['ch-1', 'ch-none'] }),
	contractCase(queries.deleteRecords, { ids: ['r-new', 'r-red'] }, { prepare: [createRecord] }),
	contractCase(queries.deleteBareIdentifiers, { keys: ['domain:bare.example', 'sha256:ab'] }),
	contractCase(queries.deleteProvenance, { ids: ['p-awaits', 'p-none'] }),
	contractCase(queries.deleteBareSources, { ids: ['s-bare', 's-mitre'] }),
	contractCase(queries.settleProvenance, { id: 'p-awaits', props: { tlp: 'green', handling: [] } }),
	contractCase(queries.awaitLess, { id: 'p-awaits', props: { awaits: ['other'] } }),
	contractCase(queries.forgetToken, { token: 'org:norland' }),
	contractCase(queries.savedMappings, { owner: 'belmark' }),
	contractCase(queries.savedMappings, { owner: 'norland' }, { title: 'of another organisation' }),
	contractCase(queries.saveMapping, {
		id: 'm-new',
		props: {
			owner: 'belmark',
			name: 'Été',
			mapping: '{"a":null}',
			savedBy: 'ana',
			savedAt: '2026-01-01'
		}
	}),
	contractCase(
		queries.saveMapping,
		{ id: 'm-calls', props: { mapping: '{"b":1}' } },
		{ title: 'in the place of another' }
	),
	contractCase(queries.reviews, { before: '2028', audience }),
	contractCase(queries.recordsUnder, { provenances: statements, limit: 100, audience }),
	contractCase(
		queries.recordsUnder,
		{ provenances: statements, limit: 1, audience },
		{ title: 'cut' }
	),
	contractCase(queries.setProvenance, {
		rows: [
			{
				id: 'p-green',
				props: { reviewBy: '2029-01-01', moving: 'hide', audience: ['community+overdue'] }
			},
			{ id: 'p-none', props: { reviewBy: '2029-01-01' } }
		]
	}),
	contractCase(queries.movingProvenance, { audience: all }, { prepare: [begun] }),
	contractCase(queries.movedProvenance, { ids: ['p-green', 'p-none'] }, { prepare: [begun] }),
	contractCase(
		queries.changesHolding,
		{ provenances: ['p-mitre', 'p-none'] },
		{
			prepare: [
				step(queries.setChange, { id: 'ch-1', before: '{"props":{"provenance":"p-mitre"}}' })
			]
		}
	),
	contractCase(queries.putErasure, {
		id: 'er-new',
		props: { owner: 'belmark', records: 1, reason: 'Été' }
	}),
	contractCase(
		queries.putErasure,
		{ id: 'er-1', props: { records: 9 } },
		{ title: 'that is there already' }
	),
	contractCase(queries.erasures, { owner: 'belmark', limit: 10 }),
	contractCase(
		queries.erasures,
		{ owner: 'norland', limit: 10 },
		{ title: 'of another organisation' }
	),
	contractCase(queries.forgetMapping, { id: 'm-calls', owner: 'belmark' }),
	contractCase(
		queries.forgetMapping,
		{ id: 'm-calls', owner: 'norland' },
		{ title: 'of another organisation' }
	)
];

export const cases: ContractCase[] = [
	contractCase(queries.entityAudiences, { ids: ['e-team', 'e-red', 'e-hidden'], audience }),
	...reads,
	...writes
];
