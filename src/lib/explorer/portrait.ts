/**
 * The picture of what is shown, as a sheet for SVG and PNG. Sigma's own export photographs its WebGL
 * layers: without legend, markings and our labels, and never as SVG. So the picture is drawn anew
 * from the scene and the places, whole, however far the camera is zoomed in.
 */
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import { paper } from '#lib/export/paper.ts';
import { sheetOf, type Mark, type Sheet } from '#lib/export/sheet.ts';
import { m } from '#lib/paraglide/messages.js';
import { moment } from '#lib/ui/format.ts';
import type { PictureLeave } from './api.ts';
import { shortName } from './deeds.ts';
import { placeLabels, type LabelRequest } from './labels.ts';
import type { Point } from './layout.ts';
import { lineCounts, linesOf, type Line } from './lines.ts';
import { legendOf } from './portrait-legend.ts';
import { entityMarks, lineMarks, radiusOf, type Placed } from './portrait-marks.ts';
import { shownFacts } from './shown-facts.ts';
import type { NetworkView } from './view.svelte.ts';

const room = { x: 110, y: 46 };
/** Pixels for a unit of the world at most: a few entities are not blown up. */
const largest = 8.6;
const labelSize = 12;

/** The frame grows with what stands in it, so that names still find a place. */
const frameOf = (count: number) =>
	count > 1_500
		? { width: 3_600, height: 2_400 }
		: count > 250
			? { width: 2_400, height: 1_600 }
			: { width: 1_440, height: 860 };

function placed(
	nodes: readonly NetworkNode[],
	points: ReadonlyMap<string, Point>,
	frame: { width: number; height: number }
): Map<string, Placed> {
	const at = (node: NetworkNode) => points.get(node.id) ?? { x: 0, y: 0 };
	let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
	for (const node of nodes) {
		const { x, y } = at(node);
		[left, right] = [Math.min(left, x), Math.max(right, x)];
		[low, high] = [Math.min(low, y), Math.max(high, y)];
	}
	const scale = Math.min(
		(frame.width - 2 * room.x) / Math.max(1e-6, right - left),
		(frame.height - 2 * room.y) / Math.max(1e-6, high - low),
		largest
	);
	// As on screen: marks shrink more slowly than distances.
	const zoom = 1 / Math.min(1.8, Math.max(0.75, (3 / scale) ** 0.4));
	return new Map(
		nodes.map((node) => {
			const { x, y } = at(node);
			return [
				node.id,
				{
					x: frame.width / 2 + (x - (left + right) / 2) * scale,
					y: frame.height / 2 - (y - (low + high) / 2) * scale,
					radius: radiusOf(node, zoom)
				}
			];
		})
	);
}

export type Measure = (text: string, size: number, weight: number) => number;

function names(
	nodes: readonly NetworkNode[],
	lines: readonly Line[],
	at: ReadonlyMap<string, Placed>,
	frame: { width: number; height: number },
	measure: Measure
): Mark[] {
	const links = lineCounts(lines);
	const requests = nodes.flatMap((node): LabelRequest[] => {
		const place = at.get(node.id);
		if (!place) return [];
		const text = shortName(node.name, 28);
		const width = measure(text, labelSize, 400);
		const priority = links.get(node.id) ?? 0;
		return [{ id: node.id, text, ...place, radius: place.radius + 5, width, height: 15, priority }];
	});
	const marks = [...at].map(([id, place]) => ({ id, ...place }));
	return placeLabels(requests, marks.length > 400 ? [] : marks, frame).map(({ text, x, y }) => ({
		text,
		x,
		y,
		size: labelSize,
		weight: 400,
		fill: paper.ink,
		halo: paper.panel
	}));
}

/** `leave`: what the server let go, and under which marking. Nothing else gets on the picture. */
export function portraitOf(view: NetworkView, leave: PictureLeave, measure: Measure): Sheet {
	const [here, claimed] = [new Set(leave.nodes), new Set(leave.claims)];
	const nodes = view.nodes.filter(({ id }) => here.has(id));
	const lines = linesOf(view.claims.filter(({ id }) => claimed.has(id)));
	const frame = frameOf(nodes.length);
	const at = placed(nodes, view.places.points, frame);
	const { path } = view.scene;
	const onPath = new Set(path?.claims);
	const lineMarksOf = (line: Line): Mark[] => {
		const [from, to] = [at.get(line.from), at.get(line.to)];
		const chosen = line.claims.some(({ id }) => onPath.has(id));
		return from && to && line.from !== line.to ? lineMarks(line, from, to, chosen) : [];
	};
	const title = path
		? m.keep_picture_path({ from: view.nameOf(path.from), to: view.nameOf(path.to) })
		: m.keep_picture_title({
				names: nodes
					.toSorted((a, b) => b.degree - a.degree)
					.slice(0, 3)
					.map(({ name }) => shortName(name, 40))
					.join(', ')
			});
	const gone = view.nodes.length - nodes.length;
	const loops = lines.filter((line) => line.from === line.to).length;
	return sheetOf({
		title: shortName(title, 200),
		marking: leave.marking,
		tlp: leave.tlp ?? undefined,
		facts: [
			...shownFacts(view),
			...(gone > 0 ? [m.network_gone({ count: gone, number: String(gone) })] : []),
			...(loops > 0 ? [m.network_loops({ count: loops, number: String(loops) })] : []),
			m.keep_picture_meaning()
		],
		legend: legendOf(nodes, lines),
		foot: m.keep_picture_foot({ at: moment(leave.exportedAt) }),
		drawing: {
			...frame,
			marks: [
				...lines.flatMap(lineMarksOf),
				...nodes.flatMap((node) => {
					const place = at.get(node.id);
					return place ? entityMarks(node, place) : [];
				}),
				...names(nodes, lines, at, frame, measure)
			]
		},
		measure
	});
}
