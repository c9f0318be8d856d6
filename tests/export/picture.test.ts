/** Pictures: what is written on them, and that nothing of a source ever becomes markup. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { families } from '#lib/domain/kinds.ts';
import { fileName } from '#lib/export/file-name.ts';
import { accentColours, familyColours, paper, tlpColours } from '#lib/export/paper.ts';
import { sheetOf, wrapped, type SheetParts } from '#lib/export/sheet.ts';
import { svg } from '#lib/export/svg.ts';
import { escapeXml } from '#lib/export/xml.ts';

const measure = (text: string, size: number) => text.length * size * 0.5;

const parts = (more: Partial<SheetParts> = {}): SheetParts => ({
	title: 'Network around Kestrel',
	marking: 'TLP:AMBER PAP:GREEN H1',
	tlp: 'amber',
	facts: ['3 entities, 2 links', 'Filtered out: Money'],
	legend: [{ marks: [{ path: 'M2 10h34', stroke: '#000000' }], text: 'one source' }],
	foot: ['Taken away by Ana', 'Faisceau, 22 Nov 2026'],
	drawing: {
		width: 400,
		height: 300,
		marks: [
			{ path: 'M0 0L10 10', stroke: '#8c8a83', width: 2, dash: [6, 4] },
			{ text: 'Kestrel', x: 20, y: 30, size: 12, weight: 400, fill: '#1c1e21', halo: '#ffffff' }
		]
	},
	measure,
	...more
});

const written = (more: Partial<SheetParts> = {}) => [...svg(sheetOf(parts(more)))].join('');
/** Texts as a reader of the file meets them. */
const texts = (file: string) =>
	[...file.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, t]) => t);

test('a picture says its title, facts, signs, date, and its marking at both ends', () => {
	const file = written();
	expect(texts(file)).toEqual([
		'Network around Kestrel',
		'3 entities, 2 links',
		'Filtered out: Money',
		'Kestrel',
		'one source',
		'Taken away by Ana',
		'Faisceau, 22 Nov 2026',
		'TLP:AMBER PAP:GREEN H1',
		'TLP:AMBER PAP:GREEN H1'
	]);
	expect(file).toContain('<title>Network around Kestrel</title>');
	expect(file).toMatch(/<desc>TLP:AMBER PAP:GREEN H1\. /);
	expect(file).toContain(tlpColours.amber);
});

test('whatever a source wrote, the file holds paths and texts only', () => {
	const hostile = fc.oneof(
		fc.string({ unit: 'binary', maxLength: 40 }),
		fc.constantFrom(
			'<script>alert(1)</script>',
			'</text><image href="http://evil.example/x"/>',
			'" onload="alert(1)',
			'&amp;<![CDATA[',
			'\u202Egnp.exe',
			'x'.repeat(10_000)
		)
	);
	fc.assert(
		fc.property(hostile, hostile, (name, other) => {
			const mark = { x: 1, y: 1, size: 12, weight: 400 as const, fill: '#000000' };
			const file = written({
				title: name,
				marking: other,
				facts: [other],
				foot: [name],
				legend: [{ marks: [], text: other }],
				drawing: { width: 400, height: 300, marks: [{ text: name, ...mark }] }
			});
			const elements = [...file.matchAll(/<\/?([A-Za-z!?][\w!?[]*)/g)].map(([, tag]) => tag);
			expect(new Set(elements)).toEqual(new Set(['?xml', 'svg', 'title', 'desc', 'path', 'text']));
			const tags = [...file.matchAll(/<(?:path|text|svg) ([^>]*)>/g)].map(([, inner]) => inner);
			for (const tag of tags) expect(tag).not.toMatch(/\b(on\w+|href|style|class)=/);
			expect(file).toContain(`>${escapeXml(name)}</text>`);
		}),
		{ numRuns: 300 }
	);
});

test('long lines are wrapped, and a word wider than the picture is cut and says so', () => {
	const width = (text: string) => text.length;
	expect(wrapped('one two three four', 9, width)).toEqual(['one two', 'three', 'four']);
	const [cut = ''] = wrapped('x'.repeat(50), 10, width);
	expect(cut).toHaveLength(10);
	expect(cut.endsWith('…')).toBe(true);
	expect(wrapped('one 😀😀😀😀😀', 3, (text) => [...text].length)).toEqual(['one', '😀😀…']);
	expect(wrapped('xx', 0, width)).toEqual(['x…']);
});

test('a word of ten thousand letters is measured some twenty times, not ten thousand', () => {
	let asked = 0;
	wrapped('x'.repeat(10_000), 100, (text) => {
		asked++;
		return text.length;
	});
	expect(asked).toBeLessThan(30);
});

test('the colours on paper are the light ones of the screen', () => {
	const css = readFileSync('src/app.css', 'utf8');
	const light = (token: string) =>
		new RegExp(`--${token}:\\s*(?:light-dark\\(\\s*)?(#[0-9a-f]{6})`).exec(css)?.[1];
	for (const family of families) expect(light(`family-${family}`)).toBe(familyColours[family]);
	for (const token of ['ground', 'panel', 'ink', 'muted', 'accent', 'victim', 'bad'] as const)
		expect(light(token)).toBe(paper[token]);
	expect(light('control')).toBe(paper.tie);
	expect(light('line-strong')).toBe(paper.line);
	for (const [accent, colour] of Object.entries(accentColours))
		expect(light(`accent-${accent}`)).toBe(colour);
	for (const level of ['clear', 'green', 'amber', 'red'] as const)
		expect(light(`tlp-${level}`)).toBe(tlpColours[level]);
});

test('no two formats share a file name, and a marking never leads out of a folder', () => {
	const at = '2026-11-22T14:05:09.000Z';
	expect(fileName(at, 'stix', 'TLP:AMBER H1', 'json')).toBe(
		'faisceau_2026-11-22T1405Z_stix_TLP-AMBER_H1.json'
	);
	expect(fileName(at, 'json', 'TLP:AMBER H1', 'json')).not.toBe(
		fileName(at, 'stix', 'TLP:AMBER H1', 'json')
	);
	expect(fileName(at, 'svg', '../../x', 'svg')).not.toMatch(/[\\/]/);
});
