import { startingPoints, type StartingPoint } from '#seed/starting-points.ts';
import { demonstration } from '#lib/domain/audience.ts';
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { m } from '#lib/paraglide/messages.js';
import { decide, demand } from '#lib/server/access/decide.ts';
import { app } from '#lib/server/app.ts';
import { summarise } from '#lib/shell/screen-marking.ts';

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

export async function load({ locals }) {
	const viewer = demand(locals.viewer, 'home.read');
	const [summary, points] = await Promise.all([app().network.summary(viewer), starts(viewer)]);
	return {
		summary,
		points,
		mayImport: decide(viewer, 'ingest.import').allowed,
		marking: summarise([...summary.imports, ...points])
	};
}
