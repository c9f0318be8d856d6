/**
 * Reasons for reading restricted items: asked once for a person and an entity, good for half an hour.
 * Each is a node of its own, which only auditors and data-protection officers read; the log holds its
 * id and a keyed commitment of its words, so that neither can be exchanged unseen.
 */
import { detailOf, type StoredEntry } from '#lib/domain/audit-entry.ts';
import type { CommittedWords } from '#lib/domain/audit-finding.ts';
import { reasonMinutes, type Purpose, type Reason } from '#lib/domain/restricted.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { by, type Audit } from './event.ts';
import { createJustification, readInForce, readJustification } from './queries.ts';

export interface Justification {
	id: string;
	account: string;
	organisation: string;
	entity: string;
	purpose: Purpose;
	text: string;
	at: string;
	until: string;
}

/** Whose, and about what: one key, because looking up by two properties reads more. */
const scopeOf = ({ account }: Viewer, entity: string) => `${account} ${entity}`;

/** The id of the reason that holds now, or undefined. */
export async function inForce(
	store: Pick<GraphStore, 'read'>,
	viewer: Viewer,
	entity: string,
	now: Date
): Promise<string | undefined> {
	const scopes = [scopeOf(viewer, entity)];
	const [row] = await store.read(readInForce, { scopes, now: now.toISOString() });
	return row?.id;
}

/** Those of some entities for which a reason of this person holds now. */
export async function inForceAmong(
	store: Pick<GraphStore, 'read'>,
	viewer: Viewer,
	entities: readonly string[],
	now: Date
): Promise<ReadonlySet<string>> {
	const rows = await store.read(readInForce, {
		scopes: [...new Set(entities.map((entity) => scopeOf(viewer, entity)))],
		now: now.toISOString()
	});
	const given = new Set(rows.map(({ scope }) => scope));
	return new Set(entities.filter((entity) => given.has(scopeOf(viewer, entity))));
}

export interface Given {
	id: string;
	until: string;
}

type Commit = Audit['commit'];
/** What the log keeps of words that stand in the graph: their commitment, under their id. */
export const wordsOf = (commit: Commit, { id, text }: { id: string; text: unknown }) =>
	commit(`${id}\n${typeof text === 'string' ? text : ''}`);
/** Tells which secret a commitment was made under, and nothing else about it: a backup may come to another instance. */
export const secretOf = (commit: Commit) => commit('which secret').slice(0, 12);

type Promising = Pick<StoredEntry, 'action' | 'operation' | 'outcome' | 'actor' | 'detail'>;

/** What an entry committed to of words that stand in the graph. */
export interface Promised {
	of: CommittedWords;
	id: string;
	account: string;
	purpose: unknown;
	words: string;
	/** Of the secret it was made under; entries of before it was told hold none. */
	under: unknown;
}

/** The id of the words, and their commitment, where an entry has both. */
function wordsIn(entry: Promising): [CommittedWords, id: unknown, words: unknown] | undefined {
	const { justification, reason, addressee, recipient } = detailOf(entry);
	// A recipient is named for what was refused, too.
	if (entry.operation === 'disclosure') return ['recipients', addressee, recipient];
	if (entry.action !== 'network.justify' || entry.outcome !== 'done') return undefined;
	return ['reasons', justification, reason];
}

/** What the entry of a reason, or of a disclosure to somebody in words, committed to; undefined for any other. */
export function promiseOf(entry: Promising): Promised | undefined {
	const [of, id, words] = wordsIn(entry) ?? [];
	if (of === undefined || typeof id !== 'string' || typeof words !== 'string') return undefined;
	const { purpose, under } = detailOf(entry);
	return { of, id, account: entry.actor, purpose, words, under };
}

/** How words stand to what their entry committed to. */
export function compared(
	commit: Commit,
	promised: Promised,
	kept: Record<'account' | 'purpose' | 'text', unknown> & { id: string }
): 'committed' | 'changed' | 'elsewhere' {
	if (promised.purpose !== kept.purpose || promised.account !== kept.account) return 'changed';
	if (promised.under !== undefined && promised.under !== secretOf(commit)) return 'elsewhere';
	return promised.words === wordsOf(commit, kept) ? 'committed' : 'changed';
}

/** Keeps a reason and its entry together. */
export async function justify(
	audit: Audit,
	viewer: Viewer,
	{ id, now, entity, reason }: { id: string; now: Date; entity: string; reason: Reason }
): Promise<Given> {
	const until = new Date(now.getTime() + reasonMinutes * 60_000).toISOString();
	await audit.write(
		{
			...by(viewer),
			action: 'network.justify',
			outcome: 'done',
			subjects: [entity],
			detail: {
				justification: id,
				purpose: reason.purpose,
				reason: wordsOf(audit.commit, { id, text: reason.text }),
				under: secretOf(audit.commit)
			}
		},
		({ run }) =>
			run(createJustification, {
				props: {
					id,
					scope: scopeOf(viewer, entity),
					account: viewer.account,
					organisation: viewer.organisation.id,
					entity,
					purpose: reason.purpose,
					text: reason.text,
					at: now.toISOString(),
					until
				}
			})
	);
	return { id, until };
}

/** For whoever audits: why somebody read something, and whether the words are those of then. */
export async function justificationOf(
	store: Pick<GraphStore, 'read'>,
	id: string
): Promise<Justification | undefined> {
	const [row] = await store.read(readJustification, { id });
	return row;
}
