import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExportGraph } from '#lib/domain/export-graph.ts';
import { csv } from '#lib/export/csv.ts';
import { formatNames, formats, isFormat } from '#lib/export/formats.ts';
import { gexf } from '#lib/export/gexf.ts';
import { graphml } from '#lib/export/graphml.ts';
import { json, sortedJson } from '#lib/export/json.ts';
import { highestMarking, markingLine } from '#lib/export/markings.ts';
import { uuidOf } from '#lib/export/uuid.ts';
import { claim, claims, record, records } from './drafts.ts';
import { graphOf } from './graph-of.ts';

const graph = graphOf([...records, ...claims]);
const text = (pieces: Iterable<string>) => [...pieces].join('');
const named = (name: string): ExportGraph =>
	graphOf([
		record('person', { names: [name] }),
		record('organisation'),
		claim('KNOWS', 'person', 'organisation', { description: name })
	]);

/** RFC 4180, read strictly. */
function rows(table: string): string[][] {
	const found: string[][] = [[]];
	const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/gy;
	const body = table.replace(/^\ufeff/, '');
	while (cell.lastIndex < body.length) {
		const match = cell.exec(body);
		if (!match) throw new Error(`no cell at ${cell.lastIndex}`);
		const [, raw = '', end] = match;
		found.at(-1)?.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
		if (end === '\r\n' && cell.lastIndex < body.length) found.push([]);
	}
	return found;
}

