/** Every finding has its words on the page, in both languages, with all that it names. */
import { expect, test } from 'vitest';
import type { Finding } from '#lib/domain/audit-finding.ts';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { describeFinding } from '#lib/server/audit/finding.ts';
import { findingText } from '../../src/routes/audit/finding-words.ts';

const entryFaults = [
	'missing',
	'twice',
	'unreadable',
	'detail-unreadable',
	'detail-rewritten',
	'hash',
	'rewritten',
	'uncounted'
] as const;
const all: Finding[] = [
	{ what: 'lost', count: 3, from: 41 },
	...entryFaults.map((fault): Finding => ({ what: 'entry', seq: 41, fault })),
	{ what: 'replaced', seq: 41 },
	{ what: 'rewritten', from: 41, to: 43, by: 'heads' },
	{ what: 'rewritten', from: 41, to: 43, by: 'checkpoint' },
	{ what: 'head', fault: 'missing' },
	{ what: 'head', fault: 'leaf' },
	{ what: 'head', fault: 'tree' },
	{ what: 'count', counted: 41, there: 43 },
	{ what: 'tree', tile: '0/41' },
	{ what: 'reasons', fault: 'changed', count: 41, seqs: [41] },
	{ what: 'reasons', fault: 'missing', count: 41, seqs: [41] },
	{ what: 'recipients', fault: 'changed', count: 41, seqs: [41] },
	{ what: 'recipients', fault: 'missing', count: 41, seqs: [41] },
	{ what: 'gone', file: 'heads' },
	{ what: 'gone', file: 'key' },
	{ what: 'heads-file', line: 41 },
	{ what: 'checkpoint-file', place: 'checkpoints', number: 41 },
	{ what: 'checkpoint-file', place: 'mirror', number: 41 },
	{ what: 'checkpoint-file', place: 'given', number: 41 },
	...(['unreadable', 'unsigned', 'moved', 'unlogged'] as const).map((fault): Finding => ({
		what: 'acknowledged-file',
		line: 41,
		fault
	})),
	{ what: 'put-aside', counted: 41, there: 43 }
];
const said = (locale: 'en' | 'fr') => {
	overwriteGetLocale(() => locale);
	return all.map(findingText);
};

test('no two say the same, and French is not English', () => {
	const [english, french] = [said('en'), said('fr')];
	expect(new Set(english).size).toBe(all.length);
	expect(new Set(french).size).toBe(all.length);
	expect(french.filter((text, i) => text === english[i])).toEqual([]);
});

test.each(['en', 'fr'] as const)(
	'each number that the command line names is named, %s',
	(locale) => {
		const numbers = (text: string) => text.match(/\d+/g) ?? [];
		expect(said(locale).map(numbers)).toEqual(
			all.map(describeFinding).map((text) => numbers(text))
		);
	}
);
