import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Malformed } from '#lib/domain/draft.ts';
import { graphml as write } from '#lib/export/graphml.ts';
import { graphml } from '#lib/server/ingest/graphml.ts';
import { headOf } from '#lib/server/ingest/head.ts';
import { readerFor } from '#lib/server/ingest/readers.ts';
import { columnsAlone, expectOwn, ownGraph } from './own-graph.ts';
import { readBack } from './read-back.ts';
import { leaves, readWith, said } from './xml-read.ts';

const read = (text: string | Uint8Array, length?: number) => readWith(graphml, text, length);
const reasons = (remarks: readonly { at: string; reason: string }[]) =>
	remarks.map(({ at, reason }) => `${at}: ${reason}`);
const file = (inner: string, keys = '', graph = 'id="G" edgedefault="directed"') =>
	`<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
${keys}<graph ${graph}>
${inner}
</graph></graphml>`;
const key = (id: string, of: string, name: string, type = 'string', otherwise?: string) =>
	`<key id="${id}" for="${of}" attr.name="${name}" attr.type="${type}">${otherwise === undefined ? '' : `<default>${otherwise}</default>`}</key>\n`;
const data = (id: string, text: string) => `<data key="${id}">${text}</data>`;
const node = (id: string, inner = '') => `<node id="${id}">${inner}</node>\n`;
const edge = (source: string, target: string, inner = '', more = '') =>
	`<edge source="${source}" target="${target}"${more}>${inner}</edge>\n`;

const keys =
	key('d0', 'node', 'label') +
	key('d1', 'node', 'kind') +
	key('d2', 'node', 'age', 'int') +
	key('d3', 'edge', 'weight', 'double', '1.0') +
	key('d4', 'edge', 'relation') +
	key('d5', 'all', 'active', 'boolean', 'true');
const two =
	node('n0', data('d0', 'Alma') + data('d1', 'person') + data('d2', '44')) +
	node('n1', data('d0', 'Crew') + data('d1', 'Gang'));

test('nodes and edges, with types and defaults', async () => {
	const text = file(
		two +
			edge('n0', 'n1', data('d3', '2.5') + data('d4', 'member of'), ' id="e0"') +
			edge('n1', 'n0', data('d4', 'drinks with'), ' directed="false"'),
		keys
	);
	const { records, claims, warnings, rejected, read: count } = await read(text);
	expect([warnings, rejected, count]).toEqual([[], [], 4]);
	expect(records).toEqual([
		{
			draft: 'record',
			at: 'line 10, column 1',
			ref: JSON.stringify(['node', 'n0', 'Alma']),
			originalType: 'person',
			kind: 'person',
			names: ['Alma'],
			identifiers: [],
			markingRefs: [],
			granularMarkings: [],
			attributes: { id: 'n0', label: 'Alma', kind: 'person', age: 44, active: true }
		},
		expect.objectContaining({
			kind: 'concept',
			originalType: 'Gang',
			attributes: { id: 'n1', label: 'Crew', kind: 'Gang', active: true }
		})
	]);
	expect(claims).toEqual([
		{
			draft: 'claim',
			at: 'line 12, column 1',
			ref: expect.stringContaining('e0'),
			originalType: 'member of',
			type: 'MEMBER_OF',
			from: records[0]?.ref,
			to: records[1]?.ref,
			markingRefs: [],
			attributes: { id: 'e0', weight: 2.5, relation: 'member of', active: true }
		},
		expect.objectContaining({
			type: 'RELATED_TO',
			originalType: 'drinks with',
			attributes: { directed: false, weight: '1.0', relation: 'drinks with', active: true }
		})
	]);
});

const yed = file(
	`<node id="g0" yfiles.foldertype="group"><data key="d0"><y:ProxyAutoBoundsNode><y:Realizers active="0"><y:GroupNode><y:NodeLabel>Harbour crew</y:NodeLabel></y:GroupNode><y:GroupNode><y:NodeLabel>Folder 1</y:NodeLabel></y:GroupNode></y:Realizers></y:ProxyAutoBoundsNode></data><data key="d1">seen in spring</data>
<graph edgedefault="directed" id="g0:" parse.nodes="1"><desc>inside</desc>
<node id="g0::n0"><data key="d0"><y:ShapeNode><y:Geometry height="30.0" x="12.5"/><y:NodeLabel alignment="center">Alma<y:LabelModel/></y:NodeLabel></y:ShapeNode></data><port name="north"/></node>
</graph></node>
${node('n1')}<edge id="e0" source="g0::n0" target="n1" sourceport="north"><data key="d2"><y:PolyLineEdge><y:EdgeLabel>knows</y:EdgeLabel></y:PolyLineEdge></data><desc>a hint</desc></edge>`,
	'<key for="node" id="d0" yfiles.type="nodegraphics"/><key attr.name="description" attr.type="string" for="node" id="d1"/><key for="edge" id="d2" yfiles.type="edgegraphics"/>'
);

