/** What the content security policy would silently drop from the server's HTML, found in the sources. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { outlines, familyShapes } from '#lib/ui/families.ts';

const components = readdirSync('src', { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.svelte'))
	.map((file) => path.join('src', file));
const markupOf = (file: string) =>
	readFileSync(file, 'utf8')
		.replace(/<script[\s\S]*?<\/script>/g, '')
		.replace(/<style[\s\S]*?<\/style>/g, '')
		.replace(/<!--[\s\S]*?-->/g, '');

test('components are found', () => {
	expect(components.length).toBeGreaterThan(20);
});

test.each(components)(
	'%s writes no style attribute, no handler attribute and no raw HTML',
	(file) => {
		const markup = markupOf(file);
		expect(markup).not.toMatch(/\sstyle(=|:[\w-]+)/);
		expect(markup).not.toMatch(/\son\w+="/);
		expect(markup).not.toContain('{@html');
	}
);

test.each(components)('%s sets no comma after a “?”, which stands apart from the words', (file) => {
	expect(markupOf(file)).not.toMatch(/<TermHelp[^>]*\/>(\{[^}]*\})?,/);
});

test('every family has a shape of its own: colour never speaks alone', () => {
	const drawn = Object.values(familyShapes).map((shape) => outlines[shape]);
	expect(new Set(drawn).size).toBe(drawn.length);
});

test('the page shell has no inline script or style', () => {
	const shell = readFileSync('src/app.html', 'utf8');
	expect(shell).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
	expect(shell).toContain('data-theme="%theme%"');
});
