import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Malformed, type ClaimDraft, type Json, type JsonObject } from '#lib/domain/draft.ts';
import { assetKind, sectorOf } from '#lib/domain/veris-mapping.ts';
import { headOf } from '#lib/server/ingest/head.ts';
import { readerFor } from '#lib/server/ingest/readers.ts';
import { veris } from '#lib/server/ingest/veris.ts';
import { readBack } from './read-back.ts';
import { readWith, said } from './xml-read.ts';

const read = (input: string | Uint8Array, length?: number) => readWith(veris, input, length);
const lines = (...all: readonly JsonObject[]) =>
	all.map((each) => `${JSON.stringify(each)}\n`).join('');
const reasons = (remarks: readonly { at: string; reason: string }[]) =>
	remarks.map(({ at, reason }) => `${at}: ${reason}`);
const brief = ({ type, originalType, from, to }: ClaimDraft) =>
	`${from} ${type} ${to} (${originalType})`;

/** One incident with one of everything; nobody and nothing in it exists. */
const incident: JsonObject = {
	incident_id: 'inc-1',
	schema_version: '1.4.0',
	schema_name: 'ledger',
	source_id: 'ledger',
	security_incident: 'Confirmed',
	confidence: 'High',
	summary: 'A fictional port authority was extorted.',
	reference: 'https://news.example/1; https://news.example/2',
	targeted: 'Opportunistic',
	campaign_id: 'winter',
	victim: {
		victim_id: 'Port Selin Authority',
		industry: '622110',
		employee_count: '101 to 1000',
		country: ['FR'],
		state: 'FR-BRE',
		region: ['150155'],
		government: ['NA'],
		locations_affected: 2,
		revenue: { amount: 4500000, iso_currency_code: 'EUR' },
		secondary: { amount: 2, victim_id: ['Vellmoor Trading', 'Unknown'], notes: 'clients' }
	},
	actor: {
		external: {
			variety: ['Organized crime'],
			motive: ['Financial'],
			country: ['Unknown'],
			name: ['Grey Heron'],
			region: ['000000']
		},
		internal: { variety: ['System admin'], motive: ['NA'], job_change: ['Let go'] },
		partner: { motive: ['NA'], industry: '541511', country: ['FR'], notes: 'hosting' }
	},
	action: {
		hacking: {
			variety: ['Exploit vuln', 'Unknown'],
			vector: ['Web application'],
			cve: 'cve-2026-10001, CVE-2026-10002',
			result: ['Infiltrate']
		},
		malware: { variety: ['Ransomware'], vector: ['Direct install'], name: 'HeronLock', notes: 'n' },
		social: { variety: ['Phishing'], vector: ['Email'], target: ['End-user'] },
		unknown: { notes: 'before that' }
	},
	asset: {
		assets: [
			{ variety: 'S - Database', amount: 3 },
			{ variety: 'P - End-user' },
			{ variety: 'Unknown' }
		],
		cloud: ['On-Premise Asset(s)'],
		governance: ['Internally isolated'],
		country: ['FR'],
		total_amount: 4,
		notes: 'in the harbour office'
	},
	attribute: {
		confidentiality: {
			data_disclosure: 'Yes',
			data: [{ variety: 'Personal', amount: 1200 }],
			data_total: 1200,
			data_victim: ['Customer'],
			state: ['Stored unencrypted']
		},
		integrity: { variety: ['Software installation'] },
		availability: { variety: ['Obscuration'], duration: { unit: 'Days', value: 4 } }
	},
	timeline: {
		incident: { year: 2026, month: 2, day: 9, time: '04:10' },
		compromise: { unit: 'Hours', value: 5 },
		exfiltration: { unit: 'NA' },
		discovery: { unit: 'Days', value: 2 },
		containment: { unit: 'Weeks' }
	},
	discovery_method: { internal: { variety: ['HIDS'] } },
	discovery_notes: 'an alert',
	control_failure: 'no patch',
	corrective_action: 'patched',
	cost_corrective_action: 'Simple and cheap',
	impact: {
		overall_rating: 'Damaging',
		overall_amount: 125000.5,
		iso_currency_code: 'EUR',
		loss: [{ variety: 'Response and recovery', rating: 'Major', amount: 100000 }]
	},
	ioc: [{ indicator: 'heron.example', comment: 'panel' }],
	value_chain: { targeting: { variety: ['Vulnerabilities'] } },
	notes: 'end',
	plus: { modified: '2026-03-01T10:00:00.000Z', analyst: 'nobody', dbir_year: 2026 }
};

