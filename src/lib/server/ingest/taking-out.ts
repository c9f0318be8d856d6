/**
 * Undoing an import, from the request to the entry that closes it: who may take it out, and how its state
 * stands meanwhile. What is taken out and put back is in `undo.ts`.
 */
import { sees } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { Audit } from '#lib/server/audit/event.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { importEvent, keptFromUndoEvent, tookOutEvents } from './named.ts';
import type { KeyedId } from './ids.ts';
import * as queries from './queries.ts';
import { NotAllSeen } from './refused.ts';
import { importProperties, type ImportNode } from './state.ts';
import { undoImport } from './undo.ts';

interface TakingOut {
	store: GraphStore;
	audit: Audit;
	now: () => Date;
	idOf: KeyedId;
	/** Drops what is kept on disk of an import. */
	drop: (node: ImportNode) => void;
	/** Runs work when no import is written, and nothing is written until it has ended. */
	alone: (work: () => Promise<void>) => Promise<void>;
}

export function takingOut({ store, audit, now, idOf, drop, alone }: TakingOut) {
	/**
	 * Who may not see everything in an import cannot take it all away: a colleague's RED records in it are
	 * theirs. Whoever brought it in may always, for they know what it held.
	 */
	async function refuseUnseen(viewer: Viewer, node: ImportNode): Promise<void> {
		if (viewer.operator || viewer.account === node.account) return;
		const written = await store.read(queries.importProvenance, { import: node.id });
		if (written.every(({ audience }) => sees(viewer.audience, audience))) return;
		await audit.consult(keptFromUndoEvent(viewer, node.id));
		throw new NotAllSeen('it holds statements that you may not see: who brought it in can undo it');
	}

	/** Takes everything out; an undo that is stopped half-way can only be undone again, never gone on with. */
	const takeOut = (viewer: Viewer, node: ImportNode): Promise<void> =>
		alone(async () => {
			// Asked again: what was written while this waited may have made a part of it somebody's alone.
			await refuseUnseen(viewer, node);
			await takeOutNow(viewer, node);
		});

	async function takeOutNow(viewer: Viewer, node: ImportNode): Promise<void> {
		const { id } = node;
		const begun: ImportNode = {
			...node,
			state: 'failed',
			spooled: false,
			errorAt: 'undo',
			errorReason: 'the undo was stopped before its end: undo it again'
		};
		await audit.write(
			{ ...importEvent(viewer, begun, 'done', 'undo started'), action: 'ingest.undo' },
			(run) => run.run(queries.updateImport, { id, props: importProperties(begun) })
		);
		drop(node);
		const tokens = (await store.read(queries.allTokens, {})).map(({ token }) => token);
		await undoImport(
			(part, touched) =>
				audit.write((result) => tookOutEvents(viewer, id, touched?.(result) ?? []), part),
			{ id, owner: node.owner, idOf },
			tokens
		);
		const undone: ImportNode = { ...begun, state: 'undone', endedAt: now().toISOString() };
		await audit.write(
			{ ...importEvent(viewer, undone, 'done', 'undone'), action: 'ingest.undo' },
			(run) => run.run(queries.updateImport, { id, props: importProperties(undone) })
		);
	}
	return { refuseUnseen, takeOut };
}
