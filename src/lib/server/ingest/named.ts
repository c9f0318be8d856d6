/**
 * What the log says of an import and of its undo: one entry where it begins and one where it ends, and with
 * each batch, in the batch's own transaction, the ids of all that the batch wrote, changed or took away. So
 * an entity's id finds every import that touched it, and no transaction grows with the size of the file.
 */
import { caseIdOf } from '#lib/domain/case-number.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { by, type AuditEvent } from '#lib/server/audit/event.ts';
import type { Created } from './record-batch.ts';
import type { ImportNode } from './state.ts';

/** A step of an import: how far it is, in counts. */
export const importEvent = (
	viewer: Viewer,
	node: ImportNode,
	outcome: AuditEvent['outcome'],
	phase: string
): AuditEvent => ({
	...by(viewer),
	action: 'ingest.import',
	outcome,
	subjects: [node.id],
	detail: {
		phase,
		read: node.read,
		accepted: node.accepted,
		entities: node.entities,
		records: node.records,
		claims: node.claims,
		...(node.caseNumber ? { case: caseIdOf(node.caseNumber) } : {}),
		...(node.root ? { root: node.root } : {})
	}
});

/** Who looked at which imports: the list, the page of one, its remarks. */
export const readEvent = (viewer: Viewer, ids: readonly string[], act: string): AuditEvent => ({
	...by(viewer),
	action: 'ingest.read',
	outcome: 'done',
	subjects: ids,
	detail: { act }
});

type Wrote = Pick<Created, 'touched'> & Partial<Pick<Created, 'joined'>>;

/**
 * The entries of a batch; none where it changed nothing. Records that joined an entity which another
 * organisation's records had made bring the data of two together: a combination, with both sides named.
 */
export function wroteEvents(viewer: Viewer, id: string, wrote: Wrote): AuditEvent[] {
	const { touched, joined = [] } = wrote;
	const done = { ...by(viewer), outcome: 'done' } as const;
	const unique = [...new Set(touched)];
	return [
		...(unique.length
			? [
					{
						...done,
						action: 'ingest.import' as const,
						subjects: [id, ...unique],
						detail: { phase: 'wrote', things: unique.length }
					}
				]
			: []),
		...(joined.length
			? [
					{
						...done,
						action: 'ingest.join' as const,
						subjects: [
							id,
							...new Set(
								joined.flatMap(({ entity, record, others }) => [entity, record, ...others])
							)
						],
						detail: { joined: joined.length }
					}
				]
			: [])
	];
}

/** The entry of an undo that was refused to somebody who may not see all of the import. */
export const keptFromUndoEvent = (viewer: Viewer, id: string): AuditEvent => ({
	...by(viewer),
	action: 'ingest.undo',
	outcome: 'refused',
	subjects: [id],
	detail: { obstacle: 'not-all-seen' }
});

/** The entry of a part of an undo; none where it changed nothing. */
export const tookOutEvents = (
	viewer: Viewer,
	id: string,
	touched: readonly string[]
): AuditEvent[] => {
	const unique = [...new Set(touched)];
	return unique.length
		? [
				{
					...by(viewer),
					action: 'ingest.undo',
					outcome: 'done',
					subjects: [id, ...unique],
					detail: { phase: 'took out', things: unique.length }
				}
			]
		: [];
};
