import { test } from 'vitest';
import { candidates } from '#lib/analytics/likeness/candidates.ts';
import { truthFrom } from './truth.ts';
import { measure, keyOf } from './measure.ts';
test('tune', () => {
	const truth = truthFrom(1);
	console.log(
		truth.profiles.length,
		truth.pairs,
		JSON.stringify(truth.profiles.slice(0, 12).map((p) => [p.names, p.birthDates]))
	);
	const t = performance.now();
	const found = candidates(truth.profiles, { least: -20 });
	console.log(
		'ms',
		performance.now() - t,
		'considered',
		found.considered,
		'crowded',
		found.crowded.length,
		found.crowded.slice(0, 4)
	);
	const m0 = measure(truth, found, -20);
	console.log('blocking recall', m0.recall);
	for (const least of [-2, 0, 1, 2, 3, 4, 5, 6, 7, 8]) {
		const m = measure(truth, found, least);
		console.log(least, m.precision.toFixed(4), m.recall.toFixed(4), JSON.stringify(m.mistakes));
	}
	const m = measure(truth, found, Number(process.env.L ?? 4));
	console.log(JSON.stringify(m.slips));
	if (process.env.SHOW) {
		const by = new Map(truth.profiles.map((p) => [p.id, p]));
		const L = Number(process.env.L ?? 4);
		let n = 0;
		for (const l of found.pairs) {
			const [x, y] = [truth.reals.get(l.a)!, truth.reals.get(l.b)!];
			const same = x.real === y.real;
			if (process.env.SHOW === 'fp' ? same || l.points < L : !same || l.points >= L) continue;
			if (n++ % Number(process.env.STEP ?? 5)) continue;
			console.log(
				l.points.toFixed(1),
				x.hard === y.hard ? x.hard : '',
				x.slips.join(),
				y.slips.join(),
				'|',
				by.get(l.a)!.names.join(),
				'~',
				by.get(l.b)!.names.join(),
				'|',
				l.features.map((f) => `${f.feature}:${f.level} ${f.points.toFixed(1)}`).join('; ')
			);
			if (n > 150) break;
		}
	}
}, 120000);
