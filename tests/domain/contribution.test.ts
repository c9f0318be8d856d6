/** What an analyst types into the form of a claim. */
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { ClaimForm } from '#lib/domain/contribution.ts';

const form = {
	once: '7f2c1f2a-3a53-4f0e-9d5e-1f1e1a6e2b01',
	type: 'USES',
	from: 'a',
	to: 'b',
	statement: 'fact',
	evaluation: { scheme: 'europol-4x4', source: 'A', information: '1' },
	tlp: 'amber',
	handling: [],
	description: ''
};

test.each(['2026-02-28', '2024-02-29', '2026-12-31'])('%s is a day', (validFrom) => {
	expect(v.is(ClaimForm, { ...form, validFrom })).toBe(true);
});

test('nothing is said of an entity and itself', () => {
	expect(v.is(ClaimForm, { ...form, to: 'a' })).toBe(false);
});

test.each(['2026-02-31', '2026-02-29', '2026-04-31', '2026-13-01', '2026-00-10'])(
	'%s is none',
	(validFrom) => {
		expect(v.is(ClaimForm, { ...form, validFrom })).toBe(false);
	}
);
