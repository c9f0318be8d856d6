import { decide } from '#lib/server/access/decide.ts';
import { app } from '#lib/server/app.ts';
import { askedOf, queryOf } from './asked.ts';

export async function load({ locals, url }) {
	const { audit, inspection } = app();
	const asked = askedOf(url);
	// One after the other: the people come only to whoever may read the log.
	const found = await inspection.search(locals.viewer, queryOf(asked));
	const signed = audit.checkpoints().at(-1);
	return {
		asked,
		found,
		people: await inspection.people(locals.viewer),
		mayExport: decide(locals.viewer, 'audit.export').allowed,
		signed: signed ? { size: signed.size, at: signed.at } : null,
		mirrorFault: audit.mirrorFault() ?? null,
		findings: audit.findings()
	};
}
