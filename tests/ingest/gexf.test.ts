import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Malformed } from '#lib/domain/draft.ts';
import { gexf as write } from '#lib/export/gexf.ts';
import { gexf } from '#lib/server/ingest/gexf.ts';
import { headOf } from '#lib/server/ingest/head.ts';
import { readerFor } from '#lib/server/ingest/readers.ts';
import { columnsAlone, expectOwn, ownGraph } from './own-graph.ts';
import { readBack } from './read-back.ts';
import { leaves, readWith, said } from './xml-read.ts';

const read = (text: string | Uint8Array, length?: number) => readWith(gexf, text, length);
const reasons = (remarks: readonly { at: string; reason: string }[]) =>
	remarks.map(({ at, reason }) => `${at}: ${reason}`);
const file = (
	inner: string,
	{ version = '1.3', graph = 'defaultedgetype="directed"', meta = '' } = {}
) =>
	`<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/${version}" xmlns:viz="http://gexf.net/${version}/viz" version="${version}">${meta}
<graph ${graph}>
${inner}
</graph></gexf>`;
const nodes = (...all: string[]) => `<nodes>${all.join('\n')}</nodes>\n`;
const edges = (...all: string[]) => `<edges>${all.join('\n')}</edges>\n`;
const alma = '<node id="0" label="Alma"/>';
const crew = '<node id="1" label="Crew"/>';

const whole = file(
	`<attributes class="node" mode="static"><attribute id="0" title="kind" type="string"/><attribute id="1" title="age" type="integer"/><attribute id="2" title="city" type="string"><default>Port Selin</default></attribute></attributes>
<attributes class="edge"><attribute id="0" title="since" type="integer"/></attributes>
<nodes count="2"><node id="0" label="Alma"><attvalues><attvalue for="0" value="Person"/><attvalue for="1" value="44"/></attvalues><viz:color r="239" g="173" b="66" a="0.6"/><viz:position x="15.8" y="40.1" z="0.0"/><viz:size value="2.0"/><viz:shape value="disc"/></node>
<node id="1" label="Crew"/></nodes>
<edges count="2"><edge id="9" source="0" target="1" kind="member-of" weight="2.5"><attvalues><attvalue for="0" value="2019"/></attvalues><viz:thickness value="3"/></edge>
<edge source="1" target="0" type="mutual" label="supplies"/></edges>`,
	{
		meta: '<meta lastmodifieddate="2026-03-20"><creator>Gephi 0.10</creator><description>A network of the harbour</description></meta>'
	}
);

test('nodes and edges, with attributes, defaults and looks', async () => {
	const { records, claims, warnings, rejected, read: count } = await read(whole);
	expect([warnings, rejected, count]).toEqual([[], [], 5]);
	expect(records).toEqual([
		{
			draft: 'record',
			at: 'line 6, column 18',
			ref: JSON.stringify(['node', '0', 'Alma']),
			originalType: 'Person',
			kind: 'person',
			names: ['Alma'],
			identifiers: [],
			markingRefs: [],
			granularMarkings: [],
			attributes: {
				id: '0',
				kind: 'Person',
				age: 44,
				'viz:color': { r: '239', g: '173', b: '66', a: '0.6' },
				'viz:position': { x: '15.8', y: '40.1', z: '0.0' },
				'viz:size': { value: '2.0' },
				'viz:shape': { value: 'disc' },
				city: 'Port Selin'
			}
		},
		expect.objectContaining({
			kind: 'concept',
			originalType: 'node',
			attributes: { id: '1', city: 'Port Selin' }
		}),
		expect.objectContaining({
			kind: 'document',
			names: ['A network of the harbour'],
			attributes: {
				meta: {
					lastmodifieddate: '2026-03-20',
					creator: 'Gephi 0.10',
					description: 'A network of the harbour'
				}
			}
		})
	]);
	expect(claims).toEqual([
		expect.objectContaining({
			type: 'MEMBER_OF',
			originalType: 'member-of',
			from: records[0]?.ref,
			to: records[1]?.ref,
			attributes: { id: '9', weight: 2.5, since: 2019, 'viz:thickness': { value: '3' } }
		}),
		expect.objectContaining({
			type: 'RELATED_TO',
			originalType: 'supplies',
			attributes: { 'edge type': 'mutual' }
		})
	]);
	const all = said([...records, ...claims]);
	const structure = [
		'1.3',
		'directed',
		'static',
		'node',
		'edge',
		'integer',
		'string',
		'0',
		'1',
		'2'
	];
	for (const value of leaves(whole).filter((value) => !structure.includes(value)))
		expect(all).toContain(JSON.stringify(value).slice(1, -1));
});

