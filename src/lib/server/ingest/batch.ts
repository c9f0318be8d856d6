/**
 * What every batch of one import shares: who imports, for whom, under which defaults, and how a
 * statement's marking becomes provenance and audience.
 */
import { audienceOf, type Token } from '#lib/domain/audience.ts';
import type { ClaimDraft, MarkingDraft, RecordDraft, Remark } from '#lib/domain/draft.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import { gradeKey, ungraded, type Evaluation } from '#lib/domain/grading.ts';
import {
	strictestPap,
	strictestTlp,
	stricterTlp,
	type HandlingCode,
	type Tlp
} from '#lib/domain/marking.ts';
import { predefinedTlp } from '#lib/domain/stix-markings.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import type { KeyedId } from './ids.ts';
import * as queries from './queries.ts';

/** An import as its batches see it. */
export interface ImportContext {
	id: string;
	owner: string;
	account: string;
	/** The named source of the delivery; a draft may name another. */
	source: { ref: string; name: string };
	/** Marking of what the input leaves unmarked. */
	tlp: Tlp;
	evaluation?: Evaluation;
	purpose: readonly string[];
	demonstration: boolean;
	/** The owner's case for which all this is brought in. */
	caseId?: string;
	/** ISO 8601 UTC: when the owner obtained all this. */
	obtainedAt: string;
	reviewBy: string;
	/** What the importer may see: nothing else joins, counts or shows in an answer. */
	audience: readonly Token[];
	/** Every token there is, for upkeep that must reach claims the importer may not see. */
	everyToken: () => Promise<readonly Token[]>;
	markings: ReadonlyMap<string, MarkingDraft>;
	idOf: KeyedId;
	/** Kind of a thing of which only the reference is known. */
	kindOfRef: (ref: string) => Kind;
	/** `stays` marks a conflict: what is known stays, and the draft is not written. */
	warn: (remark: Remark, what?: 'stays') => void;
	/** Sources met so far, by reference: named after the entity that describes them, at the end. */
	sources: Map<string, string>;
	/** Number of the next journal entry, in order over the whole import and the same when a batch is retried. */
	nextChange: () => string;
}

export type Properties = Record<string, string | number | boolean | string[]>;

export interface ProvenanceRow {
	id: string;
	source: string;
	sourceProps: Properties;
	props: Properties;
	audience: Token[];
	tlp: Tlp;
}

/** Property maps without the absent: neither engine stores null. */
export const present = (
	properties: Record<string, string | number | boolean | string[] | null | undefined>
): Properties =>
	Object.fromEntries(
		Object.entries(properties).filter(
			(entry): entry is [string, string | number | boolean | string[]] =>
				entry[1] !== undefined && entry[1] !== null
		)
	);

/** The strictest of what the draft and its marking definitions say; unknown definitions fail closed. */
function markingOf(draft: RecordDraft | ClaimDraft, context: ImportContext) {
	const definition = (ref: string): MarkingDraft | undefined => {
		const tlp = predefinedTlp(ref);
		return context.markings.get(ref) ?? (tlp && { draft: 'marking', at: '', ref, tlp });
	};
	const known = draft.markingRefs.flatMap((ref) => definition(ref) ?? []);
	const awaits = draft.markingRefs.filter((ref) => !definition(ref)).sort();
	const levels = [draft.tlp, ...known.map((marking) => marking.tlp)].filter(
		(tlp) => tlp !== undefined
	);
	const statedTlp = strictestTlp(levels);
	const stated = statedTlp ?? context.tlp;
	const paps = [draft.pap, ...known.map((marking) => marking.pap)].filter(
		(pap) => pap !== undefined
	);
	const handling = [
		...new Set<HandlingCode>([
			...(draft.handling ?? []),
			...known.flatMap((marking) => marking.handling ?? [])
		])
	].sort();
	return {
		statedTlp,
		tlp: awaits.length ? stricterTlp(stated, 'amber+strict') : stated,
		pap: strictestPap(paps),
		handling,
		handlingNote: draft.handlingNote,
		awaits
	};
}

