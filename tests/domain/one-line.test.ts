/** Words that name somebody or something can be read as they stand. */
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { NoteForm } from '#lib/domain/contribution.ts';
import { isOneLine } from '#lib/domain/one-line.ts';
import { Recipient } from '#lib/domain/recipient.ts';

const lines = [
	'Ms Vane',
	'Иванов, 3 мая',
	'محكمة بروكسل',
	'12/441',
	'Zoë Ó Briain',
	'ไทย',
	'👩‍⚖️ R. Vane'
];
const hidden = [
	...['\u200b\u200b\u200b', '...', '\u202eenaV sM', 'Ms\u2066 Vane', 'a\u0000b', 'two\nlines'],
	...['two\u2028lines', 'half \ud800 sign', 'Va\ufeffne', '\u200fVane']
];

test.each(lines)('%j is taken', (text) => expect(isOneLine(text)).toBe(true));
test.each(hidden)('%j is not', (text) => expect(isOneLine(text)).toBe(false));

test('nobody unreadable is named as a recipient, nor as what a note is taken from', () => {
	const note = {
		once: '6c1f2f5e-0000-4000-8000-000000000000',
		entities: ['a'],
		text: 'x',
		tlp: 'green',
		handling: []
	};
	const named = (text: string) => [
		v.is(Recipient, { kind: 'other', text }),
		v.is(NoteForm, { ...note, takenFrom: text })
	];
	expect(v.is(NoteForm, note)).toBe(true);
	for (const text of lines) expect(named(text), text).toEqual([true, true]);
	for (const text of hidden) expect(named(`${text} `), text).toEqual([false, false]);
});