test('is told by its incident_id and two of its sections', () => {
	const told = (text: string) => readerFor(headOf(Buffer.from(text)))?.id;
	expect(told(JSON.stringify(incident))).toBe('veris');
	expect(told(JSON.stringify([incident]))).toBe('veris');
	expect(told(lines(incident, incident))).toBe('veris');
	expect(told('{"incident_id":"a"}')).toBe('stix');
});

test('an incident becomes a record that holds all it says, and a claim to each thing it names', async () => {
	const { records, claims, rejected, warnings, read: count } = await read(lines(incident));
	expect([rejected, warnings, count]).toEqual([[], [], 1]);
	const { summary, ...rest } = incident;
	expect(records[0]).toEqual({
		draft: 'record',
		at: 'line 1',
		ref: 'inc-1',
		originalType: 'incident',
		kind: 'incident',
		names: [summary],
		identifiers: [],
		markingRefs: [],
		granularMarkings: [],
		source: { ref: 'veris ledger', name: 'ledger' },
		modified: '2026-03-01T10:00:00.000Z',
		description: summary,
		validFrom: '2026-02-09T00:00:00.000Z',
		crimeArea: 'ransomware',
		sectors: ['health'],
		attributes: rest
	});
	expect(records.slice(1).map(({ kind, names, ref }) => [kind, ...names, ref])).toEqual([
		['organisation', 'Port Selin Authority', '["victim","Port Selin Authority"]'],
		['organisation', 'Vellmoor Trading', '["victim","Vellmoor Trading"]'],
		['group', 'Grey Heron', '["actor","Grey Heron"]'],
		['technique', 'Exploit vuln', '["action hacking","Exploit vuln"]'],
		['vulnerability', 'CVE-2026-10001', '["cve","CVE-2026-10001"]'],
		['vulnerability', 'CVE-2026-10002', '["cve","CVE-2026-10002"]'],
		['technique', 'Ransomware', '["action malware","Ransomware"]'],
		['malware', 'HeronLock', '["malware","HeronLock"]'],
		['technique', 'Phishing', '["action social","Phishing"]'],
		['device', 'S - Database', '["inc-1","asset","S - Database"]'],
		['concept', 'P - End-user', '["inc-1","asset","P - End-user"]'],
		['indicator', 'heron.example', '["inc-1","ioc","heron.example"]'],
		['campaign', 'winter', '["campaign","winter"]']
	]);
	expect(records[5]?.identifiers).toEqual([{ scheme: 'cve', value: 'CVE-2026-10001' }]);
	expect(claims.map(brief)).toEqual([
		'inc-1 HARMED ["victim","Port Selin Authority"] (victim)',
		'inc-1 HARMED ["victim","Vellmoor Trading"] (secondary victim)',
		'inc-1 ATTRIBUTED_TO ["actor","Grey Heron"] (external actor)',
		'inc-1 USES ["action hacking","Exploit vuln"] (action hacking)',
		'inc-1 EXPLOITS ["cve","CVE-2026-10001"] (cve)',
		'inc-1 EXPLOITS ["cve","CVE-2026-10002"] (cve)',
		'inc-1 USES ["action malware","Ransomware"] (action malware)',
		'inc-1 USES ["malware","HeronLock"] (malware)',
		'inc-1 USES ["action social","Phishing"] (action social)',
		'inc-1 TARGETED ["inc-1","asset","S - Database"] (asset)',
		'inc-1 TARGETED ["inc-1","asset","P - End-user"] (asset)',
		'["inc-1","ioc","heron.example"] INDICATES inc-1 (ioc)',
		'inc-1 PART_OF ["campaign","winter"] (campaign)'
	]);
	for (const claim of claims)
		expect(claim).toMatchObject({
			happenedAt: '2026-02-09T00:00:00.000Z',
			modified: '2026-03-01T10:00:00.000Z',
			source: { name: 'ledger' }
		});
});

test('every value of the file is found again', async () => {
	const walk = (value: Json): string[] =>
		typeof value === 'object' && value !== null
			? Object.values(value).flatMap(walk)
			: [JSON.stringify(value)];
	const text = said((await read(lines(incident))).drafts);
	for (const leaf of walk(incident)) expect(text).toContain(leaf);
});

