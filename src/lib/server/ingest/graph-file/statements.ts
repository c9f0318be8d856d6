/**
 * The statements that our own export writes whole beside the columns people read (`export/columns.ts`). They hold;
 * where a hand changed what stands beside them, it is said.
 */
import type { ClaimDraft, Draft, RecordDraft } from '#lib/domain/draft.ts';
import { ownDraftsOf } from '../own-statement.ts';
import { taken, textOf, type GraphEdge, type GraphNode } from './thing.ts';

const changed = (what: string) =>
	`${what}: not what the statement of Faisceau beside it says; the statement holds`;

const isRecord = (draft: Draft): draft is RecordDraft => draft.draft === 'record';
const isClaim = (draft: Draft): draft is ClaimDraft => draft.draft === 'claim';

/** The records of a node; none where the node was known by its reference alone; undefined: it says none. */
export function ownNode({ said, label, remarks }: GraphNode): RecordDraft[] | undefined {
	const text = taken(said, 'statements');
	const drafts = text === undefined ? undefined : ownDraftsOf(text, remarks);
	if (!drafts?.every(isRecord)) return undefined;
	const [first] = drafts;
	const kind = textOf(said, ['kind']);
	if (first && kind !== undefined && kind !== first.kind) remarks.add(changed('kind'));
	const name = label ?? textOf(said, ['label', 'name']);
	const names = drafts.flatMap((draft) => draft.names);
	if (names.length && name !== undefined && !names.includes(name)) remarks.add(changed('label'));
	return drafts;
}

/** The claim of an edge, or undefined where it says none. */
export function ownEdge({ said, label, remarks }: GraphEdge): ClaimDraft[] | undefined {
	const text = taken(said, 'claimStatement');
	const drafts = text === undefined ? undefined : ownDraftsOf(text, remarks);
	if (!drafts?.every(isClaim)) return undefined;
	const word = label ?? textOf(said, ['originalType']);
	if (drafts.some(({ originalType }) => word !== undefined && word !== originalType))
		remarks.add(changed('label'));
	return drafts;
}
