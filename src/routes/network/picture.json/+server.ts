/**
 * A picture is drawn in the browser, but taken away like every export: what may be on it, under
 * which marking and name, is decided and logged here first. Without this answer there is no file.
 */
import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { fileName } from '#lib/export/file-name.ts';
import { highestMarking, markingLine } from '#lib/export/markings.ts';
import { app } from '#lib/server/app.ts';
import { fromBody, Ids } from '../asked.ts';
import { withReason } from '../reason.server.ts';

const Body = v.object({
	format: v.picklist(['svg', 'png']),
	ids: Ids,
	without: v.optional(Ids)
});

export async function POST({ locals, request }) {
	const { format, ids, without } = await fromBody(Body, request);
	return withReason(async () => {
		const shown = { without, format };
		const graph = await app().network.exportGraph(locals.viewer, ids, undefined, shown);
		const highest = highestMarking(graph);
		const marking = markingLine(highest);
		return json({
			name: fileName(graph.exportedAt, format, marking, format),
			exportedAt: graph.exportedAt,
			marking,
			tlp: highest.tlp ?? null,
			nodes: graph.entities.map(({ id }) => id),
			claims: graph.claims.map(({ id }) => id)
		});
	});
}
