/**
 * Signing in with a passkey, in two steps: what the device must sign, and what it signed. Neither answer
 * holds anything of a session; that is in a cookie no script can read.
 */
import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { jsonOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

const Asked = v.object({ response: v.optional(v.record(v.string(), v.unknown())) });
const statuses = { wrong: 400, throttled: 429 } as const;

export async function POST({ request, locals }) {
	const { signIn } = app().access;
	const asked = v.safeParse(Asked, await jsonOf(request));
	if (!asked.success) return json({}, { status: 400 });
	const from = { headers: request.headers, client: locals.client };
	if (!asked.output.response) {
		const { options, cookies } = await signIn.passkeyOptions(from);
		locals.setCookies.push(...cookies);
		return json(options);
	}
	const { outcome, cookies } = await signIn.passkey(asked.output.response, from);
	if (outcome !== 'done') return json({}, { status: statuses[outcome] });
	locals.setCookies.push(...cookies);
	return json({});
}
