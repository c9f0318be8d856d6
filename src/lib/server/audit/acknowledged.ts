/**
 * `audit.acknowledged`: which losses somebody took note of, one JSON object a line. It hides nothing: every
 * auditor goes on reading what was found, by whom it was noted and when. It also says which checkpoints of the
 * second place are from before, because that file is never touched: it may be all that is left of the old log.
 * Each line is signed with the log's key over itself and over what stands above it, and counts only beside the
 * entry in which the log says the same: whoever has the disk can write here, and is seen to.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { detailOf, StoredEntry } from '#lib/domain/audit-entry.ts';
import type { Finding, NoteFault } from '#lib/domain/audit-finding.ts';
import type { Noted } from '#lib/domain/audit-view.ts';
import { canonical } from '#lib/domain/canonical.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { nothingAside, type Aside } from './checkpoints.ts';
import { faultOf } from './entry.ts';
import { readNumbered } from './queries.ts';
import type { Signer } from './signer.ts';

export const acknowledgedName = 'audit.acknowledged';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const Note = v.object({
	at: v.string(),
	by: v.string(),
	organisation: v.string(),
	found: v.array(v.string()),
	/** Notes at the beginning of the second place that are from before. */
	mirrored: whole
});
const SignedNote = v.object({
	...Note.entries,
	/** SHA-256 of those. */
	mirror: v.string(),
	/** Number of the entry that says the same. */
	entry: whole,
	/** SHA-256 of what stands above in the file. */
	above: v.string(),
	seal: v.string()
});
type SignedNote = v.InferOutput<typeof SignedNote>;
/** Lines of before they were signed have the rest alone. */
const Line = v.union([SignedNote, v.object({ ...Note.entries, seal: v.optional(v.undefined()) })]);

export interface Taken extends Omit<Noted, 'sealed'> {
	aside: Aside;
	entry: number;
}

export interface Acknowledged {
	/** Latest first. */
	readonly noted: Noted[];
	/** What of the second place is from before. */
	readonly aside: Aside;
	/** Lines after the last good one, which accounts for what stands above it. */
	readonly findings: readonly Finding[];
	note(taken: Taken): void;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const textOf = ({ seal: _, ...note }: SignedNote) => `audit acknowledged\n${canonical(note)}`;

/** How the log's entry tells of what was noted: the line must say the same. */
export const noteFacts = (found: readonly string[], { count }: Aside) => ({
	found: found.join('; '),
	mirrored: count
});

/** What a line puts aside, or why it does nothing. */
async function putAside(
	note: v.InferOutput<typeof Line>,
	above: string,
	{ store, signer }: { store: Pick<GraphStore, 'read'>; signer: Pick<Signer, 'sealed'> }
): Promise<NoteFault | Aside> {
	if (note.seal === undefined || !signer.sealed(textOf(note), note.seal)) return 'unsigned';
	if (note.above !== sha256(above)) return 'moved';
	const [row] = await store.read(readNumbered, { seqs: [note.entry] });
	const entry = v.safeParse(StoredEntry, row?.entry);
	if (!entry.success || faultOf(entry.output)) return 'unlogged';
	const { action, actor, organisation, detail } = entry.output;
	const aside = { count: note.mirrored, sha256: note.mirror };
	const { found, mirrored } = noteFacts(note.found, aside);
	const told = detailOf({ detail });
	const isSame =
		action === 'audit.acknowledge' &&
		actor === note.by &&
		organisation === note.organisation &&
		told.found === found &&
		told.mirrored === mirrored;
	return isSame ? aside : 'unlogged';
}

function parsed(line: string): v.InferOutput<typeof Line> | undefined {
	try {
		const read = v.safeParse(Line, JSON.parse(line));
		return read.success ? read.output : undefined;
	} catch {
		// Cut, or not ours: the caller says so, and what it would have put aside is found again.
		return undefined;
	}
}

export async function openAcknowledged(
	folder: string,
	by: { store: Pick<GraphStore, 'read'>; signer: Pick<Signer, 'seal' | 'sealed'> }
): Promise<Acknowledged> {
	const file = path.join(folder, acknowledgedName);
	let text = existsSync(file) ? readFileSync(file, 'utf8') : '';
	let noted: Noted[] = [];
	let aside = nothingAside;
	let findings: Finding[] = [];
	let above = '';
	for (const [i, line] of text.split('\n').entries()) {
		const note = parsed(line);
		const held = note ? await putAside(note, above, by) : 'unreadable';
		above += `${line}\n`;
		if (note) {
			const { at, by: who, organisation, found } = note;
			noted = [{ at, by: who, organisation, found, sealed: typeof held !== 'string' }, ...noted];
		}
		if (typeof held !== 'string') {
			findings = [];
			aside = held;
		} else if (line !== '') findings.push({ what: 'acknowledged-file', line: i + 1, fault: held });
	}
	return {
		get noted() {
			return noted;
		},
		get aside() {
			return aside;
		},
		get findings() {
			return findings;
		},
		note({ aside: { count, sha256: mirror }, ...taken }) {
			// A line that was cut is left as it is, and this one begins anew.
			const before = text === '' || text.endsWith('\n') ? '' : '\n';
			const note = { ...taken, mirrored: count, mirror, above: sha256(text + before), seal: '' };
			const line = `${JSON.stringify({ ...note, seal: by.signer.seal(textOf(note)) })}\n`;
			appendFileSync(file, before + line, { mode: 0o600 });
			text += before + line;
			const { at, by: who, organisation, found } = taken;
			noted = [{ at, by: who, organisation, found, sealed: true }, ...noted];
			aside = { count, sha256: mirror };
			findings = [];
		}
	};
}
