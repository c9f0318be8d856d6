/** Words over lines: whose are written, and where they stand: over the middle, bent as the line is. */
import type { Point } from '#lib/explorer/layout/layout.ts';
import { tellsOfMoney } from '#lib/explorer/line-words.ts';
import type { Line } from '#lib/explorer/lines.ts';
import type { Picture } from './picture.ts';

/** The words of a line, written over its middle. */
export interface LineLabel {
	id: string;
	text: string;
	x: number;
	y: number;
}

export const lineLabelsOf = (
	lines: readonly Line[],
	words: (line: Line) => string,
	at: (id: string) => Point | undefined
): LineLabel[] =>
	lines.flatMap((line) => {
		const [from, to] = [at(line.from), at(line.to)];
		if (!from || !to) return [];
		const across = { x: -(to.y - from.y), y: to.x - from.x };
		// Pixels grow downwards, so the bend that the shader adds is taken away here.
		const x = (from.x + to.x) / 2 - (across.x * line.curvature) / 2;
		const y = (from.y + to.y) / 2 - (across.y * line.curvature) / 2;
		return [{ id: line.id, text: words(line), x, y }];
	});

/** The money of an entity with more lines than this is read in the table. */
const mostRead = 24;

/** What the drawing knows of its lines. */
export interface Lines {
	get: (id: string) => Line | undefined;
	/** Lines that begin or end at an entity; none where it is not drawn. */
	of: (entity: string) => readonly string[];
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
		if (hovered.line === null && hovered.entity === null) {
			for (const id of picture.path?.lines ?? []) ids.add(id);
			const around = picture.selected === null ? [] : lines.of(picture.selected);
			if (around.length <= mostRead)
				for (const id of around) if (tellsOfMoney(lines.get(id) ?? { claims: [] })) ids.add(id);
		}
		const shown = [...ids].flatMap((id) => (id === null ? [] : (lines.get(id) ?? [])));
		return lineLabelsOf(shown, (line) => this.#wordsOf(line, picture), at);
	}
}
