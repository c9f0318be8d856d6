/** What the hand put on the drawing, on a picture: groups under everything else, letters and pins over their marks. */
import { paper } from '#lib/export/paper.ts';
import type { Mark } from '#lib/export/sheet.ts';
import { badgesOf } from '#lib/explorer/drawing/badges.ts';
import { shortName } from '#lib/explorer/deeds.ts';
import { shapeOfGroup, threadWidth } from '#lib/explorer/drawing/group-shape.ts';
import { circle, type Placed } from './portrait-marks.ts';
import type { Touches } from '#lib/explorer/touches.ts';

const f = (value: number): string => String(Math.round(value * 10) / 10);

/** Outlines first, the insides over them, so that one line goes around the whole; the name above. */
export function groupMarks(touches: Touches, at: ReadonlyMap<string, Placed>): Mark[] {
	return touches.groups.flatMap((group): Mark[] => {
		const inside = new Set(group.members);
		const members = group.members.flatMap((id) => at.get(id) ?? []);
		const strangers = [...at].flatMap(([id, place]) => (inside.has(id) ? [] : [place]));
		const { discs, bands } = shapeOfGroup(members, strangers);
		const [first, ...rest] = discs;
		if (!first) return [];
		const layer = (stroke: string, more: number): Mark[] => [
			...discs.map((disc): Mark => ({ path: circle(disc, disc.radius + more), fill: stroke })),
			...bands
				.filter(({ width }) => more > 0 || width > threadWidth)
				.map(({ from, to, width }): Mark => {
					const wide = width === threadWidth ? width : width + 2 * more;
					const path = `M${f(from.x)} ${f(from.y)}L${f(to.x)} ${f(to.y)}`;
					return { path, stroke, width: wide, round: true };
				})
		];
		const top = rest.reduce((a, b) => (b.y - b.radius < a.y - a.radius ? b : a), first);
		const name: Mark = {
			text: shortName(group.name, 60),
			x: top.x,
			y: Math.max(8, top.y - top.radius - 9),
			size: 12,
			weight: 600,
			fill: paper.muted,
			anchor: 'middle',
			halo: paper.panel
		};
		return [...layer(paper.line, 1), ...layer(paper.ground, 0), name];
	});
}

/** The letter of a colour, and a pin. */
export function badgeMarks(touches: Touches, at: ReadonlyMap<string, Placed>): Mark[] {
	return badgesOf({ groups: [], touches }, (id) => at.get(id)).flatMap(
		({ x, y, radius, text, pinned }): Mark[] => {
			const [left, top] = [x - radius * 0.8, y - radius * 0.8];
			const letter: Mark = {
				text,
				x,
				y,
				size: 12,
				weight: 600,
				anchor: 'middle',
				fill: paper.ink,
				halo: paper.panel
			};
			const pin: Mark[] = [
				{ path: `M${f(left)} ${f(top + 3)}v4`, stroke: paper.ink, width: 1.5 },
				{ path: circle({ x: left, y: top }, 3), fill: paper.ink }
			];
			return [...(text === '' ? [] : [letter]), ...(pinned ? pin : [])];
		}
	);
}
