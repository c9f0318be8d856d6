/** `PUT /ingest/upload?name=…`: the raw bytes of one file, kept on disk until an import starts from it. */
import { error, json } from '@sveltejs/kit';
import { demand } from '#lib/server/access/decide.ts';
import { app } from '#lib/server/app.ts';
import { ImportRefused, NoRoom } from '#lib/server/ingest/refused.ts';

export async function PUT({ locals, request, url }) {
	const viewer = demand(locals.viewer, 'ingest.import');
	if (request.headers.get('content-type') !== 'application/octet-stream')
		error(415, 'expected application/octet-stream');
	const length = Number(request.headers.get('content-length') ?? NaN);
	if (!Number.isSafeInteger(length) || length <= 0) error(411, 'expected a content-length above 0');
	const name = (url.searchParams.get('name') ?? '').slice(0, 255);
	try {
		const { upload } = await app().ingest.receive(viewer, { name, body: request.body, length });
		return json({ upload });
	} catch (refusal) {
		if (refusal instanceof NoRoom) error(507, refusal.message);
		if (refusal instanceof ImportRefused) error(413, refusal.message);
		throw refusal;
	}
}
