/**
 * What happens to a request of a program before its route: what it asks with, who it is, and whether it
 * takes what we speak. Everything it is refused is said as TAXII says it.
 */
import type { RequestEvent } from '@sveltejs/kit';
import { decide } from '#lib/server/access/decide.ts';
import { admitted, challengeFor } from '#lib/server/access/programs.ts';
import { actionOf } from '#lib/server/access/routes.ts';
import { app } from '#lib/server/app.ts';
import { taxiiError } from '#lib/server/taxii/answer.ts';
import { isTaxii, takesTaxii } from '#lib/server/taxii/media.ts';

const reads = ['GET', 'HEAD'];
const retryAfterSeconds = '60';

function refusal(status: 400 | 401 | 429, asked: Headers): Response {
	if (status === 401)
		return taxiiError(401, { headers: { 'www-authenticate': challengeFor(asked) } });
	if (status === 429) return taxiiError(429, { headers: { 'retry-after': retryAfterSeconds } });
	return taxiiError(400, { description: 'a key never stands in an address: take it back' });
}

/** Objects would be added here if a collection could be written to (TAXII 2.1 §5.5). */
const addsObjects = ({ request, route }: RequestEvent) =>
	request.method === 'POST' && (route.id ?? '').endsWith('/objects');

function notRead(event: RequestEvent): Response {
	if (!addsObjects(event)) return taxiiError(405, { headers: { allow: reads.join(', ') } });
	return taxiiError(isTaxii(event.request.headers.get('content-type')) ? 403 : 415);
}

export async function forProgram(
	event: RequestEvent,
	resolve: () => Promise<Response>
): Promise<Response> {
	const { request, url, locals } = event;
	const admission = await admitted(app().access.keys, {
		headers: request.headers,
		url,
		client: locals.client
	});
	if (typeof admission === 'number') return refusal(admission, request.headers);
	if (!reads.includes(request.method)) return notRead(event);
	const action = actionOf(event.route.id ?? '', 'GET', url);
	if (!action || !decide(admission.viewer, action).allowed) return taxiiError(404);
	if (!takesTaxii(request.headers.get('accept'))) return taxiiError(406);
	locals.viewer = admission.viewer;
	locals.program = admission;
	return resolve();
}
