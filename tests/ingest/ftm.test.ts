import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Malformed, type ClaimDraft, type Json } from '#lib/domain/draft.ts';
import { parentsOf, schemaNames, schemaOf } from '#lib/domain/ftm-mapping.ts';
import { ftm } from '#lib/server/ingest/ftm.ts';
import { headOf } from '#lib/server/ingest/head.ts';
import { readerFor } from '#lib/server/ingest/readers.ts';
import {
	account,
	alma,
	company,
	entity,
	everything,
	harbour,
	lines,
	mail,
	ownership,
	payment,
	read,
	readAll,
	sanction,
	statement,
	wallet
} from './ftm-fixtures.ts';
import { readBack } from './read-back.ts';
import { said } from './xml-read.ts';

const reasons = (remarks: readonly { at: string; reason: string }[]) =>
	remarks.map(({ at, reason }) => `${at}: ${reason}`);
const brief = ({ type, originalType, from, to }: ClaimDraft) =>
	`${from} ${type} ${to} (${originalType})`;

test('is told by what an entity has, or by what a statement has', () => {
	const told = (text: string) => readerFor(headOf(Buffer.from(text)))?.id;
	expect(told(lines(alma, company))).toBe('ftm');
	expect(told(JSON.stringify([alma]))).toBe('ftm');
	expect(told(lines(statement('a', ['Person', 'name', 'A'])))).toBe('ftm');
	expect(told('{"id":"a","properties":{}}')).toBe('stix');
	expect(told('{"type":"bundle","id":"bundle--1","objects":[]}')).toBe('stix');
});

test('a person is a record; what many may share are things of their own', async () => {
	const { records, claims, rejected, warnings, read: count } = await readAll(alma);
	expect([rejected, warnings, count]).toEqual([[], [], 1]);
	expect(records).toEqual([
		{
			draft: 'record',
			at: 'line 1',
			ref: 'p-alma',
			originalType: 'Person',
			kind: 'person',
			names: ['Alma Corland', 'A. Corland', 'The Heron'],
			identifiers: [
				{ scheme: 'document-number', value: 'passport:AB123456' },
				{ scheme: 'external', value: 'wikidata:Q900000001' }
			],
			markingRefs: [],
			granularMarkings: [],
			source: { ref: 'dataset ledger', name: 'ledger' },
			modified: '2026-02-01T10:00:00.000Z',
			description: 'Runs two companies.',
			attributes: {
				id: 'p-alma',
				caption: 'Alma Corland',
				referents: ['ledger-0001'],
				datasets: ['ledger'],
				first_seen: '2026-01-01T00:00:00',
				last_seen: '2026-03-01T00:00:00',
				last_change: '2026-02-01T10:00:00',
				target: true,
				alias: 'The Heron',
				weakAlias: 'Alma',
				birthDate: '1971',
				nationality: 'fr',
				topics: 'crime.fin',
				email: 'Alma@Corland.example',
				phone: '+33612345678',
				website: 'https://corland.example/',
				passportNumber: 'AB 123456',
				wikidataId: 'Q900000001'
			}
		},
		...[
			['email', 'alma@corland.example', 'email'],
			['phone', '+33612345678', 'phone'],
			['domain', 'corland.example', 'website']
		].map(([kind, value, originalType]) => ({
			draft: 'record',
			at: 'line 1',
			ref: JSON.stringify([kind, value]),
			originalType,
			kind,
			names: [value],
			identifiers: [{ scheme: kind, value }],
			markingRefs: [],
			granularMarkings: [],
			attributes: {}
		}))
	]);
	expect(claims.map(brief)).toEqual([
		'p-alma LOCATED_IN a-harbour (addressEntity)',
		'p-alma CONTROLS ["email","alma@corland.example"] (email)',
		'p-alma CONTROLS ["phone","+33612345678"] (phone)',
		'p-alma CONTROLS ["domain","corland.example"] (website)'
	]);
	expect(claims[0]).toMatchObject({
		ref: '["p-alma","addressEntity","p-alma","a-harbour"]',
		source: { ref: 'dataset ledger' },
		modified: '2026-02-01T10:00:00.000Z'
	});
});

