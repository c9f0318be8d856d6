/**
 * The Merkle tree of RFC 6962 over the audit log: which hashes a proof holds, and how it is checked
 * (RFC 9162, 2.1.3 and 2.1.4). Arithmetic only: where a parent hash is needed the pair is yielded, so
 * that the server runs it with its own crypto and a browser with Web Crypto, from the same lines.
 * Leaves are counted from 0; a tree may hold more than 2^32 of them, hence no bit operators.
 */

/** SHA-256 as 64 hexadecimal digits. */
export type Hash = string;

/** Yields the two children of each parent it needs, and is handed the parent. */
export type Hashing<T> = Generator<readonly [Hash, Hash], T, Hash>;

/** The root of a log without entries: SHA-256 of nothing. */
export const emptyRoot: Hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export function hashed<T>(work: Hashing<T>, parent: (left: Hash, right: Hash) => Hash): T {
	let step = work.next();
	while (!step.done) step = work.next(parent(...step.value));
	return step.value;
}

export async function hashedLater<T>(
	work: Hashing<T>,
	parent: (left: Hash, right: Hash) => Promise<Hash>
): Promise<T> {
	let step = work.next();
	while (!step.done) step = work.next(await parent(...step.value));
	return step.value;
}

/** Some leaves side by side: from the first up to, and without, the last. */
export interface Range {
	from: number;
	to: number;
}

/** A perfect subtree: 2^level leaves, the index-th of its size. */
export interface Subtree {
	level: number;
	index: number;
}

/** The largest power of two below a size of at least two. */
function split(size: number): number {
	let power = 1;
	while (power * 2 < size) power *= 2;
	return power;
}

/** The perfect subtrees that a range of a proof falls into, the largest and leftmost first. */
export function subtrees({ from, to }: Range): Subtree[] {
	const found: Subtree[] = [];
	for (let at = from; at < to;) {
		let level = 0;
		let width = 1;
		while (width * 2 <= to - at) {
			width *= 2;
			level++;
		}
		found.push({ level, index: at / width });
		at += width;
	}
	return found;
}

/** The root over perfect subtrees side by side, the largest first. */
export function* rootOf(peaks: readonly Hash[]): Hashing<Hash> {
	let root: Hash | undefined;
	for (const peak of [...peaks].reverse()) root = root === undefined ? peak : yield [peak, root];
	return root ?? emptyRoot;
}

/** The peaks after one more leaf. */
export function* grown(peaks: readonly Hash[], size: number, leaf: Hash): Hashing<Hash[]> {
	const kept = [...peaks];
	let hash = leaf;
	for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
		const left = kept.pop();
		if (left === undefined) throw new RangeError(`too few peaks for a tree of ${size}`);
		hash = yield [left, hash];
	}
	return [...kept, hash];
}

/** The ranges whose roots prove that a leaf is in a tree, from the leaf upwards (RFC 6962, 2.1.1). */
export function inclusionPath(index: number, size: number): Range[] {
	const path: Range[] = [];
	let from = 0;
	let to = size;
	while (to - from > 1) {
		const middle = from + split(to - from);
		if (index < middle) {
			path.push({ from: middle, to });
			to = middle;
		} else {
			path.push({ from, to: middle });
			from = middle;
		}
	}
	return path.reverse();
}

/** The ranges whose roots prove that a tree grew out of a smaller one (RFC 6962, 2.1.2). */
export function consistencyPath(smaller: number, size: number): Range[] {
	if (smaller === 0) return [];
	const path: Range[] = [];
	let from = 0;
	let to = size;
	while (smaller < to) {
		const middle = from + split(to - from);
		if (smaller <= middle) {
			path.push({ from: middle, to });
			to = middle;
		} else {
			path.push({ from, to: middle });
			from = middle;
		}
	}
	if (from > 0) path.push({ from, to });
	return path.reverse();
}

const half = (value: number) => Math.floor(value / 2);
const isOdd = (value: number) => value % 2 === 1;

export interface InclusionClaim {
	leaf: Hash;
	index: number;
	size: number;
	root: Hash;
	proof: readonly Hash[];
}

/** Whether the proof shows the leaf at that place of the tree with that root. */
export function* provesInclusion(claim: InclusionClaim): Hashing<boolean> {
	const { leaf, index, size, root, proof } = claim;
	if (index >= size) return false;
	let [node, last] = [index, size - 1];
	let hash = leaf;
	for (const other of proof) {
		if (last === 0) return false;
		if (isOdd(node) || node === last) {
			hash = yield [other, hash];
			while (!isOdd(node) && node > 0) [node, last] = [half(node), half(last)];
		} else hash = yield [hash, other];
		[node, last] = [half(node), half(last)];
	}
	return last === 0 && hash === root;
}

export interface ConsistencyClaim {
	smaller: number;
	smallerRoot: Hash;
	size: number;
	root: Hash;
	proof: readonly Hash[];
}

/** Whether the proof shows that the larger tree only added to the smaller one. */
export function* provesConsistency(claim: ConsistencyClaim): Hashing<boolean> {
	const { smaller, smallerRoot, size, root, proof } = claim;
	if (smaller > size) return false;
	if (smaller === size) return proof.length === 0 && smallerRoot === root;
	if (smaller === 0) return proof.length === 0 && smallerRoot === emptyRoot;
	let [node, last] = [smaller - 1, size - 1];
	while (isOdd(node)) [node, last] = [half(node), half(last)];
	// A smaller tree of a power of two is a subtree of the larger one: its root starts the path.
	const [first, ...rest] = node === 0 ? [smallerRoot, ...proof] : proof;
	if (first === undefined) return false;
	let [before, after] = [first, first];
	for (const other of rest) {
		if (last === 0) return false;
		if (isOdd(node) || node === last) {
			before = yield [other, before];
			after = yield [other, after];
			while (!isOdd(node) && node > 0) [node, last] = [half(node), half(last)];
		} else after = yield [after, other];
		[node, last] = [half(node), half(last)];
	}
	return last === 0 && before === smallerRoot && after === root;
}