test('what yEd draws: labels are names, a node inside another is part of it, everything is kept', async () => {
	const { records, claims, warnings, rejected, read: count } = await read(yed);
	expect([warnings, rejected, count]).toEqual([[], [], 6]);
	expect(records.map(({ names, kind, description }) => [names, kind, description])).toEqual([
		[['Harbour crew'], 'concept', 'seen in spring'],
		[['Alma'], 'concept', undefined],
		[['n1'], 'concept', undefined],
		[['GraphML'], 'document', undefined]
	]);
	expect(
		claims.map(({ type, from, to, originalType, description }) => [
			type,
			from,
			to,
			originalType,
			description
		])
	).toEqual([
		['PART_OF', records[1]?.ref, records[0]?.ref, 'nested node', undefined],
		['KNOWS', records[1]?.ref, records[2]?.ref, 'knows', 'a hint']
	]);
	const all = said([...records, ...claims]);
	for (const value of leaves(yed.slice(yed.indexOf('<graph '))).filter(
		(value) => !['directed', 'd0', 'd1', 'd2'].includes(value)
	))
		expect(all).toContain(JSON.stringify(value).slice(1, -1));
});

test('edges may stand before their nodes, in any order', async () => {
	const edges = edge('n0', 'n1', data('d4', 'a')) + edge('n1', 'n0', data('d4', 'b'));
	const sorted = async (text: string) =>
		(await read(text)).drafts.map((draft) => JSON.stringify({ ...draft, at: '' })).sort();
	expect(await sorted(file(edges + two, keys))).toEqual(await sorted(file(two + edges, keys)));
});

test('edges that say the same are as many as there are', async () => {
	const { claims } = await read(file(two + edge('n0', 'n1').repeat(3), keys));
	expect(new Set(claims.map(({ ref }) => ref)).size).toBe(3);
});

test('a label makes another node of the same number', async () => {
	const [one, two] = await Promise.all(
		['Alma', 'Bruno'].map((name) => read(file(node('n0', data('d0', name)), keys)))
	);
	expect(one?.records[0]?.ref).not.toBe(two?.records[0]?.ref);
});

describe('refused or remarked, each in its place', () => {
	test.each([
		[
			'a hyperedge',
			'<hyperedge><endpoint node="n0"/><endpoint node="n1"/></hyperedge>',
			'line 6, column 1: hyperedge: it joins more than two nodes, which no claim can say'
		],
		['a node without an id', '<node/>', 'line 6, column 1: id: a node without an id'],
		['a number twice', node('n0'), 'line 6, column 1: id: another node of this file has the same'],
		[
			'an edge to nowhere',
			edge('n0', 'n9'),
			'line 6, column 1: target: no node of this file that could be read has this id'
		],
		[
			'an edge from nowhere',
			edge('n9', 'n0'),
			'line 6, column 1: source: no node of this file that could be read has this id'
		],
		[
			'an edge without an end',
			'<edge source="n0"/>',
			'line 6, column 1: target: an edge without a target'
		],
		[
			'a level of TLP that is none',
			node('n2', data('tlp', 'purple')),
			'line 6, column 1: tlp: expected a level of TLP 2.0'
		],
		[
			'handling that is half known',
			node('n2', data('handling', 'H1 H9')),
			'line 6, column 1: handling: expected codes from H0 to H3'
		]
	])('%s', async (_name, inner, reason) => {
		const {
			rejected,
			records,
			read: count
		} = await read(file(`${node('n0')}${node('n1')}${inner}`));
		expect(reasons(rejected)).toEqual([reason]);
		expect(records).toHaveLength(2);
		expect(count).toBe(3);
	});

	test.each([
		[
			'a value of another type',
			node('n0', data('d2', 'old')),
			'age: expected a whole number, got a text of length 3; it is kept as text',
			'old'
		],
		[
			'a key nobody declared',
			node('n0', data('x', 'kept')),
			'data: its key is not declared before it',
			'kept'
		],
		[
			'text between elements',
			'stray',
			'text: 5 characters where only elements belong are not stored',
			''
		],
		['an element of nobody', '<other/>', 'other: this element is not of GraphML', '']
	])('%s', async (_name, inner, reason, kept) => {
		const { warnings, drafts } = await read(file(inner, keys));
		expect(reasons(warnings)).toEqual([expect.stringContaining(reason)]);
		expect(said(drafts)).toContain(kept);
	});

	test('numbers are kept to the last digit', async () => {
		const typed =
			key('a', 'node', 'a', 'long') +
			key('b', 'node', 'b', 'double') +
			key('c', 'node', 'c', 'double');
		const { records, warnings } = await read(
			file(node('n', data('a', '9007199254740993') + data('b', '0.10') + data('c', '1e999')), typed)
		);
		expect(records[0]?.attributes).toMatchObject({ a: '9007199254740993', b: '0.10', c: '1e999' });
		expect(warnings).toEqual([]);
	});
});

