/** Both languages say everything, and each says it in its own typography. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

type Message = string | { match: Record<string, string> }[];
const read = (locale: string): Record<string, Message> => {
	const { $schema: _schema, ...messages } = JSON.parse(
		readFileSync(`messages/${locale}.json`, 'utf8')
	);
	return messages;
};
const en = read('en');
const fr = read('fr');
const texts = (message: Message | undefined): string[] =>
	message === undefined
		? []
		: typeof message === 'string'
			? [message]
			: message.flatMap(({ match }) => Object.values(match));
const inputs = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test('the two languages have the same messages', () => {
	expect(Object.keys(fr)).toEqual(Object.keys(en));
});

test('a claim is called the same throughout', () => {
	const spoken = Object.keys(en).filter((key) => /\bclaims?\b/i.test(texts(en[key]).join(' ')));
	expect(spoken.length).toBeGreaterThan(30);
	const otherwise = (key: string) => /d[ée]claration/i.test(texts(fr[key]).join(' '));
	expect(spoken.filter(otherwise)).toEqual([]);
});

test('no message is empty in either language', () => {
	for (const messages of [en, fr])
		for (const [key, message] of Object.entries(messages))
			for (const text of texts(message)) expect(text.trim(), key).not.toBe('');
});

test('a message takes the same inputs in both languages', () => {
	for (const key of Object.keys(en)) {
		const of = (message: Message | undefined) =>
			[...new Set(texts(message).flatMap(inputs))].sort();
		expect(of(fr[key]), key).toEqual(of(en[key]));
	}
});

describe('French typography', () => {
	const lines = Object.entries(fr).flatMap(([key, message]) =>
		texts(message).map((text) => [key, text] as const)
	);

	test('a narrow no-break space stands before ; : ! ? and inside guillemets', () => {
		for (const [key, text] of lines) {
			// A colon inside a code such as TLP:AMBER or 14:05 is not punctuation.
			const bare = text
				.replace(/\b(TLP|PAP):[A-Z+]+/g, '')
				.replace(/\d:\d/g, '')
				.replace(/https?:/g, '');
			expect(bare, key).not.toMatch(
				/[^\u202f\s][;!?»]|[^\u202f]:(\s|$)|[ \u00a0][;:!?»]|«[^\u202f]/
			);
		}
	});

	test('no word that would lose its vowel stands before a name that nobody knows yet', () => {
		// Numbers and dates begin with a digit.
		const countable = /^(count|done|size|day|from|moment|owners|until)$/;
		for (const [key, text] of lines)
			for (const [said, , name = ''] of text.matchAll(
				/(?<!\p{L})(que|de|le|la|ne|se) \{(\w+)\}/giu
			))
				expect(countable.test(name), `${key}: ${said}`).toBe(true);
	});

	test('apostrophes are typographic', () => {
		for (const [key, text] of lines) expect(text, key).not.toMatch(/\p{L}'\p{L}/u);
	});
});

test('nothing is shouted', () => {
	for (const messages of [en, fr])
		for (const [key, message] of Object.entries(messages))
			for (const text of texts(message)) expect(text, key).not.toMatch(/!/);
});

test('every message is said somewhere', () => {
	const sources = ['src', 'seed', 'cli']
		.flatMap((folder) =>
			readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) =>
				path.join(folder, file)
			)
		)
		.filter((file) => /\.(ts|svelte)$/.test(file) && !file.includes('paraglide'))
		.map((file) => readFileSync(file, 'utf8'))
		.join('\n');
	const said = new Set(sources.match(/\b[a-z]+(_[a-z0-9]+)+\b/g));
	expect(Object.keys(en).filter((key) => !said.has(key))).toEqual([]);
});
