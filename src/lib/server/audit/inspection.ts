/**
 * The audit log as an auditor reads it: entries of the auditor's own organisation, searched stretch by
 * stretch from the latest on, each with its proof on asking. Reading the log is itself an entry, kept
 * before the answer. A name is turned into ids under what the auditor’s organisation may see, and ids are all
 * that is shown of it. There is no way here, nor anywhere, to change or delete one.
 */
import * as v from 'valibot';
import { detailOf, StoredEntry } from '#lib/domain/audit-entry.ts';
import type { AuditProof } from '#lib/domain/audit-proof.ts';
import type {
	AuditPage,
	AuditPerson,
	AuditQuery,
	AuditReason,
	AuditRecipient,
	AuditRow,
	RemovedReason
} from '#lib/domain/audit-view.ts';
import type { Disclosure } from '#lib/domain/recipient.ts';
import { reasonMinutes } from '#lib/domain/restricted.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { ActionName } from '#lib/server/access/actions.ts';
import { demand } from '#lib/server/access/decide.ts';
import { addresseeOf } from '#lib/server/access/recipients.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import type { AuditCheck } from './check.ts';
import { disclose, recipientOf } from './disclosure.ts';
import { committed, faultOf } from './entry.ts';
import { by, type AuditEvent } from './event.ts';
import { compared, justificationOf, promiseOf, type Justification } from './justification.ts';
import type { AuditLog, CheckOptions } from './log.ts';
import { readHead, readNumbered, readPeople, searchEntries } from './queries.ts';

type Asking = Viewer | null;

/** Ids of the entities that a name stands for, as far as the viewer’s organisation may see them. */
export type Naming = (
	viewer: Viewer,
	text: string,
	limit: number
) => Promise<{ ids: string[]; total: number }>;

export interface InspectedEntry {
	row: AuditRow;
	/** Null where the entry cannot be read as one. */
	proof: AuditProof | null;
	/** The reasons that were given, and whether their words are those that the log committed to. */
	reasons: (AuditReason | RemovedReason)[];
	/** For whom a disclosure was; null where the entry names nobody. */
	recipient: AuditRecipient | null;
}

export interface Inspection {
	search(asking: Asking, query: AuditQuery): Promise<AuditPage>;
	/** One entry with its proof; undefined when there is none the viewer may see. */
	entry(asking: Asking, seq: number): Promise<InspectedEntry | undefined>;
	/** Reads the whole log, every organisation's. */
	verify(asking: Asking, watch: CheckOptions): Promise<AuditCheck>;
	/** What fits, with a proof of each against one checkpoint; `cut` when there is more. */
	export(
		asking: Asking,
		query: AuditQuery,
		disclosure: Disclosure
	): Promise<{ proofs: AuditProof[]; cut: boolean }>;
	/** Accounts of the viewer's organisation. */
	people(asking: Asking): Promise<AuditPerson[]>;
}

const perPage = 50;
/** Numbers looked at in one query, and queries for one page: a page answers in bounded time. */
const stretch = 20_000;
const mostStretches = 10;
export const mostExported = 5_000;
/** Entities that are looked for under one name; how many there are is said. */
export const mostNamed = 50;
/** Reasons of one entry that are shown. */
const mostReasons = 20;

/** Of acts by nobody that is known here, such as guesses at links and names: each auditor sees them. */
const nobodys = 'none';

const organisationsOf = (viewer: Viewer) =>
	viewer.operator ? [] : [viewer.organisation.id, nobodys];

/** A damaged entry is shown as far as it can be read: it is what the auditor is looking for. */
function rowOf(seq: number, entry: unknown): AuditRow {
	const parsed = v.safeParse(StoredEntry, entry);
	if (parsed.success) return { ...parsed.output, damaged: faultOf(parsed.output) !== undefined };
	const empty = { id: '', at: '', action: '', operation: '', actor: '', organisation: '' };
	return { ...empty, seq, outcome: '', subjects: [], detail: '{}', leaf: '', damaged: true };
}

const given = (query: AuditQuery): string[] =>
	[query.person, query.subject].flatMap((id) => id || []);

function factsOf(query: AuditQuery): AuditEvent['detail'] {
	const { operations = [], outcomes = [], since, until, before } = query;
	return {
		...(operations.length ? { operations: operations.join(' ') } : {}),
		...(outcomes.length ? { outcomes: outcomes.join(' ') } : {}),
		...(since ? { since } : {}),
		...(until ? { until } : {}),
		...(before ? { before } : {})
	};
}

type Named = Awaited<ReturnType<Naming>>;

