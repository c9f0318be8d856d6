import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { EraseForm, KeepForm, monthsAfter, mostMonths } from '#lib/domain/retention.ts';
import { decide, demand } from '#lib/server/access/decide.ts';
import { fieldsOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';
import { RetentionRefused } from '#lib/server/ingest/retention.ts';

export async function load({ locals, url }) {
	const viewer = demand(locals.viewer, 'sources.review');
	const { ingest, now } = app();
	const [deliveries, erasures] = await Promise.all([
		ingest.retention.reviews(viewer),
		ingest.retention.erasures(viewer)
	]);
	const done = url.searchParams.get('done');
	const today = now().toISOString().slice(0, 10);
	return {
		deliveries,
		erasures,
		done: done === 'kept' || done === 'erased' ? done : null,
		today,
		latest: monthsAfter(now(), mostMonths).toISOString().slice(0, 10),
		mayKeep: decide(viewer, 'sources.keep').allowed,
		mayErase: decide(viewer, 'sources.erase').allowed
	};
}

async function refusalOf(work: Promise<void>) {
	try {
		await work;
		return null;
	} catch (refusal) {
		if (refusal instanceof RetentionRefused) return fail(409, { problem: refusal.obstacle });
		throw refusal;
	}
}

export const actions = {
	async keep({ locals, request }) {
		const viewer = demand(locals.viewer, 'sources.keep');
		const said = v.safeParse(KeepForm, await fieldsOf(request));
		if (!said.success) return fail(400, { problem: 'fields' as const });
		return (
			(await refusalOf(app().ingest.retention.keep(viewer, said.output))) ??
			redirect(303, '/sources/reviews?done=kept')
		);
	},
	async erase({ locals, request }) {
		const viewer = demand(locals.viewer, 'sources.erase');
		const said = v.safeParse(EraseForm, await fieldsOf(request));
		if (!said.success) return fail(400, { problem: 'fields' as const });
		return (
			(await refusalOf(app().ingest.retention.erase(viewer, said.output))) ??
			redirect(303, '/sources/reviews?done=erased')
		);
	}
};
