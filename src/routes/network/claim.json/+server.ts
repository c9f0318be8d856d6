/**
 * A claim added in the explorer is an import of one draft, so it has provenance, an entry in the log
 * and an id, and is undone like any other. What it may be about and how far it may reach, the network
 * says; ingest holds it to that again while it writes.
 */
import { error, json } from '@sveltejs/kit';
import { ClaimForm } from '#lib/domain/contribution.ts';
import { claimDraft } from '#lib/domain/contribution-draft.ts';
import { m } from '#lib/paraglide/messages.js';
import { demand } from '#lib/server/access/decide.ts';
import { app } from '#lib/server/app.ts';
import { fromBody, known } from '../asked.ts';

export async function POST({ locals, request }) {
	const viewer = demand(locals.viewer, 'ingest.import');
	const form = await fromBody(ClaimForm, request);
	const { network, ingest } = app();
	const { levels, demonstration } = known(await network.standing(viewer, [form.from, form.to]));
	if (!levels.includes(form.tlp)) error(400, m.keep_marking_too_wide());
	const { draft, source } = claimDraft(form, viewer);
	const { id, finished } = await ingest.start(viewer, {
		file: m.keep_import_claim(),
		tlp: form.tlp,
		source,
		demonstration,
		input: { drafts: [draft] }
	});
	const { state, claims } = await finished;
	if (state !== 'done') error(503, m.keep_claim_stopped());
	return json({ import: id, written: claims });
}
