/**
 * How each family is drawn, wherever it is drawn: its colour token and its shape, so that colour
 * never speaks alone. `FamilyMark.svelte` shows one; the explorer draws the same on its canvas.
 */
import { familyOf, type Family, type Kind } from '#lib/domain/kinds.ts';

export type Shape =
	'circle' | 'square' | 'triangle' | 'diamond' | 'hexagon' | 'pentagon' | 'triangle-down' | 'bar';

export const familyShapes = {
	actor: 'circle',
	infrastructure: 'square',
	means: 'triangle',
	money: 'diamond',
	event: 'hexagon',
	knowledge: 'pentagon',
	place: 'triangle-down',
	file: 'bar'
} as const satisfies Record<Family, Shape>;

/** The custom property of app.css that holds a family's colour. */
export const familyToken = (family: Family): `--family-${Family}` => `--family-${family}`;

export const shapeOf = (kind: Kind): Shape => familyShapes[familyOf(kind)];

/** Outlines in a box of 16 × 16, of about equal weight to the eye. */
export const outlines = {
	circle: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Z',
	square: 'M2.7 2.7h10.6v10.6H2.7Z',
	triangle: 'M8 1.8 14.6 13.6H1.4Z',
	diamond: 'M8 .9 15.1 8 8 15.1.9 8Z',
	hexagon: 'M4.6 2.1h6.8L14.8 8l-3.4 5.9H4.6L1.2 8Z',
	pentagon: 'M8 1.4 14.7 6.3l-2.6 7.9H3.9L1.3 6.3Z',
	'triangle-down': 'M8 14.2 1.4 2.4h13.2Z',
	bar: 'M1.2 4.6h13.6v6.8H1.2Z'
} as const satisfies Record<Shape, string>;
