import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { schemeNames } from '#lib/domain/grading.ts';
import { handlingCodes, papLevels, tlpLevels } from '#lib/domain/marking.ts';
import { fitting } from '#lib/glossary/fitting.ts';
import { entry, entryOf, groupIds, groups, terms } from '#lib/glossary/glossary.ts';
import { placeOf } from '#lib/glossary/place-beside.ts';
import { gradeTerm, handlingTerm, tlpTerm } from '#lib/ui/badge-terms.ts';

const ids = terms.map(({ id }) => id);
const walk = (folder: string): string[] =>
	readdirSync(folder).flatMap((name) => {
		const file = path.join(folder, name);
		return statSync(file).isDirectory() ? walk(file) : [file];
	});

describe('every entry', () => {
	test('has an id of its own, fit for an address', () => {
		expect(new Set(ids).size).toBe(ids.length);
		for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
		expect(ids.filter((id) => id.startsWith('group-'))).toEqual([]);
	});

	test.each(terms.map((term) => [term.id, term] as const))('%s', (_, term) => {
		for (const { name, meaning } of [term.en, term.fr]) {
			expect(name.length).toBeGreaterThan(1);
			expect(meaning).toMatch(/[.]$/);
			expect(meaning).not.toContain('!');
		}
		expect(term.cites.length).toBeGreaterThan(0);
		for (const id of term.see ?? []) expect(ids).toContain(id);
		expect(term.see ?? []).not.toContain(term.id);
		// French sets a narrow no-break space before these, and inside guillemets.
		expect(`${term.fr.name} ${term.fr.meaning}`).not.toMatch(
			/[^\u202f\u00a0]([;!?»]|:(?=\s|$))|«[^\u202f]/
		);
	});
});

test('each group has terms, and each term one group', () => {
	expect(groupIds.flatMap((id) => groups[id]).map(({ id }) => id)).toEqual(ids);
	for (const id of groupIds) expect(groups[id].length).toBeGreaterThan(3);
});

test('every marking has its entry', () => {
	for (const level of tlpLevels) expect(ids).toContain(`tlp-${level.replace('+', '-')}`);
	for (const code of handlingCodes) expect(ids).toContain(`handling-${code.toLowerCase()}`);
	const pap = entry('pap', 'en');
	for (const level of papLevels) expect(pap?.meaning).toContain(level.toUpperCase());
});

test('a place of a law that was not read is told apart', () => {
	const told = entry('suspect', 'fr');
	expect(told?.sources).toEqual([
		{
			text: 'Directive (UE) 2016/680 (protection des données, police et justice), art. 6(a)',
			verified: false
		}
	]);
	expect(entry('preservation', 'en')?.sources[0]?.verified).toBe(true);
	expect(entry('nothing', 'en')).toBeUndefined();
});

test('every "?" of the interface names an entry', () => {
	const asked = walk('src')
		.filter((file) => file.endsWith('.svelte'))
		.flatMap((file) => {
			const text = readFileSync(file, 'utf8');
			return [
				...[...text.matchAll(/<TermHelp term="([^"]+)"/g)].map(([, id]) => id),
				...[...text.matchAll(/explained\(m\.\w+\(\), '([^']+)'\)/g)].map(([, id]) => id)
			];
		});
	expect(asked.length).toBeGreaterThan(6);
	expect(asked.filter((id) => !ids.includes(id ?? ''))).toEqual([]);
});

describe('searching', () => {
	const french = terms.map((term) => entryOf(term, 'fr'));
	const found = (query: string) => fitting(french, query).map(({ id }) => id);
	test('finds by either language, whatever the accents', () => {
		expect(found('evaluation')[0]).toBe('grade');
		expect(found('production order')).toContain('production');
		expect(found('commission rogatoire')).toEqual(['mutual-assistance']);
	});
	test('nothing typed shows all, nonsense nothing', () => {
		expect(found('  ')).toHaveLength(ids.length);
		expect(found('xyzzy')).toEqual([]);
	});
});

describe('a card beside its term', () => {
	const card = { width: 360, height: 200 };
	const window = { width: 1280, height: 800 };
	test('stands below, above where there is no room, and never outside', () => {
		expect(placeOf({ left: 100, top: 100, bottom: 124 }, card, window)).toEqual({
			left: 100,
			top: 130
		});
		expect(placeOf({ left: 1200, top: 700, bottom: 724 }, card, window)).toEqual({
			left: 908,
			top: 494
		});
		expect(placeOf({ left: 0, top: 100, bottom: 124 }, card, { width: 320, height: 256 }).top).toBe(
			44
		);
	});
});

test('every badge has an entry behind it', () => {
	const behind = [
		...tlpLevels.map(tlpTerm),
		...handlingCodes.map(handlingTerm),
		...schemeNames.map(gradeTerm)
	];
	expect(behind.filter((id) => !entry(id, 'en') || !entry(id, 'fr'))).toEqual([]);
});
