/** The colours of app.css against WCAG 2.2: 4.5 : 1 for text (1.4.3), 3 : 1 for controls and marks (1.4.11). */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync('src/app.css', 'utf8');
const both = new Map(
	[...css.matchAll(/--([\w-]+):\s*light-dark\(\s*(#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\s*\)/g)].map(
		([, name = '', light = '', dark = '']) => [name, { light, dark }]
	)
);
const single = new Map(
	[...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [
		name,
		value
	])
);

type Theme = 'light' | 'dark';
function colour(name: string, theme: Theme): string {
	const value = both.get(name)?.[theme] ?? single.get(name);
	if (!value) throw new Error(`--${name} is not a plain colour of app.css`);
	return value;
}
function luminance(hex: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5]
		.map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
		.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(a: string, b: string): number {
	const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
	return (high + 0.05) / (low + 0.05);
}

test('the measure agrees with WCAG on black, white and a known grey', () => {
	expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
	expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

describe.each(['light', 'dark'] as const)('%s', (theme) => {
	test.each(
		['ink', 'muted', 'accent', 'good', 'warn', 'bad'].flatMap((text) =>
			['ground', 'panel', 'raised', 'sunken'].map((ground) => [text, ground] as const)
		)
	)('%s on %s reads at 4.5 : 1', (text, ground) => {
		expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
	});

	test.each([
		['good', 'good-ground'],
		['warn', 'warn-ground'],
		['bad', 'bad-ground'],
		['ink', 'good-ground'],
		['ink', 'warn-ground'],
		['ink', 'bad-ground'],
		['accent', 'accent-ground'],
		['muted', 'accent-ground'],
		['on-accent', 'accent'],
		['on-accent', 'accent-strong']
	] as const)('%s on %s reads at 4.5 : 1', (text, ground) => {
		expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
	});

	test.each(['ground', 'panel'] as const)('the edge of a control stands out from %s', (ground) => {
		expect(contrast(colour('control', theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
	});
});

test.each(['tlp-red', 'tlp-amber', 'tlp-green', 'tlp-clear'])('%s reads on black', (name) => {
	expect(contrast(colour(name, 'light'), colour('tlp-ground', 'light'))).toBeGreaterThanOrEqual(
		4.5
	);
});

test('the TLP colours are those of FIRST, TLP 2.0', () => {
	expect(
		['tlp-red', 'tlp-amber', 'tlp-green', 'tlp-clear'].map((name) => colour(name, 'light'))
	).toEqual(['#ff2b2b', '#ffc000', '#33ff00', '#ffffff']);
});
