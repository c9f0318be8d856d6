/** The camera over a screen that takes another size. */
import { expect, test } from 'vitest';
import { Lens } from '#lib/explorer/drawing/lens.ts';

/** A renderer as far as the lens asks one: the square from 0 to 1 in the middle of the screen. */
function screen() {
	const size = { width: 900, height: 800 };
	const state = { x: 0.5, y: 0.5, ratio: 1, angle: 0 };
	const camera = {
		ratio: 1,
		getState: () => state,
		setState: (change: object) => Object.assign(state, change)
	};
	const sigma = {
		getDimensions: () => size,
		getCamera: () => camera,
		scaleSize: (radius: number) => radius,
		framedGraphToViewport: ({ x, y }: { x: number; y: number }) => {
			const unit = Math.min(size.width, size.height) / state.ratio;
			return {
				x: size.width / 2 + (x - state.x) * unit,
				y: size.height / 2 - (y - state.y) * unit
			};
		}
	};
	return { size, state, sigma: sigma as never };
}

const drawn = (points: { x: number; y: number }[]) =>
	({
		mapNodes: (map: (id: string, look: object) => unknown) =>
			points.map((at, place) => map(String(place), { ...at, size: 8 })),
		hasNode: () => true,
		getNodeAttributes: (id: string) => ({ ...points[Number(id)], size: 8 })
	}) as never;

const corners = [-120, 120].flatMap((x) => [-120, 120].map((y) => ({ x, y })));

test('what was whole in sight stays so when the screen becomes lower', () => {
	const { size, sigma } = screen();
	const lens = new Lens(sigma, () => drawn(corners), true);
	lens.fit();
	expect(lens.overflows).toBe(false);
	lens.resized(() => (size.height = 400));
	expect(lens.overflows).toBe(false);
});

test('nothing that is brought into sight stands under what covers the edges', () => {
	const { size, sigma } = screen();
	const covered = { top: 100, bottom: 150 };
	const lens = new Lens(
		sigma,
		() => drawn(corners),
		true,
		() => covered
	);
	const places = () => corners.map((_, at) => lens.at(String(at))?.y ?? NaN);
	lens.fit();
	for (const y of places()) {
		expect(y).toBeGreaterThan(covered.top + 20);
		expect(y).toBeLessThan(size.height - covered.bottom - 20);
	}
	expect(lens.overflows).toBe(false);
	// More is said: what lies under it counts as out of sight, and some of the drawing is left in any case.
	covered.bottom = 240;
	expect(lens.overflows).toBe(true);
	covered.bottom = 2_000;
	lens.fit();
	expect(Math.max(...places()) - Math.min(...places())).toBeGreaterThan(size.height / 5);
});

test('where somebody looks closely is left alone', () => {
	const { size, state, sigma } = screen();
	const lens = new Lens(sigma, () => drawn(corners), true);
	Object.assign(state, { x: 0.8, y: 0.8, ratio: 0.2 });
	lens.resized(() => (size.height = 400));
	expect(state).toMatchObject({ x: 0.8, y: 0.8, ratio: 0.2 });
});

test('nothing drawn is whole at any size', () => {
	const { size, state, sigma } = screen();
	new Lens(sigma, () => drawn([]), true).resized(() => (size.width = 300));
	expect(state).toMatchObject({ x: 0.5, y: 0.5, ratio: 1 });
});
