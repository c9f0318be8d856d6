/** What is on the screen, or all the reader may see, as a file under the strictest marking in it. */
import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { Disclosure } from '#lib/domain/recipient.ts';
import { fileName } from '#lib/export/file-name.ts';
import { formatNames, formats, isFormat } from '#lib/export/formats.ts';
import { highestMarking, markingLine } from '#lib/export/markings.ts';
import { contextRefs } from '#lib/export/stix.ts';
import { app } from '#lib/server/app.ts';
import { fromBody, Id, Ids } from '../asked.ts';
import { handedOut } from '../handed-out.server.ts';

/** A tenth of a unit is less than a pixel. */
const coordinate = v.pipe(
	v.number(),
	v.minValue(-1e6),
	v.maxValue(1e6),
	v.transform((value) => Math.round(value * 10) / 10)
);
/** Without ids and places: everything. `without`: claims that filters keep off the screen. */
const Body = v.object({
	ids: v.optional(Ids),
	places: v.optional(v.pipe(v.array(v.tuple([Id, coordinate, coordinate])), v.maxLength(10_000))),
	/** Groups on the screen, for formats that draw. */
	groups: v.optional(
		v.pipe(
			v.array(v.object({ name: v.pipe(v.string(), v.maxLength(80)), members: Ids })),
			v.maxLength(1_000)
		)
	),
	without: v.optional(Ids),
	...Disclosure.entries,
	leaveOut: v.optional(v.boolean()),
	/** Groups and notes go along to another organisation too. */
	hand: v.optional(v.boolean())
});

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
	const format = params.format;
	const { mediaType, extension, write, ...carries } = formats[format];
	const {
		ids,
		places,
		groups = [],
		without,
		leaveOut,
		hand,
		...disclosure
	} = await fromBody(Body, request);
	const chosen = places ? [...places.map(([id]) => id), ...(ids ?? [])] : ids;
	return handedOut(async () => {
		const graph = await app().network.exportGraph(
			locals.viewer,
			disclosure,
			chosen,
			format === 'stix' ? contextRefs : undefined,
			{ without, format, leaveOut, hand, notes: 'notes' in carries, flat: 'flat' in carries }
		);
		if (places) graph.places = new Map(places.map(([id, x, y]) => [id, { x, y }]));
		if (graph.hand)
			graph.groups = new Map(
				groups.flatMap(({ name, members }) => members.map((id) => [id, name] as const))
			);
		const marking = markingLine(highestMarking(graph));
		const name = fileName(graph.exportedAt, format, marking, extension);
		return new Response(stream(write(graph)), {
			headers: {
				'content-type': mediaType,
				'content-disposition': `attachment; filename="${name}"`,
				'x-marking': marking,
				'cache-control': 'no-store'
			}
		});
	});
}
