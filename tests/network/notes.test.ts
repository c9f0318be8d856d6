/** Notes: who reads them, how far they reach, that nothing in them ever changes. */
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { NoteForm } from '#lib/domain/contribution.ts';
import { sees } from '#lib/domain/audience.ts';
import { tlpLevels, type Tlp } from '#lib/domain/marking.ts';
import { networkOf } from '#lib/server/network/network.ts';
import { notesAmong } from '#lib/server/network/notes.ts';
import { viewer } from './builders.ts';
import { forgetful } from './forgetful.ts';
import { ids, stage } from './stage.ts';

const on = stage();
const [ana, bert, nils] = [viewer('ana'), viewer('bert'), viewer('nils', 'norland')];
const everyone = [ana, bert, nils];

const form = (entities: string[], more: Partial<NoteForm> = {}): NoteForm => ({
	once: crypto.randomUUID(),
	entities,
	tlp: 'amber+strict',
	handling: [],
	text: 'Seen twice at the harbour',
	...more
});
const texts = async (who: typeof ana, ...ids: string[]) =>
	(await on.network.notes(who, ids)).map(({ text }) => text);

test('a note is on the card of all it is about, for its organisation and nobody else', async () => {
	on.draft.known('a', 'b', 'c');
	await on.written();
	await on.network.addNote(ana, form(['a', 'b']));
	expect(await texts(bert, 'a')).toEqual(['Seen twice at the harbour']);
	expect(await texts(bert, 'a', 'b')).toHaveLength(1);
	expect(await texts(bert, 'c')).toEqual([]);
	expect(await texts(nils, 'a')).toEqual([]);
	const [own] = await on.network.notes(ana, ['a']);
	expect(own).toMatchObject({ mine: true, author: 'ana', entities: ['a', 'b'], superseded: null });
	expect((await on.network.notes(bert, ['a']))[0]).toMatchObject({ mine: false, author: 'ana' });
});

test('the audience in the query is what keeps it there', async () => {
	on.draft.known('a');
	await on.written();
	await on.network.addNote(ana, form(['a']));
	const forgets = networkOf({
		store: forgetful(on.store(), 'network/notes-on'),
		audit: {
			consult: () => Promise.resolve(),
			write: () => Promise.reject(new Error('writes')),
			commit: (text) => text
		},
		now: () => new Date(0)
	});
	expect(await on.network.notes(nils, ['a'])).toEqual([]);
	expect(await forgets.notes(nils, ['a'])).toHaveLength(1);
});

test('who wrote it is told inside the organisation only', async () => {
	on.draft.known('a');
	await on.written();
	await on.network.addNote(ana, form(['a'], { tlp: 'green' }));
	expect((await on.network.notes(nils, ['a']))[0]).toMatchObject({ author: null, mine: false });
	expect(JSON.stringify(await on.network.notes(nils, ['a']))).not.toContain('ana');
});

test('a note shows to nobody who does not see all it is about, however that came to be', async () => {
	on.draft.known('a');
	on.draft.record('b', ['b']);
	await on.written();
	await on.network.addNote(ana, form(['a', 'b'], { tlp: 'clear' }));
	expect(await texts(nils, 'a')).toHaveLength(1);
	// The record of b is narrowed afterwards: the note goes out of sight with it.
	const narrowed = on.draft.records.find(({ entity }) => entity === 'b');
	await on.narrow(narrowed?.id ?? '', ['org:belmark']);
	expect(await texts(nils, 'a')).toEqual([]);
	expect(await texts(bert, 'a')).toHaveLength(1);
});

test('a marking that reaches further than what it is about is refused, and nothing is written', async () => {
	on.draft.record('a', ['a'], { said: on.draft.said('mitre', 'amber+strict') });
	await on.written();
	expect(await on.network.standing(ana, ['a'])).toMatchObject({ levels: ['amber+strict', 'red'] });
	await expect(on.network.addNote(ana, form(['a'], { tlp: 'green' }))).rejects.toThrow('marking');
	expect(await texts(ana, 'a')).toEqual([]);
	expect(on.audit.events.filter(({ action }) => action === 'network.note')).toEqual([]);
});

test('what rests on a strict statement is as strict, even where a wider one shows the entity', async () => {
	on.draft.record('a', ['a'], { said: on.draft.said('mitre', 'amber+strict') });
	on.draft.record('a', ['a'], { said: on.draft.said('press', 'clear') });
	await on.written();
	expect(await on.network.standing(ana, ['a'])).toMatchObject({ levels: ['amber+strict', 'red'] });
	await expect(on.network.addNote(ana, form(['a'], { tlp: 'clear' }))).rejects.toThrow('marking');
	// Whoever sees the wide statement alone rests on no more than that.
	expect(await on.network.standing(nils, ['a'])).toMatchObject({
		levels: ['clear', 'green', 'amber', 'amber+strict', 'red']
	});
});

