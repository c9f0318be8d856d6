/** Sends layouts to the worker and writes the answers into the places; a newer run ends the older. */
import { families, familyOf } from '#lib/domain/kinds.ts';
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import type { Arrangement } from './arrangements.ts';
import { fingerprint, Rests } from './layout-rests.ts';
import type { Line } from '#lib/explorer/lines.ts';
import { startPositions, type Point, type Positions } from './layout.ts';
import { parseReply, type LayoutRequest } from './layout-messages.ts';
import type { Places } from './places.ts';

export interface LayoutWatcher {
	/**
	 * Places changed; called for each batch, or only for the last one when motion is unwanted.
	 * `atOnce`: all of the way in one step, which a glide makes easier to follow.
	 */
	moved(atOnce: boolean): void;
	rested(): void;
}

export class LayoutRunner {
	#worker: Worker | null = null;
	#run = 0;
	#ids: readonly string[] = [];
	#kind: Arrangement = 'forces';
	#print: string | null = null;
	readonly #rests = new Rests();

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
	run(
		nodes: readonly NetworkNode[],
		lines: readonly Line[],
		free: ReadonlySet<string> | null,
		{ kind = 'forces', roots = new Set() }: { kind?: Arrangement; roots?: ReadonlySet<string> } = {}
	): void {
		const ids = nodes.map((node) => node.id);
		// Laid out before just so: the same places again, at once.
		this.#print =
			free === null && kind !== 'apart'
				? fingerprint(kind, ids, lines, this.places.pinned, kind === 'rings' ? roots : [])
				: null;
		const known = this.#print === null ? undefined : this.#rests.at(this.#print);
		if (known) {
			this.#run++;
			this.#settle(ids, known);
			this.watcher.moved(true);
			this.watcher.rested();
			return;
		}
		this.#kind = kind;
		const order = new Map(ids.map((id, place) => [id, place]));
		const ends = lines.flatMap(({ from, to, sources }) => {
			const [a, b] = [order.get(from), order.get(to)];
			return a === undefined || b === undefined ? [] : [{ a, b, sources }];
		});
		const at = (id: string): Point => this.places.points.get(id) ?? { x: 0, y: 0 };
		const held = (id: string) => this.places.pinned.has(id) || (free !== null && !free.has(id));
		const request: LayoutRequest = {
			run: ++this.#run,
			kind,
			xs: Float32Array.from(ids, (id) => at(id).x),
			ys: Float32Array.from(ids, (id) => at(id).y),
			fixed: Uint8Array.from(ids, (id) => (held(id) ? 1 : 0)),
			from: Uint32Array.from(ends, (end) => end.a),
			to: Uint32Array.from(ends, (end) => end.b),
			weights: Float32Array.from(ends, (end) => 1 + Math.log2(end.sources)),
			families: Uint8Array.from(nodes, (node) => families.indexOf(familyOf(node.kind))),
			roots: Uint8Array.from(ids, (id) => (roots.has(id) ? 1 : 0))
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
		this.#settle(this.#ids, reply);
		if (reply.done && this.#print !== null) this.#rests.keep(this.#print, reply);
		if (!this.still || reply.done) this.watcher.moved(this.#kind !== 'forces');
		if (reply.done) this.watcher.rested();
	}

	#settle(ids: readonly string[], { xs, ys }: Positions): void {
		ids.forEach((id, place) => {
			if (this.places.pinned.has(id)) return;
			this.places.points.set(id, { x: xs[place] ?? 0, y: ys[place] ?? 0 });
		});
	}

	stop(): void {
		this.#worker?.terminate();
		this.#worker = null;
	}
}
