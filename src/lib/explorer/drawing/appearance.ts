/** How an entity or a line looks: size, colour, ring, and what steps back when others matter. */
import { familyOf, type Family } from '#lib/domain/kinds.ts';
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import { familyShapes } from '#lib/ui/families.ts';
import type { Accent } from '#lib/explorer/touches.ts';
import { hollow, ringStyles, shapeNumbers } from './shaders.ts';

/** Colours of the theme in force, as `#rrggbb`. */
export interface Palette {
	families: Record<Family, string>;
	ground: string;
	panel: string;
	ink: string;
	muted: string;
	tie: string;
	accent: string;
	victim: string;
	/** By which the hand marks entities. */
	accents: Record<Accent, string>;
	bad: string;
	line: string;
}

export const none = '#00000000';

/** Radius in pixels: a lone entity 5, about one more for each doubling of its claims, at most 14. */
export const radiusFor = (degree: number): number =>
	Math.min(14, 5 + 0.9 * Math.log2(1 + Math.max(0, degree)));

/** Only a conviction closes the ring: a suspect's is broken, a victim's dotted. */
const styleOf = (node: NetworkNode): number =>
	node.dataSubject === 'suspect'
		? ringStyles.dashed
		: node.dataSubject === 'victim'
			? ringStyles.dotted
			: ringStyles.solid;

export const shapeNumberOf = (node: NetworkNode): number =>
	shapeNumbers[familyShapes[familyOf(node.kind)]] + (node.revoked ? hollow : 0) + styleOf(node);

/** The ring a person's role in the owner's records gives. */
export function ringOf(node: NetworkNode, palette: Palette): string {
	if (node.dataSubject === 'victim') return palette.victim;
	if (node.dataSubject === 'suspect' || node.dataSubject === 'convicted') return palette.bad;
	return none;
}

const part = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16);

/** `share` of the way from one `#rrggbb` to another. */
export function blend(from: string, to: string, share: number): string {
	const mixed = [1, 3, 5].map((at) =>
		Math.round(part(from, at) + (part(to, at) - part(from, at)) * share)
			.toString(16)
			.padStart(2, '0')
	);
	return `#${mixed.join('')}`;
}

/** `rgb(213, 94, 0)` as computed styles write it, as `#d55e00`. */
export function hex(computed: string): string {
	const numbers =
		computed
			.match(/[\d.]+/g)
			?.slice(0, 3)
			.map(Number) ?? [];
	const scale = computed.startsWith('color(') ? 255 : 1;
	const [r = 0, g = 0, b = 0] = numbers;
	return `#${[r, g, b]
		.map((value) =>
			Math.round(value * scale)
				.toString(16)
				.padStart(2, '0')
		)
		.join('')}`;
}
