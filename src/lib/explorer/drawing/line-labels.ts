/** Where the words of a line stand: over its middle, bent as the line is. */
import type { Point } from '#lib/explorer/layout/layout.ts';
import type { Line } from '#lib/explorer/lines.ts';

/** The verb of a line, written over its middle. */
export interface LineLabel {
	id: string;
	text: string;
	x: number;
	y: number;
}

export const verbsOf = (
	lines: readonly Line[],
	verb: (line: Line) => string,
	at: (id: string) => Point | undefined
): LineLabel[] =>
	lines.flatMap((line) => {
		const [from, to] = [at(line.from), at(line.to)];
		if (!from || !to) return [];
		const across = { x: -(to.y - from.y), y: to.x - from.x };
		// Pixels grow downwards, so the bend that the shader adds is taken away here.
		const x = (from.x + to.x) / 2 - (across.x * line.curvature) / 2;
		const y = (from.y + to.y) / 2 - (across.y * line.curvature) / 2;
		return [{ id: line.id, text: verb(line), x, y }];
	});
