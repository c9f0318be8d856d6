import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { startingPoints, type StartingPoint } from '#seed/starting-points.ts';
import { demonstration } from '#lib/domain/audience.ts';
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { m } from '#lib/paraglide/messages.js';
import { decide, demand } from '#lib/server/access/decide.ts';
import { fieldsOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';
import { organisationName } from '#lib/ui/words.ts';
import { summarise } from '#lib/shell/screen-marking.ts';
import { periodIn, startOf, type Period } from './period.ts';
import { waitingFor } from './waiting.server.ts';
import { divide } from './waiting.ts';

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
		...new Set(items.flatMap(({ samples, source: { entity } }) => samples.concat(entity ?? [])))
	]);
	const ownImports = decide(viewer, 'ingest.read').allowed;
	return {
		more,
		items: items.map(({ samples, source, file, import: from, ...item }) => {
			// Where the import may be opened, so may the name of its file be read.
			const isOwn = ownImports && item.owner.id === viewer.organisation.id;
			const owner = organisationName(item.owner);
			// What an organisation says of itself is told under its own name.
			const said = source.name === item.owner.name ? owner : source.name;
			const described = source.entity === null ? undefined : nodes.get(source.entity);
			return {
				...item,
				owner: { name: owner },
				source: {
					name: described?.name ?? said,
					kind: described?.kind ?? source.kind,
					file: isOwn ? file : null
				},
				href: isOwn ? `/ingest/${from}` : undefined,
				samples: samples.flatMap((id) => {
					const node = nodes.get(id);
					return node ? [{ ...shownOf(node), name: node.name }] : [];
				})
			};
		})
	};
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
		waitingFor(viewer, since)
	]);
	return {
		/** Nobody has been here under this account before. */
		isFirst: desk.since === null,
		period: chosen,
		since,
		news: fresh,
		waiting: divide(waits, desk.acknowledged),
		summary,
		points,
		mayImport: decide(viewer, 'ingest.import').allowed
	};
}

export async function load({ locals, url }) {
	const viewer = demand(locals.viewer, 'home.open');
	if (!decide(viewer, 'home.read').allowed)
		return { watch: null, waits: await waitingFor(viewer, ''), marking: summarise([]) };
	const watch = await content(viewer, periodIn(url.searchParams.get('since')));
	return {
		watch,
		waits: null,
		marking: summarise([
			...watch.summary.imports,
			...watch.points,
			...watch.news.items,
			...watch.news.items.flatMap(({ samples }) => samples),
			...watch.waiting.open.flatMap(({ tlp, demonstration }) =>
				tlp ? [{ tlp, demonstration }] : []
			)
		])
	};
}

const Item = v.object({ item: v.pipe(v.string(), v.minLength(1), v.maxLength(300)) });

/** The item that a form names, among those that this viewer sees; of another and of nobody, the same answer. */
async function itemIn(viewer: Viewer, request: Request) {
	const asked = v.safeParse(Item, await fieldsOf(request));
	if (!asked.success) error(404, '');
	const { item: key } = asked.output;
	const items = await waitingFor(viewer, '');
	const found = items.find(({ acknowledge }) => acknowledge === key);
	if (!found) error(404, '');
	return { key, subjects: found.subjects ?? [] };
}

const putting =
	(aside: boolean) =>
	async ({ locals, request }: { locals: App.Locals; request: Request }) => {
		const viewer = demand(locals.viewer, 'home.keep');
		await app().home.acknowledge(viewer, await itemIn(viewer, request), aside);
	};

export const actions = {
	acknowledge: putting(true),
	restore: putting(false),
	takeNote: async ({ locals, request }) => {
		const viewer = demand(locals.viewer, 'audit.acknowledge');
		const { item } = await fieldsOf(request);
		const { audit, home } = app();
		if (item === 'audit' && audit.findings().length > 0) await audit.acknowledge(viewer);
		else if (item === 'store' && home.damage().length > 0) await home.noteDamage(viewer);
		else error(404, '');
	}
};
