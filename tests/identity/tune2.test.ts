import { test } from 'vitest';
import { candidates } from '#lib/analytics/likeness/candidates.ts';
import { compare, rarityOf } from '#lib/analytics/likeness/compare.ts';
import { comparePrepared } from '#lib/analytics/likeness/compare.ts';
import { preparing } from '#lib/analytics/likeness/prepare.ts';
import { rarityOfPrepared } from '#lib/analytics/likeness/rarity.ts';
import { weights as W } from '#lib/analytics/likeness/weights.ts';
import { truthFrom } from './truth.ts';
void compare;
void rarityOf;
const w = W as any;
test('search', () => {
	const truth = truthFrom(1);
	const found = candidates(truth.profiles, { least: -14 });
	const all = truth.profiles.map(preparing());
	const rarity = rarityOfPrepared(all);
	const by = new Map(all.map((p) => [p.profile.id, p]));
	const pairs = found.pairs.map(({ a, b }) => ({
		a: by.get(a)!,
		b: by.get(b)!,
		same: truth.reals.get(a)!.real === truth.reals.get(b)!.real
	}));
	console.log('pairs', pairs.length);
	// Quality: recall at precision 0.985, smoothed over 0.975..0.99
	const quality = () => {
		const s = pairs
			.map((p) => ({ points: comparePrepared(p.a, p.b, rarity).points, same: p.same }))
			.sort((x, y) => y.points - x.points);
		const at = (prec: number) => {
			let r = 0,
				best = 0,
				cut = 0;
			s.forEach((x, i) => {
				if (x.same) r++;
				if (r / (i + 1) >= prec) {
					best = r;
					cut = x.points;
				}
			});
			return [best / truth.pairs, cut];
		};
		const q = [0.975, 0.98, 0.985, 0.99].map(at);
		return {
			q: q.reduce((a, x) => a + x[0]!, 0) / 4,
			detail: q.map((x) => `${x[0]!.toFixed(3)}@${x[1]!.toFixed(1)}`).join(' ')
		};
	};
	let best = quality();
	console.log(best);
	const tries: [string, number[]][] = JSON.parse(process.env.TRIES ?? '[]');
	for (const [path, values] of tries) {
		const keys = path.split('.');
		const last = keys.pop()!;
		const o = keys.reduce((x, k) => x[k], w);
		const was = o[last];
		let kept = was;
		const out = [];
		for (const v of values) {
			o[last] = v;
			const q = quality();
			out.push(`${v}:${q.q.toFixed(4)}`);
			if (q.q > best.q + 0.0015) {
				best = q;
				kept = v;
			}
		}
		o[last] = kept;
		console.log(path, was, '→', kept, out.join(' '), best.detail);
	}
}, 600000);
