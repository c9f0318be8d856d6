import { error, fail, redirect } from '@sveltejs/kit';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { ActionName } from '#lib/server/access/actions.ts';
import { decide, demand } from '#lib/server/access/decide.ts';
import { app } from '#lib/server/app.ts';
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
			undo: decide(viewer, 'ingest.undo').allowed
		},
		marking: summarise([detail])
	};
}

interface Deed {
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
	undo: doing('ingest.undo', (viewer, id) => app().ingest.undo(viewer, id))
};
