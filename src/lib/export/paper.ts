/**
 * Colours on paper: what is drawn for a file is always drawn on light ground, because files go into
 * reports and are printed. They are the light values of app.css; a test compares them.
 */
import { familyOf, type Family, type Kind } from '#lib/domain/kinds.ts';
import type { Tlp } from '#lib/domain/marking.ts';

export const paper = {
	ground: '#f7f6f3',
	panel: '#ffffff',
	ink: '#1c1e21',
	muted: '#5f646c',
	line: '#cfccc4',
	/** Lines between entities: darker than on the screen, where they may be pointed at. */
	tie: '#8c8a83',
	accent: '#1f4fbf',
	victim: '#e69f00',
	bad: '#a8201a'
} as const;

export const familyColours: Record<Family, string> = {
	actor: '#d55e00',
	infrastructure: '#0072b2',
	means: '#cc79a7',
	money: '#009e73',
	event: '#56b4e9',
	knowledge: '#6f757e',
	place: '#6f757e',
	file: '#6f757e'
};

/** By which the hand marks entities. */
export const accentColours = {
	a: '#1f4fbf',
	b: '#b0322c',
	c: '#8a6500',
	d: '#1d7a6a',
	e: '#8b3aa0',
	f: '#4a4f57'
} as const;

export const colourOf = (kind: Kind): string => familyColours[familyOf(kind)];

/** FIRST TLP 2.0: these colours on black. */
export const tlpGround = '#000000';
export const tlpColours: Record<Tlp, string> = {
	clear: '#ffffff',
	green: '#33ff00',
	amber: '#ffc000',
	'amber+strict': '#ffc000',
	red: '#ff2b2b'
};