describe('time', () => {
	const timed = async (node: string, { graph = 'timeformat="date"', version = '1.3' } = {}) => {
		const { records, warnings } = await read(file(nodes(node), { graph, version }));
		return [
			records[0]?.validFrom?.slice(0, 16),
			records[0]?.validUntil?.slice(0, 16),
			reasons(warnings).map((reason) => reason.replace(/^.*column \d+: /, ''))
		];
	};
	const at = (time: string) => `<node id="0" label="A" ${time}/>`;
	test.each([
		[
			'a day stays a day',
			at('start="2009-01-01" end="2009-03-20"'),
			{},
			'2009-01-01T00:00',
			'2009-03-20T00:00',
			[]
		],
		['open on one side', at('end="2009-03-20"'), {}, undefined, '2009-03-20T00:00', []],
		[
			'a moment with its zone',
			at('start="2009-01-01T02:00:00+02:00"'),
			{ graph: 'timeformat="dateTime"' },
			'2009-01-01T00:00',
			undefined,
			[]
		],
		[
			'a moment of the zone of the graph',
			at('start="2009-01-01T02:00:00"'),
			{ graph: 'timeformat="dateTime" timezone="+02:00"' },
			'2009-01-01T00:00',
			undefined,
			[]
		],
		[
			'a moment without any',
			at('start="2009-01-01T02:00:00"'),
			{ graph: 'timeformat="dateTime"' },
			undefined,
			undefined,
			['start: a time without a zone; it is kept as text']
		],
		[
			'a zone by the name of a place',
			at('start="2009-01-01T02:00:00"'),
			{ graph: 'timeformat="dateTime" timezone="Europe/Paris"' },
			undefined,
			undefined,
			['start: a time without a zone; it is kept as text']
		],
		[
			'a number counts what the file does not say',
			at('start="1.0" end="7"'),
			{ graph: 'timeformat="double"' },
			undefined,
			undefined,
			[]
		],
		['a number where nothing is said', at('start="1.0"'), { graph: '' }, undefined, undefined, []],
		[
			'a date where nothing is said',
			at('start="2009-01-01"'),
			{ graph: '' },
			'2009-01-01T00:00',
			undefined,
			[]
		],
		[
			'1.1: dates unless said',
			at('start="2009-01-01"'),
			{ graph: '', version: '1.1draft' },
			'2009-01-01T00:00',
			undefined,
			[]
		],
		[
			'1.1: numbers where said',
			at('start="5"'),
			{ graph: 'timetype="float"', version: '1.1draft' },
			undefined,
			undefined,
			[]
		],
		[
			'a number that should be a date',
			at('start="5"'),
			{},
			undefined,
			undefined,
			['start: expected a date like 2024-05-01']
		],
		[
			'no such day',
			at('start="2009-02-31"'),
			{},
			undefined,
			undefined,
			['start: no such date or time']
		],
		[
			'an open end',
			at('start="2009-01-01" endopen="2009-02-01"'),
			{},
			'2009-01-01T00:00',
			'2009-02-01T00:00',
			['endopen: the moment itself is not part of the time; it is read as its end']
		],
		['one moment', at('timestamp="2009-01-01"'), {}, '2009-01-01T00:00', '2009-01-01T00:00', []],
		[
			'moments',
			at('timestamps="&lt;[2009-05-01, 2009-01-01]&gt;"'),
			{},
			'2009-01-01T00:00',
			'2009-05-01T00:00',
			[]
		],
		[
			'intervals',
			at('intervals="&lt;[2009-01-01, 2009-02-01]; [2009-05-01, 2009-06-01]&gt;"'),
			{},
			'2009-01-01T00:00',
			'2009-06-01T00:00',
			[]
		],
		[
			'spells',
			'<node id="0" label="A"><spells><spell start="2009-05-01" end="2009-06-01"/><spell start="2009-01-01" end="2009-02-01"/></spells></node>',
			{},
			'2009-01-01T00:00',
			'2009-06-01T00:00',
			[]
		],
		[
			'a spell without an end',
			'<node id="0" label="A"><spells><spell start="2009-05-01"/><spell start="2009-01-01" end="2009-02-01"/></spells></node>',
			{},
			'2009-01-01T00:00',
			undefined,
			[]
		],
		[
			'slices of 1.1',
			'<node id="0" label="A"><slices><slice start="2009-05-01" end="2009-06-01"/></slices></node>',
			{ graph: '', version: '1.1draft' },
			'2009-05-01T00:00',
			'2009-06-01T00:00',
			[]
		],
		[
			'an end before the start',
			at('start="2009-05-01" end="2009-01-01"'),
			{},
			'2009-05-01T00:00',
			'2009-01-01T00:00',
			['start, end: it ends before it begins']
		]
	] as const)('%s', async (_name, node, options, from, until, remarks) => {
		expect(await timed(node, options)).toEqual([from, until, remarks]);
	});

	test('of an edge and of a value, which is kept with its time', async () => {
		const text = file(
			`<attributes class="edge" mode="dynamic"><attribute id="w" title="weight" type="float"/></attributes>${nodes(alma, crew)}${edges('<edge source="0" target="1" start="2009-01-01"><attvalues><attvalue for="w" value="1.5" end="2009-02-01"/><attvalue for="w" value="2.5" start="2009-02-01"/></attvalues></edge>')}`,
			{ graph: 'timeformat="date" mode="dynamic"' }
		);
		const { claims } = await read(text);
		expect(claims[0]).toMatchObject({
			validFrom: '2009-01-01T00:00:00.000Z',
			attributes: {
				weight: [
					{ value: 1.5, end: '2009-02-01' },
					{ value: 2.5, start: '2009-02-01' }
				]
			}
		});
	});
});

