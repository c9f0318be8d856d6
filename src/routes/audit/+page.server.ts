import { decide } from '#lib/server/access/decide.ts';
import { app } from '#lib/server/app.ts';
import { askedOf, queryOf } from './asked.ts';

export async function load({ locals, url }) {
	const { access, audit, inspection } = app();
	const asked = askedOf(url);
	// One after the other: the people come only to whoever may read the log.
	const found = await inspection.search(locals.viewer, queryOf(asked));
	const signed = audit.checkpoints().at(-1);
	const mayExport = decide(locals.viewer, 'audit.export').allowed;
	return {
		asked,
		found,
		people: await inspection.people(locals.viewer),
		mayExport,
		recipients: mayExport ? await access.recipients(locals.viewer, 'audit.export') : [],
		signed: signed ? { size: signed.size, at: signed.at } : null,
		mirrorFault: audit.mirrorFault() ?? null,
		findings: audit.findings(),
		noted: audit.noted()
	};
}