test('unknown and out of sight are refused alike', async () => {
	on.draft.record('hidden', ['h'], { said: on.draft.said('x', 'amber+strict', 'norland', 'nils') });
	on.draft.known('a');
	await on.written();
	for (const id of ['hidden', 'nothing']) {
		await expect(on.network.addNote(ana, form(['a', id], { tlp: 'red' }))).rejects.toThrow(
			'unknown'
		);
		expect(await on.network.standing(ana, ['a', id])).toBeUndefined();
	}
});

test('a note is never changed: a later one of the same author takes its place, once', async () => {
	on.draft.known('a');
	await on.written();
	const first = await on.network.addNote(ana, form(['a'], { text: 'first' }));
	await expect(
		on.network.addNote(bert, form(['a'], { text: 'not mine', supersedes: first }))
	).rejects.toThrow('unknown');
	const second = await on.network.addNote(ana, form(['a'], { text: 'second', supersedes: first }));
	await expect(
		on.network.addNote(ana, form(['a'], { text: 'third', supersedes: first }))
	).rejects.toThrow('superseded');
	const kept = new Map((await on.network.notes(bert, ['a'])).map((note) => [note.id, note]));
	expect(kept.get(second)).toMatchObject({ text: 'second', supersedes: first, superseded: null });
	expect(kept.get(first)).toMatchObject({ text: 'first', superseded: second });
	expect(kept.size).toBe(2);
});

test('a note before or after it that a reader does not see is not told to them, and takes nothing from them', async () => {
	on.draft.known('a', 'b');
	on.draft.record('c', ['c'], { said: on.draft.said('x', 'amber+strict') });
	await on.written();
	const add = (tlp: Tlp, entities: string[], supersedes?: string) =>
		on.network.addNote(ana, form(entities, { tlp, ...(supersedes ? { supersedes } : {}) }));
	const links = async (who: typeof ana, id: string, about: string) => {
		const note = (await on.network.notes(who, [about])).find((one) => one.id === id);
		return [note?.supersedes, note?.superseded];
	};
	const exported = async (who: typeof ana) =>
		ids(await notesAmong(on.readingOf(who), who, { entities: [{ id: 'a' }, { id: 'b' }] }));

	const wide = await add('green', ['a']);
	const narrow = await add('red', ['a'], wide);
	expect(await links(ana, wide, 'a')).toEqual([null, narrow]);
	expect(await links(nils, wide, 'a')).toEqual([null, null]);
	expect(await exported(ana)).toEqual([narrow]);
	expect(await exported(nils)).toEqual([wide]);

	const first = await add('amber+strict', ['b']);
	const then = await add('green', ['b'], first);
	expect(await links(bert, then, 'b')).toEqual([first, null]);
	expect(await links(nils, then, 'b')).toEqual([null, null]);

	// Seen by its marking, but about something that is not.
	const open = await add('green', ['b'], then);
	const about = await add('amber+strict', ['b', 'c'], open);
	expect(await links(ana, open, 'b')).toEqual([then, about]);
	await on.narrow(on.draft.records.find(({ entity }) => entity === 'c')?.id ?? '', ['person:ana']);
	expect(await links(bert, open, 'b')).toEqual([then, null]);
	expect(await links(ana, open, 'b')).toEqual([then, about]);
});

test('where the later note is about something else, a reader of both is told', async () => {
	on.draft.known('a', 'b');
	await on.written();
	const first = await on.network.addNote(ana, form(['a']));
	const moved = await on.network.addNote(ana, form(['b'], { supersedes: first }));
	expect(await on.network.notes(bert, ['a'])).toMatchObject([{ id: first, superseded: moved }]);
	expect(await on.network.notes(bert, ['b'])).toMatchObject([{ id: moved, supersedes: first }]);
});

test('sent twice it is one note, and another account cannot write over it', async () => {
	on.draft.known('a', 'b');
	await on.written();
	const once = crypto.randomUUID();
	const id = await on.network.addNote(ana, form(['a'], { once, text: 'mine' }));
	expect(await on.network.addNote(ana, form(['a'], { once, text: 'mine' }))).toBe(id);
	expect(on.audit.events.map(({ detail }) => detail?.repeated)).toEqual([undefined, true]);
	await on.network.addNote(nils, form(['b'], { once, text: 'other', tlp: 'clear' }));
	expect(await texts(ana, 'a')).toEqual(['mine']);
	expect(await texts(ana, 'b')).toEqual(['other']);
});

