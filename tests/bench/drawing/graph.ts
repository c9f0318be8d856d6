/** A generated network for the bench: the same for every page and every run. */
import { ungraded } from '#lib/domain/grading.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import type { NetworkClaim, NetworkNode } from '#lib/domain/subgraph.ts';
import { fraction, type Point } from '#lib/explorer/layout/layout.ts';

const kinds: readonly Kind[] = ['person', 'domain', 'malware', 'wallet', 'incident', 'document'];

export interface Generated {
	nodes: NetworkNode[];
	claims: NetworkClaim[];
	points: Map<string, Point>;
}

export function generated(order: number, size: number): Generated {
	const id = (place: number) => `n${place}`;
	const ends = Array.from({ length: size }, (_, line) => {
		const from = Math.floor(fraction(`from ${line}`, 1) * order);
		// Squared, so that the first few are hubs.
		const to = Math.floor(fraction(`to ${line}`, 2) ** 2 * order);
		return { from: id(from), to: id(to === from ? (to + 1) % order : to) };
	});
	const degrees = new Map<string, number>();
	for (const { from, to } of ends)
		for (const end of [from, to]) degrees.set(end, (degrees.get(end) ?? 0) + 1);
	const nodes = Array.from({ length: order }, (_, place): NetworkNode => ({
		id: id(place),
		kind: kinds[place % kinds.length] ?? 'person',
		name: `Entity number ${place}`,
		originalType: 'generated',
		degree: degrees.get(id(place)) ?? 0,
		tlp: 'green',
		handling: [],
		revoked: false,
		demonstration: true
	}));
	const claims = ends.map(({ from, to }, line): NetworkClaim => ({
		id: `c${line}`,
		type: 'USES',
		from,
		to,
		source: `s${line % 5}`,
		owner: { id: 'bench', name: 'Bench' },
		tlp: 'green',
		handling: [],
		statement: line % 4 === 0 ? 'assessment' : 'fact',
		evaluation: ungraded,
		validFrom: new Date(Date.UTC(2020, 0, 1 + (line % 1800))).toISOString(),
		validUntil: null,
		happenedAt: null,
		amountMinor: null,
		currency: null,
		demonstration: true,
		originalType: 'uses'
	}));
	const points = new Map(
		nodes.map((node) => [
			node.id,
			{ x: (fraction(node.id, 3) - 0.5) * 280, y: (fraction(node.id, 4) - 0.5) * 280 }
		])
	);
	return { nodes, claims, points };
}

/** What a page offers the bench. */
export interface Bench {
	/** From the moment the data is there until it is painted, in milliseconds. */
	painted: number;
	/** Moves the camera once around, in so many frames. */
	tour(frames: number): Promise<number>;
	/** Lays everything out by forces; resolves when it rests. */
	layout?(): Promise<void>;
}
declare global {
	interface Window {
		bench?: Bench;
		__sigma?: Toured;
	}
}

interface Toured {
	getCamera(): { setState(state: { x: number; y: number; ratio: number }): unknown };
	refresh(): unknown;
}

export async function tourOf(sigma: Toured, frames: number): Promise<number> {
	for (let frame = 0; frame < frames; frame++) {
		const turn = (frame / frames) * 2 * Math.PI;
		sigma.getCamera().setState({
			x: 0.5 + 0.15 * Math.sin(turn),
			y: 0.5 + 0.15 * Math.cos(turn),
			ratio: 1 - 0.5 * Math.sin(turn / 2)
		});
		await new Promise((resolve) => requestAnimationFrame(resolve));
	}
	return frames;
}

export const asked = () => {
	const query = new URLSearchParams(location.search);
	return generated(Number(query.get('nodes')), Number(query.get('lines')));
};