describe('markings', () => {
	const marked = (marking: string, inner: string) =>
		file(data('m', marking) + inner, key('m', 'graph', 'marking') + key('t', 'node', 'tlp'));
	test('of the file hold for what says none, and of a thing where they are stricter', async () => {
		const { records } = await read(
			marked(
				'TLP:AMBER PAP:RED H2',
				node('a') + node('b', data('t', 'red')) + node('c', data('t', 'green'))
			)
		);
		expect(records.slice(0, 3).map(({ tlp, pap, handling }) => [tlp, pap, handling])).toEqual([
			['amber', 'red', ['H2']],
			['red', 'red', ['H2']],
			['amber', 'red', ['H2']]
		]);
	});
	test('that come too late refuse the file', async () => {
		await expect(
			read(file(node('a') + data('m', 'TLP:RED'), key('m', 'graph', 'marking')))
		).rejects.toThrow('line 6, column 1: a marking of the whole file stands after nodes or edges');
	});
	test('in a text without a level are none', async () => {
		const { records } = await read(marked('see H1 of the annex', node('a')));
		expect(records[0]).not.toHaveProperty('handling');
	});
	test('fiction is said', async () => {
		expect(reasons((await read(marked('TLP:CLEAR FICTIONAL', node('a')))).warnings)).toEqual([
			expect.stringContaining('fictional')
		]);
	});
});

test('our own export comes back by its columns where nothing more is left of it', async () => {
	const text = columnsAlone([...write(ownGraph)].join(''));
	const found = await read(text);
	expectOwn(found);
	expect(reasons(found.warnings)).toEqual([
		expect.stringContaining('exportedAt: 2026-05-01T00:00:00.000Z')
	]);
});

test.each([
	['an empty file', '', 'document must contain a root element'],
	['a cut file', file(two, keys).slice(0, 500), 'unclosed tag'],
	[
		'a DTD',
		'<!DOCTYPE graphml SYSTEM "http://192.0.2.1/graphml.dtd"><graphml/>',
		'line 1, column 1: DOCTYPE'
	],
	['another root', '<graph/>', 'line 1, column 1: expected graphml as the root element'],
	['Latin-1', file('').replace('UTF-8', 'ISO-8859-1'), 'the XML declaration says ISO-8859-1'],
	[
		'nodes deep in each other',
		file('<node id="a"><graph>'.repeat(200)),
		'elements stand more than 256 deep in each other'
	]
])('%s is refused', async (_name, text, reason) => {
	await expect(read(text)).rejects.toThrow(reason);
});

test('it is told by its root, with any prefix, and read with it', async () => {
	const text = file(two, keys);
	expect(readerFor(headOf(Buffer.from(text)))?.id).toBe('graphml');
	const prefixed = text.replace(/<(\/?)(?=[a-z])/g, '<$1g:').replace('xmlns=', 'xmlns:g=');
	expect(readerFor(headOf(Buffer.from(prefixed)))?.id).toBe('graphml');
	const names = async (of: string, length?: number) =>
		(await read(of, length)).records.map((each) => each.names);
	expect(await names(prefixed)).toEqual(await names(text, 3));
});

test('names and values as hostile as they may be stay text', async () => {
	const long = 'x'.repeat(10_000);
	const { records } = await read(
		file(
			node('__proto__', `${data('d0', '&lt;img onerror=1>\u202e')}<data key="__proto__">p</data>`) +
				node('n', data('d0', long)),
			keys
		)
	);
	expect(records[0]?.names).toEqual(['<img onerror=1>\u202e']);
	expect(({} as { p?: string }).p).toBeUndefined();
	expect(records[1]?.names[0]).toHaveLength(1001);
	expect(records[1]?.attributes.label).toBe(long);
});

test('anything that is nearly GraphML is stored or refused with a reason', async () => {
	const bits = [
		node('n0', data('d0', 'A')),
		node('n1'),
		'<node id="g"><graph>',
		'</graph></node>',
		edge('n0', 'n1'),
		edge('n1', 'g', data('d4', 'x')),
		data('d0', 'x'),
		'<desc>TLP:RED</desc>',
		key('k', 'node', 'k'),
		'<hyperedge/>',
		'<port/>',
		'text',
		'<data/>',
		'<graph/>',
		'<node/>'
	];
	await fc.assert(
		fc.asyncProperty(fc.array(fc.constantFrom(...bits), { maxLength: 10 }), async (inner) => {
			try {
				const {
					rejected,
					warnings,
					read: count,
					claims,
					records
				} = await read(file(inner.join(''), keys));
				for (const { at, reason } of [...rejected, ...warnings])
					expect(`${at}: ${reason}`).toMatch(/^line \d+, column \d+: \S/);
				expect(rejected.length).toBeLessThanOrEqual(count);
				const refs = new Set(records.map(({ ref }) => ref));
				for (const claim of claims) expect(refs.has(claim.from) && refs.has(claim.to)).toBe(true);
			} catch (error) {
				expect(error).toBeInstanceOf(Malformed);
			}
		}),
		{ numRuns: 300 }
	);
});

test('import, import again, export and back create nothing twice, and undo leaves nothing', async () => {
	await readBack(yed, {
		format: 'graphml',
		kinds: ['concept', 'concept', 'concept', 'document'],
		types: ['KNOWS', 'PART_OF']
	});
});
