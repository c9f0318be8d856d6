/** The second half of an import: spooled drafts into the graph, batch by batch, each whole or absent. */
import { createHash } from 'node:crypto';
import { widens, type Token } from '#lib/domain/audience.ts';
import type { ClaimDraft, MarkingDraft, RecordDraft, Remark } from '#lib/domain/draft.ts';
import { strictestPap, strictestTlp } from '#lib/domain/marking.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { AuditEvent } from '#lib/server/audit/event.ts';
import type { GraphStore, Runner } from '#lib/server/graph/store.ts';
import { present, recordKey, type ImportContext } from './batch.ts';
import { writeClaims } from './claim-batch.ts';
import * as queries from './queries.ts';
import { wroteEvents } from './named.ts';
import { writeRecords, type Created } from './record-batch.ts';
import { settleMarkings } from './settle.ts';
import { appendWarnings, batches, spooledMarkings } from './spool.ts';
import { importProperties, type ImportNode } from './state.ts';

/** Drafts per transaction: small enough to stop between, large enough that the engine works in sets. */
export const batchSize = { record: 1000, claim: 4000 } as const;

/** What of an import's context is the same for all of its batches. */
export type StandingContext = Omit<
	ImportContext,
	'audience' | 'markings' | 'everyToken' | 'warn' | 'nextChange'
>;

export interface Writing {
	store: Pick<GraphStore, 'read' | 'write'>;
	/** A transaction with the entries that name what it changed. */
	write: <T>(events: (result: T) => AuditEvent[], work: (run: Runner) => Promise<T>) => Promise<T>;
	viewer: Viewer;
	/** Folder of this import's spool. */
	folder: string;
	node: ImportNode;
	context: StandingContext;
	/** References that whoever approved it left out. */
	leftOut: ReadonlySet<string>;
	/** What whoever imports may join now; throws when they may not import any more. Asked before each transaction. */
	audienceNow: () => Promise<readonly Token[]>;
	now: () => Date;
	signal: AbortSignal;
	/** Called after each committed batch with the node as it now stands. */
	progressed: (node: ImportNode) => void;
}

/** Writes everything that is still to be written; resolves with the node after its last batch. */
export async function writeSpool(writing: Writing): Promise<ImportNode> {
	const warnings: Remark[] = [];
	const markings = await receiveMarkings(writing, (remark) => warnings.push(remark));
	appendWarnings(writing.folder, warnings, writing.node.warningCount);
	let node: ImportNode = {
		...writing.node,
		warningCount: writing.node.warningCount + warnings.length
	};
	for await (const drafts of batches<RecordDraft>(
		writing.folder,
		'record',
		batchSize.record,
		node.recordsDone
	)) {
		writing.signal.throwIfAborted();
		node = await oneBatch(writing, node, markings, 'recordsDone', drafts.length, (run, context) =>
			writeRecords(
				run,
				drafts.filter(({ ref }) => !writing.leftOut.has(ref)),
				context
			)
		);
	}
	for await (const drafts of batches<ClaimDraft>(
		writing.folder,
		'claim',
		batchSize.claim,
		node.claimsDone
	)) {
		writing.signal.throwIfAborted();
		node = await oneBatch(writing, node, markings, 'claimsDone', drafts.length, (run, context) =>
			writeClaims(
				run,
				drafts.filter(
					({ ref, from, to }) => ![ref, from, to].some((each) => writing.leftOut.has(each))
				),
				context
			)
		);
	}
	await nameSources(writing);
	return node;
}

type Markings = ReadonlyMap<string, MarkingDraft>;

export const everyToken = async (run: Runner) =>
	(await run.run(queries.allTokens, {})).map(({ token }) => token);

const keptStricter =
	'definition: it was known under a stricter marking, which holds; a marking definition has no versions';

const isSame = (a: MarkingDraft, b: MarkingDraft): boolean =>
	a.tlp === b.tlp && a.pap === b.pap && sorted(a.handling) === sorted(b.handling);
const sorted = (codes: readonly string[] = []): string => codes.toSorted().join(' ');

function strictestOf(a: MarkingDraft, b: MarkingDraft): MarkingDraft {
	const [tlp, pap] = [
		strictestTlp([a.tlp, b.tlp].filter((level) => level !== undefined)),
		strictestPap([a.pap, b.pap].filter((level) => level !== undefined))
	];
	const handling = [...new Set([...(a.handling ?? []), ...(b.handling ?? [])])];
	return {
		...b,
		...(tlp === undefined ? {} : { tlp }),
		...(pap === undefined ? {} : { pap }),
		...(handling.length ? { handling } : {})
	};
}