export function inspectionOf(
	store: Pick<GraphStore, 'read'>,
	audit: AuditLog,
	naming: Naming,
	now: () => Date
): Inspection {
	const namedBy = async (viewer: Viewer, { name }: AuditQuery): Promise<Named | undefined> =>
		name ? naming(viewer, name, mostNamed) : undefined;
	/** The text as a commitment, and what it was taken to mean. */
	const namedFacts = ({ name }: AuditQuery, named: Named | undefined): AuditEvent['detail'] =>
		name && named ? { name: audit.commit(name), named: named.total } : {};

	const noted = (
		viewer: Viewer,
		action: ActionName,
		subjects: readonly string[],
		detail: AuditEvent['detail'],
		outcome: AuditEvent['outcome'] = 'done'
	) => audit.consult({ ...by(viewer), action, outcome, subjects, detail });

	/**
	 * What the entry in which a reason was given committed to. It lies a little before the entry that names the
	 * reason, never more than the reason was good for; the graph's word for where it lies is not taken.
	 */
	async function promiseBefore(entry: StoredEntry, given: Justification) {
		const since = new Date(Date.parse(entry.at) - (reasonMinutes + 1) * 60_000).toISOString();
		let to = entry.seq + 1;
		for (let turn = 0; turn < mostStretches && to > 1; turn++) {
			const from = Math.max(1, to - stretch);
			const rows = await store.read(searchEntries, {
				from,
				to,
				organisations: [entry.organisation],
				actors: [entry.actor],
				subjects: [given.entity, committed(given.entity, audit.commit)],
				named: [],
				operations: ['consultation'],
				outcomes: ['done'],
				since,
				until: '~',
				limit: stretch
			});
			for (const { entry: row } of rows) {
				const parsed = v.safeParse(StoredEntry, row);
				const promised =
					parsed.success && !faultOf(parsed.output) ? promiseOf(parsed.output) : undefined;
				if (promised?.id === given.id) return promised;
			}
			to = from;
		}
		return undefined;
	}

	async function reasonsOf(entry: StoredEntry): Promise<(AuditReason | RemovedReason)[]> {
		const { justification } = detailOf(entry);
		if (typeof justification !== 'string') return [];
		const reasons: (AuditReason | RemovedReason)[] = [];
		for (const named of justification.split(' ').slice(0, mostReasons)) {
			const given = await justificationOf(store, named);
			if (!given) {
				reasons.push({ id: named, words: 'removed' });
				continue;
			}
			const { id, purpose, text, entity, at } = given;
			const promised = await promiseBefore(entry, given);
			const words = promised ? compared(audit.commit, promised, given) : 'unfound';
			reasons.push({ id, purpose, text, entity, at, words });
		}
		return reasons;
	}

	async function found(
		viewer: Viewer,
		query: AuditQuery,
		named: Named | undefined,
		limit: number
	): Promise<AuditPage> {
		// A name that stands for nothing is looked for all the same: no entry has an empty id.
		const ids = named && (named.ids.length ? named.ids : ['']);
		const [head = { size: 0 }] = await store.read(readHead, {});
		const top = Math.min(head.size + 1, query.before ?? Infinity);
		const rows: AuditRow[] = [];
		let to = top;
		for (let turn = 0; turn < mostStretches && to > 1 && rows.length < limit; turn++) {
			const from = Math.max(1, to - stretch);
			const part = await store.read(searchEntries, {
				from,
				to,
				organisations: organisationsOf(viewer),
				actors: query.person ? [query.person] : [],
				// What an entry could not name stands there as a commitment: whoever knows the text finds it all the same.
				subjects: query.subject ? [query.subject, committed(query.subject, audit.commit)] : [],
				named: ids ?? [],
				operations: query.operations ?? [],
				outcomes: query.outcomes ?? [],
				since: query.since ?? '',
				until: query.until ?? '~',
				limit: limit - rows.length
			});
			rows.push(...part.map(({ seq, entry }) => rowOf(seq, entry)));
			// A full page ends at its last entry, one that is not at what was looked through.
			to = rows.slice(limit - 1).reduce((_, { seq }) => seq, from);
		}
		return {
			rows,
			next: to > 1 ? to : null,
			searched: { from: to, to: top - 1 },
			size: head.size,
			named: named ? { total: named.total, taken: named.ids.length } : null
		};
	}

	return {
		async search(asking, query) {
			const viewer = demand(asking, 'audit.read');
			const named = await namedBy(viewer, query);
			await noted(viewer, 'audit.read', [...given(query), ...(named?.ids ?? [])], {
				act: 'search',
				...factsOf(query),
				...namedFacts(query, named)
			});
			return found(viewer, query, named, perPage);
		},
		async entry(asking, seq) {
			const viewer = demand(asking, 'audit.read');
			const [kept] = await store.read(readNumbered, { seqs: [seq] });
			const row = kept && rowOf(seq, kept.entry);
			const seen = viewer.operator || organisationsOf(viewer).includes(row?.organisation ?? '');
			await noted(
				viewer,
				'audit.read',
				row && seen ? [row.id] : [],
				{ act: 'entry', seq },
				row && seen ? 'done' : 'refused'
			);
			if (!row || !seen) return undefined;
			const proof = (await audit.prove(seq)) ?? null;
			return {
				row,
				proof,
				reasons: proof ? await reasonsOf(proof.entry) : [],
				recipient: proof && (await recipientOf(store, audit, proof.entry))
			};
		},
		async verify(asking, watch) {
			const viewer = demand(asking, 'audit.read');
			const result = await audit.check(watch);
			await noted(viewer, 'audit.read', [], {
				act: 'verify',
				size: result.size,
				findings: result.findings.length
			});
			return result;
		},
		async export(asking, query, { recipient, purpose }) {
			const viewer = demand(asking, 'audit.export');
			const to = await addresseeOf(store, viewer, recipient);
			const named = await namedBy(viewer, query);
			const { rows, next } = await found(viewer, query, named, mostExported);
			await disclose(
				audit,
				{ to, purpose, now: now() },
				{
					...by(viewer),
					action: 'audit.export',
					outcome: 'done',
					subjects: [...given(query), ...(named?.ids ?? [])],
					leaves: rows.length > 0,
					detail: { ...factsOf(query), ...namedFacts(query, named), entries: rows.length }
				}
			);
			const seqs = rows.filter(({ damaged }) => !damaged).map(({ seq }) => seq);
			return { proofs: await audit.proveAll(seqs), cut: next !== null };
		},
		async people(asking) {
			const viewer = demand(asking, 'audit.read');
			const all = await store.read(readPeople, {});
			return all
				.filter(({ organisation }) => viewer.operator || organisation === viewer.organisation.id)
				.map(({ id, name }) => ({ id, name }));
		}
	};
}
