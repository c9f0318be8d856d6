/** Places labels on the drawing so that none lies on another, nor on an entity it does not name. */

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
	/** Rather covers an entity than stay unwritten; never another label. */
	insists?: boolean;
}

export interface PlacedLabel {
	id: string;
	text: string;
	/** Left end and vertical middle of the text. */
	x: number;
	y: number;
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

const positionsAround = ({ x, y, radius, width, height }: LabelRequest) => [
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
 * left out.
 */
export function placeLabels(
	requests: readonly LabelRequest[],
	marks: readonly Mark[],
	screen: { width: number; height: number } = { width: Infinity, height: Infinity }
): PlacedLabel[] {
	const occupied = new Occupied();
	for (const { id, x, y, radius } of marks) {
		const [left, right, top, bottom] = [x - radius, x + radius, y - radius, y + radius];
		occupied.add({ id, left, right, top, bottom, label: false });
	}
	const boxAt = ({ id, width, height }: LabelRequest, { x, y }: { x: number; y: number }): Box => ({
		id,
		left: x,
		right: x + width,
		top: y - height / 2,
		bottom: y + height / 2,
		label: true
	});
	const inside = (box: Box) =>
		box.left >= 0 && box.top >= 0 && box.right <= screen.width && box.bottom <= screen.height;
	const placed: PlacedLabel[] = [];
	const order = requests.toSorted((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
	for (const request of order) {
		const places = positionsAround(request).filter((at) => inside(boxAt(request, at)));
		const at =
			places.find((place) => !occupied.hits(boxAt(request, place))) ??
			(request.insists
				? places.find((place) => !occupied.hits(boxAt(request, place), 'labels'))
				: undefined);
		if (!at) continue;
		// The label's own box belongs to nobody, so that its entity's next label would hit it too.
		occupied.add({ ...boxAt(request, at), id: `${request.id} label` });
		placed.push({ id: request.id, text: request.text, ...at });
	}
	return placed;
}
