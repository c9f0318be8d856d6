/** What may be one: the same for any order, never a fault, never misled by what too many share (hardening 48). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { candidates, first } from '#lib/analytics/likeness/candidates.ts';
import type { Profile } from '#lib/analytics/likeness/profile.ts';
import { birthDate, country, factsOf } from '#lib/server/identity/attributes.ts';

const profile = (id: string, more: Partial<Profile> = {}): Profile => ({
	id,
	kind: 'person',
	names: [],
	identifiers: [],
	birthDates: [],
	countries: [],
	addresses: [],
	neighbours: [],
	related: [],
	...more
});
const firstAmong = (profiles: Profile[]) =>
	candidates(profiles).pairs.filter(({ points }) => points >= first);

const anyProfile = fc
	.record({
		kind: fc.constantFrom('person', 'organisation', 'email', 'malware'),
		names: fc.array(fc.string({ unit: fc.constantFrom('a', 'o', 'n', ' ', 'x', '1') }), {
			maxLength: 3
		}),
		identifiers: fc.array(
			fc.record({
				scheme: fc.constantFrom('email', 'phone', 'iban'),
				value: fc.constantFrom('1', '2', '')
			}),
			{ maxLength: 2 }
		),
		birthDates: fc.array(fc.constantFrom('1980', '1980-05', '1980-05-04', '1980-04-05', 'x'), {
			maxLength: 2
		}),
		countries: fc.array(fc.constantFrom('be', 'fr', ''), { maxLength: 2 }),
		addresses: fc.array(fc.string(), { maxLength: 1 }),
		neighbours: fc.array(fc.constantFrom('n1', 'n2'), { maxLength: 2 }),
		related: fc.array(fc.constantFrom('p0', 'p1'), { maxLength: 1 })
	})
	.map((made) => made as Partial<Profile>);

test('any profiles give sound sums, and the same in any order', () => {
	fc.assert(
		fc.property(fc.array(anyProfile, { maxLength: 12 }), fc.integer(), (made, turn) => {
			const profiles = made.map((more, i) => profile(`p${i}`, more));
			const found = candidates(profiles);
			for (const { a, b, points, features } of found.pairs) {
				expect(a < b).toBe(true);
				expect(Number.isFinite(points)).toBe(true);
				expect(features.reduce((sum, each) => sum + each.points, 0)).toBeCloseTo(points);
			}
			const at = profiles.length ? Math.abs(turn) % profiles.length : 0;
			expect(candidates([...profiles.slice(at), ...profiles.slice(0, at)].reverse())).toEqual(
				found
			);
		}),
		{ numRuns: 300 }
	);
});

test('one alias shared by ten thousand suggests nobody, and is named', () => {
	const crowd = Array.from({ length: 10_000 }, (_, i) =>
		profile(`p${i}`, {
			names: ['the courier'],
			birthDates: [`19${50 + (i % 50)}-0${1 + (i % 9)}-1${i % 9}`]
		})
	);
	const { crowded, pairs } = candidates(crowd);
	expect(pairs.filter(({ points }) => points >= first)).toEqual([]);
	expect(crowded.some(({ profiles }) => profiles === 10_000)).toBe(true);
});

test.each([[''], ['unknown'], ['n a'], ['inconnu']])('“%s” is no name', (name) => {
	expect(firstAmong([profile('a', { names: [name] }), profile('b', { names: [name] })])).toEqual(
		[]
	);
});

test('an e-mail address that two hundred share says nothing of two of them', () => {
	const shared = [{ scheme: 'email', value: 'info@desk.example' }];
	const many = Array.from({ length: 200 }, (_, i) =>
		profile(`p${i}`, { names: [`given${i} family${i * 7}`], identifiers: shared })
	);
	expect(firstAmong(many)).toEqual([]);
});

test('facts are read where a source is certain of them', () => {
	expect([birthDate('1980-05-04'), birthDate('1980-05'), birthDate('1980')]).toEqual([
		'1980-05-04',
		'1980-05',
		'1980'
	]);
	expect([birthDate('04/05/1980'), birthDate('1980-02-31'), birthDate('80')]).toEqual([
		undefined,
		undefined,
		undefined
	]);
	expect([country('BE'), country('Belgique'), country('Belgium'), country('zz')]).toEqual([
		'be',
		'be',
		'be',
		undefined
	]);
	expect(
		factsOf('{"birthDate":["1980-05-04"],"Nationality":"French","address":"12 Rue É"}')
	).toEqual({
		birthDates: ['1980-05-04'],
		countries: [],
		addresses: ['12 rue e']
	});
});
