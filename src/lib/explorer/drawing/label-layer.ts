/** Writes names and verbs on the drawing, after everything else and never one over another. */
import { none, type Palette } from './appearance.ts';
import type { Badge } from './badges.ts';
import { shortName } from '#lib/explorer/deeds.ts';
import { platesOf, type LineLabel } from './line-labels.ts';
import { placeLabels, type LabelRequest, type Mark, type Wording } from './labels.ts';
import { lineHeight, longerWordings, usual } from './wordings.ts';

interface Named {
	key?: string;
	label: string | null;
	x: number;
	y: number;
	size: number;
	priority?: number;
	/** Chosen: named whatever lies around. */
	forceLabel?: boolean;
	ring?: string;
	halo?: string;
}

const size = 12;
const font = (weight: number) => `${weight} ${size}px 'IBM Plex Sans', system-ui, sans-serif`;
/** From here on a label is of the selected entity, and bold. */
const opened = 1e9;
const insistent = 6;
/** Names remembered at most. */
const most = 20_000;

export class LabelLayer {
	#asked: Named[] = [];
	/** Its name is on a plate of its own. */
	hovered: string | null = null;
	#widths = new Map<string, number>();
	#texts = new Map<string, string>();
	#longer = new Map<string, readonly Wording[] | undefined>();

	constructor(public palette: Palette) {}

	/** The renderer proposes a label; it is placed when all are known. */
	ask(data: Named): void {
		if (data.label && data.key !== this.hovered) this.#asked.push(data);
	}

	/** Names are shortened once, not every frame. */
	#short(label: string): string {
		const known = this.#texts.get(label);
		if (known !== undefined) return known;
		if (this.#texts.size > most) this.#texts.clear();
		const text = shortName(label, usual);
		this.#texts.set(label, text);
		return text;
	}

	/** What may stand in its place is measured once too. */
	#wordings(context: CanvasRenderingContext2D, label: string): readonly Wording[] | undefined {
		if (this.#longer.has(label)) return this.#longer.get(label);
		if (this.#longer.size > most) this.#longer.clear();
		const found = longerWordings(label, (text) => this.#width(context, text));
		this.#longer.set(label, found);
		return found;
	}

	#width(context: CanvasRenderingContext2D, text: string): number {
		const known = this.#widths.get(text);
		if (known !== undefined) return known;
		if (this.#widths.size > most) this.#widths.clear();
		const { width } = context.measureText(text);
		this.#widths.set(text, width);
		return width;
	}

	draw(
		context: CanvasRenderingContext2D,
		view: { width: number; height: number; crowd: boolean },
		marks: readonly Mark[],
		verbs: readonly LineLabel[]
	): void {
		context.font = font(400);
		context.textBaseline = 'middle';
		const boxes = platesOf(verbs, (text) => this.#width(context, text) + 10);
		// A written verb is an obstacle to names, as wide as it is.
		const obstacles = boxes.flatMap(({ id, x, y, width }) =>
			[-0.33, 0, 0.33].map((share) => ({ id, x: x + share * width, y, radius: 8 }))
		);
		const requests = this.#asked.flatMap((data): LabelRequest[] => {
			const { key, label, x, y, size: mark, priority = 0, ring = none, halo = none } = data;
			const { forceLabel = false } = data;
			const radius = mark + (halo === none ? (ring === none ? 1 : 5) : 9);
			if (key === undefined || !label || x < 0 || y < 0 || x > view.width || y > view.height)
				return [];
			const text = this.#short(label);
			const bolder = priority >= opened ? 1.08 : 1;
			const width = this.#width(context, text) * bolder;
			const longer = view.crowd && !forceLabel ? undefined : this.#wordings(context, label);
			const room =
				bolder === 1 ? longer : longer?.map((one) => ({ ...one, width: one.width * bolder }));
			const request = {
				id: key,
				text,
				x,
				y,
				radius,
				width,
				height: lineHeight,
				priority,
				insists: forceLabel
			};
			return [room ? { ...request, longer: room } : request];
		});
		this.#asked = [];
		// The best connected few are named whatever lies around them.
		const insisting = requests.toSorted((a, b) => b.priority - a.priority).slice(0, insistent);
		for (const request of insisting) request.insists = true;
		const { ink, ground } = this.palette;
		const bold = new Set(requests.filter((one) => one.priority >= opened).map((one) => one.id));
		context.lineJoin = 'round';
		context.lineWidth = 3;
		context.strokeStyle = ground;
		context.fillStyle = ink;
		for (const { id, lines, x, y } of placeLabels(requests, [...marks, ...obstacles], view)) {
			context.font = font(bold.has(id) ? 600 : 400);
			for (const [place, line] of lines.entries()) {
				const middle = y + (place - (lines.length - 1) / 2) * lineHeight;
				context.strokeText(line, x, middle);
				context.fillText(line, x, middle);
			}
		}
		context.font = font(400);
		for (const { text, x, y, width } of boxes) this.#plate(context, text, x - width / 2, y, width);
	}

	/** Letters and pins, over the marks they belong to. */
	drawBadges(context: CanvasRenderingContext2D, badges: readonly Badge[]): void {
		context.textAlign = 'center';
		context.textBaseline = 'middle';
		for (const { x, y, radius, text, pinned } of badges) {
			if (text !== '') {
				context.font = font(600);
				context.lineWidth = 2.5;
				context.strokeStyle = this.palette.panel;
				context.strokeText(text, x, y + 0.5);
				context.fillStyle = this.palette.ink;
				context.fillText(text, x, y + 0.5);
			}
			if (pinned) this.#pin(context, x - radius * 0.8, y - radius * 0.8);
		}
		context.textAlign = 'start';
	}

	/** A small pin, upper left of the mark. */
	#pin(context: CanvasRenderingContext2D, x: number, y: number): void {
		context.beginPath();
		context.arc(x, y, 3, 0, 2 * Math.PI);
		context.moveTo(x, y + 3);
		context.lineTo(x, y + 7);
		context.lineWidth = 3.5;
		context.strokeStyle = this.palette.ground;
		context.stroke();
		context.lineWidth = 1.5;
		context.strokeStyle = this.palette.ink;
		context.fillStyle = this.palette.ink;
		context.stroke();
		context.fill();
	}

	/** The whole name of the entity under the pointer, on a plate over everything else. */
	drawHovered(context: CanvasRenderingContext2D, data: Named): void {
		if (!data.label) return;
		context.font = font(600);
		context.textBaseline = 'middle';
		const text = shortName(data.label, 64);
		const width = context.measureText(text).width + 10;
		const right = data.x + data.size + 6;
		const fits = right + width < context.canvas.clientWidth;
		this.#plate(context, text, fits ? right : data.x - data.size - 6 - width, data.y, width);
	}

	#plate(
		context: CanvasRenderingContext2D,
		text: string,
		left: number,
		middle: number,
		width: number
	): void {
		context.beginPath();
		context.roundRect(left, middle - 9, width, 18, 4);
		context.fillStyle = this.palette.panel;
		context.fill();
		context.lineWidth = 1;
		context.strokeStyle = this.palette.line;
		context.stroke();
		context.fillStyle = this.palette.ink;
		context.fillText(text, left + 5, middle);
	}
}
