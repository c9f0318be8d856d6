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

	hits(box: Box): boolean {
		for (const key of this.#keys(box)) {
			for (const other of this.#cells.get(key) ?? []) {
				const apart =
					other.id === box.id ||
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
		occupied.add({ id, left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
	}
	const placed: PlacedLabel[] = [];
	const order = requests.toSorted((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
	for (const request of order) {
		for (const { x, y } of positionsAround(request)) {
			const box = {
				id: request.id,
				left: x,
				right: x + request.width,
				top: y - request.height / 2,
				bottom: y + request.height / 2
			};
			const inside =
				box.left >= 0 && box.top >= 0 && box.right <= screen.width && box.bottom <= screen.height;
			if (!inside || occupied.hits(box)) continue;
			// The label's own box belongs to nobody, so that its entity's next label would hit it too.
			occupied.add({ ...box, id: `${request.id} label` });
			placed.push({ id: request.id, text: request.text, x, y });
			break;
		}
	}
	return placed;
}
