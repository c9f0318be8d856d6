/** What waits for a viewer on the start page, asked of the features that know. */
import type { Viewer } from '#lib/domain/viewer.ts';
import { decide } from '#lib/server/access/decide.ts';
import { app } from '#lib/server/app.ts';
import { importsThatWait, type WaitingItem } from './waiting.ts';

const mostImports = 50;

/** What start-up found wrong with the log or the store, for whoever may take note of it. */
function damaged(viewer: Viewer): WaitingItem[] {
	const { audit, home } = app();
	if (!decide(viewer, 'audit.acknowledge').allowed) return [];
	const found: WaitingItem[] = [];
	if (audit.findings().length > 0) found.push({ id: 'audit', kind: 'audit' });
	if (home.damage().length > 0) found.push({ id: 'store', kind: 'store' });
	return found;
}

export async function waitingFor(viewer: Viewer, since: string): Promise<WaitingItem[]> {
	const found = damaged(viewer);
	if (!decide(viewer, 'home.read').allowed) return found;
	const { home, ingest } = app();
	const mayImport = decide(viewer, 'ingest.import').allowed;
	const [{ overdue, due, held }, imports] = await Promise.all([
		home.waiting(viewer),
		mayImport ? ingest.list(viewer, mostImports) : []
	]);
	found.push(...importsThatWait(imports, since));
	const heldBack = held.reduce((sum, { total }) => sum + total, 0);
	if (mayImport && heldBack > 0)
		found.push({ id: 'held', kind: 'held', count: heldBack, href: '/ingest' });
	for (const [kind, review] of [['overdue', overdue] as const, ['due', due] as const])
		if (review)
			found.push({
				id: kind,
				kind,
				count: review.records,
				atLeast: review.atLeast,
				at: review.oldest,
				...(decide(viewer, 'sources.review').allowed ? { href: '/sources/reviews' } : {}),
				// What is past its date stays until it was reviewed.
				...(kind === 'due' ? { acknowledge: `due ${review.oldest}` } : {})
			});
	return found;
}
