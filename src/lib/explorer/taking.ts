/**
 * Taking away what is shown, as a file. Each way asks the server first: no entry, no file; and where
 * something restricted is among it, no reason, no file.
 */
import { svg } from '#lib/export/svg.ts';
import { m } from '#lib/paraglide/messages.js';
import {
	Refusal,
	type Barred,
	type ExportFile,
	type ExportFormat,
	type Leave,
	type PictureFormat,
	type ReasonWanted
} from './api.ts';
import { portraitOf } from './portrait/portrait.ts';
import type { Measure } from './portrait/portrait-names.ts';
import { measurer, png } from './portrait/raster.ts';
import type { NetworkView } from './view.svelte.ts';

export const pictureFormats = ['png', 'svg'] as const satisfies readonly PictureFormat[];
export type TakenFormat = ExportFormat | PictureFormat;

const isPicture = (format: TakenFormat): format is PictureFormat =>
	(pictureFormats as readonly string[]).includes(format);

/** Formats that say where entities stand. */
const withPlaces: readonly TakenFormat[] = ['gexf', 'graphml'];

/** Claims between shown entities that a filter keeps off the drawing. */
function keptOff(view: NetworkView): string[] {
	const shown = new Set(view.claims.map(({ id }) => id));
	return view.everything.claims
		.filter(({ id, from, to }) => !shown.has(id) && view.byId.has(from) && view.byId.has(to))
		.map(({ id }) => id);
}

async function picture(
	view: NetworkView,
	format: PictureFormat,
	given: Leave,
	{ measure, recipient }: { measure: Measure; recipient: string }
): Promise<ExportFile> {
	const ids = view.nodes.map(({ id }) => id);
	const leave = await view.api.picture(format, ids, { without: keptOff(view), ...given });
	const sheet = portraitOf(view, leave, measure, recipient);
	const content =
		format === 'svg' ? new Blob([...svg(sheet)], { type: 'image/svg+xml' }) : await png(sheet);
	if (!content) throw new Refusal(0, m.keep_picture_too_large());
	return { name: leave.name, content };
}

function graph(view: NetworkView, format: ExportFormat, given: Leave): Promise<ExportFile> {
	const places = withPlaces.includes(format)
		? view.nodes.flatMap(({ id }): [string, number, number][] => {
				const point = view.places.points.get(id);
				return point ? [[id, Math.round(point.x * 10) / 10, Math.round(point.y * 10) / 10]] : [];
			})
		: [];
	const standing = new Set(places.map(([id]) => id));
	const ids = view.nodes.map(({ id }) => id).filter((id) => !standing.has(id));
	const groups = withPlaces.includes(format)
		? view.folded.groups.map(({ name, members }) => ({
				name,
				members: members.map(({ id }) => id)
			}))
		: [];
	return view.api.exportFile(format, ids, {
		without: keptOff(view),
		places,
		...(groups.length ? { groups } : {}),
		...given
	});
}

/** What came of it: the file, a reason that is wanted first, what may not go there, or a fault, which is said. */
export type TakenAway =
	{ file: ExportFile } | { wanted: ReasonWanted } | { barred: Barred } | undefined;

/** `recipient`: by name, as it stands at the foot of a picture; empty for one's own organisation. */
export async function take(
	view: NetworkView,
	format: TakenFormat,
	given: Leave,
	{ ruler = measurer, recipient = '' }: { ruler?: () => Measure; recipient?: string } = {}
): Promise<TakenAway> {
	let taken: TakenAway;
	await view.questions.ask(m.network_busy_export(), async () => {
		try {
			const file = await (isPicture(format)
				? picture(view, format, given, { measure: ruler(), recipient })
				: graph(view, format, given));
			view.said = m.network_said_exported({ name: file.name });
			taken = { file };
		} catch (refusal) {
			if (!(refusal instanceof Refusal)) throw refusal;
			const { reason, barred } = refusal;
			if (!reason && !barred) throw refusal;
			view.said = refusal.message;
			taken = reason ? { wanted: reason } : barred ? { barred } : undefined;
		}
	});
	return taken;
}
