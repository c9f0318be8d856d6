/** Words that name somebody or something can be read as they stand. */
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { ClaimForm, NoteForm } from '#lib/domain/contribution.ts';
import { isOneLine } from '#lib/domain/one-line.ts';
import { Recipient } from '#lib/domain/recipient.ts';
import { Reason, reasonFault } from '#lib/domain/restricted.ts';
import { SavedForm } from '#lib/domain/saved-view.ts';
import { NewAccount } from '#lib/server/access/accounts.ts';
import { NewOrganisation } from '#lib/server/access/organisations.ts';

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

/** Whether a schema objects to one field, whatever it says of the others. */
const objects = (schema: v.GenericSchema, value: object, field: string) =>
	(v.safeParse(schema, value).issues ?? []).some((issue) => v.getDotPath(issue) === field);

test.each<[string, v.GenericSchema, (text: string) => object, string]>([
	['a claim’s source', ClaimForm, (source) => ({ source }), 'source'],
	['an account', NewAccount, (name) => ({ name }), 'name'],
	['a saved view', SavedForm, (name) => ({ name }), 'name'],
	['a new organisation in French', NewOrganisation, (nameFr) => ({ nameFr }), 'nameFr']
])('nor is %s named by anything that cannot be read as it stands', (_, schema, named, field) => {
	for (const text of lines) expect(objects(schema, named(text), field), text).toBe(false);
	for (const text of hidden) expect(objects(schema, named(`${text} `), field), text).toBe(true);
});

test('a new organisation’s name hides nothing, and it may have none in French', () => {
	const named = (name: string) => objects(NewOrganisation, { name }, 'name');
	expect(named('Prosecution office, south')).toBe(false);
	for (const text of ['\u202eenaV sM', 'Ms\u2066 Vane', 'two\nlines'])
		expect(named(text), text).toBe(true);
	expect(objects(NewOrganisation, { nameFr: ' ' }, 'nameFr')).toBe(false);
});

test('a reason may take several lines and hides nothing either', () => {
	const given = (text: string) => v.is(Reason, { purpose: 'investigation', text });
	expect(given('Case 7,\nthe interview\r\n\tof Jane')).toBe(true);
	for (const hiding of ['\u200b', '\u202e', '\u0000', '\ufeff', '\ud800']) {
		const text = `Case 7, the ${hiding}interview of Jane`;
		expect(given(text), JSON.stringify(text)).toBe(false);
		expect(reasonFault(text)).toBe('hidden');
	}
});
