/** Whether the server and its graph store answer: for the banner, a container and a load balancer. */
import { json } from '@sveltejs/kit';
import { app } from '#lib/server/app.ts';

export function GET() {
	const { up } = app().store.health();
	return json(
		{ status: up ? 'up' : 'store-down' },
		{ status: up ? 200 : 503, headers: { 'cache-control': 'no-store' } }
	);
}
