import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { Slug } from '#lib/domain/audience.ts';
import { usualEnds } from '#lib/domain/claim-types.ts';
import { identifierSchemes, technicalSchemes } from '#lib/domain/draft.ts';
import { Evaluation, gradeKey } from '#lib/domain/grading.ts';
import { familyOf, isKind } from '#lib/domain/kinds.ts';
import { crimeAreas, sectors } from '#lib/domain/vocabularies.ts';
import { agencies } from '../../seed/agencies.ts';
import { helix, story } from '../../seed/helix.ts';
import { keptApart } from '../../seed/helix/cases.ts';
import { startingPoints } from '../../seed/starting-points.ts';
import { m } from '#lib/paraglide/messages.js';
import { claimsOf, recordsOf, seenBy, stixOf } from './sight.ts';

const deliveries = helix();
const records = deliveries.flatMap(recordsOf);
const claims = deliveries.flatMap(claimsOf);
const first = '2025-06-01T00:00:00.000Z';
const last = '2026-11-30T23:59:59.999Z';

test('the world has at least 400 things and 1 500 claims', () => {
	expect(new Set(records.map(stixOf)).size).toBeGreaterThanOrEqual(400);
	expect(claims.length).toBeGreaterThanOrEqual(1_500);
});

test('two calls give the same world, byte for byte', () => {
	const hash = () => createHash('sha256').update(JSON.stringify(helix())).digest('hex');
	expect(hash()).toBe(hash());
});

test('nobody changes the world of the next caller', () => {
	const before = JSON.stringify(helix());
	for (const delivery of helix()) delivery.drafts.length = 0;
	expect(JSON.stringify(helix())).toBe(before);
});

test('every delivery belongs to a known fictional agency', () => {
	const known = new Set(agencies.map(({ id }) => id));
	for (const { id } of agencies) expect(id).toMatch(/^[a-z][a-z-]*$/);
	for (const { id } of agencies) expect(v.is(Slug, id)).toBe(true);
	for (const { owner } of deliveries) expect(known).toContain(owner);
	expect(new Set(deliveries.map(({ source }) => source.ref)).size).toBe(deliveries.length);
});

test('every end of a claim is a record of the same delivery', () => {
	for (const delivery of deliveries) {
		const own = new Set(recordsOf(delivery).map(({ ref }) => ref));
		for (const claim of claimsOf(delivery)) {
			expect(own, claim.at).toContain(claim.from);
			expect(own, claim.at).toContain(claim.to);
			expect(claim.from, claim.at).not.toBe(claim.to);
		}
	}
});

test('an owner uses a reference once, so no record or claim replaces another', () => {
	const used = deliveries.flatMap(({ owner, drafts }) =>
		drafts.flatMap((draft) => ('ref' in draft ? [`${owner} ${draft.ref}`] : []))
	);
	expect(new Set(used).size).toBe(used.length);
	for (const { ref } of [...records, ...claims])
		expect(ref).toMatch(
			/^[a-z][a-z0-9-]*--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
		);
});

test('claims join the kinds they are meant for, but for two whose sources put it otherwise', () => {
	const unusual = deliveries.flatMap((delivery) => {
		const kinds = new Map(recordsOf(delivery).map(({ ref, kind }) => [ref, kind]));
		return claimsOf(delivery).flatMap((claim) => {
			const from = kinds.get(claim.from);
			const to = kinds.get(claim.to);
			return from && to && usualEnds(claim.type, from, to) ? [] : [claim.at.replace(/^\w+ /, '')];
		});
	});
	expect([...new Set(unusual)].sort()).toEqual([
		'CONTROLS copperline copper-host 0',
		'CONTROLS vostrel-otc vostrel-desk 0'
	]);
});

test('kinds, schemes, grades, crime areas and sectors are those of the closed lists', () => {
	for (const record of records) {
		expect(isKind(record.kind)).toBe(true);
		for (const { scheme } of record.identifiers) expect(identifierSchemes).toContain(scheme);
		if (record.crimeArea) expect(crimeAreas).toContain(record.crimeArea);
		for (const sector of record.sectors ?? []) expect(sectors).toContain(sector);
		if (record.kind === 'incident') expect(record.crimeArea, record.at).toBeTruthy();
		if (record.kind === 'person') expect(record.dataSubject, record.at).toBeTruthy();
		if (record.dataSubject) expect(familyOf(record.kind), record.at).toBe('actor');
	}
	for (const { evaluation } of [...deliveries, ...records, ...claims])
		if (evaluation) expect(v.is(Evaluation, evaluation)).toBe(true);
	expect(records.some(({ crimeArea }) => crimeArea === 'child-sexual-exploitation')).toBe(false);
});

