/** Words over lines: whose are written, and where they stand: over the middle, bent as the line is. */
import type { Point } from '#lib/explorer/layout/layout.ts';
import { tellsOfMoney } from '#lib/explorer/line-words.ts';
import type { Line } from '#lib/explorer/lines.ts';
import type { Picture } from './picture.ts';

/** The words of a line, written over it where no others stand. */
export interface LineLabel {
	id: string;
	text: string;
	/** Points along the line, its middle first. */
	places: readonly Point[];
	/** Written whatever stands there: somebody asked for this line. */
	insists: boolean;
}

/** Where along a line words may stand, the best first. */
const shares = [0.5, 0.64, 0.36, 0.78, 0.22];

export const lineLabelsOf = (
	lines: readonly Line[],
	words: (line: Line) => string,
	at: (id: string) => Point | undefined,
	insists: (line: Line) => boolean
): LineLabel[] =>
	lines.flatMap((line) => {
		const [from, to] = [at(line.from), at(line.to)];
		if (!from || !to) return [];
		const across = { x: -(to.y - from.y), y: to.x - from.x };
		const places = shares.map((share) => {
			// Pixels grow downwards, so the bend that the shader adds is taken away here.
			const bend = 2 * share * (1 - share) * line.curvature;
			return {
				x: from.x + share * (to.x - from.x) - across.x * bend,
				y: from.y + share * (to.y - from.y) - across.y * bend
			};
		});
		return [{ id: line.id, text: words(line), places, insists: insists(line) }];
	});

/** Words with the ground they stand on. */
export interface Plate {
	id: string;
	text: string;
	/** Its middle. */
	x: number;
	y: number;
	width: number;
}

export const plateHeight = 18;

/** Each where it covers no other; what finds no such place is left out, unless it insists. */
export function platesOf(labels: readonly LineLabel[], widthOf: (text: string) => number): Plate[] {
	const plates: Plate[] = [];
	for (const { id, text, places, insists } of labels) {
		const width = widthOf(text);
		const isFree = ({ x, y }: { x: number; y: number }) =>
			plates.every(
				(other) =>
					Math.abs(other.x - x) >= (other.width + width) / 2 + 2 ||
					Math.abs(other.y - y) >= plateHeight + 2
			);
		const place = places.find(isFree) ?? (insists ? places[0] : undefined);
		if (place) plates.push({ id, text, width, ...place });
	}
	return plates;
}

/** The money of an entity with more lines than this is read in the table. */
const mostRead = 24;

/** What the drawing knows of its lines. */
export interface Lines {
	get: (id: string) => Line | undefined;
	/** Lines that begin or end at an entity; none where it is not drawn, or has more than so many. */
	of: (entity: string, most: number) => readonly string[];
}

export class LineLabels {
	#words = new WeakMap<Line, string>();

	/** Asked for with every frame, so that a line is put into words once. */
	#wordsOf(line: Line, { words }: Picture): string {
		const known = this.#words.get(line);
		if (known !== undefined) return known;
		const written = words(line);
		this.#words.set(line, written);
		return written;
	}

	/**
	 * The chosen, the hovered, those of the path, and the money of the selected entity. Only the few that
	 * are named are looked at, never all lines.
	 */
	written(
		picture: Picture,
		hovered: { entity: string | null; line: string | null },
		lines: Lines,
		at: (id: string) => Point | undefined
	): LineLabel[] {
		const ids = new Set([picture.selectedLine, hovered.line]);
		const isAlone = hovered.line !== null || hovered.entity !== null;
		if (!isAlone) for (const id of picture.path?.lines ?? []) ids.add(id);
		const asked = new Set(ids);
		if (!isAlone) {
			const around = picture.selected === null ? [] : lines.of(picture.selected, mostRead);
			for (const id of around) if (tellsOfMoney(lines.get(id) ?? { claims: [] })) ids.add(id);
		}
		const shown = [...ids].flatMap((id) => (id === null ? [] : (lines.get(id) ?? [])));
		return lineLabelsOf(
			shown,
			(line) => this.#wordsOf(line, picture),
			at,
			({ id }) => asked.has(id)
		);
	}
}
