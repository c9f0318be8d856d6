import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { decide } from '#lib/server/access/decide.ts';
import { isActionName } from '#lib/server/access/explain.ts';
import { rulingOf } from '#lib/server/access/ruling.ts';
import { app } from '#lib/server/app.ts';
import { ruleSaid } from '../../administration/words.server.ts';

/** Accounts can be asked about; the operator and nobody are what they always were. */
const unasked = ['local-operator', 'system', 'nobody', ''];

export async function load({ locals, params }) {
	const { access, inspection } = app();
	const seq = /^[1-9]\d{0,14}$/.test(params.seq) ? Number(params.seq) : 0;
	const found = await inspection.entry(locals.viewer, seq);
	if (!found) error(404, m.audit_unknown());
	const { rule, ...ruling } = rulingOf(found.row);
	const { actor, action, organisation } = found.row;
	return {
		...found,
		ruling: { ...ruling, rule: rule ?? null, ruleSaid: rule ? ruleSaid(rule) : null },
		mayAsk:
			!unasked.includes(actor) &&
			isActionName(action) &&
			decide(locals.viewer, 'access.explain').allowed,
		organisation: await access.namesOf(organisation),
		people: await inspection.people(locals.viewer)
	};
}