test('where words say child sexual abuse, no link and no indicator is kept', async () => {
	const { drafts, warnings } = await read(lines({ ...incident, notes: 'found CSAM on it' }));
	expect(said(drafts)).not.toMatch(/news\.example|heron\.example/);
	expect(warnings).toHaveLength(1);
	expect((await read(lines(incident))).warnings).toEqual([]);
});

test('what nobody confirmed is an assessment', async () => {
	for (const standing of ['Suspected', 'Near miss', 'False positive']) {
		const { drafts } = await read(lines({ ...incident, security_incident: standing }));
		for (const draft of drafts)
			if (draft.draft === 'claim' || (draft.draft === 'record' && draft.kind === 'incident'))
				expect(draft.statement).toBe('assessment');
	}
});

test.each([
	[{ year: 2026 }, undefined, []],
	[{ year: 2026, month: 2 }, undefined, []],
	[
		{ year: 2026, month: 2, day: 31 },
		undefined,
		['line 1: timeline.incident: no such date or time; it stays as it is']
	],
	[{ year: '2026', month: 2, day: 1 }, undefined, []],
	[{ year: 2026, month: 12, day: 1 }, '2026-12-01T00:00:00.000Z', []]
])('the day of %j', async (when, day, remarks) => {
	const { records, warnings } = await read(
		lines({ ...incident, timeline: { incident: when as JsonObject } })
	);
	expect(records[0]?.validFrom).toBe(day);
	expect(records[0]?.attributes.timeline).toEqual({ incident: when });
	expect(reasons(warnings)).toEqual(remarks);
});

test('two incidents share victims and techniques, never assets', async () => {
	const { records } = await read(lines(incident, { ...incident, incident_id: 'inc-2' }));
	const refs = (kind: string) =>
		new Set(records.filter((each) => each.kind === kind).map(({ ref }) => ref)).size;
	expect([refs('incident'), refs('organisation'), refs('technique'), refs('device')]).toEqual([
		2, 2, 3, 2
	]);
});

test('words for nothing make no thing; older shapes are read', async () => {
	const { records } = await read(
		lines({
			incident_id: 'old',
			victim: [{ victim_id: 'Unknown' }, { victim_id: 'Vellmoor Trading' }],
			actor: { external: [{ name: 'Grey Heron' }], unknown: {} },
			action: { unknown: {} }
		})
	);
	expect(records.map(({ names }) => names)).toEqual([
		['old'],
		['Vellmoor Trading'],
		['Grey Heron']
	]);
});

test('sectors and kinds are only what a code or letter settles', () => {
	expect(['622110', '92', '22', '221310', '541511', 'x', '000'].map(sectorOf)).toEqual([
		'health',
		'public-administration',
		undefined,
		'drinking-water',
		undefined,
		undefined,
		undefined
	]);
	expect(['U - Laptop', 'P - Cashier', 'Other', 'S -x'].map(assetKind)).toEqual([
		'device',
		'concept',
		'concept',
		'concept'
	]);
});

test('any order, and pieces of any length, give the same drafts', async () => {
	const other = { ...incident, incident_id: 'inc-2' };
	const plain = async (text: string, length?: number) =>
		(await read(text, length)).drafts.map((draft) => said([{ ...draft, at: '' }])).sort();
	const first = await plain(lines(incident, other));
	expect(await plain(lines(other, incident), 7)).toEqual(first);
	expect(await plain(JSON.stringify([incident, other], null, 2))).toEqual(first);
});

