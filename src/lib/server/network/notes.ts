/**
 * Notes: what an author wrote about one or several entities. A note stands under its own marking and
 * inside the audiences of all it is about, and shows only to who sees every one of them at that
 * moment: it may name them all. Nothing in it changes: a later note takes its place for whoever sees
 * both, and the earlier one stays to be read.
 */
import { audienceOf, type Token } from '#lib/domain/audience.ts';
import type { NoteForm } from '#lib/domain/contribution.ts';
import type { ExportNote } from '#lib/domain/export-graph.ts';
import { strictestTlp, tlpLevels, type Tlp } from '#lib/domain/marking.ts';
import { levelsWithin } from '#lib/domain/reach.ts';
import { isRestricted } from '#lib/domain/restricted.ts';
import type { Note } from '#lib/domain/subgraph.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import { nodesOf } from './nodes.ts';
import * as queries from './queries.ts';
import { inBatches, type Reading } from './reading.ts';
import { recordsOf } from './records.ts';

const none: ReadonlySet<string> = new Set();

/** What an author may say about some entities, and how far it may reach. */
export interface Standing {
	/** From the widest to the strictest; RED, to oneself alone, is always among them. */
	levels: Tlp[];
	/** Some of it is fiction of the demonstration, and so is what is said about it. */
	demonstration: boolean;
}

const ownership = (viewer: Viewer, demonstration: boolean) => ({
	owner: viewer.organisation.id,
	account: viewer.account,
	demonstration
});

/** For each entity, the tokens of its visible records that the reader holds; undefined when one is unseen. */
async function reachOf(reading: Reading, ids: readonly string[]): Promise<Token[][] | undefined> {
	const groups = await recordsOf(reading, [...new Set(ids)]);
	const ends = [...new Set(ids)].map((id) =>
		(groups.get(id) ?? []).flatMap((record) => record.audience)
	);
	return ends.some((end) => end.length === 0) ? undefined : ends;
}

/** Under which of the reader's tokens each of some entities is seen; unseen ones are left out. */
export async function reach(
	reading: Reading,
	ids: readonly string[]
): Promise<Record<string, Token[]>> {
	const groups = await recordsOf(reading, [...new Set(ids)]);
	return Object.fromEntries(
		[...groups].map(([id, records]) => [
			id,
			[...new Set(records.flatMap((record) => record.audience))].sort()
		])
	);
}

export async function standing(
	reading: Reading,
	viewer: Viewer,
	ids: readonly string[]
): Promise<Standing | undefined> {
	const ends = await reachOf(reading, ids);
	if (!ends) return undefined;
	const nodes = await nodesOf(reading, ids);
	// Said about something of the demonstration, it is fiction too, and goes with it.
	const demonstration = nodes.some((node) => node.demonstration);
	// It rests on the strictest statement the writer sees, even where a wider one shows the entity.
	const least = tlpLevels.indexOf(strictestTlp(nodes.map(({ tlp }) => tlp)) ?? 'clear');
	const levels = levelsWithin(ends, ownership(viewer, demonstration));
	return { levels: levels.filter((level) => tlpLevels.indexOf(level) >= least), demonstration };
}

/** Visible notes about some entities, latest first; superseded ones among them. */
export async function notesOn(
	reading: Reading,
	viewer: Pick<Viewer, 'account' | 'organisation'>,
	ids: readonly string[]
): Promise<Note[]> {
	const rows = await inBatches([...new Set(ids)], (batch) =>
		reading.read(queries.notesOn, { ids: batch, audience: reading.audience })
	);
	const unique = [...new Map(rows.map((row) => [row.id, row])).values()];
	const here = new Set(unique.map((row) => row.id));
	const linked = unique.flatMap(({ supersedes, superseded }) => [supersedes, superseded]);
	const elsewhere = await inBatches(
		[...new Set(linked.flatMap((id) => (id === null || here.has(id) ? [] : [id])))],
		(batch) => reading.read(queries.note, { ids: batch, audience: reading.audience })
	);
	const all = [...unique, ...elsewhere];
	const about = [...new Set(all.flatMap((row) => row.entities))];
	const visible = await recordsOf(reading, about);
	const seen = new Set(
		all.filter((row) => row.entities.every((id) => visible.has(id))).map(({ id }) => id)
	);
	// A note that the reader does not see takes the place of none for them, and is not told of.
	const told = (id: string | null) => (id !== null && seen.has(id) ? id : null);
	const owners = await reading.read(queries.agencies, {
		ids: [...new Set(unique.map((row) => row.owner))]
	});
	const { calls = ({ name }) => name } = reading;
	const nameOf = new Map(owners.map((owner) => [owner.id, calls(owner)]));
	return unique
		.filter((row) => seen.has(row.id))
		.map(({ author, authorName, owner, audience: _audience, ...row }) => ({
			...row,
			supersedes: told(row.supersedes),
			superseded: told(row.superseded),
			// Who wrote it is told inside the author's organisation; others learn which one it was.
			author: owner === viewer.organisation.id ? authorName : null,
			mine: author === viewer.account,
			owner: { id: owner, name: nameOf.get(owner) ?? owner }
		}));
}