/** Who says this, how sure and under which marking. Equal provenance within an import is one node. */
export function provenanceOf(
	draft: RecordDraft | ClaimDraft,
	context: ImportContext
): ProvenanceRow {
	const { idOf, owner } = context;
	const marking = markingOf(draft, context);
	for (const ref of marking.awaits)
		context.warn({
			at: draft.at,
			id: draft.ref,
			reason: `object_marking_refs: ${ref} is not known yet; held at TLP:${marking.tlp.toUpperCase()} until it arrives`
		});
	const said = draft.source ?? context.source;
	const source = idOf('source', owner, said.ref);
	context.sources.set(said.ref, source);
	const audience = audienceOf(marking, {
		owner,
		account: context.account,
		demonstration: context.demonstration,
		caseId: context.caseId
	});
	// The name is part of what this says: whoever sees another statement of the source may not see this one.
	const name = said.name ?? (said.ref === context.source.ref ? context.source.name : undefined);
	const grade = gradeKey(draft.evaluation ?? context.evaluation ?? ungraded);
	const content = present({
		owner,
		account: context.account,
		import: context.id,
		source,
		sourceName: name === said.ref ? undefined : name,
		tlp: marking.tlp,
		pap: marking.pap,
		handling: marking.handling,
		handlingNote: marking.handlingNote,
		grade,
		confidence: draft.confidence,
		statement: draft.statement ?? 'fact',
		status: 'intelligence',
		obtainedAt: context.obtainedAt,
		reviewBy: context.reviewBy,
		purpose: [...context.purpose],
		demonstration: context.demonstration,
		caseId: context.caseId,
		awaits: marking.awaits.length ? marking.awaits : undefined,
		// What the late definitions will be weighed with, and what holds if they say nothing of TLP.
		statedTlp: marking.awaits.length ? marking.statedTlp : undefined,
		defaultTlp: marking.awaits.length ? context.tlp : undefined
	});
	const id = idOf('provenance', JSON.stringify(content));
	return {
		id,
		source,
		sourceProps: present({ owner, ref: said.ref }),
		props: { ...content, audience },
		audience,
		tlp: marking.tlp
	};
}

/**
 * Those of some ids that records have already, seen by the importer or not: a RED record that took a stub's
 * place has the id that others would give theirs.
 */
export async function takenIds(
	run: Runner,
	records: readonly { id: string }[],
	context: ImportContext
): Promise<ReadonlySet<string>> {
	if (records.length === 0) return new Set();
	const audience = [...(await context.everyToken())];
	const ids = records.map(({ id }) => id);
	const rows = await run.run(queries.recordAudiences, { ids, audience });
	return new Set(rows.map(({ id }) => id));
}

/** The id of a record that only its own readers share; of one that others may bring too, without them. */
export const ownId = (
	{ ref, variant }: Pick<RecordDraft, 'ref' | 'variant'>,
	audience: readonly Token[],
	context: Pick<ImportContext, 'idOf' | 'owner'>
): string => context.idOf('record', context.owner, ref, variant ?? '', audience.join(' '));

/** The id of a claim, likewise. */
export const claimId = (
	ref: string,
	audience: readonly Token[],
	context: Pick<ImportContext, 'idOf' | 'owner'>
): string => context.idOf('claim', context.owner, ref, audience.join(' '));

/** What is asked of a statement before a newer version of it takes its place. */
export interface Before {
	audience: Token[];
	awaits: readonly string[] | null;
	statedTlp: Tlp | null;
	defaultTlp: Tlp | null;
	floor: Token[] | null;
}

/** How what is there is marked, by the id of its provenance: the marks of what may be about to be replaced. */
export async function markedBefore(
	run: Runner,
	provenances: readonly string[],
	context: ImportContext
): Promise<ReadonlyMap<string, Before>> {
	if (provenances.length === 0) return new Map();
	const ids = [...new Set(provenances)];
	const audience = [...(await context.everyToken())];
	const rows = await run.run(queries.provenanceAudiences, { ids, audience });
	return new Map(rows.map((row) => [row.id, row]));
}

/**
 * A newer version whose marking is not known yet replaces one that was: when the marking comes, it may
 * not reach further than the one it replaced (hardening 11). Where both wait for the same, neither is wider.
 */
export function heldWithin(
	before: Before | undefined,
	row: ProvenanceRow,
	context: ImportContext
): ProvenanceRow {
	const { audience, ...content } = row.props;
	if (!before || content.awaits === undefined) return row;
	const same =
		JSON.stringify([before.awaits, before.statedTlp, before.defaultTlp]) ===
		JSON.stringify([content.awaits, content.statedTlp ?? null, content.defaultTlp]);
	const floor = same ? before.floor : before.audience;
	const held = present({ ...content, floor });
	const id = context.idOf('provenance', JSON.stringify(held));
	return { ...row, id, props: present({ ...held, audience }) };
}

/** Collects rows by id, so that a batch writes each provenance once. */
export class ProvenanceRows {
	readonly rows = new Map<string, ProvenanceRow>();
	add(row: ProvenanceRow): ProvenanceRow {
		if (!this.rows.has(row.id)) this.rows.set(row.id, row);
		return row;
	}
}

/** References an owner uses: the key that finds its records whatever their marking. */
export const recordKey = (context: Pick<ImportContext, 'idOf' | 'owner'>, ref: string): string =>
	context.idOf('ref', context.owner, ref);
