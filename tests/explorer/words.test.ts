import { describe, expect, test } from 'vitest';
import { sourcesText } from '#lib/explorer/terms.ts';
import { blend, hex, radiusFor, shapeNumberOf } from '#lib/explorer/drawing/appearance.ts';
import { shortName, visible } from '#lib/explorer/deeds.ts';
import { familyCounts, noFilter, shown, ticked } from '#lib/explorer/filter.ts';
import { press, type Hands } from '#lib/explorer/hands.ts';
import { arrivals, noPicture, pictureOf, type Picture } from '#lib/explorer/drawing/picture.ts';
import { fold } from '#lib/explorer/folding.ts';
import { emptyScene } from '#lib/explorer/scene.ts';
import { lineVertices } from '#lib/explorer/drawing/shaders.ts';
import { attributeRows, groupByVerb, groupClaims, readable } from '#lib/explorer/statements.ts';
import { ungraded } from '#lib/domain/grading.ts';
import { families, kindNames, familyOf } from '#lib/domain/kinds.ts';
import type { CardClaim } from '#lib/domain/subgraph.ts';
import { claim, entity } from './builders.ts';

describe('names that sources wrote', () => {
	test('marks that turn the direction of text are shown as foreign bodies', () => {
		expect(visible('evil\u202Efdp.exe')).toBe('evil\uFFFDfdp.exe');
		expect(visible('a\u0000b\u200Bc')).toBe('a\uFFFDb\uFFFDc');
	});

	test('joiners that scripts and emoji need stay', () => {
		expect(visible('می\u200Cخواهم')).toBe('می\u200Cخواهم');
	});

	test('a long name keeps its beginning, by whole characters', () => {
		expect(shortName('x'.repeat(10_000), 28)).toHaveLength(28);
		expect(shortName('😀'.repeat(5), 3)).toBe('😀😀…');
		expect(shortName('Kestrel')).toBe('Kestrel');
	});
});

const cardClaim = (id: string, source: string, other: string): CardClaim => ({
	id,
	source: { id: source, name: source },
	owner: { id: 'o', name: 'o' },
	tlp: 'green',
	pap: null,
	handling: [],
	handlingNote: null,
	evaluation: ungraded,
	confidence: null,
	statement: 'fact',
	status: 'intelligence',
	obtainedAt: '2026-01-01T00:00:00Z',
	modified: null,
	validFrom: null,
	validUntil: null,
	reviewBy: null,
	purpose: [],
	revoked: false,
	demonstration: false,
	originalType: 'uses',
	type: 'USES',
	direction: 'out',
	other: { id: other, name: other, kind: 'tool' },
	description: null,
	attributes: '{}',
	amountMinor: null,
	currency: null,
	happenedAt: null,
	role: null,
	unusualEnds: false
});

describe('who says so', () => {
	test('claims of one source are not counted as independent', () => {
		const groups = groupClaims([
			cardClaim('1', 's1', 'x'),
			cardClaim('2', 's1', 'x'),
			cardClaim('3', 's2', 'x'),
			cardClaim('4', 's3', 'y')
		]);
		expect(groups.map(({ other, sources, claims }) => [other.id, sources, claims.length])).toEqual([
			['x', 2, 3],
			['y', 1, 1]
		]);
	});

	test('attributes that are no JSON object are shown as they are', () => {
		expect(attributeRows('{"a":1,"__proto__":"x"}')).toEqual([
			{ name: 'a', value: '1' },
			{ name: '__proto__', value: 'x' }
		]);
		expect(attributeRows('not json')).toEqual([{ name: '', value: 'not json' }]);
		expect(attributeRows('{}')).toEqual([]);
	});
});

describe('keys', () => {
	const done: string[] = [];
	const hands = new Proxy({} as Hands, {
		get: (_, name) => (value: unknown) =>
			done.push(value === undefined ? String(name) : `${String(name)} ${value}`)
	});
	const key = (name: string, more: Partial<KeyboardEvent> = {}) => ({
		key: name,
		ctrlKey: false,
		metaKey: false,
		shiftKey: false,
		altKey: false,
		...more
	});

	test.each([
		['/', 'search'],
		['e', 'expand'],
		['E', 'expand'],
		['c', 'collapse'],
		['p', 'path'],
		['h', 'hide'],
		['f', 'fit'],
		['l', 'arrange'],
		['[', 'undo'],
		[']', 'redo'],
		['x', 'exportMenu'],
		['.', 'menu'],
		['?', 'keys']
	])('%s means %s', (name, deed) => {
		done.length = 0;
		expect(press(hands, key(name), false)).toBe(true);
		expect(done).toEqual([deed]);
	});

	test('Ctrl+Z and Ctrl+Shift+Z undo and redo; other Ctrl keys are the browser’s', () => {
		done.length = 0;
		press(hands, key('z', { ctrlKey: true }), false);
		press(hands, key('Z', { ctrlKey: true, shiftKey: true }), false);
		expect(done).toEqual(['undo', 'redo']);
		expect(press(hands, key('f', { ctrlKey: true }), false)).toBe(false);
		expect(press(hands, key('constructor'), false)).toBe(false);
	});

	test('arrows and Enter belong to the drawing only while it has the focus', () => {
		done.length = 0;
		expect(press(hands, key('ArrowUp'), false)).toBe(false);
		expect(press(hands, key('Enter'), false)).toBe(false);
		expect(press(hands, key('ArrowUp'), true)).toBe(true);
		expect(press(hands, key('Enter'), true)).toBe(true);
		expect(done).toEqual(['walk ArrowUp', 'openCard']);
	});
});

