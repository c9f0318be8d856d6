/** Sends layouts to the worker and writes the answers into the places; a newer run ends the older. */
import type { Line } from './lines.ts';
import { startPositions, type Point } from './layout.ts';
import { parseReply, type LayoutRequest } from './layout-messages.ts';
import type { Places } from './places.ts';

export interface LayoutWatcher {
	/** Places changed; called for each batch, or only for the last one when motion is unwanted. */
	moved(): void;
	rested(): void;
}

export class LayoutRunner {
	#worker: Worker | null = null;
	#run = 0;
	#ids: readonly string[] = [];

	constructor(
		readonly places: Places,
		readonly watcher: LayoutWatcher,
		readonly still: boolean,
		readonly start: () => Worker = () =>
			new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' })
	) {}

	/** Gives newcomers a place beside their neighbours, at once; true when there are any. */
	welcome(ids: readonly string[], lines: readonly Line[]): boolean {
		const started = startPositions(ids, lines, this.places.points);
		for (const [id, point] of started) this.places.points.set(id, point);
		return started.size > 0;
	}

	/** Lays out; `free` are the entities that may move, all but the pinned when it is null. */
	run(ids: readonly string[], lines: readonly Line[], free: ReadonlySet<string> | null): void {
		const order = new Map(ids.map((id, place) => [id, place]));
		const ends = lines.flatMap(({ from, to, sources }) => {
			const [a, b] = [order.get(from), order.get(to)];
			return a === undefined || b === undefined ? [] : [{ a, b, sources }];
		});
		const at = (id: string): Point => this.places.points.get(id) ?? { x: 0, y: 0 };
		const held = (id: string) => this.places.pinned.has(id) || (free !== null && !free.has(id));
		const request: LayoutRequest = {
			run: ++this.#run,
			xs: Float32Array.from(ids, (id) => at(id).x),
			ys: Float32Array.from(ids, (id) => at(id).y),
			fixed: Uint8Array.from(ids, (id) => (held(id) ? 1 : 0)),
			from: Uint32Array.from(ends, (end) => end.a),
			to: Uint32Array.from(ends, (end) => end.b),
			weights: Float32Array.from(ends, (end) => 1 + Math.log2(end.sources))
		};
		this.#ids = ids;
		this.#listening().postMessage(request);
	}

	#listening(): Worker {
		if (this.#worker) return this.#worker;
		const worker = this.start();
		worker.addEventListener('message', (event: MessageEvent<unknown>) => this.#hear(event.data));
		this.#worker = worker;
		return worker;
	}

	#hear(data: unknown): void {
		const reply = parseReply(data, this.#run, this.#ids.length);
		if (!reply) return;
		this.#ids.forEach((id, place) => {
			if (this.places.pinned.has(id)) return;
			this.places.points.set(id, { x: reply.xs[place] ?? 0, y: reply.ys[place] ?? 0 });
		});
		if (!this.still || reply.done) this.watcher.moved();
		if (reply.done) this.watcher.rested();
	}

	stop(): void {
		this.#worker?.terminate();
		this.#worker = null;
	}
}
