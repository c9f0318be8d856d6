import fc from 'fast-check';
import { createHash, webcrypto } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
	consistencyPath,
	emptyRoot,
	grown,
	hashed,
	hashedLater,
	inclusionPath,
	provesConsistency,
	provesInclusion,
	rootOf,
	subtrees,
	type Hash,
	type Range
} from '#lib/domain/merkle.ts';

const sha256 = (...parts: Uint8Array[]): Hash => {
	const hash = createHash('sha256');
	for (const part of parts) hash.update(part);
	return hash.digest('hex');
};
const bytes = (hex: string) => Buffer.from(hex, 'hex');
const leafOf = (content: Uint8Array) => sha256(Buffer.from([0]), content);
const parentOf = (left: Hash, right: Hash) => sha256(Buffer.from([1]), bytes(left), bytes(right));

/** The definition of RFC 6962, 2.1, word for word: the oracle that everything is held against. */
const largestBelow = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1);
const mth = (leaves: readonly Hash[]): Hash => {
	const [only] = leaves;
	if (only === undefined) return sha256();
	if (leaves.length === 1) return only;
	const k = largestBelow(leaves.length);
	return parentOf(mth(leaves.slice(0, k)), mth(leaves.slice(k)));
};
/** PATH(m, D[n]) of 2.1.1. */
const pathOf = (m: number, leaves: readonly Hash[]): Hash[] => {
	if (leaves.length === 1) return [];
	const k = largestBelow(leaves.length);
	return m < k
		? [...pathOf(m, leaves.slice(0, k)), mth(leaves.slice(k))]
		: [...pathOf(m - k, leaves.slice(k)), mth(leaves.slice(0, k))];
};
/** SUBPROOF(m, D[n], b) of 2.1.2. */
const subproof = (m: number, leaves: readonly Hash[], whole: boolean): Hash[] => {
	if (m === leaves.length) return whole ? [] : [mth(leaves)];
	const k = largestBelow(leaves.length);
	return m <= k
		? [...subproof(m, leaves.slice(0, k), whole), mth(leaves.slice(k))]
		: [...subproof(m - k, leaves.slice(k), false), mth(leaves.slice(0, k))];
};

const rootOver = (leaves: readonly Hash[]): Hash => {
	let peaks: Hash[] = [];
	for (const [size, leaf] of leaves.entries()) peaks = hashed(grown(peaks, size, leaf), parentOf);
	return hashed(rootOf(peaks), parentOf);
};
/** A range by its perfect subtrees, as the server reads it. */
const rangeRoot = (leaves: readonly Hash[], range: Range): Hash =>
	hashed(
		rootOf(
			subtrees(range).map(({ level, index }) =>
				mth(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))
			)
		),
		parentOf
	);

// The eight leaves, roots and proofs that Certificate Transparency's own tests publish.
const published = [
	'',
	'00',
	'10',
	'2021',
	'3031',
	'40414243',
	'5051525354555657',
	'606162636465666768696a6b6c6d6e6f'
].map((content) => leafOf(bytes(content)));
const publishedRoots = [
	'6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
	'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
	'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
	'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
	'4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
	'76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
	'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
	'5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'
];
const publishedPaths: [leaf: number, size: number, path: string[]][] = [
	[1, 1, []],
	[
		1,
		8,
		[
			'96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
			'5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
			'6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4'
		]
	],
	[
		6,
		8,
		[
			'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
			'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
			'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'
		]
	],
	[3, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']]
];

describe('published vectors', () => {
	test('the root of a log without entries', () => {
		expect(emptyRoot).toBe(sha256());
		expect(rootOver([])).toBe(emptyRoot);
	});

	test.each(publishedRoots.map((root, i) => [i + 1, root] as const))(
		'the root over the first %i',
		(size, root) => {
			expect(rootOver(published.slice(0, size))).toBe(root);
		}
	);

	test.each(publishedPaths)('the path of leaf %i among %i', (leaf, size, path) => {
		const found = inclusionPath(leaf - 1, size).map((range) => rangeRoot(published, range));
		expect(found).toEqual(path);
	});

	test('the proof that six grew into eight, and one and two into eight', () => {
		const proof = (smaller: number) =>
			consistencyPath(smaller, 8).map((range) => rangeRoot(published, range));
		expect(proof(6)).toEqual([
			'0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
			'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
			'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'
		]);
		expect(proof(1)).toHaveLength(3);
		expect(proof(2)).toEqual(subproof(2, published, true));
	});
});

const runs = { numRuns: 10_000 };
const log = fc
	.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(1_000_000))
	.map(([size, seed]) =>
		Array.from({ length: size }, (_, i) => leafOf(Buffer.from(`${seed} ${i}`)))
	);
