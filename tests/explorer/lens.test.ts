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
			points.map((at) => map('', { ...at, size: 8 }))
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
