/** Adding a passkey to one's account, in two steps: what the device must sign, and what it signed. */
import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { demand } from '#lib/server/access/decide.ts';
import { jsonOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

const typed = v.optional(v.pipe(v.string(), v.maxLength(1_000)), '');
const Asked = v.union([
	v.object({
		response: v.record(v.string(), v.unknown()),
		name: v.optional(v.pipe(v.string(), v.maxLength(200)), '')
	}),
	v.object({ password: typed, code: typed })
]);
const statuses = { wrong: 400, throttled: 429 } as const;

export async function POST({ request, locals }) {
	const viewer = demand(locals.viewer, 'access.factor');
	const { factors } = app().access;
	const asked = v.safeParse(Asked, await jsonOf(request));
	if (!asked.success) return json({}, { status: 400 });
	const from = { headers: request.headers, client: locals.client };
	const own = { viewer, session: locals.session ?? '', from };
	if ('response' in asked.output) {
		const { name, response } = asked.output;
		const outcome = await factors.addPasskey(own, name, response);
		return outcome === 'done' ? json({}) : json({}, { status: statuses[outcome] });
	}
	const { outcome, options, cookies } = await factors.passkeyOptions(own, asked.output);
	if (outcome !== 'done') return json({}, { status: statuses[outcome] });
	locals.setCookies.push(...cookies);
	return json(options);
}