test('dates lie between June 2025 and November 2026, and ends come after beginnings', () => {
	for (const delivery of deliveries)
		for (const draft of [...recordsOf(delivery), ...claimsOf(delivery)]) {
			const happenedAt = draft.draft === 'claim' ? draft.happenedAt : undefined;
			for (const date of [draft.validFrom, draft.validUntil, draft.modified, happenedAt])
				if (date !== undefined) {
					expect(date, draft.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
					expect(date >= first && date <= last, `${draft.at} ${date}`).toBe(true);
				}
			if (draft.validFrom && draft.validUntil)
				expect(draft.validFrom < draft.validUntil, draft.at).toBe(true);
			// Nobody reports what has not happened yet.
			for (const date of [draft.validFrom, happenedAt])
				if (date) expect(date <= (delivery.obtainedAt ?? ''), `${draft.at} ${date}`).toBe(true);
		}
});

test('what several organisations speak of is one entity wherever they may see it', () => {
	// The joining rule: a record joins through its first technical identifier when its owner sees a record of it.
	const entities = new Map<string, Set<string>>();
	let made = 0;
	deliveries.forEach((delivery, i) => {
		const seen = seenBy(deliveries.slice(0, i), delivery.owner).records;
		const visible = new Set(seen.map((record) => stixOf(record)));
		for (const record of recordsOf(delivery)) {
			const stix = stixOf(record);
			const of = entities.get(stix) ?? new Set<string>();
			if (!visible.has(stix)) of.add(`entity ${++made}`);
			entities.set(stix, of);
		}
	});
	const things = story().things;
	const twice = [...entities].filter(([, of]) => of.size > 1).map(([stix]) => stix);
	expect(twice.sort()).toEqual(keptApart.map((key) => things.get(key)?.stix ?? '').sort());
});

test('the first technical identifier of a thing is the same whoever speaks of it', () => {
	const decisive = new Map<string, string>();
	for (const record of records) {
		const one = record.identifiers.find(({ scheme }) =>
			(technicalSchemes as readonly string[]).includes(scheme)
		);
		const key = `${one?.scheme}:${one?.value}`;
		expect(decisive.get(stixOf(record)) ?? key, record.at).toBe(key);
		decisive.set(stixOf(record), key);
	}
	expect(new Set(decisive.values()).size).toBe(decisive.size);
});

test('things that differ carry names that differ', () => {
	const names = [...story().things.values()].map(({ name }) => name);
	expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test('every marking and both grading schemes are in use', () => {
	const levels = new Set(
		deliveries.flatMap((delivery) =>
			[...recordsOf(delivery), ...claimsOf(delivery)].map(({ tlp }) => tlp ?? delivery.tlp)
		)
	);
	expect([...levels].sort()).toEqual(['amber', 'amber+strict', 'clear', 'green', 'red']);
	expect(new Set(deliveries.map(({ evaluation }) => evaluation?.scheme))).toEqual(
		new Set(['admiralty', 'europol-4x4'])
	);
	expect(claims.some(({ pap }) => pap === 'red')).toBe(true);
});

test('one item may not go to court, one hit may not be passed on, one note must be read', () => {
	const marked = (code: 'H1' | 'H2' | 'H3') =>
		claims.filter(({ handling }) => handling?.includes(code));
	expect(new Set(marked('H1').map(({ at }) => at.split(' ')[2]))).toEqual(new Set(['netflow']));
	const hit = marked('H2').filter(({ at }) => at.startsWith('belmark'));
	expect(hit).toHaveLength(1);
	expect(hit[0]?.evaluation && gradeKey(hit[0].evaluation)).toBe('europol-4x4/B3');
	expect(marked('H3').length).toBe(1);
	for (const { handlingNote } of marked('H3')) expect(handlingNote).toBeTruthy();
});

test('starting points lead to things that everybody sees and have both texts', () => {
	const seen = new Set(seenBy(deliveries, 'belmark').records.map(stixOf));
	for (const { ref, title, why } of startingPoints) {
		expect(seen).toContain(ref);
		for (const key of [title, why])
			expect(m[key]({}, { locale: 'fr' })).not.toBe(m[key]({}, { locale: 'en' }));
	}
});
