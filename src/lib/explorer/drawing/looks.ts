/** What a picture makes of one entity and of one line: size, colour, ring, order of drawing. */
import { familyOf } from '#lib/domain/kinds.ts';
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import { none, radiusFor, ringOf, shapeNumberOf, type Palette } from './appearance.ts';
import type { EntityLook, LineLook } from '#lib/explorer/display.ts';
import { isOfOneFamily } from '#lib/explorer/folding.ts';
import type { Point } from '#lib/explorer/layout/layout.ts';
import type { Line } from '#lib/explorer/lines.ts';
import type { Picture } from './picture.ts';
import { shapeNumbers } from './shaders.ts';

/** Priorities of names: the entity whose card is open, folded groups, the selected, a path. */
const first = 1e9;
const groups = 1e8;
const selected = 1e7;
const path = 1e6;

/** So many chosen entities are named whatever lies around them; of more, those for which there is room. */
const mostForced = 50;

/** A folded group is larger than any entity, so that its number has room. */
const groupRadius = 17;

export function entityLook(
	node: NetworkNode,
	picture: Picture,
	palette: Palette,
	{ point = { x: 0, y: 0 }, lines = 0 }: { point?: Point; lines?: number }
): EntityLook {
	const isLast = node.id === picture.selected;
	const isChosen = picture.chosen.has(node.id);
	const isOnPath = picture.path?.nodes.has(node.id) ?? false;
	const group = picture.groups.find(({ id, folded }) => folded && id === node.id);
	const accent = picture.touches.colours.get(node.id);
	const oneFamily = !group || isOfOneFamily(group);
	const rank = isLast ? first : group ? groups : isChosen ? selected : isOnPath ? path : 0;
	return {
		x: point.x,
		y: point.y,
		size: group ? groupRadius : radiusFor(node.degree) + (isLast ? 1.5 : 0),
		color: accent
			? palette.accents[accent]
			: oneFamily
				? palette.families[familyOf(node.kind)]
				: palette.muted,
		label: node.name,
		type: 'entity',
		shape: oneFamily ? shapeNumberOf(node) : shapeNumbers.circle,
		ring: group ? palette.ink : ringOf(node, palette),
		halo: isChosen || isLast ? palette.accent : none,
		priority: rank + lines,
		forceLabel: isLast || (isChosen && picture.chosen.size <= mostForced),
		zIndex: isLast ? 3 : isChosen || isOnPath ? 2 : 1
	};
}

export function lineLook(line: Line, picture: Picture, palette: Palette): LineLook {
	const isChosen = line.id === picture.selectedLine;
	const isOnPath = picture.path?.lines.has(line.id) ?? false;
	const stands = isChosen || isOnPath;
	return {
		size: line.width + (stands ? 1.2 : 0),
		color: stands ? palette.accent : palette.tie,
		type: line.curvature === 0 ? 'straight' : 'bent',
		bend: line.curvature,
		dashed: line.assessed ? 1 : 0,
		zIndex: stands ? 1 : 0
	};
}
