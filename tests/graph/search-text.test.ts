/** Latin letters for search: at index time and at query time alike, and for stores of an earlier version. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '#lib/domain/fold.ts';
import { latin, latinText, latinWords } from '#lib/server/graph/search-text.ts';
import { schemaSteps } from '#lib/server/graph/schema-steps.ts';
import { viewer } from '../network/builders.ts';
import { stage } from '../network/stage.ts';

describe('reading in Latin letters', () => {
	test.each([
		['Иванов', 'ivanov'],
		['Васильев Игорь', 'vasilev igor'],
		['Παπαδόπουλος', 'papadopoulos'],
		['Ευάγγελος', 'evangelos'],
		['გიორგი', 'giorgi'],
		['Հայկ Մկրտչյան', 'hayk mkrtchyan'],
		['محمد', 'mhmd'],
		['Ђорђевић', 'djordjevic'],
		['Łódź', 'lodz'],
		['Ångström', 'angstrom'],
		['Straße', 'strasse'],
		['ＡＰＴ２９', 'apt29'],
		['', '']
	])('%s is %s', (text, read) => expect(latin(text)).toBe(read));

	test('Latin text is folded as before, and reading twice is reading once', () => {
		const letters = fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ž .-]{0,30}$/);
		fc.assert(
			fc.property(letters, (text) => {
				expect(latin(text)).toBe(fold(text));
			}),
			{ numRuns: 2_000 }
		);
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(latin(latin(text))).toBe(latin(text));
			}),
			{ numRuns: 2_000 }
		);
	});

	test('every name is found by itself, whatever its script', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (name) => {
				const text = latinText([name], []);
				for (const word of latinWords(name)) expect(text).toContain(` ${word}`);
			}),
			{ numRuns: 3_000 }
		);
	});
});

describe('search', () => {
	const on = stage();
	const ana = viewer('ana');
	const hits = async (text: string) => (await on.network.search(ana, text)).hits;
	const found = async (text: string) => (await hits(text)).map(({ id }) => id);

	test('finds a name in one script by its spelling in the other, both ways', async () => {
		on.draft.record('cyrillic', ['Иванов Сергей']);
		on.draft.record('latin', ['Ivanov Trading']);
		on.draft.record('greek', ['Παπαδόπουλος']);
		on.draft.record('georgian', ['გიორგი']);
		await on.written();
		expect((await found('ivanov')).sort()).toEqual(['cyrillic', 'latin']);
		expect((await found('Иванов')).sort()).toEqual(['cyrillic', 'latin']);
		expect(await found('ivanov serg')).toEqual(['cyrillic']);
		expect(await found('papadopoulos')).toEqual(['greek']);
		expect(await found('ΠΑΠΑΔΟΠΟΥΛΟΣ')).toEqual(['greek']);
		expect(await found('giorg')).toEqual(['georgian']);
	});

	test('a hit by another script says in which reading it matched', async () => {
		on.draft.record('cyrillic', ['Иванов', 'Зубр']);
		await on.written();
		expect((await hits('ivanov'))[0]?.matched).toBe('ivanov');
		expect((await hits('иванов'))[0]?.matched).toBeNull();
		expect((await hits('zubr'))[0]?.matched).toBe('Зубр');
	});

	test('an apostrophe may be typed or left out', async () => {
		on.draft.record('brien', ['Conor O’Brien']);
		on.draft.record('artagnan', ["Charles d'Artagnan"]);
		await on.written();
		for (const text of ['obrien', "o'brien", 'o’brien', 'brien'])
			expect(await found(text)).toEqual(['brien']);
		for (const text of ['artagnan', 'dartagnan', "d'artagnan"])
			expect(await found(text)).toEqual(['artagnan']);
	});

	test('signs of query languages are text in every script', async () => {
		on.draft.record('a', ['Зубр']);
		await on.written();
		for (const text of [
			'зубр" OR "x',
			'*:*',
			'зубр~2',
			"'; MATCH (n) DETACH DELETE n //",
			'\\u0060'
		])
			await expect(on.network.search(ana, text)).resolves.toHaveProperty('total');
		expect(await found('зубр')).toEqual(['a']);
	});

	test('a store of an earlier version is found by Latin letters after its step, and twice is once', async () => {
		on.draft.record('cyrillic', ['Иванов'], { search: ' ив ива иван ивано иванов' });
		await on.written();
		expect(await found('ivanov')).toEqual([]);
		const step = schemaSteps['latin-search'];
		await step?.(on.store());
		expect(await found('ivanov')).toEqual(['cyrillic']);
		const before = on.store().revision();
		await step?.(on.store());
		expect(on.store().revision()).toBe(before);
	});
});
