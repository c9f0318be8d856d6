/** The page of a refusal that was decided before any page was chosen; hooks.server.ts asks for it. */
import { error } from '@sveltejs/kit';

const statuses = [401, 403, 404, 411, 413, 415, 422, 500, 503, 507];

export function load({ url }) {
	const status = Number(url.searchParams.get('status'));
	const errorId = url.searchParams.get('errorId') ?? '';
	error(statuses.includes(status) ? status : 404, {
		message: '',
		...(/^[0-9a-f-]{36}$/.test(errorId) ? { errorId } : {})
	});
}