test('hierarchy by nesting, by pid and by parents is PART_OF', async () => {
	const inner = nodes(
		'<node id="0" label="Alma" pid="1"/>',
		'<node id="2" label="Bruno"><parents><parent for="1"/><parent for="0"/></parents></node>',
		`<node id="1" label="Crew">${nodes('<node id="3" label="Clea"/>')}${edges('<edge source="3" target="0"/>')}</node>`
	);
	const { records, claims, read: count, rejected } = await read(file(inner));
	const name = new Map(records.map(({ ref, names }) => [ref, names[0]]));
	expect(
		claims.map(({ type, originalType, from, to }) => [
			type,
			originalType,
			name.get(from),
			name.get(to)
		])
	).toEqual([
		['PART_OF', 'parent', 'Bruno', 'Alma'],
		['RELATED_TO', 'edge', 'Clea', 'Alma'],
		['PART_OF', 'pid', 'Alma', 'Crew'],
		['PART_OF', 'parent', 'Bruno', 'Crew'],
		['PART_OF', 'nested node', 'Clea', 'Crew']
	]);
	expect([count, rejected]).toEqual([9, []]);
});

test('edges may stand before their nodes', async () => {
	const sorted = async (text: string) =>
		(await read(text)).drafts.map((draft) => JSON.stringify({ ...draft, at: '' })).sort();
	const link = edges('<edge source="0" target="1"/>', '<edge source="1" target="0"/>');
	expect(await sorted(file(link + nodes(alma, crew)))).toEqual(
		await sorted(file(nodes(alma, crew) + link))
	);
});

test('undirected unless said, as the format has it', async () => {
	const { claims } = await read(
		file(
			nodes(alma, crew) +
				edges('<edge source="0" target="1"/>', '<edge source="0" target="1" type="directed"/>'),
			{ graph: '' }
		)
	);
	expect(claims.map(({ attributes }) => attributes)).toEqual([{ directed: false }, {}]);
});

test.each([
	[
		'a count that is another',
		'<nodes count="3"><node id="0" label="A"/></nodes>',
		'line 4, column 1: count: it says another number of nodes than the 1 that are there'
	],
	[
		'an attribute nobody declared',
		nodes('<node id="0" label="A"><attvalues><attvalue for="x" value="kept"/></attvalues></node>'),
		'attvalue: its attribute is not declared before it; it is kept under the id'
	],
	[
		'attributes of nothing',
		'<attributes class="graph"><attribute id="0"/></attributes>',
		'class: expected node or edge'
	],
	[
		'an attribute twice',
		'<attributes class="node"><attribute id="0" title="a"/><attribute id="0" title="b"/></attributes>',
		'attribute: another one has the same id'
	]
])('remarked: %s', async (_name, inner, reason) => {
	expect(reasons((await read(file(inner))).warnings)).toEqual([expect.stringContaining(reason)]);
});

test.each([
	[
		'a parent that is not there',
		'<node id="5" label="A" pid="9"/>',
		'target: no node of this file that could be read has this id'
	],
	['a number twice', '<node id="0" label="B"/>', 'id: another node of this file has the same'],
	['no id', '<node label="B"/>', 'id: a node without an id']
])('refused: %s', async (_name, inner, reason) => {
	const { rejected, read: count, drafts } = await read(file(nodes(alma, inner)));
	expect(reasons(rejected)).toEqual([`line 5, column 1: ${reason}`]);
	expect(count).toBe(drafts.length + 1);
});

