/**
 * The picture of what is shown, as a sheet for SVG and PNG. Sigma's own export photographs its WebGL
 * layers: without legend, markings and our labels, and never as SVG. So the picture is drawn anew
 * from the scene and the places, whole, however far the camera is zoomed in.
 */
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import { sheetOf, type Mark, type Sheet } from '#lib/export/sheet.ts';
import { m } from '#lib/paraglide/messages.js';
import { moment, number } from '#lib/ui/format.ts';
import type { PictureLeave } from '#lib/explorer/api.ts';
import { shortName, visible } from '#lib/explorer/deeds.ts';
import type { Point } from '#lib/explorer/layout/layout.ts';
import { tellsOfMoney } from '#lib/explorer/line-words.ts';
import { linesOf, type Line } from '#lib/explorer/lines.ts';
import { legendOf } from './portrait-legend.ts';
import { badgeMarks, groupMarks } from './portrait-hand.ts';
import { entityMarks, lineMarks, radiusOf, type Placed } from './portrait-marks.ts';
import { nameMarks, plateMarks, wordsOver, type Measure } from './portrait-names.ts';
import { shownFacts, shownText } from '#lib/explorer/shown-facts.ts';
import { noTouches } from '#lib/explorer/touches.ts';
import type { NetworkView } from '#lib/explorer/view.svelte.ts';

const room = { x: 110, y: 46 };
/** More amounts than these are read in the table. */
const mostAmounts = 24;
/** Pixels for a unit of the world at most: a few entities are not blown up. */
const largest = 8.6;

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

/** A mark is as large as the sender's links are many: for others, only those count that they are shown. */
function sizedFor(
	recipient: string,
	nodes: readonly NetworkNode[],
	lines: readonly Line[]
): readonly NetworkNode[] {
	if (recipient === '') return nodes;
	const links = new Map<string, number>();
	for (const { from, to, claims } of lines)
		for (const id of new Set([from, to])) links.set(id, (links.get(id) ?? 0) + claims.length);
	return nodes.map((node) => ({ ...node, degree: links.get(node.id) ?? 0 }));
}

/** `leave`: what the server let go, and under which marking. Nothing else gets on the picture. */
export function portraitOf(
	view: NetworkView,
	leave: PictureLeave,
	measure: Measure,
	recipient = ''
): Sheet {
	const [here, claimed] = [new Set(leave.nodes), new Set(leave.claims)];
	const lines = linesOf(view.claims.filter(({ id }) => claimed.has(id)));
	const nodes = sizedFor(
		recipient,
		view.nodes.filter(({ id }) => here.has(id)),
		lines
	);
	const frame = frameOf(nodes.length);
	const at = placed(nodes, view.places.points, frame);
	const isHere = (id: string) => here.has(id);
	const { path } = view.scene;
	// An analyst's own words and marks are for those they let them go to.
	const touches = leave.hand ? view.scene.touches : noTouches;
	const onPath = new Set(path?.claims);
	const isOnPath = (line: Line) => line.claims.some(({ id }) => onPath.has(id));
	const lineMarksOf = (line: Line): Mark[] => {
		const [from, to] = [at.get(line.from), at.get(line.to)];
		return from && to && line.from !== line.to ? lineMarks(line, from, to, isOnPath(line)) : [];
	};
	const title =
		path && path.nodes.every(isHere) && path.claims.every((id) => claimed.has(id))
			? m.keep_picture_path({ from: view.nameOf(path.from), to: view.nameOf(path.to) })
			: m.keep_picture_title({
					names: nodes
						.toSorted((a, b) => b.degree - a.degree)
						.slice(0, 3)
						.map(({ name }) => shortName(name, 40))
						.join(', ')
				});
	const money = lines.filter(tellsOfMoney);
	const worded = money.length <= mostAmounts ? new Set(money) : new Set<Line>();
	const plates = wordsOver(
		lines.filter((line) => isOnPath(line) || worded.has(line)),
		at,
		measure,
		isOnPath
	);
	const by =
		leave.by === null
			? leave.organisation
			: m.keep_note_by({ author: leave.by, owner: leave.organisation });
	const names = nameMarks({ nodes, lines, plates }, at, frame, measure);
	const gone = view.nodes.length - nodes.length;
	// How much is kept from others is not theirs to know, so it is said the same whether anything is.
	const told =
		recipient === ''
			? [
					...shownFacts(view, isHere),
					...(gone > 0 ? [m.network_gone({ count: gone, number: number(gone) })] : [])
				]
			: [shownText({ nodes, lines }), m.keep_picture_sifted()];
	const loops = lines.filter((line) => line.from === line.to).length;
	return sheetOf({
		title: shortName(title, 200),
		marking: leave.marking,
		tlp: leave.tlp ?? undefined,
		facts: [
			...told,
			...(loops > 0 ? [m.network_loops({ count: loops, number: String(loops) })] : []),
			...(names.named < nodes.length
				? [m.keep_picture_names({ named: number(names.named), all: number(nodes.length) })]
				: []),
			m.keep_picture_meaning()
		],
		legend: legendOf(nodes, lines, {
			...touches,
			groups: touches.groups.filter(({ members }) => members.some(isHere))
		}),
		foot: [
			recipient === ''
				? m.keep_picture_by({ by: visible(by), at: moment(leave.exportedAt) })
				: m.keep_picture_by_for({
						by: visible(by),
						at: moment(leave.exportedAt),
						recipient: visible(recipient)
					}),
			m.keep_picture_foot()
		],
		drawing: {
			...frame,
			marks: [
				...groupMarks(touches, at),
				...lines.flatMap(lineMarksOf),
				...nodes.flatMap((node) => {
					const place = at.get(node.id);
					return place ? entityMarks(node, place, touches.colours.get(node.id)) : [];
				}),
				...badgeMarks(touches, at),
				...names.marks,
				...plateMarks(plates)
			]
		},
		measure
	});
}