const logAndPlace = log.chain((leaves) =>
	fc.record({
		leaves: fc.constant(leaves),
		index: fc.nat(leaves.length - 1),
		smaller: fc.nat(leaves.length)
	})
);
const flip = (hash: Hash) => `${hash.startsWith('0') ? '1' : '0'}${hash.slice(1)}`;

describe('10 000 random logs, held against the definition', () => {
	test('root and inclusion proof are those of the RFC; the proof holds', () => {
		fc.assert(
			fc.property(logAndPlace, ({ leaves, index }) => {
				const root = mth(leaves);
				expect(rootOver(leaves)).toBe(root);
				const proof = inclusionPath(index, leaves.length).map((each) => rangeRoot(leaves, each));
				expect(proof).toEqual(pathOf(index, leaves));
				const claim = { leaf: leaves[index] ?? '', index, size: leaves.length, root, proof };
				expect(hashed(provesInclusion(claim), parentOf)).toBe(true);
			}),
			runs
		);
	});

	test('an inclusion proof holds for nothing else', () => {
		fc.assert(
			fc.property(logAndPlace, fc.nat(10), ({ leaves, index }, at) => {
				const proof = pathOf(index, leaves);
				const claim = {
					leaf: leaves[index] ?? '',
					index,
					size: leaves.length,
					root: mth(leaves),
					proof
				};
				const wrong = [
					{ ...claim, leaf: flip(claim.leaf) },
					{ ...claim, root: flip(claim.root) },
					{ ...claim, index: index + 1 },
					{ ...claim, index: claim.size },
					{ ...claim, proof: [...proof, claim.leaf] },
					...(proof.length
						? [
								{ ...claim, proof: proof.slice(1) },
								{
									...claim,
									proof: proof.map((one, i) => (i === at % proof.length ? flip(one) : one))
								}
							]
						: [])
				];
				expect(wrong.map((each) => hashed(provesInclusion(each), parentOf))).toEqual(
					wrong.map(() => false)
				);
			}),
			runs
		);
	});

	test('consistency proofs are those of the RFC; they hold, and for nothing else', () => {
		fc.assert(
			fc.property(logAndPlace, fc.nat(10), ({ leaves, smaller }, at) => {
				const proof = consistencyPath(smaller, leaves.length).map((each) =>
					rangeRoot(leaves, each)
				);
				expect(proof).toEqual(smaller === 0 ? [] : subproof(smaller, leaves, true));
				const claim = {
					smaller,
					smallerRoot: mth(leaves.slice(0, smaller)),
					size: leaves.length,
					root: mth(leaves),
					proof
				};
				expect(hashed(provesConsistency(claim), parentOf)).toBe(true);
				const wrong = [
					{ ...claim, smallerRoot: flip(claim.smallerRoot) },
					{ ...claim, proof: [...proof, claim.root] },
					{ ...claim, smaller: claim.size + 1 },
					...(smaller > 0 ? [{ ...claim, root: flip(claim.root) }] : []),
					...(proof.length
						? [
								{ ...claim, proof: [] },
								{ ...claim, proof: proof.slice(0, -1) },
								{
									...claim,
									proof: proof.map((one, i) => (i === at % proof.length ? flip(one) : one))
								}
							]
						: [])
				];
				expect(wrong.map((each) => hashed(provesConsistency(each), parentOf))).toEqual(
					wrong.map(() => false)
				);
			}),
			runs
		);
	});
});

test('Web Crypto comes to the same', async () => {
	const parentLater = async (left: Hash, right: Hash) =>
		Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes(`01${left}${right}`))).toString(
			'hex'
		);
	const claim = {
		leaf: published[5] ?? '',
		index: 5,
		size: 8,
		root: publishedRoots[7] ?? '',
		proof: pathOf(5, published)
	};
	expect(await hashedLater(provesInclusion(claim), parentLater)).toBe(true);
	expect(await hashedLater(provesInclusion({ ...claim, index: 4 }), parentLater)).toBe(false);
});

test('peaks that do not fit their size are refused', () => {
	expect(() => hashed(grown([], 3, emptyRoot), parentOf)).toThrow('too few peaks for a tree of 3');
});

test('a log of more than 2^32 entries has proofs of 34 hashes', () => {
	const size = 2 ** 33 + 5;
	expect(inclusionPath(7, size)).toHaveLength(34);
	expect(inclusionPath(7, size).at(-1)).toEqual({ from: 2 ** 33, to: size });
});