test('a marking in the words about the file holds for all of it', async () => {
	const { records } = await read(
		file(nodes(alma), { meta: '<meta><keywords>TLP:RED, harbour</keywords></meta>' })
	);
	expect(records.map(({ tlp }) => tlp)).toEqual(['red', 'red']);
	await expect(
		read(
			file(nodes(alma)).replace('</gexf>', '<meta><description>TLP:RED</description></meta></gexf>')
		)
	).rejects.toThrow('a marking of the whole file stands after nodes or edges');
});

describe('our own export', () => {
	const text = columnsAlone([...write(ownGraph)].join(''));
	test('comes back by its columns where nothing more is left of it', async () => {
		const found = await read(text);
		expectOwn(found);
		expect(reasons(found.warnings)).toEqual([expect.stringContaining('an export of this program')]);
	});
	test('also after Gephi wrote it anew, under its own name and with small letters', async () => {
		const anew = text
			.replace('Faisceau', 'Gephi 0.10.1')
			.replace(
				/(attribute id|for)="(\w+)"/g,
				(_all, where: string, id: string) => `${where}="${id.toLowerCase()}"`
			);
		expectOwn(await read(anew));
	});
	test('with its statements whole, and a line that a hand drew between two of its nodes', async () => {
		const [first, second] = ownGraph.entities;
		const drawn = [...write(ownGraph)]
			.join('')
			.replace(
				'</edges>',
				`<edge id="drawn" source="${first?.id}" target="${second?.id}" label="met"/></edges>`
			)
			.replace('label="The person"', 'label="Another name"');
		const { records, claims, warnings, rejected } = await read(drawn);
		expect(rejected).toEqual([]);
		expect(records.map(({ ref }) => ref).sort()).toEqual(
			ownGraph.entities.flatMap((entity) => entity.records.map(({ ref }) => ref)).sort()
		);
		expect(claims).toHaveLength(ownGraph.claims.length + 1);
		expect(claims.at(-1)).toMatchObject({
			type: 'MET',
			from: first?.records[0]?.ref,
			to: second?.records[0]?.ref
		});
		expect(reasons(warnings)).toContainEqual(
			expect.stringContaining('label: not what the statement of Faisceau beside it says')
		);
	});
	test('a statement that was cut is said, and its columns are read', async () => {
		const cut = [...write(ownGraph)]
			.join('')
			.replace(/(for="statements" value="\[\{[^"]{40})[^"]*"/, '$1"');
		const { records, warnings } = await read(cut);
		expect(reasons(warnings)).toContainEqual(expect.stringContaining('cut or changed'));
		expect(records.length).toBeGreaterThan(30);
	});
});

test.each([
	['an empty file', '', 'document must contain a root element'],
	['a cut file', whole.slice(0, 700), 'unclosed tag'],
	['a DTD', '<!DOCTYPE gexf [<!ENTITY a "b">]><gexf/>', 'line 1, column 1: DOCTYPE'],
	['another root', '<graph/>', 'line 1, column 1: expected gexf as the root element'],
	[
		'a prefix that is not declared',
		'<gexf><graph><nodes><node id="0"><viz:color r="1"/></node></nodes></graph></gexf>',
		'unbound namespace prefix: "viz"'
	]
])('%s is refused', async (_name, text, reason) => {
	await expect(read(text)).rejects.toThrow(reason);
});

test('it is told by its root, and read however it is cut', async () => {
	expect(readerFor(headOf(Buffer.from(whole)))?.id).toBe('gexf');
	expect((await read(`\ufeff${whole}`, 5)).drafts).toEqual((await read(whole)).drafts);
});

test('anything that is nearly GEXF is stored or refused with a reason', async () => {
	const bits = [
		nodes(alma),
		nodes(crew, '<node id="2" pid="0"/>'),
		edges('<edge source="0" target="1"/>'),
		'<edge source="0" target="1" weight="x"/>',
		'<node id="7" start="x">',
		'</node>',
		'<attvalues><attvalue for="a" value="1"/></attvalues>',
		'<spells><spell/></spells>',
		'<viz:color/>',
		'<attributes class="node"><attribute id="a" title="tlp" type="integer"/></attributes>',
		'text',
		'<parents><parent for="7"/></parents>',
		'<meta><keywords>TLP:RED</keywords></meta>',
		'<nodes count="x">',
		'</nodes>',
		'<graph>',
		'</graph>'
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
				} = await read(file(inner.join('')));
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
	await readBack(whole, {
		format: 'gexf',
		kinds: ['concept', 'document', 'person'],
		types: ['MEMBER_OF', 'RELATED_TO']
	});
});
