/** `POST /ingest/preview.json`: the beginning of one's own upload as an import would read it. */
import { error, json } from '@sveltejs/kit';
import { PreviewRequest, type Looked } from '#lib/domain/table-preview.ts';
import { demand } from '#lib/server/access/decide.ts';
import { app } from '#lib/server/app.ts';
import { ImportRefused } from '#lib/server/ingest/refused.ts';
import { fromBody } from '../../network/asked.ts';

export async function POST({ locals, request }) {
	const viewer = demand(locals.viewer, 'ingest.import');
	const asked = await fromBody(PreviewRequest, request);
	try {
		return json({ table: await app().ingest.preview(viewer, asked) } satisfies Looked);
	} catch (refusal) {
		if (refusal instanceof ImportRefused) error(409, refusal.message);
		throw refusal;
	}
}
