/**
 * What it takes to find candidates for identity among 100 000 profiles, and what comparing all who share a surname
 * (the longest word of the first name) would take in the same run: `node scripts/bench.js identity`.
 * BENCH_PROFILES says how many.
 */
import process from 'node:process';
import { candidates, first } from '#lib/analytics/likeness/candidates.ts';
import { comparePrepared } from '#lib/analytics/likeness/compare.ts';
import { preparing } from '#lib/analytics/likeness/prepare.ts';
import type { Profile } from '#lib/analytics/likeness/profile.ts';
import { rarityOfPrepared } from '#lib/analytics/likeness/rarity.ts';
import { truthFrom } from '../identity/truth.ts';

const wanted = Number(process.env.BENCH_PROFILES ?? 100_000);
const consonants = 'bcdfghjklmnpqrstvwxz';
const perWorld = 5_200;

/** The names of one small world in other letters for each: a hundred thousand people have more names than five thousand. */
function inOtherLetters(text: string, world: number): string {
	return text.replace(/[b-df-hj-np-tv-xz]/g, (letter) =>
		consonants.charAt((consonants.indexOf(letter) + world) % consonants.length)
	);
}
function profilesOf(count: number): Profile[] {
	const all: Profile[] = [];
	for (let world = 0; all.length < count; world++)
		for (const one of truthFrom(100 + world, perWorld).profiles)
			all.push({
				...one,
				id: `${world}-${one.id}`,
				names: one.names.map((name) => inOtherLetters(name, world)),
				identifiers: one.identifiers.map(({ scheme, value }) => ({
					scheme,
					value: `${world}${value}`
				})),
				addresses: one.addresses.map((text) => inOtherLetters(text, world)),
				neighbours: one.neighbours.map((id) => `${world}-${id}`),
				related: one.related.map((id) => `${world}-${id}`)
			});
	return all.slice(0, count);
}

const timed = <T>(work: () => T): [T, number] => {
	const began = process.cpuUsage();
	const result = work();
	const { user, system } = process.cpuUsage(began);
	return [result, (user + system) / 1e6];
};

/** All pairs within one surname, in no more than `most` pairs; says how many there would have been. */
function bySurname(profiles: readonly Profile[], most: number) {
	const all = profiles.map(preparing());
	const rarity = rarityOfPrepared(all);
	const blocks = new Map<string, number[]>();
	all.forEach(({ names: [name] }, at) => {
		const word = name?.words.toSorted((a, b) => b.text.length - a.text.length)[0];
		if (word) blocks.set(word.text, [...(blocks.get(word.text) ?? []), at]);
	});
	let scored = 0;
	let pairs = 0;
	for (const members of blocks.values()) {
		pairs += (members.length * (members.length - 1)) / 2;
		members.forEach((one, at) => {
			for (const other of members.slice(at + 1)) {
				const [a, b] = [all[one], all[other]];
				if (scored >= most || !a || !b) return;
				scored++;
				comparePrepared(a, b, rarity, -Infinity);
			}
		});
	}
	return { pairs, scored };
}

const profiles = profilesOf(wanted);
const memory = process.memoryUsage().heapUsed;
const [found, seconds] = timed(() => candidates(profiles));
const ranked = found.pairs.filter(({ points }) => points >= first).length;
console.log(`${found.compared} profiles: ${seconds.toFixed(1)} s of the processor`);
console.log(
	`  ${found.considered} pairs scored, ${found.pairs.length} told, ${ranked} ranked first, ${found.crowded.length} blocks crowded`
);
console.log(
	`  heap grown by ${((process.memoryUsage().heapUsed - memory) / 2 ** 20).toFixed(0)} MB`
);
for (const { key, profiles: members } of found.crowded.slice(0, 5))
	console.log(`  crowded: ${key} (${members})`);
const [peer, peerSeconds] = timed(() => bySurname(profiles, 2_000_000));
console.log(
	`all who share a surname: ${peerSeconds.toFixed(1)} s for ${peer.scored} of ${peer.pairs} pairs, ${((peerSeconds * peer.pairs) / Math.max(1, peer.scored)).toFixed(0)} s for all`
);