test('an ownership is a claim with its interval; a year is no moment and stays text', async () => {
	const { drafts, warnings } = await readAll(ownership);
	expect(drafts).toEqual([
		{
			draft: 'claim',
			at: 'line 1',
			ref: '["o-1","Ownership","p-alma","c-vell"]',
			originalType: 'Ownership',
			type: 'CONTROLS',
			from: 'p-alma',
			to: 'c-vell',
			markingRefs: [],
			validFrom: '2010-02-01T00:00:00.000Z',
			happenedAt: '2010-02-01T00:00:00.000Z',
			attributes: {
				id: 'o-1',
				startDate: '2010-02-01',
				endDate: '2020',
				percentage: '75%',
				proof: 'd-1'
			}
		}
	]);
	expect(reasons(warnings)).toEqual([
		'line 1: endDate: less exact than a day or a minute; it is kept as text'
	]);
});

describe('a payment', () => {
	const paid = async (properties: Record<string, Json>) => {
		const given = payment.properties as Record<string, Json>;
		const found = await readAll(entity('y-1', 'Payment', { ...given, ...properties }));
		return { ...found, transfers: found.claims.filter(({ type }) => type === 'TRANSFERRED') };
	};

	test('is a transfer of the exact amount, and says whose account was used', async () => {
		const { claims, warnings } = await readAll(payment);
		expect(warnings).toEqual([]);
		expect(claims.map(brief)).toEqual([
			'c-vell TRANSFERRED p-alma (Payment)',
			'c-vell USES b-own (payerAccount)'
		]);
		expect(claims[0]).toMatchObject({
			amountMinor: 1_250_050,
			currency: 'EUR',
			happenedAt: '2026-03-04T00:00:00.000Z',
			description: 'Consulting',
			attributes: { id: 'y-1', amount: '12500.5', currency: 'eur', payerAccount: 'b-own' }
		});
	});

	test.each([
		[{ amount: ['1.234'] }, 'amount: it may be read two ways; it is kept as text'],
		[
			{ amount: ['12.345,678'] },
			'amount: it has more digits than its currency; it is kept as text'
		],
		[{ amount: ['1e999'] }, 'amount: expected an amount; it is kept as text'],
		[{ amount: ['-5'] }, 'amount: expected an amount; it is kept as text'],
		[{ amount: ['5', '6'] }, 'amount: 2 amounts; it is kept as text'],
		[
			{ amount: ['9'.repeat(30)] },
			'amount: larger than can be counted exactly; it is kept as text'
		],
		[{ currency: ['QQQ'] }, 'amount: the digits of its currency are not known; it is kept as text'],
		[{ currency: [] }, 'amount: not in one currency; it is kept as text'],
		[{ payer: ['a', 'b'] }, 'amount: of 2 transfers together; it is kept as text']
	])('%j has no certain amount', async (properties, reason) => {
		const { transfers, warnings } = await paid(properties);
		expect(warnings.map((remark) => remark.reason)).toEqual([reason]);
		for (const { amountMinor, attributes } of transfers) {
			expect(amountMinor).toBeUndefined();
			expect(attributes).toHaveProperty('amount');
		}
	});

	test('between accounts alone is one between accounts', async () => {
		const { transfers } = await paid({ payer: [], beneficiary: [], beneficiaryAccount: ['b-2'] });
		expect(transfers.map(brief)).toEqual(['b-own TRANSFERRED b-2 (Payment)']);
	});
});

test('a call joins its people, else its numbers; an uncertain number identifies nothing', async () => {
	const { claims, records } = await readAll(
		entity('k-1', 'Call', {
			caller: ['p-alma'],
			callerNumber: ['+33612345678'],
			receiverNumber: ['0612 34'],
			startDate: ['2026-02-03T04:05']
		})
	);
	expect(claims.map(brief)).toEqual([
		'p-alma COMMUNICATED_WITH ["phone","0612 34"] (Call)',
		'p-alma USES ["phone","+33612345678"] (callerNumber)'
	]);
	expect(claims[0]).toMatchObject({ happenedAt: '2026-02-03T04:05:00.000Z' });
	expect(records.map(({ ref, identifiers }) => [ref, identifiers.length])).toEqual([
		['["phone","0612 34"]', 0],
		['["phone","+33612345678"]', 1]
	]);
});

