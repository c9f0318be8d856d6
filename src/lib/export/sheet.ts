/**
 * A picture as a list of shapes and texts in pixels, before it is SVG or PNG: both are written from
 * this one list, so that they cannot disagree. Around the drawing stand its title, what of it is
 * shown and why, what its signs mean, when it was made, and at both ends the marking of the whole.
 */
import type { Tlp } from '#lib/domain/marking.ts';
import { paper, tlpColours, tlpGround } from './paper.ts';

export interface PathMark {
	/** SVG path data. */
	path: string;
	/** Where its origin goes, and how large a unit of it is. */
	at?: { x: number; y: number; scale: number };
	fill?: string;
	stroke?: string;
	/** Of the stroke, in units of the path. */
	width?: number;
	dash?: readonly number[];
	/** Ends of strokes are round. */
	round?: boolean;
}

export interface TextMark {
	text: string;
	x: number;
	/** The middle of the line. */
	y: number;
	size: number;
	weight: 400 | 600;
	fill: string;
	anchor?: 'start' | 'middle' | 'end';
	/** Painted around the letters, so that lines behind them do not disturb. */
	halo?: string;
}

export type Mark = PathMark | TextMark;

export interface Sheet {
	width: number;
	height: number;
	/** For readers that do not see it. */
	title: string;
	description: string;
	marks: Mark[];
}

export interface Sign {
	/** Drawn in a box of 40 × 20 pixels. */
	marks: readonly Mark[];
	text: string;
}

export interface SheetParts {
	title: string;
	/** The marking of the whole file as one line: `TLP:AMBER PAP:GREEN H1 FICTIONAL`. */
	marking: string;
	/** Its level, for the colour; undefined when nothing is marked. */
	tlp: Tlp | undefined;
	/** What is shown, why not the rest, which filters are on. Each starts a line. */
	facts: readonly string[];
	legend: readonly Sign[];
	/** When and by whom, for whom. Each starts a line. */
	foot: readonly string[];
	drawing: { width: number; height: number; marks: readonly Mark[] };
	/** Width of a text in pixels. */
	measure: (text: string, size: number, weight: number) => number;
}

const band = 26;
const margin = 28;
const small = 13;
const lineHeight = 19;
const signWidth = 40;

export const box = (x: number, y: number, width: number, height: number): string =>
	`M${x} ${y}h${width}v${height}h${-width}Z`;

/** A mark moved; a path is drawn where it stood plus this. */
export const moved = (mark: Mark, dx: number, dy: number): Mark =>
	'text' in mark
		? { ...mark, x: mark.x + dx, y: mark.y + dy }
		: {
				...mark,
				at: {
					x: (mark.at?.x ?? 0) + dx,
					y: (mark.at?.y ?? 0) + dy,
					scale: mark.at?.scale ?? 1
				}
			};

/** As many letters as fit with the sign that some are missing, found by halves: a source may write ten thousand. */
function cut(word: string, width: number, widthOf: (text: string) => number): string {
	const letters = [...word];
	const kept = (count: number) => `${letters.slice(0, count).join('')}…`;
	let [fits, tooMany] = [1, letters.length];
	while (tooMany - fits > 1) {
		const middle = Math.floor((fits + tooMany) / 2);
		if (widthOf(kept(middle)) <= width) fits = middle;
		else tooMany = middle;
	}
	return kept(fits);
}

/** Lines of words no wider than this; a single word that is wider is cut, and says so. */
export function wrapped(text: string, width: number, widthOf: (text: string) => number): string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(/\s+/).filter(Boolean)) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (widthOf(longer) <= width) {
			line = longer;
			continue;
		}
		if (line !== '') lines.push(line);
		line = widthOf(word) <= width ? word : cut(word, width, widthOf);
	}
	return line === '' ? lines : [...lines, line];
}

function bandMarks({ marking, tlp }: SheetParts, y: number, width: number): Mark[] {
	const fill = tlp ? tlpColours[tlp] : tlpColours.clear;
	const middle = y + band / 2;
	return [
		{ path: box(0, y, width, band), fill: tlpGround },
		{ text: marking, x: width / 2, y: middle, size: 14, weight: 600, fill, anchor: 'middle' }
	];
}

/** Signs in rows, as many beside each other as fit. */
function legendMarks(
	parts: SheetParts,
	top: number,
	width: number
): { marks: Mark[]; end: number } {
	const marks: Mark[] = [];
	let [x, y] = [margin, top];
	for (const { marks: sign, text } of parts.legend) {
		const wide = signWidth + 6 + parts.measure(text, small, 400) + 26;
		if (x > margin && x + wide > width - margin) [x, y] = [margin, y + 24];
		for (const mark of sign) marks.push(moved(mark, x, y));
		const at = { x: x + signWidth + 6, y: y + 10 };
		marks.push({ text, ...at, size: small, weight: 400, fill: paper.ink });
		x += wide;
	}
	return { marks, end: parts.legend.length === 0 ? top : y + 28 };
}

export function sheetOf(parts: SheetParts): Sheet {
	const { title, marking, facts, foot, drawing, measure } = parts;
	const width = drawing.width + 2 * margin;
	const inner = drawing.width;
	const marks: Mark[] = [];
	let y = band + 30;
	for (const text of wrapped(title, inner, (line) => measure(line, 20, 600))) {
		marks.push({ text, x: margin, y, size: 20, weight: 600, fill: paper.ink });
		y += 26;
	}
	for (const fact of facts)
		for (const text of wrapped(fact, inner, (line) => measure(line, small, 400))) {
			marks.push({ text, x: margin, y, size: small, weight: 400, fill: paper.muted });
			y += lineHeight;
		}
	const top = y + 4;
	marks.push({
		path: box(margin, top, drawing.width, drawing.height),
		fill: paper.panel,
		stroke: paper.line,
		width: 1
	});
	for (const mark of drawing.marks) marks.push(moved(mark, margin, top));
	const legend = legendMarks(parts, top + drawing.height + 12, width);
	marks.push(...legend.marks);
	y = legend.end + 14;
	for (const line of foot)
		for (const text of wrapped(line, inner, (words) => measure(words, small, 400))) {
			marks.push({ text, x: margin, y, size: small, weight: 400, fill: paper.muted });
			y += lineHeight;
		}
	const height = y + 1 + band;
	return {
		width,
		height,
		title,
		description: [marking, ...facts, ...foot].join('. '),
		marks: [
			{ path: box(0, 0, width, height), fill: paper.ground },
			...marks,
			...bandMarks(parts, 0, width),
			...bandMarks(parts, height - band, width)
		]
	};
}