test('a form that was sent is no other note: nothing is written, tied or superseded, and no entry says so', async () => {
	on.draft.known('a', 'b');
	await on.written();
	const once = crypto.randomUUID();
	const id = await on.network.addNote(ana, form(['a'], { once, text: 'mine', tlp: 'red' }));
	for (const more of [{ text: 'other' }, { tlp: 'clear' as const }, { supersedes: id }])
		await expect(
			on.network.addNote(ana, form(['a'], { once, text: 'mine', tlp: 'red', ...more }))
		).rejects.toThrow('used');
	await expect(
		on.network.addNote(ana, form(['b'], { once, text: 'mine', tlp: 'red' }))
	).rejects.toThrow('used');
	expect(await texts(ana, 'b')).toEqual([]);
	expect(await on.network.notes(ana, ['a'])).toMatchObject([{ text: 'mine', superseded: null }]);
	expect(on.audit.events.filter(({ action }) => action === 'network.note')).toHaveLength(1);
});

test('what a note is taken from is kept with it, under the same audience, and is part of what it says', async () => {
	on.draft.known('a');
	await on.written();
	const [once, takenFrom] = [crypto.randomUUID(), 'Interview of 3 May, file 12/441'];
	const id = await on.network.addNote(ana, form(['a'], { once, takenFrom }));
	expect(await on.network.notes(bert, ['a'])).toMatchObject([{ id, takenFrom }]);
	expect(JSON.stringify(await on.network.notes(nils, ['a']))).not.toContain('441');
	expect(await on.network.addNote(ana, form(['a'], { once, takenFrom }))).toBe(id);
	for (const other of [{}, { takenFrom: 'File 7' }])
		await expect(on.network.addNote(ana, form(['a'], { once, ...other }))).rejects.toThrow('used');
	const later = await on.network.addNote(ana, form(['a'], { supersedes: id }));
	// Written at the same instant here, so their order says nothing.
	const kept = new Map(
		(await on.network.notes(ana, ['a'])).map((note) => [note.id, note.takenFrom])
	);
	expect(kept).toEqual(
		new Map([
			[id, takenFrom],
			[later, null]
		])
	);
});

test('what it is taken from is said in one line or not at all', () => {
	const about = (takenFrom: string) => v.safeParse(NoteForm, form(['a'], { takenFrom }));
	expect(about('  File 12/441 ').output).toMatchObject({ takenFrom: 'File 12/441' });
	expect(v.safeParse(NoteForm, form(['a'])).success).toBe(true);
	for (const wrong of ['', '   ', 'two\nlines', 'x'.repeat(301)])
		expect(about(wrong).success, wrong).toBe(false);
});

test('no entry, no note', async () => {
	on.draft.known('a');
	await on.written();
	on.audit.isUp = false;
	await expect(on.network.addNote(ana, form(['a']))).rejects.toThrow('the audit log is full');
	on.audit.isUp = true;
	expect(await texts(ana, 'a')).toEqual([]);
});

describe('over random markings', () => {
	const level = fc.constantFrom(...tlpLevels);
	const owner = fc.constantFrom(['belmark', 'ana'], ['norland', 'nils']);
	test('whoever reads a note sees all it is about, and its text is in no other answer', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(level, owner), { minLength: 1, maxLength: 3 }),
				level,
				fc.constantFrom(...everyone),
				async (ends, tlp, author) => {
					on.draft = new (on.draft.constructor as new () => typeof on.draft)();
					const ids = ends.map(([tlp, [by = '', account = '']], n) => {
						on.draft.record(`e${n}`, [`name ${n}`], {
							said: on.draft.said(`s${n}`, tlp as Tlp, by, account)
						});
						return `e${n}`;
					});
					await on.written();
					const secret = `secret ${crypto.randomUUID()}`;
					const allowed = await on.network.standing(author, ids);
					const adding = on.network.addNote(author, form(ids, { tlp, text: secret }));
					if (!allowed?.levels.includes(tlp)) {
						await expect(adding).rejects.toThrow(/unknown|marking/);
						return;
					}
					await adding;
					for (const who of everyone) {
						const seen = ids.filter((id) =>
							on.draft.records.some((one) => one.entity === id && sees(who.audience, one.audience))
						);
						const reads = (await on.network.notes(who, ids)).some(({ text }) => text === secret);
						if (reads) expect(seen).toEqual(ids);
						const others = [
							await on.network.card(who, 'e0'),
							await on.network.expand(who, { entity: 'e0' }),
							await on.network.search(who, 'secret')
						];
						expect(JSON.stringify(others)).not.toContain(secret);
					}
					expect(await texts(author, ...ids)).toContain(secret);
				}
			),
			{ numRuns: 60 }
		);
	}, 60_000);
});
