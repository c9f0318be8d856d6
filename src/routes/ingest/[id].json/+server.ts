/** The state of one import, without its remarks: what the page asks for while it runs. */
import { error, json } from '@sveltejs/kit';
import { demand } from '#lib/server/access/decide.ts';
import { app } from '#lib/server/app.ts';

export async function GET({ locals, params }) {
	const viewer = demand(locals.viewer, 'ingest.read');
	const detail = await app().ingest.read(viewer, params.id);
	if (!detail) error(404, 'No such import');
	const { rejected: _rejected, warnings: _warnings, ...state } = detail;
	return json(state, { headers: { 'cache-control': 'no-store' } });
}
