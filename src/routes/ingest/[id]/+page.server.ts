import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { isOneLine, oneLine } from '#lib/domain/one-line.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { ActionName } from '#lib/server/access/actions.ts';
import { decide, demand } from '#lib/server/access/decide.ts';
import { fieldsOf, formOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';
import { thingsReviewed } from '#lib/server/ingest/holding.ts';
import { ImportRefused, NotAllSeen } from '#lib/server/ingest/refused.ts';
import { summarise } from '#lib/shell/screen-marking.ts';

export async function load({ locals, params }) {
	const viewer = demand(locals.viewer, 'ingest.read');
	const detail = await app().ingest.read(viewer, params.id);
	if (!detail) error(404, 'No such import');
	return {
		detail,
		may: {
			import: decide(viewer, 'ingest.import').allowed,
			undo: decide(viewer, 'ingest.undo').allowed,
			approve: decide(viewer, 'ingest.approve').allowed
		},
		review: detail.state === 'held' ? await app().ingest.review(viewer, params.id) : null,
		marking: summarise([detail])
	};
}

/** References of things that stay out, of those that a page lists. */
const LeftOut = v.pipe(
	v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(4096))),
	v.maxLength(thingsReviewed)
);

/** Why nothing of it is written: others read it in the list. */
const Refusal = v.object({
	reason: v.pipe(
		v.string(),
		v.trim(),
		v.minLength(3),
		v.maxLength(500),
		v.check(isOneLine, oneLine)
	)
});

interface Deed {
	request: Request;
	locals: { viewer: Viewer | null };
	params: { id: string };
}

/** Does one thing to the import and shows its page again; a refusal means that it has moved on, or
 * that it holds what the viewer may not see. */
const doing =
	(action: ActionName, deed: (viewer: Viewer, id: string) => Promise<unknown>) =>
	async ({ locals, params }: Deed) => {
		const viewer = demand(locals.viewer, action);
		try {
			await deed(viewer, params.id);
		} catch (refusal) {
			if (refusal instanceof NotAllSeen) return fail(403, { refused: 'unseen' as const });
			if (refusal instanceof ImportRefused) return fail(409, { refused: action });
			throw refusal;
		}
		redirect(303, `/ingest/${params.id}`);
	};

export const actions = {
	cancel: doing('ingest.import', (viewer, id) => app().ingest.cancel(viewer, id)),
	resume: doing('ingest.import', (viewer, id) => app().ingest.resume(viewer, id)),
	undo: doing('ingest.undo', (viewer, id) => app().ingest.undo(viewer, id)),
	async approve(event: Deed) {
		demand(event.locals.viewer, 'ingest.approve');
		const said = v.safeParse(LeftOut, (await formOf(event.request)).getAll('without'));
		if (!said.success) return fail(400, { refused: 'ingest.approve' as const });
		const without = said.output;
		return doing('ingest.approve', (viewer, id) => app().ingest.approve(viewer, id, without))(
			event
		);
	},
	async decline(event: Deed) {
		demand(event.locals.viewer, 'ingest.approve');
		const said = v.safeParse(Refusal, await fieldsOf(event.request));
		if (!said.success) return fail(400, { problem: 'reason' as const });
		return doing('ingest.approve', (viewer, id) =>
			app().ingest.decline(viewer, id, said.output.reason)
		)(event);
	}
};