test('an edge without both its ends is a record of its own, and nothing is lost', async () => {
	const { records, claims, warnings } = await readAll(
		entity('debt', 'Debt', { debtor: ['c-vell'], amount: ['7'], summary: ['owed'] })
	);
	expect(records).toMatchObject([
		{ ref: 'debt', kind: 'concept', description: 'owed', attributes: { amount: '7' } }
	]);
	expect(claims.map(brief)).toEqual(['debt RELATED_TO c-vell (debtor)']);
	expect(reasons(warnings)).toEqual([
		'line 1: debtor, creditor: not both ends, or more than 1000 pairs; it is a record of its own'
	]);
	const many = (name: string) => Array.from({ length: 40 }, (_, i) => `${name}${i}`);
	const wide = await readAll(entity('x', 'UnknownLink', { subject: many('a'), object: many('b') }));
	expect([wide.records.length, wide.claims.length]).toEqual([1, 80]);
});

test('who wrote to whom, holders, sanctions, places and cases', async () => {
	const { claims, records } = await readAll(
		mail,
		wallet,
		sanction,
		harbour,
		entity('case', 'CourtCase', { name: ['State v. Corland'] }),
		entity('part', 'CourtCaseParty', { party: ['p-alma'], case: ['case'], role: ['Witness'] }),
		entity('same', 'Similar', { candidate: ['p-alma'], match: ['p-2'], confidenceScore: ['0.9'] })
	);
	expect(claims.map(brief)).toEqual([
		'd-1 RELATED_TO p-alma (emitters)',
		'd-1 RELATED_TO c-vell (recipients)',
		'p-alma COMMUNICATED_WITH c-vell (emitters to recipients)',
		'p-alma CONTROLS w-1 (holder)',
		's-1 RELATED_TO p-alma (entity)',
		'p-alma INVOLVED_IN case (CourtCaseParty)',
		'p-alma ALIAS_OF p-2 (Similar)'
	]);
	expect(claims[2]?.happenedAt).toBe('2026-02-03T08:09:10.000Z');
	expect(claims[5]?.role).toBe('witness');
	expect(claims[6]?.statement).toBe('assessment');
	expect(records).toMatchObject([
		{ kind: 'document', names: ['The shipment'], attributes: { bodyText: 'Tuesday, as agreed.' } },
		{
			kind: 'wallet',
			identifiers: [{ scheme: 'wallet', value: 'bc1qfictionalwalletaddress0000000000000' }]
		},
		{ kind: 'document', names: ['List of Selin'], validFrom: '2025-01-01T12:30:00.000Z' },
		{ kind: 'location', latitude: 48.5, longitude: -2.25 },
		{ kind: 'case' }
	]);
});

test.each([
	['Vessel', 'imoNumber', 'IMO 1234567', 'external', 'imo:1234567'],
	['Vessel', 'imoNumber', '1234568', undefined, undefined],
	['Vessel', 'mmsi', '299123456', 'external', 'mmsi:299123456'],
	['Company', 'leiCode', '000000FAISCEAUTEST35', 'external', 'lei:000000FAISCEAUTEST35'],
	['Company', 'leiCode', '000000FAISCEAUTEST36', undefined, undefined],
	['Security', 'isin', 'ZZ000FAISCE4', 'external', 'isin:ZZ000FAISCE4'],
	['Security', 'isin', 'ZZ000FAISCE5', undefined, undefined],
	['Pages', 'contentHash', 'A'.repeat(40), 'sha1', 'a'.repeat(40)],
	['BankAccount', 'iban', 'XZ46 BELM 0000 0042 0000 77', 'iban', 'XZ46BELM00000042000077'],
	['BankAccount', 'iban', 'XZ47BELM00000042000077', undefined, undefined],
	['Passport', 'number', 'ab 12', 'document-number', 'passport:AB12']
])('%s.%s %s', async (schema, property, text, scheme, value) => {
	const { records, warnings } = await readAll(entity('x', schema, { [property]: [text] }));
	expect(records[0]?.identifiers).toEqual(scheme ? [{ scheme, value }] : []);
	expect(records[0]?.attributes[property]).toBe(text);
	expect(warnings).toHaveLength(scheme ? 0 : 1);
});

