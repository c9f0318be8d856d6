/** The mappings of tables that the viewer's organisation keeps: all of them, saving one, deleting one. */
import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { MappingForm } from '#lib/domain/saved-mapping.ts';
import { m } from '#lib/paraglide/messages.js';
import { demand } from '#lib/server/access/decide.ts';
import { app } from '#lib/server/app.ts';
import { MappingThere } from '#lib/server/ingest/mappings.ts';
import { ImportRefused } from '#lib/server/ingest/refused.ts';
import { fromBody, fromQuery, Id } from '../../network/asked.ts';

const One = v.object({ id: Id });

export async function GET({ locals }) {
	const viewer = demand(locals.viewer, 'ingest.map');
	const mappings = await app().ingest.mappings.list(viewer);
	const people = await app().access.accounts.colleagues(viewer, [
		...new Set(mappings.map(({ savedBy }) => savedBy))
	]);
	return json({ mappings, people });
}

export async function PUT({ locals, request }) {
	const viewer = demand(locals.viewer, 'ingest.map');
	const form = await fromBody(MappingForm, request);
	try {
		return json({ id: await app().ingest.mappings.save(viewer, form) });
	} catch (refusal) {
		if (refusal instanceof MappingThere) error(409, refusal.message);
		if (refusal instanceof ImportRefused) error(422, refusal.message);
		throw refusal;
	}
}

export async function DELETE({ locals, url }) {
	const viewer = demand(locals.viewer, 'ingest.map');
	const { id } = fromQuery(One, url);
	if (!(await app().ingest.mappings.forget(viewer, id))) error(404, m.map_saved_unknown());
	return json({ id });
}
