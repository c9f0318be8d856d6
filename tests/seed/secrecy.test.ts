import { expect, test } from 'vitest';
import { helix, story } from '../../seed/helix.ts';
import { arvaniaOnly } from '../../seed/helix/arvania.ts';
import { belmarkOnly, corlandOnly } from '../../seed/helix/cases.ts';
import { agencies } from '../../seed/agencies.ts';
import { seenBy, stixOf } from './sight.ts';

const deliveries = helix();
const world = story();
const others = agencies.map(({ id }) => id);
const textFor = (organisation: string) => {
	const { records, links } = seenBy(deliveries, organisation);
	return JSON.stringify([records, links]);
};

test('what only Arvania knows is in no text that anybody else sees', () => {
	for (const id of others) {
		const text = textFor(id);
		for (const name of [...arvaniaOnly.names, arvaniaOnly.alias])
			expect(text.includes(name), `${id} ${name}`).toBe(id === 'arvania');
	}
});

test('the things only Arvania knows exist for nobody else, and the list is complete', () => {
	const elsewhere = new Set(
		deliveries
			.filter(({ owner }) => owner !== 'arvania')
			.flatMap((delivery) => seenBy([delivery]).records.map(stixOf))
	);
	const everybody = new Set(seenBy(deliveries, 'belmark').records.map(stixOf));
	const hidden = [...world.things.values()].filter(
		({ stix }) => !elsewhere.has(stix) && !everybody.has(stix)
	);
	expect(hidden.map(({ key }) => key).sort()).toEqual([...arvaniaOnly.keys].sort());
});

test('Belmark sees both ends of the ties that only Arvania draws, and not the ties', () => {
	const { records, links } = seenBy(deliveries, 'belmark');
	const seen = new Set(records.map(stixOf));
	const arvania = seenBy(deliveries, 'arvania').links;
	for (const [from, type, to] of arvaniaOnly.ties) {
		const [a, b] = [world.things.get(from)?.stix ?? '', world.things.get(to)?.stix ?? ''];
		expect(seen).toContain(a);
		expect(seen).toContain(b);
		const same = (link: (typeof links)[number]) =>
			link.from === a && link.to === b && link.claim.type === type;
		expect(links.filter(same)).toEqual([]);
		expect(arvania.filter(same).length).toBeGreaterThan(0);
	}
});

test('Belmark and Corland have secrets of their own', () => {
	for (const [owner, names] of [
		['belmark', belmarkOnly.names],
		['corland', corlandOnly.names]
	] as const)
		for (const id of others)
			for (const name of names)
				expect(textFor(id).includes(name), `${id} ${name}`).toBe(id === owner);
});

test('a RED item is seen by nobody but the account that brought it in', () => {
	const red = deliveries.flatMap(({ drafts }) =>
		drafts.filter((draft) => draft.draft === 'claim' && draft.tlp === 'red')
	);
	expect(red.length).toBeGreaterThanOrEqual(4);
	for (const id of others) {
		const seen = new Set(seenBy(deliveries, id).links.map(({ claim }) => claim));
		for (const claim of red) expect(seen.has(claim as never)).toBe(false);
	}
});

test('an analyst of Belmark sees at least 500 things and 2 000 claims', () => {
	const { records, links } = seenBy(deliveries, 'belmark');
	expect(new Set(records.map(stixOf)).size).toBeGreaterThanOrEqual(500);
	expect(links.length).toBeGreaterThanOrEqual(2_000);
});
