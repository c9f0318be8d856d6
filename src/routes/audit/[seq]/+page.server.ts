import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { app } from '#lib/server/app.ts';

export async function load({ locals, params }) {
	const { inspection } = app();
	const seq = /^[1-9]\d{0,14}$/.test(params.seq) ? Number(params.seq) : 0;
	const found = await inspection.entry(locals.viewer, seq);
	if (!found) error(404, m.audit_unknown());
	return { ...found, people: await inspection.people(locals.viewer) };
}