/**
 * The same before a reason was given: what is restricted by its marking waits for one as it does in an
 * export, and a note about a victim or witness may name them, so its words wait with the name. Whoever
 * wrote them reads them.
 */
export async function notesBefore(
	reading: Reading,
	viewer: Pick<Viewer, 'account' | 'organisation'>,
	ids: readonly string[]
): Promise<Note[]> {
	const notes = await notesOn(reading, viewer, ids);
	const about = await recordsOf(reading, [...new Set(notes.flatMap((note) => note.entities))]);
	const restricted = notes.filter((note) => !note.mine && isRestricted(note));
	const given = restricted.length
		? ((await reading.reasons?.([...new Set(restricted.flatMap((note) => note.entities))])) ?? none)
		: none;
	const isNameless = (id: string) => about.get(id)?.[0]?.nameless === true;
	const waits = (note: Note) =>
		note.entities.some(isNameless) ||
		(isRestricted(note) && !note.entities.some((id) => given.has(id)));
	return notes.map((note) =>
		!note.mine && waits(note)
			? { ...note, text: '', takenFrom: null, withheld: true as const }
			: note
	);
}

/**
 * The latest version of each visible note about some entities, where all it is about is among them: a
 * note may name what was left out. Its author's name stays here.
 */
export async function notesAmong(
	reading: Reading,
	viewer: Pick<Viewer, 'account' | 'organisation'>,
	{ entities }: { entities: readonly { id: string }[] }
): Promise<ExportNote[]> {
	const here = new Set(entities.map(({ id }) => id));
	const notes = await notesOn(reading, viewer, [...here]);
	return notes
		.filter((note) => note.superseded === null && note.entities.every((id) => here.has(id)))
		.map(
			({ author: _author, mine: _mine, supersedes: _earlier, superseded: _later, ...note }) => note
		);
}

export class NoteRefused extends Error {
	override name = 'NoteRefused';
	constructor(readonly reason: 'unknown' | 'marking' | 'superseded' | 'used') {
		super(reason);
	}
}

export interface NoteSettings {
	now: () => Date;
}

type NoteRow = Awaited<ReturnType<typeof noteBy>>;
const noteBy = async (reading: Reading, id: string) =>
	(await reading.read(queries.note, { ids: [id], audience: reading.audience }))[0];

/** Whether a note that is there says, to the letter, what a form says: sent twice, it is one note. */
const isOf = (there: NonNullable<NoteRow>, form: NoteForm): boolean =>
	there.text === form.text &&
	there.takenFrom === (form.takenFrom ?? null) &&
	there.tlp === form.tlp &&
	there.supersedes === (form.supersedes ?? null) &&
	JSON.stringify(there.entities) === JSON.stringify([...new Set(form.entities)].sort()) &&
	JSON.stringify(there.handling) === JSON.stringify(form.handling);

/**
 * Writes a note inside a transaction: what it is about is read there again. Resolves with false where
 * the very same note is there already, and nothing is written.
 */
export async function writeNote(
	run: Runner,
	viewer: Viewer,
	form: NoteForm,
	id: string,
	{ now }: NoteSettings
): Promise<boolean> {
	const reading: Reading = {
		read: (query, params) => run.run(query, params),
		audience: viewer.audience
	};
	const allowed = await standing(reading, viewer, form.entities);
	if (!allowed) throw new NoteRefused('unknown');
	if (!allowed.levels.includes(form.tlp)) throw new NoteRefused('marking');
	const there = await noteBy(reading, id);
	if (there && !isOf(there, form)) throw new NoteRefused('used');
	if (there) return false;
	const by = ownership(viewer, allowed.demonstration);
	const own = audienceOf({ tlp: form.tlp }, by);
	if (form.supersedes !== undefined) {
		const earlier = await noteBy(reading, form.supersedes);
		if (!earlier || earlier.author !== viewer.account) throw new NoteRefused('unknown');
		if (earlier.superseded !== null && earlier.superseded !== id)
			throw new NoteRefused('superseded');
	}
	await run.run(queries.registerTokens, { tokens: own });
	const entities = [...new Set(form.entities)].sort();
	await run.run(queries.createNote, {
		id,
		props: {
			entities,
			text: form.text,
			...(form.takenFrom === undefined ? {} : { takenFrom: form.takenFrom }),
			author: viewer.account,
			authorName: viewer.name,
			owner: viewer.organisation.id,
			audience: own,
			tlp: form.tlp,
			handling: [...form.handling],
			writtenAt: now().toISOString(),
			demonstration: by.demonstration,
			...(form.supersedes === undefined ? {} : { supersedes: form.supersedes })
		}
	});
	await run.run(queries.createNoteEnds, {
		rows: entities.map((entity) => ({ id: `${id} ${entity}`, note: id, entity }))
	});
	if (form.supersedes !== undefined)
		await run.run(queries.supersedeNote, { id: form.supersedes, by: id });
	return true;
}
