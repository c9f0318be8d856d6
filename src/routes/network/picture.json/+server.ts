/**
 * A picture is drawn in the browser, but taken away like every export: what may be on it, under
 * which marking and name, is decided and logged here first. Without this answer there is no file.
 */
import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { Disclosure } from '#lib/domain/recipient.ts';
import { fileName } from '#lib/export/file-name.ts';
import { highestMarking, markingLine } from '#lib/export/markings.ts';
import { app } from '#lib/server/app.ts';
import { organisationName } from '#lib/ui/words.ts';
import { fromBody, Ids } from '../asked.ts';
import { handedOut } from '../handed-out.server.ts';

const Body = v.object({
	format: v.picklist(['svg', 'png']),
	ids: Ids,
	without: v.optional(Ids),
	...Disclosure.entries,
	leaveOut: v.optional(v.boolean()),
	/** Groups, colours and pins go along to another organisation too. */
	hand: v.optional(v.boolean())
});

export async function POST({ locals, request }) {
	const { format, ids, without, leaveOut, hand, ...disclosure } = await fromBody(Body, request);
	return handedOut(async () => {
		const shown = { without, format, leaveOut, hand, drawn: true };
		const graph = await app().network.exportGraph(locals.viewer, disclosure, ids, undefined, shown);
		const highest = highestMarking(graph);
		const marking = markingLine(highest);
		return json({
			name: fileName(graph.exportedAt, format, marking, format),
			exportedAt: graph.exportedAt,
			// An author's name is told inside the author's organisation only.
			by: disclosure.recipient.kind === 'own' ? (locals.viewer?.name ?? null) : null,
			organisation: organisationName(locals.viewer?.organisation ?? { name: '' }),
			marking,
			tlp: highest.tlp ?? null,
			hand: graph.hand === true,
			nodes: graph.entities.map(({ id }) => id),
			claims: graph.claims.map(({ id }) => id)
		});
	});
}