/** Elements with their attributes and text; throws where the text is not well-formed XML 1.0. */
function xml(source: string): { name: string; attributes: Record<string, string>; text: string }[] {
	const found: { name: string; attributes: Record<string, string>; text: string }[] = [];
	const open: (typeof found)[number][] = [];
	if (/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(source))
		throw new Error('illegal character');
	const decode = (raw: string) => {
		if (/&(?!(?:amp|lt|gt|quot|apos|#\d+);)/.test(raw)) throw new Error(`bare ampersand in ${raw}`);
		return raw
			.replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
			.replaceAll('&lt;', '<')
			.replaceAll('&gt;', '>')
			.replaceAll('&quot;', '"')
			.replaceAll('&apos;', "'")
			.replaceAll('&amp;', '&');
	};
	const token = /<\?xml[^?]*\?>|<(\/?)([a-z:]+)((?:\s+[\w.:]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
	while (token.lastIndex < source.length) {
		const at = token.lastIndex;
		const match = token.exec(source);
		if (!match) throw new Error(`not well-formed at ${source.slice(at, at + 60)}`);
		const [, closing, name, rawAttributes = '', selfClosing, characters] = match;
		const top = open.at(-1);
		if (characters !== undefined) {
			if (top) top.text += decode(characters);
		} else if (name !== undefined && closing) {
			if (open.pop()?.name !== name) throw new Error(`unexpected </${name}>`);
		} else if (name !== undefined) {
			const attributes = Object.fromEntries(
				[...rawAttributes.matchAll(/([\w.:]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
					key,
					decode(value)
				])
			);
			const element = { name, attributes, text: '' };
			found.push(element);
			if (!selfClosing) open.push(element);
		}
	}
	if (open.length) throw new Error('not closed');
	return found;
}

describe('every format', () => {
	test.each(formatNames)('%s is the same whatever order the graph comes in', (name) => {
		const expected = text(formats[name].write(graph));
		fc.assert(
			fc.property(
				fc.shuffledSubarray([...records, ...claims], { minLength: records.length + claims.length }),
				(drafts) => {
					expect(text(formats[name].write(graphOf(drafts)))).toBe(expected);
				}
			),
			{ numRuns: 20 }
		);
	});

	test.each(formatNames)('%s leaves the graph as it was', (name) => {
		const before = JSON.stringify(graph);
		text(formats[name].write(graph));
		expect(JSON.stringify(graph)).toBe(before);
	});

	test.each(formatNames)('%s of nothing is a whole file', (name) => {
		const empty = text(
			formats[name].write({ exportedAt: '2026-05-01T00:00:00.000Z', entities: [], claims: [] })
		);
		// Lines of nothing are no line.
		expect(empty.length).toBeGreaterThan(name === 'ftm' ? -1 : 20);
		if (['stix', 'misp', 'case', 'json'].includes(name)) JSON.parse(empty);
		if (name === 'gexf' || name === 'graphml') xml(empty);
	});

	test('only formats of the table are formats', () => {
		expect(['stix', 'toString', '__proto__', ''].map(isFormat)).toEqual([
			true,
			false,
			false,
			false
		]);
	});
});

describe('the highest marking', () => {
	test('is the strictest of everything, said the same way', () => {
		expect(markingLine(highestMarking(graph))).toBe('TLP:RED PAP:AMBER H1 H2 H3');
		expect(markingLine(highestMarking({ ...graph, entities: [], claims: [] }))).toBe('');
	});

	test('stands in GEXF, GraphML, JSON and on every row of the table', () => {
		const line = 'TLP:RED PAP:AMBER H1 H2 H3';
		expect(xml(text(gexf(graph))).find(({ name }) => name === 'description')?.text).toBe(
			`Highest marking: ${line}`
		);
		expect(
			xml(text(graphml(graph))).find(({ attributes }) => attributes.key === 'marking')?.text
		).toBe(line);
		expect(JSON.parse(text(json(graph)))).toMatchObject({ marking: { tlp: 'red', text: line } });
		const [, ...body] = rows(text(csv(graph)));
		expect(new Set(body.map((row) => row.at(-1)))).toEqual(new Set([line]));
	});
});

describe('CSV', () => {
	test('has a row for each claim with both ends, and one for each entity without claims', () => {
		const [head = [], ...body] = rows(text(csv(graph)));
		const touched = new Set(graph.claims.flatMap(({ from, to }) => [from, to]));
		const alone = graph.entities.filter(({ id }) => !touched.has(id));
		expect(body).toHaveLength(graph.claims.length + alone.length);
		expect(new Set(body.map((row) => row.length))).toEqual(new Set([head.length]));
		const transfer = body.find((row) => row[head.indexOf('currency')] === 'EUR');
		const cells = Object.fromEntries(head.map((name, i) => [name, transfer?.[i]]));
		expect(cells).toMatchObject({
			fromName: 'The account',
			toKind: 'wallet',
			claimType: 'TRANSFERRED',
			amountMinor: '123456789',
			grade: 'admiralty/C3',
			source: 'Ledger of the Belmark bank',
			claimTlp: 'green',
			claimHandling: 'H2'
		});
	});

	test.each([
		'=1+1',
		'+1',
		'-1',
		'@SUM(A1)',
		'\t=1',
		'\r=1',
		'\uff1d1',
		'\uff0b1',
		'\uff0d1',
		'\uff201',
		' =1',
		'\u200b=1'
	])('%j cannot run in a spreadsheet', (name) => {
		const [head = [], row] = rows(text(csv(named(name))));
		expect(row?.[head.indexOf('description')]).toBe(`'${name}`);
	});

	test('any text comes back as it was, but for the mark before a formula', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (name) => {
				const [head = [], row] = rows(text(csv(named(name))));
				const said = row?.[head.indexOf('description')] ?? '';
				expect([name, `'${name}`]).toContain(said);
				expect(said).not.toMatch(/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u);
			}),
			{ numRuns: 2_000 }
		);
	});
});

describe('GEXF and GraphML', () => {
	test('keep the places and the colours of the screen', () => {
		const [first, second] = graph.entities;
		const stood = { ...graph, places: new Map([[first?.id ?? '', { x: 12.5, y: -3 }]]) };
		const points = xml(text(gexf(stood))).filter(({ name }) => name === 'viz:position');
		expect(points.map(({ attributes }) => attributes)).toEqual([{ x: '12.5', y: '-3', z: '0' }]);
		const colours = xml(text(gexf(stood))).filter(({ name }) => name === 'viz:color');
		expect(colours).toHaveLength(graph.entities.length);
		const data = xml(text(graphml(stood))).filter(({ name }) => name === 'data');
		const of = (key: string) =>
			data.filter(({ attributes }) => attributes.key === key).map(({ text }) => text);
		expect([of('x'), of('y')]).toEqual([['12.5'], ['-3']]);
		expect(of('color')).toHaveLength(graph.entities.length);
		expect(second).toBeDefined();
	});
	const hostile = `<img src=x onerror="alert('1')"> & ]]> \u0000\u0008\ufffe\ud800 \u202e tab\tline\nend`;
	const safe = hostile.replace(/(?![\t\n])[\p{Cc}\p{Cs}\ufffe]/gu, '\ufffd');

	test.each([
		['gexf', gexf],
		['graphml', graphml]
	] as const)('%s holds hostile text as text', (_name, write) => {
		const elements = xml(text(write(named(hostile))));
		const said = elements.flatMap(({ attributes, text: inside }) => [
			...Object.values(attributes),
			inside
		]);
		expect(said).toContain(safe);
		expect(elements.map(({ name }) => name)).not.toContain('img');
	});

	test.each([
		['gexf', gexf],
		['graphml', graphml]
	] as const)('%s is well-formed whatever a name holds', (_name, write) => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (name) => {
				expect(() => xml(text(write(named(name))))).not.toThrow();
			}),
			{ numRuns: 1_000 }
		);
	});

	test.each([
		['gexf', gexf],
		['graphml', graphml]
	] as const)('%s has every entity and every claim, parallel ones too', (_name, write) => {
		const elements = xml(text(write(graph)));
		const nodes = elements
			.filter(({ name }) => name === 'node')
			.map(({ attributes }) => attributes.id);
		const edges = elements.filter(({ name }) => name === 'edge');
		expect(nodes.sort()).toEqual(graph.entities.map(({ id }) => id).sort());
		expect(edges.map(({ attributes }) => attributes.id).sort()).toEqual(
			graph.claims.map(({ id }) => id).sort()
		);
		for (const { attributes } of edges) {
			expect(nodes).toContain(attributes.source);
			expect(nodes).toContain(attributes.target);
		}
	});
});