test('accounts by bank and number, and handles by service', async () => {
	const { records } = await readAll(
		entity('b', 'BankAccount', { accountNumber: ['123 4'], bic: ['BELMXXB1XXX'] }),
		entity('u', 'UserAccount', {
			username: ['@Heron'],
			service: ['Chat'],
			ipAddress: ['192.0.2.7']
		})
	);
	expect(records.flatMap(({ identifiers }) => identifiers)).toEqual([
		{ scheme: 'account', value: 'BELMXXB1:1234' },
		{ scheme: 'handle', value: 'chat:heron' },
		{ scheme: 'ip', value: '192.0.2.7' }
	]);
});

test('entities inside others are read by themselves, whichever side they stand on', async () => {
	const nested = entity('p-alma', 'Person', {
		name: ['Alma Corland'],
		addressEntity: [harbour],
		ownershipOwner: [entity('o-1', 'Ownership', { asset: [company] })],
		sanctions: [entity('s-1', 'Sanction', { program: ['List'] }), { odd: true }]
	});
	const { records, claims, read: count, rejected, warnings } = await readAll(nested);
	expect([count, rejected]).toEqual([5, []]);
	expect(records.map(({ ref }) => ref)).toEqual(['p-alma', 'a-harbour', 'c-vell', 's-1']);
	expect(claims.map(brief)).toEqual([
		'p-alma LOCATED_IN a-harbour (addressEntity)',
		'p-alma CONTROLS c-vell (Ownership)',
		's-1 RELATED_TO p-alma (sanctions)'
	]);
	expect(records[0]?.attributes.sanctions).toEqual({ odd: true });
	expect(reasons(warnings)).toEqual([
		'line 1: properties.sanctions: expected texts, got an object; it is kept as it is'
	]);
});

test('statements are put together to the entity they are about, and kept', async () => {
	const alpha = [
		statement('NK-1', ['LegalEntity', 'name', 'Alma']),
		statement('NK-1', ['Person', 'name', 'Alma Corland'], { entity_id: 'l-7', dataset: 'other' }),
		statement('NK-1', ['Person', 'id', 'checksum'])
	];
	const beta = statement('NK-2', ['Company', 'name', 'Vellmoor'], { external: true });
	const { records, read: count, rejected } = await readAll(...alpha, beta);
	expect([count, rejected]).toEqual([2, []]);
	expect(records).toMatchObject([
		{
			ref: 'NK-1',
			at: 'line 1',
			kind: 'person',
			names: ['Alma', 'Alma Corland'],
			attributes: {
				datasets: ['ledger', 'other'],
				referents: ['l-7'],
				first_seen: '2026-01-01T00:00:00'
			}
		},
		{ ref: 'NK-2', kind: 'organisation', statement: 'assessment', source: { name: 'ledger' } }
	]);
	expect(records[0]?.attributes.statements).toHaveLength(3);
	const turned = await readAll(...alpha.toReversed(), beta);
	expect(said(turned.drafts)).toBe(said(records));
	const apart = await readAll(...alpha, beta, statement('NK-1', ['Person', 'alias', 'Heron']));
	expect(reasons(apart.rejected)).toEqual([
		'line 5: id: said before in this file, and otherwise; put the parts of one entity together (ftm aggregate)'
	]);
	const wrong = await readAll(statement('a', ['Person', 'name', 'A'], { value: 7 }));
	expect(reasons(wrong.rejected)).toEqual(['line 1: value: expected text, got 7']);
});

test('a schema that is not known is a concept that keeps everything', async () => {
	const { records, warnings } = await readAll(
		entity('x', 'Spaceship', { name: ['Heron I'], crew: ['p-alma'] })
	);
	expect(records).toMatchObject([
		{
			kind: 'concept',
			originalType: 'Spaceship',
			names: ['Heron I'],
			attributes: { crew: 'p-alma' }
		}
	]);
	expect(reasons(warnings)).toEqual([
		'line 1: schema: not one of FollowTheMoney 4.11; the entity is a concept'
	]);
});

test('what Aleph marks as restricted or secret is held RED, and so are the things in it', async () => {
	const { records, claims } = await readAll(
		entity(
			'p',
			'Person',
			{ name: ['P'], email: ['p@corland.example'] },
			{ collection: { secret: true } }
		),
		entity('q', 'Person', { name: ['Q'], email: ['p@corland.example'] })
	);
	expect(records.map(({ ref, tlp }) => [ref, tlp])).toEqual([
		['p', 'red'],
		['["email","p@corland.example","red"]', 'red'],
		['q', undefined],
		['["email","p@corland.example"]', undefined]
	]);
	expect(claims.map(({ tlp }) => tlp)).toEqual(['red', undefined]);
});

