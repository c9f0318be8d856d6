/**
 * Taking away what is shown, as a file. Each way asks the server first: no entry, no file; and where
 * something restricted is among it, no reason, no file.
 */
import { svg } from '#lib/export/svg.ts';
import { m } from '#lib/paraglide/messages.js';
import {
	Refusal,
	type ExportFile,
	type ExportFormat,
	type PictureFormat,
	type ReasonWanted
} from './api.ts';
import { portraitOf, type Measure } from './portrait.ts';
import { measurer, png } from './raster.ts';
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
	measure: Measure
): Promise<ExportFile> {
	const ids = view.nodes.map(({ id }) => id);
	const leave = await view.api.picture(format, ids, keptOff(view));
	const sheet = portraitOf(view, leave, measure);
	const content =
		format === 'svg' ? new Blob([...svg(sheet)], { type: 'image/svg+xml' }) : await png(sheet);
	if (!content) throw new Refusal(0, m.keep_picture_too_large());
	return { name: leave.name, content };
}

function graph(view: NetworkView, format: ExportFormat): Promise<ExportFile> {
	const places = withPlaces.includes(format)
		? view.nodes.flatMap(({ id }): [string, number, number][] => {
				const point = view.places.points.get(id);
				return point ? [[id, Math.round(point.x * 10) / 10, Math.round(point.y * 10) / 10]] : [];
			})
		: [];
	const standing = new Set(places.map(([id]) => id));
	const ids = view.nodes.map(({ id }) => id).filter((id) => !standing.has(id));
	return view.api.exportFile(format, ids, { without: keptOff(view), places });
}

/** What came of it: the file, a reason that is wanted first, or neither, which is said. */
export type TakenAway = { file: ExportFile } | { wanted: ReasonWanted } | undefined;

export async function take(
	view: NetworkView,
	format: TakenFormat,
	ruler: () => Measure = measurer
): Promise<TakenAway> {
	let taken: TakenAway;
	await view.questions.ask(m.network_busy_export(), async () => {
		try {
			const file = await (isPicture(format) ? picture(view, format, ruler()) : graph(view, format));
			view.said = m.network_said_exported({ name: file.name });
			taken = { file };
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || !refusal.reason) throw refusal;
			view.said = refusal.message;
			taken = { wanted: refusal.reason };
		}
	});
	return taken;
}