test('JSON has sorted keys at every depth, and holds the whole graph', () => {
	expect(sortedJson({ b: [{ z: 1, a: undefined, c: null }], a: 'é' })).toBe(
		'{"a":"é","b":[{"c":null,"z":1}]}'
	);
	const parsed = JSON.parse(text(json(graph))) as ExportGraph;
	const sort = <T extends { id: string }>(list: readonly T[]) =>
		list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
	expect(parsed.claims).toEqual(sort(graph.claims));
	expect(parsed.entities).toEqual(sort(graph.entities));
	expect(sortedJson(parsed)).toBe(text(json(graph)).replace(/\n/g, ''));
	const note = {
		...{
			id: 'n1',
			entities: ['a'],
			text: 'Seen',
			takenFrom: 'File 12/441',
			owner: { id: 'b', name: 'B' },
			tlp: 'red' as const
		},
		...{ handling: [], writtenAt: '2026-11-22T10:00:00Z', demonstration: false }
	};
	const noted = text(json({ ...graph, notes: [note] }));
	expect((JSON.parse(noted) as ExportGraph).notes).toEqual([note]);
	expect(sortedJson(JSON.parse(noted))).toBe(noted.replace(/\n/g, ''));
});

test('ids made for STIX are version 4 in form, and differ', () => {
	const ids = Array.from({ length: 20_000 }, (_, i) => uuidOf(`entity ${i}`));
	expect(new Set(ids).size).toBe(ids.length);
	for (const id of ids)
		expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('graph tools find the name as the label, the role in the sources and the group', () => {
	const suspect = graphOf([
		record('person', { names: ['Ilka'], dataSubject: 'suspect' }),
		record('organisation')
	]);
	const [person, other] = ['Ilka', undefined].map((name) =>
		suspect.entities.find(({ records }) => records.some(({ names }) => names[0] === name))
	);
	expect(person).toBeDefined();
	const groups = new Map([[person?.id ?? '', 'The crew <1>']]);
	const said = xml(text(graphml({ ...suspect, groups })));
	const keys = said.filter(({ name }) => name === 'key').map(({ attributes }) => attributes);
	for (const key of ['label', 'group', 'dataSubject'])
		expect(keys).toContainEqual(expect.objectContaining({ id: key, for: 'node' }));
	const values = (key: string) =>
		said.filter(({ attributes }) => attributes.key === key).map(({ text: value }) => value);
	expect(values('label')).toContain('Ilka');
	expect(values('dataSubject')).toEqual(['suspect']);
	expect(values('group')).toEqual(['The crew <1>']);
	expect(other?.id).not.toBe(person?.id);
	const gephi = text(gexf({ ...suspect, groups }));
	expect(gephi).toContain('for="group" value="The crew &lt;1&gt;"');
	expect(gephi).toContain('for="dataSubject" value="suspect"');
});
