/** What the signs on a picture mean: only those that are on it. */
import { familyOf } from '#lib/domain/kinds.ts';
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import { accentColours, familyColours, paper } from '#lib/export/paper.ts';
import type { Mark, Sign } from '#lib/export/sheet.ts';
import { m } from '#lib/paraglide/messages.js';
import { familyShapes } from '#lib/ui/families.ts';
import { number } from '#lib/ui/format.ts';
import { familyName } from '#lib/ui/words.ts';
import { familyCounts } from '#lib/explorer/filter.ts';
import type { Line } from '#lib/explorer/lines.ts';
import { circle, shapeMark } from './portrait-marks.ts';
import type { Touches } from '#lib/explorer/touches.ts';

const stroke = (width: number, dash?: readonly number[]): Mark => ({
	path: 'M2 10h34',
	stroke: paper.tie,
	width,
	...(dash ? { dash } : {})
});

const ring = (colour: string, dash?: readonly number[]): Mark[] => [
	{ path: circle({ x: 20, y: 10 }, 8.5), stroke: colour, width: 2.5, ...(dash ? { dash } : {}) },
	{ path: circle({ x: 20, y: 10 }, 5), fill: familyColours.actor }
];

export function legendOf(
	nodes: readonly NetworkNode[],
	lines: readonly Line[],
	{ pinned, colours, groups }: Touches
): Sign[] {
	const families = familyCounts(nodes).map(({ family, count }): Sign => {
		const at = { x: 20, y: 10, radius: 7 };
		const mark = shapeMark(familyShapes[family], at, familyColours[family], false);
		return { marks: [mark], text: `${familyName(family)} (${number(count)})` };
	});
	const subject = (role: string) => nodes.some((node) => node.dataSubject === role);
	const withdrawn = nodes.find((node) => node.revoked);
	const signs: [boolean, Mark[], () => string][] = [
		[lines.some((line) => line.sources === 1), [stroke(1.3)], m.network_legend_one],
		[lines.some((line) => line.sources > 1), [stroke(3.4)], m.network_legend_many],
		[lines.some((line) => line.assessed), [stroke(1.3, [5, 4])], m.network_legend_dashed],
		[
			lines.length > 0,
			[
				{ path: 'M2 10h26', stroke: paper.tie, width: 1.3 },
				{ path: 'M36 10l-8-4v8z', fill: paper.tie }
			],
			m.network_legend_arrow
		],
		[subject('suspect'), ring(paper.bad, [6, 3]), m.network_legend_suspect],
		[subject('convicted'), ring(paper.bad), m.network_legend_convicted],
		[subject('victim'), ring(paper.victim, [2, 2]), m.network_legend_victim],
		[
			withdrawn !== undefined,
			[
				shapeMark(
					familyShapes[familyOf(withdrawn?.kind ?? 'concept')],
					{ x: 20, y: 10, radius: 7 },
					familyColours[familyOf(withdrawn?.kind ?? 'concept')],
					true
				)
			],
			m.network_legend_revoked
		],
		[
			nodes.some(({ id }) => colours.has(id)),
			[
				{ path: circle({ x: 20, y: 10 }, 7), fill: accentColours.a },
				{
					text: 'A',
					x: 20,
					y: 10,
					size: 12,
					weight: 600,
					fill: paper.ink,
					anchor: 'middle',
					halo: paper.panel
				}
			],
			m.keep_picture_marked
		],
		[
			nodes.some(({ id }) => pinned.has(id)),
			[
				{ path: 'M20 10v5', stroke: paper.ink, width: 1.5 },
				{ path: circle({ x: 20, y: 7 }, 3), fill: paper.ink }
			],
			m.network_legend_pin
		],
		[
			groups.length > 0,
			[
				{ path: 'M12 10h16', stroke: paper.line, width: 16, round: true },
				{ path: 'M12 10h16', stroke: paper.ground, width: 14, round: true }
			],
			m.keep_picture_group
		],
		[
			nodes.length > 0,
			[
				{ path: circle({ x: 10, y: 10 }, 4), fill: paper.muted },
				{ path: circle({ x: 27, y: 10 }, 8), fill: paper.muted }
			],
			m.keep_picture_size
		]
	];
	return [
		...families,
		...signs.flatMap(([there, marks, text]) => (there ? [{ marks, text: text() }] : []))
	];
}
