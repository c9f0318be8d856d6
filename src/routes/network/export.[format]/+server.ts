/** What is on the screen, or all the reader may see, as a file under the strictest marking in it. */
import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { formatNames, formats, isFormat } from '#lib/export/formats.ts';
import { highestMarking, markingLine } from '#lib/export/markings.ts';
import { contextRefs } from '#lib/export/stix.ts';
import { app } from '#lib/server/app.ts';
import { fromBody, Ids } from '../asked.ts';

/** Without ids: everything. */
const Body = v.object({ ids: v.optional(Ids) });

const encoder = new TextEncoder();

/** Pieces as a stream that makes the next one when it is asked for. */
const stream = (pieces: Iterator<string>) =>
	new ReadableStream<Uint8Array>({
		pull(controller) {
			const next = pieces.next();
			if (next.done) controller.close();
			else controller.enqueue(encoder.encode(next.value));
		}
	});

export async function POST({ locals, params, request }) {
	if (!isFormat(params.format)) error(404, `format: expected ${formatNames.join(', ')}`);
	const { mediaType, extension, write } = formats[params.format];
	const { ids } = await fromBody(Body, request);
	const graph = await app().network.exportGraph(
		locals.viewer,
		ids,
		params.format === 'stix' ? contextRefs : undefined
	);
	const marking = markingLine(highestMarking(graph));
	const name = ['faisceau', graph.exportedAt.slice(0, 10), ...marking.split(' ').filter(Boolean)]
		.join('_')
		.replace(/[^\w.+-]/g, '-');
	return new Response(stream(write(graph)), {
		headers: {
			'content-type': mediaType,
			'content-disposition': `attachment; filename="${name}.${extension}"`,
			'x-marking': marking,
			'cache-control': 'no-store'
		}
	});
}