/** What the file's definitions and the owner's known ones say together; nothing is written. */
export async function markingsFor(
	{ store, context, folder }: Pick<Writing, 'store' | 'folder'> & { context: { owner: string } },
	warn: (remark: Remark) => void
): Promise<{ known: Map<string, MarkingDraft>; arriving: MarkingDraft[] }> {
	const known = new Map<string, MarkingDraft>();
	for (const { ref, tlp, pap, handling } of await store.read(queries.markings, {
		owner: context.owner
	}))
		known.set(ref, {
			draft: 'marking',
			at: '',
			ref,
			tlp: tlp ?? undefined,
			pap: pap ?? undefined,
			handling: handling ?? undefined
		});
	const arriving = spooledMarkings(folder);
	// A definition has no versions (STIX 2.1 §7.2.1): of two that differ the stricter holds, whoever brought it.
	for (const marking of arriving) {
		const before = known.get(marking.ref);
		const held = before ? strictestOf(before, marking) : marking;
		if (!isSame(held, marking)) warn({ at: marking.at, id: marking.ref, reason: keptStricter });
		known.set(marking.ref, held);
	}
	return { known, arriving };
}

async function receiveMarkings(
	writing: Writing,
	warn: (remark: Remark) => void
): Promise<Markings> {
	const { context } = writing;
	const { known, arriving } = await markingsFor(writing, warn);
	if (arriving.length === 0) return known;
	const held = [...new Set(arriving.map(({ ref }) => ref))].flatMap((ref) => known.get(ref) ?? []);
	const audience = await writing.audienceNow();
	const named = (touched: string[]) => wroteEvents(writing.viewer, context.id, { touched });
	await writing.write(named, async (run) => {
		await run.run(queries.createMarkings, {
			rows: held.map(({ ref, tlp, pap, handling }) => ({
				id: context.idOf('marking', context.owner, ref),
				props: present({ owner: context.owner, ref, tlp, pap, handling })
			}))
		});
		return settleMarkings(run, {
			...context,
			audience,
			markings: known,
			everyToken: () => everyToken(run),
			warn,
			nextChange: () => ''
		});
	});
	return known;
}

async function oneBatch(
	writing: Writing,
	before: ImportNode,
	markings: Markings,
	done: 'recordsDone' | 'claimsDone',
	length: number,
	write: (run: Runner, context: ImportContext) => Promise<Created>
): Promise<ImportNode> {
	const warnings: Remark[] = [];
	const audience = await writing.audienceNow();
	const named = ({ created }: { created: Created }) =>
		wroteEvents(writing.viewer, before.id, created);
	const { node: after } = await writing.write(named, async (run) => {
		warnings.length = 0;
		let changes = 0;
		const batchName = `${done}-${String(before[done]).padStart(12, '0')}`;
		const created = await write(run, {
			...writing.context,
			audience,
			markings,
			everyToken: () => everyToken(run),
			warn: (remark) => warnings.push(remark),
			nextChange: () => `${batchName}-${String(changes++).padStart(6, '0')}`
		});
		const node: ImportNode = {
			...before,
			[done]: before[done] + length,
			entities: before.entities + created.entities,
			records: before.records + created.records,
			claims: before.claims + created.claims,
			warningCount: before.warningCount + warnings.length,
			root: createHash('sha256').update(before.root).update(created.ids.join('\n')).digest('hex'),
			seenAt: writing.now().toISOString()
		};
		await run.run(queries.updateImport, { id: node.id, props: importProperties(node) });
		return { node, created };
	});
	appendWarnings(writing.folder, warnings, before.warningCount);
	writing.progressed(after);
	return after;
}

/**
 * A source that the file itself describes gets its name from what visible records say of it: from the
 * record that reaches furthest, so that a narrower one takes the name from nobody.
 */
async function nameSources({ store, context, audienceNow }: Writing): Promise<void> {
	const byKey = new Map([...context.sources].map(([ref, id]) => [recordKey(context, ref), id]));
	if (byKey.size === 0) return;
	const records = await store.read(queries.recordsByKey, {
		keys: [...byKey.keys()],
		audience: [...(await audienceNow())]
	});
	const widest = new Map<string, (typeof records)[number]>();
	for (const record of records) {
		const other = widest.get(record.key);
		if (!other || widens(other.audience, record.audience)) widest.set(record.key, record);
	}
	const rows = [...widest].flatMap(([key, { entity }]) => {
		const id = byKey.get(key);
		return id === undefined ? [] : [{ id, entity }];
	});
	if (rows.length) await store.write(queries.nameSources, { rows });
}