test('of a document about child sexual abuse only the case metadata is kept', async () => {
	const { drafts, warnings } = await readAll(
		entity(
			'd',
			'Image',
			{
				fileName: ['x.jpg'],
				keywords: ['CSAM'],
				contentHash: ['a'.repeat(40)],
				sourceUrl: ['https://hidden.example/x'],
				pictured: ['p']
			},
			{ datasets: ['ledger'] }
		)
	);
	expect(drafts).toHaveLength(1);
	expect(drafts[0]).toMatchObject({
		names: [],
		identifiers: [],
		crimeArea: 'child-sexual-exploitation',
		tlp: 'amber+strict',
		handling: ['H3'],
		attributes: { id: 'd', datasets: ['ledger'] }
	});
	expect(said(drafts)).not.toMatch(/hidden|x\.jpg|aaaa|CSAM/);
	expect(warnings).toHaveLength(1);
});

test('every value of the file is found again', async () => {
	const walk = (value: Json): string[] =>
		typeof value === 'object' && value !== null
			? Object.values(value).flatMap(walk)
			: [String(value)];
	for (const one of everything) {
		const { schema: _schema, ...rest } = one;
		const { drafts } = await readAll(one);
		const text = said(drafts);
		for (const leaf of walk(rest)) expect(text, leaf).toContain(JSON.stringify(leaf).slice(1, -1));
	}
});

test('any order, and pieces of any length, give the same drafts', async () => {
	const plain = async (text: string, length?: number) =>
		(await read(text, length)).drafts.map((draft) => said([{ ...draft, at: '' }])).sort();
	const first = await plain(lines(...everything));
	expect(await plain(lines(...everything.toReversed()), 7)).toEqual(first);
	expect(await plain(JSON.stringify(everything))).toEqual(first);
});

describe('bad input', () => {
	const many = '"x",'.repeat(1_000_000);
	test.each([
		[
			'id',
			'{"id":7,"schema":"Person","properties":{}}',
			'line 1: id: expected a text of at most 1000 characters, got 7'
		],
		[
			'no schema',
			'{"id":"a","properties":{}}',
			'line 1: schema: expected the name of a schema, got nothing'
		],
		[
			'properties',
			'{"id":"a","schema":"Person","properties":[]}',
			'line 1: properties: expected an object, got a list of length 0'
		],
		[
			'twice',
			'{"id":"a","id":"b","schema":"Person"}',
			'line 1: a key stands twice in the same object'
		],
		[
			'infinite',
			'{"id":"a","schema":"Person","properties":{"height":[1e999]}}',
			'line 1: properties.height[0]: a number beyond what can be held'
		],
		[
			'deep',
			`{"id":"a","schema":"Person","properties":{"x":${'['.repeat(300)}${']'.repeat(300)}}}`,
			'line 1: nested deeper than 256 levels'
		],
		[
			'proto',
			'{"id":"a","schema":"Person","properties":{"__proto__":["x"]}}',
			'line 1: properties.__proto__: this key is not accepted'
		]
	])('%s is refused, the rest goes on', async (_what, line, reason) => {
		const { rejected, records, read: count } = await read(`${line}\n${lines(company)}`);
		expect(reasons(rejected)).toEqual([reason]);
		expect([records.length, count]).toEqual([1, 2]);
	});

	test.each([
		['empty', '', 'line 1, byte 0: the file is empty'],
		[
			'cut',
			'{"id":"a","schema":"Per',
			'line 1, byte 23: the file ends in the middle of its JSON: it is truncated'
		],
		[
			'NaN',
			'{"id":"a","schema":"Person","properties":{"height":[NaN]}}',
			'line 1, byte 52: expected a value, got "N"'
		]
	])('%s refuses the file', async (_what, text, message) => {
		await expect(read(text)).rejects.toThrow(Malformed);
		await expect(read(text)).rejects.toThrow(message);
	});

	test('other encodings are refused by name, a byte-order mark is not', async () => {
		await expect(read(Buffer.from(lines(company), 'utf16le'))).rejects.toThrow('UTF-16');
		await expect(read(Buffer.from('{"id":"\u00e9"}', 'latin1'))).rejects.toThrow('is not UTF-8');
		expect((await read(`\ufeff${lines(company)}`)).records).toHaveLength(1);
	});

	test('a million values, names or links are held within their bounds', async () => {
		const same = await read(`{"id":"a","schema":"Person","properties":{"name":[${many}"x"]}}`);
		expect(same.records[0]?.names).toEqual(['x']);
		const other = Array.from({ length: 1_000_000 }, (_, i) => `n${i}`);
		const named = await readAll(entity('a', 'Person', { name: other }));
		expect(named.records[0]?.names).toHaveLength(1_000);
		const linked = await readAll(entity('a', 'Sanction', { entity: other }));
		expect(reasons(linked.rejected)).toEqual([
			'line 1: properties: they name more than 20000 other entities'
		]);
	}, 30_000);

	test('the same entity again says nothing new; said otherwise it is refused', async () => {
		const { rejected, records } = await readAll(company, company, entity('c-vell', 'Company'));
		expect(records).toHaveLength(1);
		expect(rejected).toMatchObject([{ at: 'line 3', id: 'c-vell' }]);
	});
});

