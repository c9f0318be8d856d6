import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, searchText, searchWords } from '#lib/domain/fold.ts';
import { processorMs } from '../processor-time.ts';

describe('folding', () => {
	test.each([
		['Ångström', 'angstrom'],
		['A\u030angstro\u0308m', 'angstrom'],
		['Straße', 'strasse'],
		['STRASSE', 'strasse'],
		['Łódź', 'lodz'],
		['Ærøskøbing', 'aeroskobing'],
		['Œuvre', 'oeuvre'],
		['İstanbul', 'istanbul'],
		['ﬁnance', 'finance'],
		['ＡＰＴ２９', 'apt29'],
		['O’Brien-Smith, J.', 'o brien smith j'],
		['Ωμέγας', 'ωμεγασ'],
		['日本語', '日本語'],
		['Кириллица', 'кириллица'],
		['  \u0000 \u202e ', ''],
		['', '']
	])('%s is %s', (text, folded) => {
		expect(fold(text)).toBe(folded);
	});

	test.each([
		['blocks', `a${'\u0315'.repeat(50_000)}${'\u0316'.repeat(50_000)}`],
		['pairs', `a${'\u0315\u0316'.repeat(50_000)}`]
	])('marks piled on one letter in %s cost nothing: putting them in order would', (_, text) => {
		expect(processorMs(() => expect(fold(text)).toBe('a'))).toBeLessThan(50);
	});

	test('taking marks off first changes nothing', () => {
		const inOneGo = (text: string) => text.normalize('NFKD').replace(/\p{M}+/gu, '');
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(fold(text)).toBe(fold(inOneGo(text)));
			}),
			{ numRuns: 10_000 }
		);
	});

	test('folding twice is folding once', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(fold(fold(text))).toBe(fold(text));
			}),
			{ numRuns: 10_000 }
		);
	});
});

describe('the text a record is found by', () => {
	test('holds each word and its prefixes of two to ten letters, each after a space', () => {
		expect(searchText(['Sandworm Team'], [])).toBe(
			' sa san sand sandw sandwo sandwor sandworm te tea team'
		);
	});

	test('holds identifiers, but no STIX ids', () => {
		const text = searchText(
			[],
			[
				{ scheme: 'external', value: 'G0034' },
				{ scheme: 'stix', value: 'intrusion-set--381fcf73-60f6-4ab2-9991-6af3cbc35192' }
			]
		);
		expect(text).toBe(' g0 g00 g003 g0034');
	});

	test('every beginning of every word of a name finds it, by word and by place', () => {
		fc.assert(
			fc.property(
				fc.array(fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿ]{1,14}$/), { minLength: 1, maxLength: 4 }),
				fc.nat(),
				fc.nat(),
				(words, which, length) => {
					const text = searchText([words.join(' ')], []);
					const [word = ''] = searchWords(words[which % words.length] ?? '');
					const start = word.slice(0, 2 + (length % 9));
					expect(text).toContain(` ${start}`);
					if (start.length <= 10) expect(text.split(' ')).toContain(start);
				}
			),
			{ numRuns: 2_000 }
		);
	});

	test('stays small whatever the names are', () => {
		const long = 'a'.repeat(10_000);
		const many = Array.from({ length: 5_000 }, (_, i) => `word${i}`).join(' ');
		expect(searchText([long], []).length).toBeLessThan(300);
		expect(searchText(Array<string>(50).fill(many), []).length).toBeLessThan(20_000);
	});

	test('nothing to be found by is nothing', () => {
		expect(searchText(['...', ''], [])).toBe('');
		expect(searchWords(' <> ')).toEqual([]);
	});
});
