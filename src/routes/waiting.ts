/** What waits for someone on the start page, from the features that know; the page writes it in words. */
import type { ImportSummary } from '#lib/domain/import-state.ts';
import type { Tlp } from '#lib/domain/marking.ts';

export type WaitingKind =
	'audit' | 'store' | 'failed' | 'stopped' | 'refused' | 'held' | 'overdue' | 'due';

export interface WaitingItem {
	id: string;
	kind: WaitingKind;
	href?: string;
	/** What it is about, in a source's or importer's own words. */
	name?: string;
	count?: number;
	atLeast?: boolean;
	/** A date that goes with it. */
	at?: string;
	/** Marking of what is named. */
	tlp?: Tlp;
	demonstration?: boolean;
}

const about = ({ id, file, tlp, demonstration }: ImportSummary) => ({
	href: `/ingest/${id}`,
	name: file,
	tlp,
	demonstration
});

/** Imports that need a hand: stopped ones always, refused objects when they are new to the reader. */
export function importsThatWait(imports: readonly ImportSummary[], since: string): WaitingItem[] {
	return imports.flatMap((item): WaitingItem[] => {
		const id = `import-${item.id}`;
		if (item.state === 'failed') return [{ id, kind: 'failed', ...about(item) }];
		if (item.state === 'cancelled' || item.state === 'interrupted')
			return [{ id, kind: 'stopped', ...about(item) }];
		if (item.state === 'done' && item.rejectedCount > 0 && (item.endedAt ?? '') > since)
			return [{ id, kind: 'refused', count: item.rejectedCount, ...about(item) }];
		return [];
	});
}
