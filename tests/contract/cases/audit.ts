import {
	appendEntries,
	createHead,
	createJustification,
	keepTiles,
	plantTree,
	readEntries,
	readEntry,
	readExtent,
	readHead,
	readInForce,
	readJustifications,
	readJustification,
	readLeaves,
	readNumbered,
	readPeople,
	readTileRoots,
	readTiles,
	searchEntries,
	takeNumbers
} from '#lib/server/audit/queries.ts';
import { contractCase, step, type ContractCase } from '../case.ts';
import { builtStatement } from '#lib/server/graph/query.ts';

const props = (seq: number) => ({
	seq,
	id: `entry-${seq}`,
	at: '2026-01-01T00:00:00.000Z',
	action: 'network.card',
	operation: 'consultation',
	actor: 'ana',
	organisation: 'belmark',
	outcome: 'done',
	subjects: ['e-team'],
	detail: '{}',
	leaf: `leaf-${seq}`
});

const everything = {
	from: 1,
	to: 9,
	organisations: [],
	actors: [],
	subjects: [],
	named: [],
	operations: [],
	outcomes: [],
	since: '',
	until: '~',
	limit: 10
};
/** Another reason of ana's for the same entity, which holds longer. */
const longer = {
	id: 'j-3',
	scope: 'ana e-team',
	account: 'ana',
	organisation: 'belmark',
	entity: 'e-team',
	purpose: 'cooperation' as const,
	text: 'A request of Norland',
	at: '2026-01-01T00:10:00.000Z',
	until: '2026-01-01T00:40:00.000Z'
};
const kept = step(appendEntries, {
	entries: [{ props: props(6) }, { props: { ...props(7), actor: 'nils' } }],
	leaf: 'leaf-7',
	at: '2026-01-01T00:00:00.000Z',
	peaks: []
});

export const cases: ContractCase[] = [
	contractCase(readHead, {}),
	contractCase(
		createHead,
		{},
		{
			prepare: [step(builtStatement('tests/no-head', 'write', 'MATCH (h:AuditHead) DELETE h'), {})]
		}
	),
	contractCase(createHead, {}, { title: 'a head that is there' }),
	contractCase(takeNumbers, { count: 3 }),
	contractCase(
		takeNumbers,
		{ count: 1 },
		{
			title: 'a log from before the tree',
			prepare: [
				step(
					builtStatement('tests/no-tree', 'write', 'MATCH (h:AuditHead) REMOVE h.peaks, h.tree'),
					{}
				)
			]
		}
	),
	contractCase(appendEntries, {
		entries: [{ props: props(6) }, { props: { ...props(7), subjects: [] } }],
		leaf: 'leaf-7',
		at: '2026-01-01T00:00:00.000Z',
		peaks: ['peak-4', 'peak-2', 'peak-1']
	}),
	contractCase(readEntries, { from: 2, to: 5 }),
	contractCase(readEntry, { id: 'a-3' }),
	contractCase(readExtent, {}),
	contractCase(readInForce, { scopes: ['ana e-team'], now: '2026-01-01T00:29:59.000Z' }),
	contractCase(
		readInForce,
		{ scopes: ['ana e-team'], now: '2026-01-01T00:30:00.000Z' },
		{ title: 'half an hour later' }
	),
	contractCase(readJustifications, { ids: ['j-1', 'j-none', 'j-1'] }),
	contractCase(
		readInForce,
		{ scopes: ['ana e-worm', 'ana e-team'], now: '2026-01-01T00:29:59.000Z' },
		{
			title: 'among several, and two of one',
			prepare: [step(createJustification, { props: longer })]
		}
	),
	contractCase(readJustification, { id: 'j-1' }),
	contractCase(createJustification, {
		props: {
			id: 'j-2',
			scope: 'nils e-team',
			account: 'nils',
			organisation: 'norland',
			entity: 'e-team',
			purpose: 'cooperation',
			text: 'A request of Belmark',
			at: '2026-01-01T00:00:00.000Z',
			until: '2026-01-01T00:30:00.000Z'
		}
	}),
	contractCase(readPeople, {}),
	contractCase(searchEntries, everything),
	contractCase(
		searchEntries,
		{ ...everything, limit: 1, operations: ['consultation'], outcomes: ['done'] },
		{ title: 'the last that fits', prepare: [kept] }
	),
	contractCase(
		searchEntries,
		{
			...everything,
			organisations: ['belmark'],
			actors: ['ana'],
			subjects: ['e-none', 'e-team'],
			named: ['e-none', 'e-team'],
			since: '2026-01-01T00:00:00.000Z',
			until: '2026-01-02T00:00:00.000Z'
		},
		{ title: 'by person, entity and time', prepare: [kept] }
	),
	contractCase(readNumbered, { seqs: [4, 2, 9] }),
	contractCase(readLeaves, { from: 4, to: 9 }),
	contractCase(readTiles, { ids: ['0/1', '0/0', '1/0'] }),
	contractCase(readTileRoots, { ids: ['0/1', '1/0', '0/0'] }),
	contractCase(keepTiles, {
		tiles: [
			{ id: '0/1', hashes: 'CCCC', root: 'other' },
			{ id: '0/2', hashes: 'DDDD', root: 'root-2' }
		]
	}),
	contractCase(plantTree, { peaks: ['peak-4'], tree: 2 })
];
