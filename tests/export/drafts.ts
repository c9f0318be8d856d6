/** Fictional drafts that did not come from STIX: one thing of every kind, tied to each other. */
import type { ClaimDraft, DraftIdentifier, RecordDraft } from '#lib/domain/draft.ts';
import { kindNames, type Kind } from '#lib/domain/kinds.ts';
import { claimTypeNames } from '#lib/domain/claim-types.ts';

const identifiers: Partial<Record<Kind, DraftIdentifier[]>> = {
	domain: [{ scheme: 'domain', value: 'vellmoor.example' }],
	ip: [{ scheme: 'ip', value: '192.0.2.9' }],
	network: [{ scheme: 'network', value: '192.0.2.0/24' }],
	url: [{ scheme: 'url', value: 'https://vellmoor.example/pay' }],
	email: [{ scheme: 'email', value: 'desk@vellmoor.example' }],
	phone: [{ scheme: 'phone', value: '+990001112' }],
	device: [{ scheme: 'mac', value: '02:00:00:00:00:01' }],
	file: [
		{ scheme: 'sha256', value: 'cd'.repeat(32) },
		{ scheme: 'md5', value: 'ef'.repeat(16) }
	],
	vulnerability: [{ scheme: 'cve', value: 'CVE-2026-55555' }],
	account: [{ scheme: 'iban', value: 'XX00BELM0001' }],
	wallet: [{ scheme: 'wallet', value: 'bc1qexampleexample' }]
};

export const record = (kind: Kind, more: Partial<RecordDraft> = {}): RecordDraft => ({
	draft: 'record',
	at: `row ${kind}`,
	ref: `ledger:${kind}`,
	originalType: `row-${kind}`,
	source: { ref: 'ledger', name: 'Ledger of the Belmark bank' },
	kind,
	names: [`The ${kind}`, `${kind} two`],
	identifiers: identifiers[kind] ?? [],
	granularMarkings: [],
	markingRefs: [],
	attributes: { column: kind, nested: { list: [1, 'two', null] } },
	...more
});

export const claim = (
	type: ClaimDraft['type'],
	from: Kind,
	to: Kind,
	more: Partial<ClaimDraft> = {}
): ClaimDraft => ({
	draft: 'claim',
	at: `row ${type}`,
	ref: `ledger:${type}:${from}:${to}`,
	originalType: `says-${type}`,
	source: { ref: 'ledger', name: 'Ledger of the Belmark bank' },
	type,
	from: `ledger:${from}`,
	to: `ledger:${to}`,
	markingRefs: [],
	attributes: { row: 7 },
	...more
});

export const records: RecordDraft[] = [
	...kindNames.map((kind) => record(kind)),
	record('person', {
		ref: 'ledger:mule',
		names: ['Mule'],
		dataSubject: 'suspect',
		tlp: 'red',
		pap: 'amber',
		handling: ['H1', 'H3'],
		handlingNote: 'Ask Corland first',
		evaluation: { scheme: 'europol-4x4', source: 'B', information: '2' },
		statement: 'assessment',
		confidence: 40,
		modified: '2026-02-03T04:05:06.007Z',
		revoked: true,
		validFrom: '2026-01-01T00:00:00.000Z',
		description: 'A description',
		sectors: ['banking'],
		crimeArea: 'money-laundering'
	}),
	record('location', { ref: 'ledger:port', latitude: 51.25, longitude: -3.5 })
];

export const claims: ClaimDraft[] = [
	...claimTypeNames.map((type) => claim(type, 'person', 'organisation')),
	claim('TRANSFERRED', 'account', 'wallet', {
		amountMinor: 123_456_789,
		currency: 'EUR',
		happenedAt: '2026-03-04T05:06:07.000Z',
		tlp: 'green',
		handling: ['H2'],
		evaluation: { scheme: 'admiralty', source: 'C', information: '3' }
	}),
	claim('INVOLVED_IN', 'persona', 'case', { role: 'witness' })
];
