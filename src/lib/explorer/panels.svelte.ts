/** Widths and folds of the page's panels, kept in this browser. */

interface Kept {
	left: number;
	right: number;
	table: number;
	leftFolded: boolean;
	rightFolded: boolean;
	tableOpen: boolean;
}

const place = 'faisceau:network-panels';
const usual: Kept = {
	left: 212,
	right: 312,
	table: 260,
	leftFolded: false,
	rightFolded: false,
	tableOpen: false
};
export const limits = {
	left: [160, 420],
	right: [240, 640],
	table: [120, 640]
} as const;

const within = ([low, high]: readonly [number, number], value: number) =>
	Math.round(Math.min(high, Math.max(low, value)));

export class Panels {
	left = $state(usual.left);
	right = $state(usual.right);
	table = $state(usual.table);
	leftFolded = $state(usual.leftFolded);
	rightFolded = $state(usual.rightFolded);
	tableOpen = $state(usual.tableOpen);

	/** Takes up what was kept; called in the browser only. */
	recall(): void {
		try {
			const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '{}');
			if (typeof kept !== 'object' || kept === null) return;
			const { left, right, table, leftFolded, rightFolded, tableOpen } = kept as Partial<
				Record<keyof Kept, unknown>
			>;
			if (typeof left === 'number') this.left = within(limits.left, left);
			if (typeof right === 'number') this.right = within(limits.right, right);
			if (typeof table === 'number') this.table = within(limits.table, table);
			this.leftFolded = leftFolded === true;
			this.rightFolded = rightFolded === true;
			this.tableOpen = tableOpen === true;
		} catch {
			// Storage is closed to us or holds something else: the usual widths.
		}
	}

	#keep(): void {
		const { left, right, table, leftFolded, rightFolded, tableOpen } = this;
		try {
			localStorage.setItem(
				place,
				JSON.stringify({ left, right, table, leftFolded, rightFolded, tableOpen })
			);
		} catch {
			// Storage is full or closed: widths are a comfort, not a record.
		}
	}

	resize(panel: 'left' | 'right' | 'table', size: number): void {
		this[panel] = within(limits[panel], size);
		this.#keep();
	}

	toggle(panel: 'leftFolded' | 'rightFolded' | 'tableOpen'): void {
		this[panel] = !this[panel];
		this.#keep();
	}
}
