/** The messages between the page and its layout worker, checked on both sides. */
import { arrangements, type Arrangement } from './arrangements.ts';
import type { Batch, LayoutTask } from './layout.ts';

export interface LayoutRequest extends LayoutTask {
	run: number;
	kind: Arrangement;
}
export interface LayoutReply extends Batch {
	run: number;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

const isCount = (value: unknown): value is number =>
	Number.isSafeInteger(value) && Number(value) >= 0;

const finite = (values: Float32Array) => values.every(Number.isFinite);

/** The request, or undefined when any part of it is not what it should be. */
export function parseRequest(data: unknown): LayoutRequest | undefined {
	if (!isRecord(data)) return undefined;
	const { run, kind, xs, ys, fixed, from, to, weights, families, roots } = data;
	if (!isCount(run)) return undefined;
	const named = arrangements.find((one) => one === kind);
	if (!named) return undefined;
	if (!(xs instanceof Float32Array && ys instanceof Float32Array)) return undefined;
	if (!(fixed instanceof Uint8Array && weights instanceof Float32Array)) return undefined;
	if (!(from instanceof Uint32Array && to instanceof Uint32Array)) return undefined;
	if (!(families instanceof Uint8Array && roots instanceof Uint8Array)) return undefined;
	const order = xs.length;
	if (families.length !== order || roots.length !== order) return undefined;
	if (ys.length !== order || fixed.length !== order) return undefined;
	if (to.length !== from.length || weights.length !== from.length) return undefined;
	const inside = (place: number) => place < order;
	if (!from.every(inside) || !to.every(inside)) return undefined;
	if (![xs, ys, weights].every(finite)) return undefined;
	return { run, kind: named, xs, ys, fixed, from, to, weights, families, roots };
}

/** The reply to run `run` with `order` entities, or undefined when it is anything else. */
export function parseReply(data: unknown, run: number, order: number): LayoutReply | undefined {
	if (!isRecord(data) || data.run !== run || typeof data.done !== 'boolean') return undefined;
	const { xs, ys, done } = data;
	if (!(xs instanceof Float32Array && ys instanceof Float32Array)) return undefined;
	if (xs.length !== order || ys.length !== order || !finite(xs) || !finite(ys)) return undefined;
	return { run, xs, ys, done };
}
