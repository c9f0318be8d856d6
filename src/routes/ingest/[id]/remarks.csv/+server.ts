/** Every remark of one import as comma-separated values: place, object, field, reason. */
import { error } from '@sveltejs/kit';
import { demand } from '#lib/server/access/decide.ts';
import { app } from '#lib/server/app.ts';
import { csv } from '#lib/ui/csv.ts';
import { fieldAndReason } from '../../remark.ts';

export async function GET({ locals, params, url }) {
	const viewer = demand(locals.viewer, 'ingest.read');
	const kind = url.searchParams.get('kind') === 'warning' ? 'warning' : 'rejected';
	const { ingest } = app();
	if (!(await ingest.read(viewer, params.id))) error(404, 'No such import');
	const remarks = await ingest.remarks(viewer, params.id, kind);
	const rows = remarks.map(({ at, id, reason }) => {
		const said = fieldAndReason(reason);
		return [at, id, said.field, said.reason];
	});
	return new Response(csv(['at', 'id', 'field', 'reason'], rows), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="import-${kind}.csv"`,
			'cache-control': 'no-store'
		}
	});
}