describe('bad input', () => {
	test.each([
		[
			'{"incident_id":7,"action":{}}',
			'line 1: incident_id: expected a text of at most 1000 characters, got 7'
		],
		[
			'{"incident_id":"a"}',
			'line 1: expected an incident of VERIS: it has no action, actor, asset or victim'
		],
		['{"incident_id":"a","plus":{"x":1,"x":2}}', 'line 1: a key stands twice in the same object'],
		[
			'{"incident_id":"a","impact":{"overall_amount":1e999}}',
			'line 1: impact.overall_amount: a number beyond what can be held'
		],
		[
			`{"incident_id":"a","action":${'['.repeat(300)}${']'.repeat(300)}}`,
			'line 1: nested deeper than 256 levels'
		]
	])('%s is refused, the rest goes on', async (line, reason) => {
		const { rejected, records, read: count } = await read(`${line}\n${lines(incident)}`);
		expect(reasons(rejected)).toEqual([reason]);
		expect([records.length, count]).toEqual([14, 2]);
	});

	test('the same incident said otherwise is refused; wrong shapes are remarked and kept', async () => {
		const again = await read(lines(incident, incident, { ...incident, notes: 'other' }));
		expect([again.read, again.records.length]).toEqual([3, 14]);
		expect(reasons(again.rejected)).toEqual([
			'line 3: incident_id: said before in this file, and otherwise'
		]);
		const odd = {
			actor: 7,
			action: { malware: { variety: [{}] } },
			asset: { assets: 'x' },
			plus: []
		};
		const { warnings, records } = await read(lines({ incident_id: 'odd', ...odd }));
		expect(records[0]?.attributes).toMatchObject(odd);
		expect(warnings.map(({ reason }) => reason)).toEqual([
			'plus: expected an object, got a list of length 0',
			'actor: expected an object, got 7',
			'variety: expected a word, got an object',
			'assets: expected an object, got a text of length 1'
		]);
	});

	test.each([
		['', 'line 1, byte 0: the file is empty'],
		['{"incident_id":"a","act', 'the file ends in the middle of its JSON: it is truncated'],
		['{"incident_id":"a","action":NaN}', 'line 1, byte 28: expected a value']
	])('%j refuses the file', async (text, message) => {
		await expect(read(text)).rejects.toThrow(Malformed);
		await expect(read(text)).rejects.toThrow(message);
	});

	test('other encodings are refused by name, a byte-order mark is not', async () => {
		await expect(read(Buffer.from(lines(incident), 'utf16le'))).rejects.toThrow('UTF-16');
		expect((await read(`\ufeff${lines(incident)}`)).records).toHaveLength(14);
	});

	test('a million words are held within their bounds', async () => {
		const many = Array.from({ length: 1_000_000 }, (_, i) => `w${i}`);
		const wide = await read(lines({ incident_id: 'a', action: { error: { variety: many } } }));
		expect(wide.records).toHaveLength(1_001);
		expect(wide.warnings).toHaveLength(1);
	}, 20_000);
});

test('any nearly valid incident is stored or refused with a reason, and nothing else is thrown', async () => {
	const damaged = (value: Json, at: number, by: Json): Json => {
		let left = at;
		const walk = (here: Json): Json => {
			if (left-- === 0) return by;
			if (Array.isArray(here)) return here.map(walk);
			if (typeof here !== 'object' || here === null) return here;
			return Object.fromEntries(Object.entries(here).map(([key, item]) => [key, walk(item)]));
		};
		return walk(value);
	};
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 160 }),
			fc.oneof(
				fc.jsonValue({ maxDepth: 2 }),
				fc.constantFrom('', 'x'.repeat(2_000), -1, 1e300, '\u202e\u0000', '2026-02-31')
			),
			async (at, by) => {
				const text = JSON.stringify(damaged(incident, at, by as Json));
				const { read: count, rejected, warnings, drafts } = await read(text);
				expect(count).toBe(1);
				expect(rejected.length === 1).toBe(drafts.length === 0);
				for (const remark of [...rejected, ...warnings]) {
					expect(remark.at).toBe('line 1');
					expect(remark.reason).not.toBe('');
				}
			}
		),
		{ numRuns: 300 }
	);
}, 20_000);

test('through the whole of ingest: in, again, out as STIX, in once more, and undone', async () => {
	const { first } = await readBack(lines(incident), {
		format: 'veris',
		kinds: [
			...['campaign', 'concept', 'device', 'group', 'incident', 'indicator', 'malware'],
			...['organisation', 'organisation', 'technique', 'technique', 'technique'],
			...['vulnerability', 'vulnerability']
		],
		types: [
			...['ATTRIBUTED_TO', 'EXPLOITS', 'EXPLOITS', 'HARMED', 'HARMED', 'INDICATES', 'PART_OF'],
			...['TARGETED', 'TARGETED', 'USES', 'USES', 'USES', 'USES']
		]
	});
	expect(first).toMatchObject({ read: 1, accepted: 1 });
}, 60_000);