test('any nearly valid entity is stored or refused with a reason, and nothing else is thrown', async () => {
	const words = fc.constantFrom(
		'p-alma',
		'',
		'2026-02-31',
		'1e999',
		'+33',
		'x'.repeat(2_000),
		'\u202e\u0000'
	);
	const value = fc.oneof(fc.array(words, { maxLength: 3 }), fc.jsonValue({ maxDepth: 2 }), words);
	const properties = [
		'name',
		'email',
		'amount',
		'currency',
		'startDate',
		'entity',
		'iban',
		'keywords'
	];
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...schemaNames, 'Other', 'constructor'),
			fc.dictionary(
				fc.constantFrom(
					...properties,
					...everything.flatMap((each) => Object.keys(each.properties as object)),
					'owner',
					'constructor'
				),
				value
			),
			fc.dictionary(
				fc.constantFrom('datasets', 'last_change', 'caption', 'collection', 'id', 'schema'),
				value
			),
			async (schema, given, more) => {
				const one = {
					...entity('a', schema, given as Record<string, Json>),
					...(more as Record<string, Json>)
				};
				const { read: count, rejected, warnings, drafts } = await readAll(one);
				expect(count).toBeGreaterThanOrEqual(1);
				expect(rejected.length + drafts.length).toBeGreaterThan(0);
				for (const remark of [...rejected, ...warnings]) expect(remark.reason).not.toBe('');
			}
		),
		{ numRuns: 300 }
	);
}, 20_000);

test('every schema has its parents here, and an edge has two ends', () => {
	expect(schemaNames).toHaveLength(71);
	for (const name of schemaNames) {
		for (const parent of parentsOf(name)) expect(schemaNames).toContain(parent);
		const { edge, links, forms } = schemaOf(name);
		for (const end of [...(edge?.from ?? []), ...(edge?.to ?? [])])
			expect(links.has(end) || forms.has(end), `${name}.${end}`).toBe(true);
	}
});

test('through the whole of ingest: in, again, out as STIX, in once more, and undone', async () => {
	const { first } = await readBack(lines(...everything), {
		format: 'ftm',
		kinds: [
			...['account', 'document', 'document', 'domain', 'email', 'location', 'organisation'],
			...['person', 'phone', 'wallet']
		],
		types: [
			...['COMMUNICATED_WITH', 'CONTROLS', 'CONTROLS', 'CONTROLS', 'CONTROLS', 'CONTROLS'],
			...['LOCATED_IN', 'RELATED_TO', 'RELATED_TO', 'RELATED_TO', 'TRANSFERRED', 'USES']
		]
	});
	expect(first).toMatchObject({ read: 9, accepted: 9 });
}, 60_000);

test('an aborted reading stops', async () => {
	const stop = new AbortController();
	stop.abort(new Error('enough'));
	const bytes = (async function* () {
		await Promise.resolve();
		yield Buffer.from(lines(...everything, account));
	})();
	const all = (async () => {
		for await (const reading of ftm.read(bytes, { signal: stop.signal })) void reading;
	})();
	await expect(all).rejects.toThrow('enough');
});
