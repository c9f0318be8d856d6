/** The camera: where things are on screen, and what is in sight. */
import type { AbstractGraph } from 'graphology-types';
import type Sigma from 'sigma';
import type { Point } from './layout.ts';

/** The renderer, whatever it draws. */
type Renderer = Pick<
	Sigma,
	'getNodeDisplayData' | 'framedGraphToViewport' | 'scaleSize' | 'getDimensions' | 'getCamera'
>;

const min = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
const max = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);

export class Lens {
	constructor(
		readonly sigma: Renderer,
		readonly graph: Pick<AbstractGraph, 'nodes'>,
		readonly still: boolean
	) {}

	/** An entity's middle and radius in pixels within the container. */
	at(id: string): (Point & { radius: number }) | undefined {
		const data = this.sigma.getNodeDisplayData(id);
		if (!data) return undefined;
		const { x, y } = this.sigma.framedGraphToViewport(data);
		return { x, y, radius: this.sigma.scaleSize(data.size) };
	}

	/** True when something drawn lies outside what the camera shows. */
	get overflows(): boolean {
		const { width, height } = this.sigma.getDimensions();
		return this.graph.nodes().some((id) => {
			const at = this.at(id);
			return at && (at.x < 12 || at.y < 48 || at.x > width - 12 || at.y > height - 44);
		});
	}

	/** Brings everything drawn, with room for labels, into sight; a few entities are not blown up. */
	fit(): void {
		const sigma = this.sigma;
		const looks = this.graph.nodes().flatMap((id) => sigma.getNodeDisplayData(id) ?? []);
		if (looks.length === 0) return;
		const [xs, ys] = [looks.map((look) => look.x), looks.map((look) => look.y)];
		const [left, right] = [min(xs), max(xs)];
		const [bottom, top] = [min(ys), max(ys)];
		const { width, height } = sigma.getDimensions();
		const { ratio } = sigma.getCamera().getState();
		const origin = sigma.framedGraphToViewport({ x: 0, y: 0 });
		const unit = sigma.framedGraphToViewport({ x: 1, y: 0 });
		const pixelsPerUnit = Math.hypot(unit.x - origin.x, unit.y - origin.y) * ratio;
		const room = { width: Math.max(80, width - 180), height: Math.max(80, height - 150) };
		const needed = Math.max(
			((right - left) * pixelsPerUnit) / room.width,
			((top - bottom) * pixelsPerUnit) / room.height,
			0.35
		);
		const state = { x: (left + right) / 2, y: (bottom + top) / 2, ratio: needed, angle: 0 };
		if (this.still) sigma.getCamera().setState(state);
		else void sigma.getCamera().animate(state, { duration: 150 });
	}

	/** Brings one entity into sight if it is not. */
	reveal(id: string): void {
		const at = this.at(id);
		const data = this.sigma.getNodeDisplayData(id);
		const { width, height } = this.sigma.getDimensions();
		if (!at || !data) return;
		if (at.x > 20 && at.y > 50 && at.x < width - 20 && at.y < height - 50) return;
		const camera = this.sigma.getCamera();
		if (this.still) camera.setState({ x: data.x, y: data.y });
		else void camera.animate({ x: data.x, y: data.y }, { duration: 150 });
	}

	zoom(factor: number): void {
		const camera = this.sigma.getCamera();
		void camera.animate(
			{ ratio: camera.getBoundedRatio(camera.ratio / factor) },
			{ duration: this.still ? 1 : 150 }
		);
	}
}
