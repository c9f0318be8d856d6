import { decide, demand } from '#lib/server/access/decide.ts';
import { app } from '#lib/server/app.ts';
import { summarise } from '#lib/shell/screen-marking.ts';
import { takenBack } from '../refusal.server.ts';

const perPage = 100;

export async function load({ locals, url }) {
	const viewer = demand(locals.viewer, 'identity.read');
	const { identity, network } = app();
	const asked = Number(url.searchParams.get('from') ?? '0');
	const skip = Number.isInteger(asked) && asked > 0 ? asked : 0;
	const rows = await identity.decisions(viewer, { skip, limit: perPage + 1 });
	const decisions = rows.slice(0, perPage);
	const nodes = await network.glimpse(viewer, [
		...new Set(decisions.flatMap(({ a, b }) => [a, b]))
	]);
	return {
		decisions,
		nodes: Object.fromEntries(nodes),
		skip,
		next: rows.length > perPage ? skip + perPage : null,
		verdict: url.searchParams.get('verdict'),
		maySplit: decide(viewer, 'identity.split').allowed,
		marking: summarise([...nodes.values()])
	};
}

export const actions = {
	takeBack: takenBack('/identity/decisions')
};
