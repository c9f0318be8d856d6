/** The camera: where things are on screen, and what is in sight. */
import type { AbstractGraph } from 'graphology-types';
import type Sigma from 'sigma';
import type { Point } from '#lib/explorer/layout/layout.ts';

/** The renderer, whatever it draws. */
type Renderer = Pick<Sigma, 'framedGraphToViewport' | 'scaleSize' | 'getDimensions' | 'getCamera'>;

/** Half the side of the world: a fixed square, so that nothing drawn moves when something is added. */
export const world = 150;

/** Where a point of the world is in the square from 0 to 1 that the camera looks at. */
const framed = ({ x, y }: Point): Point => ({ x: 0.5 + x / (2 * world), y: 0.5 + y / (2 * world) });

interface Placed {
	x: number;
	y: number;
	size: number;
}

const min = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
const max = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);

/** Room that tools and labels take at the edges, in pixels. */
const margin = { x: 95, top: 62, bottom: 62 };
/** How near an entity comes to an edge, or to what covers it, and is still in sight. */
const near = { x: 16, top: 50, bottom: 46 };
/** For labels, between an entity and what covers an edge. */
const gap = 30;

/** How far what floats over the drawing reaches into it from above and from below, in pixels. */
export interface Covered {
	top: number;
	bottom: number;
}
/** Nearest the camera goes by itself: a few entities are not blown up. */
const nearest = 0.35;

export class Lens {
	constructor(
		readonly sigma: Renderer,
		readonly graph: () => Pick<AbstractGraph<Placed>, 'mapNodes' | 'hasNode' | 'getNodeAttributes'>,
		readonly still: boolean,
		readonly covered: () => Covered = () => ({ top: 0, bottom: 0 })
	) {}

	/** Pixels of a framed point; the camera is named because the renderer's own matrix may be stale. */
	#pixels(point: Point): Point {
		const cameraState = this.sigma.getCamera().getState();
		return this.sigma.framedGraphToViewport(point, { cameraState });
	}

	#onScreen(look: Placed): Point & { radius: number } {
		const { x, y } = this.#pixels(framed(look));
		return { x, y, radius: this.sigma.scaleSize(look.size) };
	}

	/** An entity's middle and radius in pixels within the container. */
	at(id: string): (Point & { radius: number }) | undefined {
		return this.graph().hasNode(id)
			? this.#onScreen(this.graph().getNodeAttributes(id))
			: undefined;
	}

	/** What is left for the drawing between what covers its edges: a third of it at least. */
	#margins(): Covered {
		const { height } = this.sigma.getDimensions();
		const { top, bottom } = this.covered();
		const most = height / 3;
		return {
			top: Math.max(margin.top, Math.min(top + gap, most)),
			bottom: Math.max(margin.bottom, Math.min(bottom + gap, most))
		};
	}

	/** Tells of a point in pixels whether it is in sight. */
	#sight(): (point: Point) => boolean {
		const { width, height } = this.sigma.getDimensions();
		const { top, bottom } = this.#margins();
		const low = height - near.bottom - (bottom - margin.bottom);
		const high = near.top + top - margin.top;
		return ({ x, y }) => x > near.x && y > high && x < width - near.x && y < low;
	}

	/** True when something drawn lies outside what the camera shows. */
	get overflows(): boolean {
		const inSight = this.#sight();
		return this.graph()
			.mapNodes((_, look) => this.#onScreen(look))
			.some((at) => !inSight(at));
	}

	/** The camera that shows everything drawn, with room for labels; undefined when nothing is. */
	#whole(): { x: number; y: number; ratio: number } | undefined {
		const points = this.graph().mapNodes((_, look) => framed(look));
		if (points.length === 0) return undefined;
		const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
		const [left, right] = [min(xs), max(xs)];
		const [bottom, top] = [min(ys), max(ys)];
		const { width, height } = this.sigma.getDimensions();
		const origin = this.#pixels({ x: 0, y: 0 });
		const unit = this.#pixels({ x: 1, y: 0 });
		const pixelsPerUnit = Math.hypot(unit.x - origin.x, unit.y - origin.y) * this.#ratio;
		const edges = this.#margins();
		const room = {
			width: Math.max(80, width - 2 * margin.x),
			height: Math.max(80, height - edges.top - edges.bottom)
		};
		const ratio = Math.max(
			((right - left) * pixelsPerUnit) / room.width,
			((top - bottom) * pixelsPerUnit) / room.height,
			nearest
		);
		// Where more is covered below than above, what is drawn stands higher.
		const lift = ((edges.bottom - edges.top) / 2 / pixelsPerUnit) * ratio;
		return { x: (left + right) / 2, y: (bottom + top) / 2 - lift, ratio };
	}

	get #ratio(): number {
		return this.sigma.getCamera().getState().ratio;
	}

	/** True when everything drawn would fit into less than half of the screen's width. */
	get cramped(): boolean {
		const whole = this.#whole();
		return whole !== undefined && whole.ratio < this.#ratio * 0.55;
	}

	/** Brings everything drawn, with room for labels, into sight. */
	fit(): void {
		const whole = this.#whole();
		if (whole) this.#go(whole);
	}

	/** Takes another size, as when the table opens below: what was whole in sight stays so. */
	resized(take: () => void): void {
		const whole = !this.overflows;
		take();
		if (whole && this.overflows) this.fit();
	}

	#go(state: { x?: number; y?: number; ratio?: number }): void {
		const camera = this.sigma.getCamera();
		if (this.still) camera.setState(state);
		else void camera.animate(state, { duration: 150 });
	}

	/** Brings one entity into sight if it is not. */
	reveal(id: string): void {
		const at = this.at(id);
		if (at && !this.#sight()(at)) this.#go(framed(this.graph().getNodeAttributes(id)));
	}

	zoom(factor: number): void {
		const camera = this.sigma.getCamera();
		this.#go({ ratio: camera.getBoundedRatio(camera.ratio / factor) });
	}
}
