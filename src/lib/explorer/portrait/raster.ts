/**
 * A sheet as PNG. It is painted from the same marks as the SVG, on a canvas: an SVG that is loaded as
 * an image may use no font of the page, and would look different from the screen.
 */
import type { Mark, Sheet } from '#lib/export/sheet.ts';

const family = "'IBM Plex Sans', system-ui, sans-serif";
/** Browsers refuse larger canvases without a word: beyond it the picture is drawn smaller. */
const mostPixels = 64_000_000;

export const fontOf = (size: number, weight: number): string => `${weight} ${size}px ${family}`;

/** Measures texts as they will be painted. */
export function measurer(): (text: string, size: number, weight: number) => number {
	const context = document.createElement('canvas').getContext('2d');
	return (text, size, weight) => {
		if (!context) return text.length * size * 0.55;
		context.font = fontOf(size, weight);
		return context.measureText(text).width;
	};
}

function paint(context: CanvasRenderingContext2D, mark: Mark): void {
	if ('text' in mark) {
		context.font = fontOf(mark.size, mark.weight);
		context.textAlign =
			mark.anchor === 'middle' ? 'center' : mark.anchor === 'end' ? 'right' : 'left';
		// The baseline the SVG uses.
		const y = mark.y + mark.size * 0.35;
		if (mark.halo) {
			context.strokeStyle = mark.halo;
			context.lineWidth = 3;
			context.lineJoin = 'round';
			context.setLineDash([]);
			context.strokeText(mark.text, mark.x, y);
		}
		context.fillStyle = mark.fill;
		context.fillText(mark.text, mark.x, y);
		return;
	}
	const { path, at, fill, stroke, width = 1, dash = [], round = false } = mark;
	const outline = new Path2D(path);
	context.save();
	if (at) {
		context.translate(at.x, at.y);
		context.scale(at.scale, at.scale);
	}
	if (fill && fill !== 'none') {
		context.fillStyle = fill;
		context.fill(outline);
	}
	if (stroke) {
		context.strokeStyle = stroke;
		context.lineWidth = width;
		context.lineCap = round ? 'round' : 'butt';
		context.setLineDash([...dash]);
		context.stroke(outline);
	}
	context.restore();
}

/** At twice the size of the sheet, sharp on paper; undefined when the browser has no room for it. */
export async function png(sheet: Sheet): Promise<Blob | undefined> {
	await Promise.all([400, 600].map((weight) => document.fonts.load(fontOf(13, weight))));
	const scale = Math.min(2, Math.sqrt(mostPixels / (sheet.width * sheet.height)));
	const canvas = document.createElement('canvas');
	canvas.width = Math.round(sheet.width * scale);
	canvas.height = Math.round(sheet.height * scale);
	const context = canvas.getContext('2d');
	if (!context) return undefined;
	context.scale(scale, scale);
	for (const mark of sheet.marks) paint(context, mark);
	const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
	return blob ?? undefined;
}
