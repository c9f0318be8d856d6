/** The words on a picture: names, uncut where they fit, and what the links of a path say. */
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import { paper } from '#lib/export/paper.ts';
import { box, type Mark } from '#lib/export/sheet.ts';
import { shortName } from '#lib/explorer/deeds.ts';
import {
	placeLabels,
	type LabelRequest,
	type Mark as Obstacle
} from '#lib/explorer/drawing/labels.ts';
import { lineCounts, type Line } from '#lib/explorer/lines.ts';
import { lineWords } from '#lib/explorer/line-words.ts';
import {
	lineLabelsOf,
	plateHeight,
	platesOf,
	type Plate
} from '#lib/explorer/drawing/line-labels.ts';
import type { Placed } from './portrait-marks.ts';
import { lineHeight, longerWordings, usual } from '#lib/explorer/drawing/wordings.ts';

export type Measure = (text: string, size: number, weight: number) => number;

const size = 12;

/** The words of some lines, each over its line; `insists` as on the drawing. */
export const wordsOver = (
	lines: readonly Line[],
	at: ReadonlyMap<string, Placed>,
	measure: Measure,
	insists: (line: Line) => boolean
): Plate[] =>
	platesOf(
		lineLabelsOf(
			lines.filter((line) => line.from !== line.to),
			lineWords,
			(id) => at.get(id),
			insists
		),
		(text) => measure(text, size, 400) + 10
	);

export const plateMarks = (plates: readonly Plate[]): Mark[] =>
	plates.flatMap(({ text, x, y, width }): Mark[] => [
		{
			path: box(-width / 2, -plateHeight / 2, width, plateHeight),
			at: { x, y, scale: 1 },
			fill: paper.panel,
			stroke: paper.line
		},
		{ text, x, y, size, weight: 400, fill: paper.ink, anchor: 'middle' }
	]);

/** The names that find a place, and how many do. */
export function nameMarks(
	{
		nodes,
		lines,
		plates
	}: {
		nodes: readonly NetworkNode[];
		lines: readonly Line[];
		plates: readonly Plate[];
	},
	at: ReadonlyMap<string, Placed>,
	frame: { width: number; height: number },
	measure: Measure
): { marks: Mark[]; named: number } {
	const links = lineCounts(lines);
	const widthOf = (text: string) => measure(text, size, 400);
	const requests = nodes.flatMap(({ id, name }): LabelRequest[] => {
		const place = at.get(id);
		if (!place) return [];
		const text = shortName(name, usual);
		const longer = longerWordings(name, widthOf);
		return [
			{
				id,
				text,
				...place,
				radius: place.radius + 5,
				width: widthOf(text),
				height: lineHeight,
				priority: links.get(id) ?? 0,
				...(longer ? { longer } : {})
			}
		];
	});
	const marks = [...at].map(([id, place]): Obstacle => ({ id, ...place }));
	const words = plates.flatMap(({ x, y, width }, place) =>
		[-0.33, 0, 0.33].map((share) => ({
			id: `plate ${place}`,
			x: x + share * width,
			y,
			radius: plateHeight / 2
		}))
	);
	const obstacles = [...(marks.length > 400 ? [] : marks), ...words];
	const labels = placeLabels(requests, obstacles, frame);
	const written = labels.flatMap((label) =>
		label.lines.map((text, place): Mark => ({
			text,
			x: label.x,
			y: label.y + (place - (label.lines.length - 1) / 2) * lineHeight,
			size,
			weight: 400,
			fill: paper.ink,
			halo: paper.panel
		}))
	);
	return { marks: written, named: labels.length };
}
