/** Places labels on the drawing so that none lies on another, nor on an entity it does not name. */

/** A name as it may be written: its lines, and what room they take. */
export interface Wording {
	lines: readonly string[];
	width: number;
	height: number;
}

export interface LabelRequest {
	id: string;
	text: string;
	/** Centre of the entity and its radius, in pixels. */
	x: number;
	y: number;
	radius: number;
	width: number;
	height: number;
	/** Larger goes first. */
	priority: number;
	/** More of the name, written where it costs nobody a place; the longest first. */
	longer?: readonly Wording[];
	/** Rather covers an entity than stay unwritten; never another label. */
	insists?: boolean;
}

export interface PlacedLabel {
	id: string;
	text: string;
	/** Of more than one where the name is wrapped. */
	lines: readonly string[];
	/** Left end and vertical middle of the text. */
	x: number;
	y: number;
	width: number;
	height: number;
}

interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
	id: string;
	label: boolean;
}

const gap = 4;
const cell = 64;

/** Boxes in a coarse grid, so that a thousand labels cost a thousand small checks. */
class Occupied {
	#cells = new Map<string, Box[]>();

	*#keys(box: Box): Generator<string> {
		for (let x = Math.floor(box.left / cell); x <= Math.floor(box.right / cell); x++)
			for (let y = Math.floor(box.top / cell); y <= Math.floor(box.bottom / cell); y++)
				yield `${x} ${y}`;
	}

	add(box: Box): void {
		for (const key of this.#keys(box)) {
			const list = this.#cells.get(key);
			if (list) list.push(box);
			else this.#cells.set(key, [box]);
		}
	}

	remove(box: Box): void {
		for (const key of this.#keys(box)) {
			const list = this.#cells.get(key);
			if (list) list.splice(list.indexOf(box), 1);
		}
	}

	hits(box: Box, only?: 'labels'): boolean {
		for (const key of this.#keys(box)) {
			for (const other of this.#cells.get(key) ?? []) {
				const apart =
					other.id === box.id ||
					(only === 'labels' && !other.label) ||
					other.right <= box.left ||
					other.left >= box.right ||
					other.bottom <= box.top ||
					other.top >= box.bottom;
				if (!apart) return true;
			}
		}
		return false;
	}
}

interface Size {
	width: number;
	height: number;
}

const positionsAround = ({ x, y, radius }: LabelRequest, { width, height }: Size) => [
	{ x: x + radius + gap, y },
	{ x: x - radius - gap - width, y },
	{ x: x - width / 2, y: y + radius + gap + height / 2 },
	{ x: x - width / 2, y: y - radius - gap - height / 2 }
];

export interface Mark {
	id: string;
	x: number;
	y: number;
	radius: number;
}

/**
 * Right of the entity first, then left, below, above; a label with no free place on the screen is
 * left out. When each has its place, names that were cut are written longer where there still is room:
 * no name gives way to the length of another.
 */
export function placeLabels(
	requests: readonly LabelRequest[],
	marks: readonly Mark[],
	screen: Size = { width: Infinity, height: Infinity }
): PlacedLabel[] {
	const occupied = new Occupied();
	for (const { id, x, y, radius } of marks) {
		const [left, right, top, bottom] = [x - radius, x + radius, y - radius, y + radius];
		occupied.add({ id, left, right, top, bottom, label: false });
	}
	const boxAt = (id: string, { width, height }: Size, { x, y }: { x: number; y: number }): Box => ({
		id,
		left: x,
		right: x + width,
		top: y - height / 2,
		bottom: y + height / 2,
		label: true
	});
	const inside = (box: Box) =>
		box.left >= 0 && box.top >= 0 && box.right <= screen.width && box.bottom <= screen.height;
	const placesFor = (request: LabelRequest, size: Size) =>
		positionsAround(request, size).filter((at) => inside(boxAt(request.id, size, at)));
	const isFree = (request: LabelRequest, size: Size) => (at: { x: number; y: number }) =>
		!occupied.hits(boxAt(request.id, size, at));
	// The label's own box belongs to nobody, so that its entity's next label would hit it too.
	const take = ({ id }: LabelRequest, size: Size, at: { x: number; y: number }): Box => {
		const box = boxAt(`${id} label`, size, at);
		occupied.add(box);
		return box;
	};

	const placed: { request: LabelRequest; label: PlacedLabel; box: Box }[] = [];
	const order = requests.toSorted((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
	for (const request of order) {
		const { id, text, width, height } = request;
		const places = placesFor(request, request);
		const at =
			places.find(isFree(request, request)) ??
			(request.insists
				? places.find((place) => !occupied.hits(boxAt(id, request, place), 'labels'))
				: undefined);
		if (!at) continue;
		const label = { id, text, lines: [text], ...at, width, height };
		placed.push({ request, label, box: take(request, request, at) });
	}
	return placed.map(({ request, label, box }) => {
		if (!request.longer) return label;
		occupied.remove(box);
		for (const wording of request.longer) {
			const at = placesFor(request, wording).find(isFree(request, wording));
			if (!at) continue;
			take(request, wording, at);
			return { ...label, ...wording, ...at, text: wording.lines.join(' ') };
		}
		occupied.add(box);
		return label;
	});
}
