/** Saved views: one's own list, one by its link as far as the reader may see it, saving, forgetting. */
import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { goneFor, openedFor, SavedForm, type OpenedView } from '#lib/domain/saved-view.ts';
import { m } from '#lib/paraglide/messages.js';
import { app } from '#lib/server/app.ts';
import { fromBody, fromQuery, Id } from '../../network/asked.ts';

const Query = v.object({ id: v.optional(Id) });
const One = v.object({ id: Id });

export async function GET({ locals, url }) {
	const { id } = fromQuery(Query, url);
	const { views, network } = app();
	if (id === undefined) return json(await views.list(locals.viewer));
	const view = await views.read(locals.viewer, id);
	if (!view || !locals.viewer) error(404, m.keep_view_unknown());
	const ids = Object.keys(view.tokens);
	const shown = await network.nodes(locals.viewer, ids, id);
	const visible = new Set(shown.map((node) => node.id));
	// Nothing of it is there for this reader: the same as no view at all.
	if (visible.size === 0 && !view.mine) error(404, m.keep_view_unknown());
	return json({
		name: view.mine ? view.name : null,
		mine: view.mine,
		outline: openedFor(view.outline, (entity) => visible.has(entity), view.mine),
		gone: goneFor(locals.viewer.audience, view.tokens, visible)
	} satisfies OpenedView);
}

export async function PUT({ locals, request }) {
	const form = await fromBody(SavedForm, request);
	const tokens = await app().network.reach(locals.viewer, form.ids);
	if (Object.keys(tokens).length < new Set(form.ids).size) error(404, m.network_unknown());
	return json({ id: await app().views.save(locals.viewer, form, tokens) });
}

export async function DELETE({ locals, url }) {
	const { id } = fromQuery(One, url);
	if (!(await app().views.forget(locals.viewer, id))) error(404, m.keep_view_unknown());
	return json({ id });
}
