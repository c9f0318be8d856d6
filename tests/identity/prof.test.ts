import { test } from 'vitest';
import { candidates } from '#lib/analytics/likeness/candidates.ts';
import { preparing } from '#lib/analytics/likeness/prepare.ts';
import { rarityOfPrepared } from '#lib/analytics/likeness/rarity.ts';
import { keysOf } from '#lib/analytics/likeness/blocks.ts';
import { truthFrom } from './truth.ts';
test('t', () => {
	let t = performance.now();
	const lap = (n: string) => {
		console.log(n, (performance.now() - t).toFixed(0));
		t = performance.now();
	};
	const truth = truthFrom(1);
	lap('truth');
	const p = preparing();
	const all = truth.profiles.map(p);
	lap('prepare');
	const r = rarityOfPrepared(all);
	lap('rarity');
	let n = 0;
	for (const a of all) keysOf(a, r, () => n++);
	lap('keys ' + n);
	const c = candidates(truth.profiles);
	lap('cand ' + c.considered);
	candidates(truth.profiles);
	lap('again');
});
