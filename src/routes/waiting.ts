/** What waits for someone on the start page, from the features that know; the page writes it in words. */
import type { ImportSummary } from '#lib/domain/import-state.ts';
import type { Tlp } from '#lib/domain/marking.ts';

export type WaitingKind =
	| 'audit'
	| 'store'
	| 'failed'
	| 'unread'
	| 'stopped'
	| 'approve'
	| 'refused'
	| 'held'
	| 'overdue'
	| 'due';

export interface WaitingItem {
	id: string;
	kind: WaitingKind;
	href?: string;
	/** What it is about, in a source's or importer's own words. */
	name?: string;
	count?: number;
	atLeast?: boolean;
	/**
	 * Under which key it is acknowledged: another failure, or another date, is another item. Without
	 * one it stays until its cause is gone.
	 */
	acknowledge?: string;
	/** Ids it is about. */
	subjects?: readonly string[];
	/** A date that goes with it. */
	at?: string;
	/** Marking of what is named. */
	tlp?: Tlp;
	demonstration?: boolean;
}

const about = (kind: WaitingKind, item: ImportSummary) => ({
	id: `import-${item.id}`,
	kind,
	href: `/ingest/${item.id}`,
	acknowledge: `${kind} ${item.id} ${item.endedAt ?? ''}`.trim(),
	subjects: [item.id],
	name: item.file,
	tlp: item.tlp,
	demonstration: item.demonstration
});

/** Imports that need a hand: stopped ones always, refused objects when they are new to the reader. */
export function importsThatWait(imports: readonly ImportSummary[], since: string): WaitingItem[] {
	return imports.flatMap((item): WaitingItem[] => {
		// Refused while it was read, it left nothing to go on with or to take out.
		const isRead = item.recordsTotal + item.claimsTotal > 0;
		if (item.state === 'failed') return [about(isRead ? 'failed' : 'unread', item)];
		if (item.state === 'cancelled' || item.state === 'interrupted') return [about('stopped', item)];
		if (item.state === 'held') return [about('approve', item)];
		if (item.state === 'done' && item.rejectedCount > 0 && (item.endedAt ?? '') > since)
			return [{ ...about('refused', item), count: item.rejectedCount }];
		return [];
	});
}

/** What is still to be looked at, and what this account put aside. */
export function divide(items: readonly WaitingItem[], acknowledged: readonly string[]) {
	const isAside = ({ acknowledge }: WaitingItem) =>
		acknowledge !== undefined && acknowledged.includes(acknowledge);
	return { open: items.filter((item) => !isAside(item)), aside: items.filter(isAside) };
}
