import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
	isRestricted,
	Reason,
	reasonFault,
	withheldClaim,
	withheldRecord
} from '#lib/domain/restricted.ts';
import type { CardClaim, CardRecord, Provenance } from '#lib/domain/subgraph.ts';

const said: Provenance = {
	id: 'r-1',
	source: { id: 's', name: 'Source 117' },
	owner: { id: 'belmark', name: 'Belmark' },
	tlp: 'red',
	pap: null,
	handling: ['H1'],
	handlingNote: 'secret note',
	evaluation: { scheme: 'europol-4x4', source: 'A', information: '1' },
	confidence: 90,
	statement: 'fact',
	status: 'intelligence',
	obtainedAt: '2026-01-01T00:00:00.000Z',
	modified: null,
	validFrom: '2026-01-01',
	validUntil: '2026-02-01',
	reviewBy: null,
	purpose: [],
	revoked: false,
	demonstration: false,
	originalType: 'identity'
};

describe('restricted', () => {
	test.each([
		['red', [], undefined, 'domain', true],
		['amber', ['H1'], undefined, 'domain', true],
		['amber', ['H0', 'H2'], undefined, 'domain', true],
		['clear', ['H3'], undefined, 'domain', true],
		['amber', [], 'victim', 'person', true],
		['green', [], 'witness', 'person', true],
		['amber+strict', ['H0'], 'suspect', 'person', false],
		['amber', [], 'victim', 'organisation', false],
		['amber', [], 'victim', undefined, false],
		['clear', [], null, 'person', false]
	] as const)('%s %j %s %s: %s', (tlp, handling, dataSubject, kind, expected) => {
		expect(isRestricted({ tlp, handling, dataSubject }, kind)).toBe(expected);
	});

	test('what is left of a record and a claim says nothing of what they say', () => {
		const record: CardRecord = {
			...said,
			names: ['Jane Roe'],
			identifiers: [{ scheme: 'email', value: 'jane@example.test' }],
			description: 'Jane saw it',
			attributes: '{"seen":"Jane"}',
			dataSubject: 'witness',
			crimeArea: 'ransomware',
			sectors: ['energy'],
			stub: false
		};
		const claim: CardClaim = {
			...said,
			type: 'MET',
			direction: 'out',
			other: { id: 'e-2', name: 'the other end is drawn anyway', kind: 'person' },
			description: 'Jane met him',
			attributes: '{"where":"Jane"}',
			amountMinor: 100,
			currency: 'EUR',
			happenedAt: '2026-01-01',
			role: 'Jane',
			unusualEnds: false
		};
		for (const left of [withheldRecord(record), withheldClaim(claim)]) {
			expect(left).toMatchObject({
				id: 'r-1',
				tlp: 'red',
				owner: { id: 'belmark' },
				withheld: true
			});
			expect(JSON.stringify(left)).not.toMatch(
				/Jane|jane|Source 117|secret note|EUR|2026-02-01|witness/
			);
		}
	});
});

test('a reason has a purpose of the list and ten characters that say something', () => {
	const given = (purpose: string, text: string) => v.safeParse(Reason, { purpose, text }).success;
	expect(given('investigation', 'Case 7, the interview')).toBe(true);
	expect(given('curiosity', 'Case 7, the interview')).toBe(false);
	expect(given('investigation', 'x        x')).toBe(false);
	expect(given('investigation', '   short   ')).toBe(false);
	expect(given('investigation', 'x'.repeat(1001))).toBe(false);
});

describe('a reason', () => {
	test.each([
		['aaaaaaaaaa', 'few-words'],
		['aaaa aaaa aaaa', 'few-words'],
		['abc abc abc abc', 'few-words'],
		['1234567890 12', 'few-words'],
		['.......... !!', 'few-words'],
		['investigation', 'few-words'],
		['case  7', 'short'],
		['An  INVESTIGATION I work on', 'repeats-purpose'],
		['Case 7, the interview of Jane', undefined],
		['Dossier 2026-117, audition demain', undefined],
		['Υπόθεση 7, κατάθεση', undefined]
	])('%j: %s', (text, fault) => {
		expect(reasonFault(text, 'An investigation I work on')).toBe(fault);
		expect(v.is(Reason, { purpose: 'investigation', text })).toBe(
			fault === undefined || fault === 'repeats-purpose'
		);
	});
});
