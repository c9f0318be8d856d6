import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { decisionReason } from '#lib/domain/identity.ts';
import { decide, demand } from '#lib/server/access/decide.ts';
import { formOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';
import { summarise } from '#lib/shell/screen-marking.ts';
import { agencyNames, obstacleOf, takenBack } from '../refusal.server.ts';

const mostRecords = 200;
const Separate = v.object({
	records: v.pipe(
		v.array(v.pipe(v.string(), v.regex(/^[\w-]{1,128}$/))),
		v.minLength(1),
		v.maxLength(mostRecords)
	),
	reason: decisionReason
});

export async function load({ locals, params, url }) {
	const viewer = demand(locals.viewer, 'identity.read');
	const { identity, network } = app();
	const [told, card] = await Promise.all([
		identity.why(viewer, params.id),
		network.card(viewer, params.id)
	]);
	if (!told || !card) error(404, 'No such entity');
	const { pairs } = await identity.candidates(viewer, { entity: params.id });
	const nodes = await network.glimpse(viewer, [
		...new Set(pairs.flatMap(({ a, b }) => [a, b]).filter((id) => id !== params.id))
	]);
	return {
		node: card.node,
		records: card.records,
		why: Object.fromEntries(told.records.map((each) => [each.record, each])),
		decisions: told.decisions,
		pairs: pairs.filter(({ a, b }) => nodes.has(a === params.id ? b : a)),
		nodes: Object.fromEntries(nodes),
		agencies: await agencyNames(),
		organisation: viewer.organisation.id,
		verdict: url.searchParams.get('verdict'),
		maySplit: decide(viewer, 'identity.split').allowed,
		marking: summarise([card.node])
	};
}

export const actions = {
	async separate({ locals, request, params }) {
		const viewer = demand(locals.viewer, 'identity.split');
		const form = await formOf(request);
		const said = v.safeParse(Separate, {
			records: form.getAll('record'),
			reason: form.get('reason')
		});
		if (!said.success)
			return fail(400, {
				problem: form.getAll('record').length ? ('reason' as const) : ('records' as const)
			});
		const { records, reason } = said.output;
		const done = await obstacleOf(
			app().identity.separate(viewer, { entity: params.id, records }, { reason })
		);
		if ('obstacle' in done) return fail(409, { problem: done.obstacle });
		redirect(303, `/identity/${params.id}?verdict=apart`);
	},
	takeBack: takenBack(({ id }) => `/identity/${id ?? ''}`)
};