describe('appearance', () => {
	test('every family has a shape of its own', () => {
		const shapes = new Map(
			kindNames.map((kind) => [familyOf(kind), shapeNumberOf(entity('x', { kind }))])
		);
		expect(new Set(shapes.values()).size).toBe(families.length);
	});

	test('suspect, convicted and victim differ in the ring itself, not in colour alone', () => {
		const numbers = ['suspect', 'convicted', 'victim'].map((dataSubject) =>
			shapeNumberOf(entity('x', { dataSubject }))
		);
		expect(new Set(numbers).size).toBe(3);
		expect(shapeNumberOf(entity('x', { dataSubject: 'convicted' }))).toBe(
			shapeNumberOf(entity('x'))
		);
	});

	test('what its sources withdrew is drawn hollow', () => {
		expect(shapeNumberOf(entity('x', { revoked: true }))).toBe(shapeNumberOf(entity('x')) + 16);
	});

	test('colours of computed styles are read and blended', () => {
		expect(hex('rgb(213, 94, 0)')).toBe('#d55e00');
		expect(hex('color(srgb 1 0.5 0)')).toBe('#ff8000');
		expect(blend('#000000', '#ffffff', 0.5)).toBe('#808080');
	});

	test('size grows with what is known and stops', () => {
		expect(radiusFor(100)).toBeGreaterThan(radiusFor(1));
		expect(radiusFor(1e9)).toBe(14);
	});

	test('a line of one piece is two triangles and an arrow', () => {
		expect(lineVertices(1)).toHaveLength(9);
		expect(lineVertices(14)).toHaveLength(14 * 6 + 3);
	});
});

describe('the family filter', () => {
	const drawn = { nodes: [entity('a'), entity('b', { kind: 'tool' })], claims: [claim('a', 'b')] };

	test('takes away entities and the lines that lose an end', () => {
		const families = ticked(noFilter.families, 'means');
		const off = { ...noFilter, families };
		expect(shown(drawn, off)).toMatchObject({ nodes: [{ id: 'a' }], claims: [] });
		const on = { ...noFilter, families: ticked(families, 'means') };
		expect(shown(drawn, on)).toMatchObject(drawn);
	});

	test('counts what is drawn, whether filtered or not', () => {
		expect(familyCounts(drawn.nodes)).toEqual([
			{ family: 'actor', count: 1 },
			{ family: 'means', count: 1 }
		]);
	});
});

test('a path is handed to the drawing as the lines it runs along', () => {
	const claims = new Map([['c1', claim('a', 'b', { id: 'c1' })]]);
	const path = { from: 'a', to: 'b', ways: 1, nodes: ['a', 'b'], claims: ['c1', 'gone'] };
	const picture = pictureOf({
		folded: fold({ nodes: [], claims: [] }, []),
		drawnLines: [],
		selection: { ids: new Set(), last: null, line: null },
		scene: { ...emptyScene, claims, path }
	});
	expect(picture.path?.lines).toEqual(new Set(['a USES b']));
});

describe('who may move when entities arrive', () => {
	const picture = (count: number, selected: string | null = null): Picture => ({
		...noPicture,
		nodes: Array.from({ length: count }, (_, place) => entity(`n${place}`)),
		selected
	});
	const places = (count: number) =>
		new Map(Array.from({ length: count }, (_, place) => [`n${place}`, { x: place, y: 0 }]));

	test('nobody who has a place moves', () => {
		const { free, newcomers } = arrivals(picture(20), picture(23), places(20));
		expect([...free]).toEqual(['n20', 'n21', 'n22']);
		expect(newcomers).toBe(3);
	});

	test('but a drawing of a few makes room, around the selected entity', () => {
		const { free } = arrivals(picture(4), picture(6, 'n0'), places(4));
		expect([...free]).toEqual(['n1', 'n2', 'n3', 'n4', 'n5']);
	});

	test('who comes back by undo has its old place', () => {
		const { newcomers, arrived } = arrivals(picture(20), picture(23), places(23));
		expect([arrived, newcomers]).toEqual([3, 0]);
	});
});

describe('descriptions', () => {
	test.each([
		[
			'[Sandworm Team](https://attack.example/groups/G0034) is a group.',
			'Sandworm Team is a group.'
		],
		['see [a](https://x.example/a) and [b](http://x.example/b)', 'see a and b'],
		['[not a link] (https://x.example)', '[not a link] (https://x.example)'],
		['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
		['plain (Citation: A 2020)', 'plain (Citation: A 2020)'],
		['lines\r\nand\ttabs \u202Estay\u200B', 'lines\nand tabs \uFFFDstay\uFFFD']
	])('%s', (written, read) => expect(readable(written)).toBe(read));
});

test('a card lists claims under one heading for each verb', () => {
	const said = [
		cardClaim('1', 's', 'a'),
		{ ...cardClaim('2', 's', 'b'), type: 'KNOWS' as const },
		cardClaim('3', 's', 'c')
	];
	const groups = groupClaims(said);
	expect(
		groupByVerb(groups).map(({ type, claims, groups }) => [type, claims, groups.length])
	).toEqual([
		['USES', 2, 2],
		['KNOWS', 1, 1]
	]);
});

test('marks piled on a letter end where no language piles more', () => {
	expect([...visible(`e${'\u0301'.repeat(500)}x`)]).toHaveLength(6);
	expect(visible('Việt Nam')).toBe('Việt Nam');
	expect(visible('Vie\u0302\u0323t')).toBe('Vie\u0302\u0323t');
});

test.each([
	[1, 1, '1 independent source'],
	[2, 2, '2 independent sources'],
	[3, 2, '3 sources of 2 organisations'],
	[2, 1, '2 sources of one organisation']
])('%d sources of %d organisations', (sources, owners, said) => {
	const claims = Array.from({ length: sources }, (_, i) => ({ owner: { id: `o${i % owners}` } }));
	expect(sourcesText({ sources, claims })).toBe(said);
});
