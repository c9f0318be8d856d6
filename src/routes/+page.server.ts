import { startingPoints, type StartingPoint } from '#seed/starting-points.ts';
import { demonstration } from '#lib/domain/audience.ts';
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { m } from '#lib/paraglide/messages.js';
import { decide, demand } from '#lib/server/access/decide.ts';
import { app } from '#lib/server/app.ts';
import { summarise } from '#lib/shell/screen-marking.ts';
import { periodIn, startOf, type Period } from './period.ts';
import { importsThatWait, type WaitingItem } from './waiting.ts';

const mostImports = 50;

const say = (key: StartingPoint['title']): string => {
	const text: unknown = m[key];
	return typeof text === 'function' ? String(text()) : '';
};

const shownOf = ({ id, kind, tlp, demonstration }: NetworkNode) => ({
	id,
	kind,
	tlp,
	demonstration
});

/** Those starting points of the demonstration that this viewer sees. */
async function starts(viewer: Viewer) {
	if (!viewer.audience.includes(demonstration)) return [];
	const found = await app().network.known(
		viewer,
		startingPoints.map(({ ref }) => ref)
	);
	return startingPoints.flatMap(({ ref, title, why }) => {
		const node = found.get(ref);
		return node ? [{ ...shownOf(node), title: say(title), why: say(why) }] : [];
	});
}

/** What is new, each item with some entities to open by their names. */
async function news(viewer: Viewer, since: string) {
	const { items, more } = await app().home.news(viewer, since);
	const nodes = await app().network.glimpse(viewer, [
		...new Set(items.flatMap(({ samples }) => samples))
	]);
	const ownImports = decide(viewer, 'ingest.read').allowed;
	return {
		more,
		items: items.map(({ samples, import: from, ...item }) => ({
			...item,
			href: ownImports && item.owner.id === viewer.organisation.id ? `/ingest/${from}` : undefined,
			samples: samples.flatMap((id) => {
				const node = nodes.get(id);
				return node ? [{ ...shownOf(node), name: node.name }] : [];
			})
		}))
	};
}

async function waiting(viewer: Viewer, since: string): Promise<WaitingItem[]> {
	const { home, ingest, audit, store } = app();
	const mayImport = decide(viewer, 'ingest.import').allowed;
	const [{ overdue, due, held }, imports] = await Promise.all([
		home.waiting(viewer),
		mayImport ? ingest.list(viewer, mostImports) : []
	]);
	const found: WaitingItem[] = [];
	if (decide(viewer, 'audit.acknowledge').allowed) {
		if (audit.findings().length > 0) found.push({ id: 'audit', kind: 'audit' });
		if (store.warnings.length > 0) found.push({ id: 'store', kind: 'store' });
	}
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
				at: review.oldest
			});
	return found;
}

async function content(viewer: Viewer, period: Period | null) {
	const { home, network, now } = app();
	const desk = await home.visit(viewer);
	const chosen = period ?? (desk.since === null ? 'month' : 'visit');
	const since = startOf(chosen, desk.since, now());
	const [summary, points, fresh, waits] = await Promise.all([
		network.summary(viewer),
		starts(viewer),
		news(viewer, since),
		waiting(viewer, since)
	]);
	return {
		/** Nobody has been here under this account before. */
		isFirst: desk.since === null,
		period: chosen,
		since,
		news: fresh,
		waiting: waits,
		summary,
		points,
		mayImport: decide(viewer, 'ingest.import').allowed
	};
}

export async function load({ locals, url }) {
	const viewer = demand(locals.viewer, 'home.open');
	if (!decide(viewer, 'home.read').allowed) return { watch: null, marking: summarise([]) };
	const watch = await content(viewer, periodIn(url.searchParams.get('since')));
	return {
		watch,
		marking: summarise([
			...watch.summary.imports,
			...watch.points,
			...watch.news.items,
			...watch.news.items.flatMap(({ samples }) => samples),
			...watch.waiting.flatMap(({ tlp, demonstration }) => (tlp ? [{ tlp, demonstration }] : []))
		])
	};
}
