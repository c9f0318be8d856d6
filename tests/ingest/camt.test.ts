import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Malformed } from '#lib/domain/draft.ts';
import { bic, iban } from '#lib/domain/identifiers.ts';
import { camt } from '#lib/server/ingest/camt.ts';
import { headOf } from '#lib/server/ingest/head.ts';
import { readerFor, readers } from '#lib/server/ingest/readers.ts';
import {
	account,
	alma,
	balance,
	bruno,
	entry,
	ibanOf,
	incoming,
	own,
	statement
} from './camt-fixtures.ts';
import { readBack } from './read-back.ts';
import { leaves, readWith, said } from './xml-read.ts';

const read = (text: string | Uint8Array, length?: number) => readWith(camt, text, length);
const reasons = (remarks: readonly { at: string; reason: string }[]) =>
	remarks.map(({ at, reason }) => `${at}: ${reason}`);
const party = (side: 'Dbtr' | 'Cdtr', name: string, number?: string) =>
	`<${side}><Nm>${name}</Nm></${side}>${number ? `<${side}Acct><Id><IBAN>${number}</IBAN></Id></${side}Acct>` : ''}`;
const details = (inner: string, parties = '') =>
	`<NtryDtls><TxDtls>${inner}<RltdPties>${parties}</RltdPties></TxDtls></NtryDtls>`;
const transfers = async (text: string) =>
	(await read(text)).claims.filter(({ type }) => type === 'TRANSFERRED');
const ref = (number: string, name = '') => JSON.stringify(['account', `iban:${number}`, name]);

test('a transfer that came in is a claim from the other account to ours, exactly', async () => {
	const { records, claims, rejected, warnings, read: count } = await read(statement(incoming));
	expect([rejected, warnings, count]).toEqual([[], [], 2]);
	expect(records).toEqual([
		{
			draft: 'record',
			at: 'line 6, column 1',
			ref: ref(own, 'Vellmoor Trading Ltd'),
			originalType: 'CashAccount',
			kind: 'account',
			names: ['Vellmoor Trading Ltd'],
			identifiers: [{ scheme: 'iban', value: own }],
			markingRefs: [],
			granularMarkings: [],
			attributes: { 'account holder': 'Vellmoor Trading Ltd', IBAN: own }
		},
		expect.objectContaining({
			ref: ref(alma, 'Alma Corland'),
			kind: 'account',
			names: ['Alma Corland'],
			identifiers: [{ scheme: 'iban', value: alma }]
		}),
		expect.objectContaining({
			kind: 'document',
			names: ['Account statement ST-1'],
			originalType: 'Account statement',
			attributes: expect.objectContaining({
				id: 'ST-1',
				'electronic sequence number': '41',
				'account / bank / institution / BIC': 'BELMXXB1',
				'account / currency': 'EUR',
				'message type': 'camt.053.001.02',
				'message / message': 'MSG-7'
			})
		})
	]);
	const [transfer, about] = claims;
	expect(about).toMatchObject({
		type: 'RELATED_TO',
		originalType: 'statement of',
		to: ref(own, 'Vellmoor Trading Ltd')
	});
	expect(transfer).toEqual({
		draft: 'claim',
		at: expect.stringMatching(/^line \d+, column \d+$/),
		ref: JSON.stringify([
			'reference',
			'BELM-2026-0001',
			1,
			`iban:${own}`,
			1,
			10_000,
			'EUR',
			'2026-03-05'
		]),
		originalType: 'PMNT/RCDT/ESCT',
		type: 'TRANSFERRED',
		from: ref(alma, 'Alma Corland'),
		to: ref(own, 'Vellmoor Trading Ltd'),
		markingRefs: [],
		modified: '2026-03-05T05:30:00.000Z',
		amountMinor: 10_000,
		currency: 'EUR',
		happenedAt: '2026-03-04T00:00:00.000Z',
		description: 'Invoice 77\nsecond part',
		attributes: {
			'references / end-to-end reference': 'INV-77',
			'references / mandate': 'M-1',
			'amounts / instructed amount / amount': '110.00 USD',
			'amounts / amount of the transaction / amount': '100.00 EUR',
			'amounts / amount of the transaction / exchange / source currency': 'USD',
			'amounts / amount of the transaction / exchange / target currency': 'EUR',
			'amounts / amount of the transaction / exchange / exchange rate': '1.1',
			'parties / debtor / name': 'Alma Corland',
			'parties / debtor / address / country': 'FR',
			'parties / debtor / address / address': ['1 Harbour Lane', 'Port Selin'],
			'parties / account of the debtor / id / IBAN': alma,
			'parties / ultimate debtor / name': 'Corland Estate',
			'banks / bank of the debtor / institution / BIC': 'CORLFRP1XXX',
			'purpose / code': 'GDDS',
			'remittance information / text': ['Invoice 77', 'second part'],
			'remittance information / structured 1 / reference of the creditor / reference':
				'RF18539007547034',
			'remittance information / structured 2 / document / number': '77',
			'entry / amount': '100.00 EUR',
			'entry / credit or debit': 'CRDT',
			'entry / status': 'BOOK',
			'entry / booking date / date': '2026-03-04',
			'entry / value date / date': '2026-03-05',
			'entry / reference of the bank': 'BELM-2026-0001',
			'entry / bank transaction code / domain / code': 'PMNT',
			'entry / bank transaction code / domain / family / code': 'RCDT',
			'entry / bank transaction code / domain / family / sub-family': 'ESCT',
			'entry / bank transaction code / own / code': 'NTRF+166',
			'entry / bank transaction code / own / issuer': 'BELM',
			'entry / additional information on the entry': 'SEPA credit transfer',
			'entry / batch / number of transactions': '1'
		}
	});
});

test('every value of a statement is found again in its drafts', async () => {
	const text = statement(
		`<RltdAcct><Id><IBAN>${bruno}</IBAN></Id></RltdAcct><Intrst><Rate><Tp><Pctg>0.25</Pctg></Tp></Rate></Intrst>${balance('OPBD', '0.00')}${balance('CLBD', '100.00')}<TxsSummry><TtlNtries><NbOfNtries>1</NbOfNtries><Sum>100.00</Sum></TtlNtries></TxsSummry>${incoming}<AddtlStmtInf>the last page</AddtlStmtInf>`,
		{
			head: '<FrToDt><FrDtTm>2026-03-04T00:00:00</FrDtTm><ToDtTm>2026-03-04T23:59:59</ToDtTm></FrToDt><CpyDplctInd>DUPL</CpyDplctInd>'
		}
	).replace(
		'</BkToCstmrStmt>',
		'<SplmtryData><PlcAndNm>x</PlcAndNm><Envlp><Own>kept too</Own></Envlp></SplmtryData></BkToCstmrStmt>'
	);
	const { drafts, warnings, rejected, read: count } = await read(text);
	const all = said(drafts);
	for (const value of leaves(text)) expect(all).toContain(JSON.stringify(value).slice(1, -1));
	expect([warnings, rejected, count]).toEqual([[], [], 3]);
});

describe('who pays whom', () => {
	test.each([
		['CRDT', '', 'Dbtr', 'in'],
		['DBIT', '', 'Cdtr', 'out'],
		['CRDT', '<RvslInd>true</RvslInd>', 'Cdtr', 'in'],
		['DBIT', '<RvslInd>true</RvslInd>', 'Dbtr', 'out'],
		['DBIT', '<RvslInd>false</RvslInd>', 'Cdtr', 'out']
	] as const)('%s %s: the %s stands across, money goes %s', async (direction, more, side, way) => {
		const parties =
			party(
				'Dbtr',
				side === 'Dbtr' ? 'Alma' : 'Vellmoor Trading Ltd',
				side === 'Dbtr' ? alma : own
			) +
			party(
				'Cdtr',
				side === 'Cdtr' ? 'Alma' : 'Vellmoor Trading Ltd',
				side === 'Cdtr' ? alma : own
			);
		const [claim] = await transfers(statement(entry(details('', parties), '5', direction, more)));
		const ends = [ref(alma, 'Alma'), ref(own, 'Vellmoor Trading Ltd')];
		expect([claim?.from, claim?.to]).toEqual(way === 'in' ? ends : ends.toReversed());
	});

	test.each([
		['names alone', party('Dbtr', 'Vellmoor Trading Ltd') + party('Cdtr', 'Alma'), 'Alma'],
		['two accounts of others', party('Dbtr', 'Bruno', bruno) + party('Cdtr', 'Alma', alma), 'Alma'],
		[
			'one account of another',
			party('Dbtr', 'Bruno', bruno) + party('Cdtr', 'Vellmoor Trading Ltd'),
			'Bruno'
		],
		['one side', party('Dbtr', 'Bruno', bruno), 'Bruno']
	])('a reversal with %s', async (_name, parties, name) => {
		const text = statement(entry(details('', parties), '5', 'CRDT', '<RvslInd>true</RvslInd>'));
		expect((await read(text)).records[1]?.names).toEqual([name]);
	});

	test('a return without the indicator finds the account that is not ours', async () => {
		const parties = party('Dbtr', 'Vellmoor Trading Ltd', own) + party('Cdtr', 'Alma', alma);
		const [claim] = await transfers(
			statement(entry(details('<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>', parties)))
		);
		expect(claim?.from).toBe(ref(alma, 'Alma'));
	});

	test.each([
		['a party with a choice', `<Dbtr><Pty><Nm>Alma</Nm></Pty></Dbtr>`, 'Alma'],
		[
			'a bank',
			`<Dbtr><Agt><FinInstnId><BICFI>CORLFRP1</BICFI><Nm>Corland Bank</Nm></FinInstnId></Agt></Dbtr>`,
			'Corland Bank'
		]
	])('%s of version 8 and later', async (_name, parties, name) => {
		const text = statement(
			entry(details('', `${parties}<DbtrAcct><Id><IBAN>${alma}</IBAN></Id></DbtrAcct>`)),
			{ version: '053.001.08' }
		);
		expect((await transfers(text))[0]?.from).toBe(ref(alma, name));
	});

	test('a counterparty with a name alone, with nothing, and in an entry without details', async () => {
		const { records, claims } = await read(
			statement(
				[
					entry(details('', party('Dbtr', 'Alma'))),
					entry(details('', '')),
					entry('<AddtlNtryInf>Fee</AddtlNtryInf>', '2.50', 'DBIT')
				].join('')
			)
		);
		const others = records.filter(
			({ kind, identifiers }) => kind === 'account' && identifiers.length === 0
		);
		expect(others.map(({ names, attributes }) => [names, attributes])).toEqual([
			[['Alma'], { 'account holder': 'Alma', 'named by the statements of': own }],
			[[`Unknown counterparties of ${own}`], { 'named by the statements of': own }]
		]);
		expect(claims.slice(0, 3).map(({ amountMinor }) => amountMinor)).toEqual([10_000, 10_000, 250]);
		expect(claims[2]).toMatchObject({
			from: ref(own, 'Vellmoor Trading Ltd'),
			to: others[1]?.ref,
			description: 'Fee'
		});
	});

	test('a name on the statements of two accounts is not one account', async () => {
		const [one] = await transfers(statement(entry(details('', party('Dbtr', 'Alma')))));
		const [two] = await transfers(
			statement(entry(details('', party('Dbtr', 'Alma'))), { acct: account(bruno) })
		);
		expect(one?.from).not.toBe(two?.from);
	});

	test('another name of the holder is another record about the same account', async () => {
		const { records } = await read(
			statement(
				['Alma', 'A. Corland'].map((name) => entry(details('', party('Dbtr', name, alma)))).join('')
			)
		);
		const found = records.filter(({ identifiers }) => identifiers[0]?.value === alma);
		expect(found.map(({ names }) => names)).toEqual([['Alma'], ['A. Corland']]);
		expect(new Set(found.map((each) => each.ref)).size).toBe(2);
	});
});

describe('numbers of accounts', () => {
	const other = (number: string, scheme = '') =>
		`<DbtrAcct><Id><Othr><Id>${number}</Id>${scheme}</Othr></Id></DbtrAcct>`;
	const across = async (acct: string, agent: string) => {
		const text = statement(
			entry(
				`<NtryDtls><TxDtls><RltdPties>${acct}</RltdPties><RltdAgts><DbtrAgt><FinInstnId>${agent}</FinInstnId></DbtrAgt></RltdAgts></TxDtls></NtryDtls>`
			)
		);
		const { records, warnings } = await read(text);
		return { record: records[1], warnings: reasons(warnings) };
	};
	test.each([
		['<BICFI>CORLFRP1XXX</BICFI>', 'CORLFRP1:00123'],
		['<BIC>CORLFRP1ABC</BIC>', 'CORLFRP1ABC:00123'],
		[
			'<ClrSysMmbId><ClrSysId><Cd>GBDSC</Cd></ClrSysId><MmbId>000000</MmbId></ClrSysMmbId>',
			'GBDSC-000000:00123'
		],
		['<Nm>A bank of many names</Nm>', undefined],
		['', undefined]
	])('of the bank %s is %s', async (agent, value) => {
		const { record } = await across(other('00 123'), agent);
		expect(record?.identifiers).toEqual(value === undefined ? [] : [{ scheme: 'account', value }]);
		expect(record?.attributes['account number']).toBe('00123');
	});

	test('an IBAN with wrong check digits joins nothing, and its number stays', async () => {
		const wrong = alma.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
		const { record, warnings } = await across(
			`<DbtrAcct><Id><IBAN>${wrong}</IBAN></Id></DbtrAcct>`,
			''
		);
		expect(record).toMatchObject({
			identifiers: [],
			names: [wrong],
			attributes: { 'account number': wrong }
		});
		expect(warnings).toEqual([expect.stringContaining('IBAN: its check digits are not right')]);
		const told = await across(other(alma, '<SchmeNm><Prtry>IBAN</Prtry></SchmeNm>'), '');
		expect(told.record?.identifiers).toEqual([{ scheme: 'iban', value: alma }]);
	});

	test('IBAN and BIC in one spelling', () => {
		const written = own.replace(/(.{4})/g, '$1 ').toLowerCase();
		expect(iban(written)).toBe(own);
		for (const wrong of [
			'',
			'DE',
			own.slice(0, -1),
			`${own}0`,
			own.replace('DE', 'D1'),
			own.replace(/^DE../, 'DE00'),
			'x'.repeat(1e5)
		])
			expect(iban(wrong)).toBeUndefined();
		fc.assert(
			fc.property(
				fc.stringMatching(/^[A-Z0-9]{11,30}$/),
				fc.nat(29),
				fc.constantFrom(...'0123456789'),
				(rest, at, digit) => {
					const right = ibanOf('XB', rest);
					expect(iban(right)).toBe(right);
					const index = 4 + (at % rest.length);
					const changed = right.slice(0, index) + digit + right.slice(index + 1);
					if (changed !== right && /\d/.test(right[index] ?? ''))
						expect(iban(changed)).toBeUndefined();
				}
			),
			{ numRuns: 200 }
		);
		expect(['belmxxb1', 'BELMXXB1XXX', 'BELMXXB1001', 'BELM', 'BELM11B1', ''].map(bic)).toEqual([
			'BELMXXB1',
			'BELMXXB1',
			'BELMXXB1001',
			undefined,
			undefined,
			undefined
		]);
	});
});

describe('several transactions in one entry', () => {
	const one = (amount: string, more = '') =>
		`<TxDtls>${amount && `<Amt Ccy="EUR">${amount}</Amt>`}${more}</TxDtls>`;
	const batch = (...all: string[]) => statement(entry(`<NtryDtls>${all.join('')}</NtryDtls>`));
	const amounts = async (text: string) => {
		const { claims, warnings, rejected, read: count } = await read(text);
		return {
			amounts: claims
				.filter(({ type }) => type === 'TRANSFERRED')
				.map(({ amountMinor }) => amountMinor),
			remarks: [...warnings, ...rejected].map(
				({ reason }) => reason.split(':')[0] + reason.slice(-20)
			),
			count
		};
	};
	test('are a claim each', async () => {
		expect(await amounts(batch(one('60.00'), one('40.00')))).toEqual({
			amounts: [6000, 4000],
			remarks: [],
			count: 3
		});
	});
	test('that do not add up get a remark', async () => {
		const { amounts: found, remarks } = await amounts(batch(one('60.00'), one('41.00')));
		expect([found, remarks.length]).toEqual([[6000, 4100], 1]);
	});
	test('one that goes the other way counts against the others', async () => {
		const text = batch(one('110.00'), one('10.00', '<CdtDbtInd>DBIT</CdtDbtInd>'));
		expect((await amounts(text)).remarks).toEqual([]);
		const [, back] = await transfers(text);
		expect(back?.from).toBe(ref(own, 'Vellmoor Trading Ltd'));
	});
	test('that say no amount leave it to a claim of the rest', async () => {
		expect((await amounts(batch(one('60.00'), one('')))).amounts).toEqual([6000, undefined, 4000]);
		expect((await amounts(batch(one(''), one('')))).amounts).toEqual([
			undefined,
			undefined,
			10_000
		]);
		expect((await amounts(batch(one('')))).amounts).toEqual([10_000]);
	});
	test('one whose amount cannot be read is refused with its place, and the others stay', async () => {
		const { claims, rejected, read: count } = await read(batch(one('60.00'), one('40.005')));
		expect(claims).toHaveLength(2);
		expect(count).toBe(3);
		expect(reasons(rejected)).toEqual([
			expect.stringMatching(
				/^line \d+, column \d+: Amt: it has more digits after the point than its currency$/
			)
		]);
	});
	test('an amount in another currency stays an attribute', async () => {
		const [claim] = await transfers(batch('<TxDtls><Amt Ccy="USD">110.00</Amt></TxDtls>'));
		expect(claim).toMatchObject({
			amountMinor: 10_000,
			currency: 'EUR',
			attributes: { amount: '110.00 USD' }
		});
	});
});

describe('an entry that cannot be read is refused, and the rest goes on', () => {
	test.each([
		[
			'<Amt Ccy="EUR">100.00</Amt>',
			'<Amt Ccy="EUR">100.001</Amt>',
			'Amt: it has more digits after the point than its currency'
		],
		[
			'<Amt Ccy="EUR">100.00</Amt>',
			'<Amt Ccy="EUR">-1.00</Amt>',
			'Amt: expected an amount like 12.50, without a sign'
		],
		[
			'<Amt Ccy="EUR">100.00</Amt>',
			'<Amt Ccy="EUR">1e999</Amt>',
			'Amt: expected an amount like 12.50, without a sign'
		],
		[
			'<Amt Ccy="EUR">100.00</Amt>',
			'<Amt Ccy="EUR">NaN</Amt>',
			'Amt: expected an amount like 12.50, without a sign'
		],
		[
			'<Amt Ccy="EUR">100.00</Amt>',
			'<Amt Ccy="EUR">1,50</Amt>',
			'Amt: expected an amount like 12.50, without a sign'
		],
		[
			'<Amt Ccy="EUR">100.00</Amt>',
			'<Amt Ccy="EUR">99999999999999999.00</Amt>',
			'Amt: an amount beyond what can be held exactly'
		],
		[
			'<Amt Ccy="EUR">100.00</Amt>',
			'<Amt Ccy="QQQ">100.00</Amt>',
			'Amt: the digits of this currency are not known'
		],
		['<Amt Ccy="EUR">100.00</Amt>', '<Amt>100.00</Amt>', 'Amt: expected the attribute Ccy'],
		['<Amt Ccy="EUR">100.00</Amt>', '', 'Amt: an entry without an amount'],
		['CRDT', 'OUT', 'CdtDbtInd: expected CRDT or DBIT']
	])('%s as %s', async (right, wrong, reason) => {
		const {
			claims,
			rejected,
			read: count
		} = await read(statement(entry('').replace(right, wrong) + entry('', '7')));
		expect(reasons(rejected)).toEqual([`line 7, column 1: ${reason}`]);
		expect(claims.map(({ amountMinor }) => amountMinor)).toEqual([700, undefined]);
		expect(count).toBe(3);
	});

	test('zeros beyond the digits of the currency say nothing', async () => {
		const [a, b] = await transfers(
			statement(entry('', '100.00000') + entry('', '1500.00').replace('EUR', 'JPY'))
		);
		expect([a?.amountMinor, b?.amountMinor]).toEqual([10_000, 1500]);
	});

	test('entries before their account, and a statement without one', async () => {
		const { rejected, drafts } = await read(statement(entry(''), { acct: '' }));
		expect(drafts).toEqual([]);
		expect(rejected.map(({ reason }) => reason)).toEqual([
			'Acct: no account stands before this entry, so it is of none',
			'Acct: a statement without an account'
		]);
	});
});

describe('dates, states and sums', () => {
	test('pending, told and expected entries are what the bank thinks, not what was booked', async () => {
		const states = [
			'<Sts>BOOK</Sts>',
			'<Sts>PDNG</Sts>',
			'<Sts><Cd>INFO</Cd></Sts>',
			'<Sts><Prtry>LATER</Prtry></Sts>'
		];
		const found = await transfers(
			statement(states.map((state) => entry('').replace('<Sts>BOOK</Sts>', state)).join(''))
		);
		expect(found.map(({ statement }) => statement)).toEqual([
			undefined,
			'assessment',
			'assessment',
			'assessment'
		]);
		expect(
			found.map(
				({ attributes }) =>
					attributes.status ?? attributes['status / code'] ?? attributes['status / own']
			)
		).toEqual(['BOOK', 'PDNG', 'INFO', 'LATER']);
	});

	test.each([
		['<Dt>2026-03-04</Dt>', '2026-03-04T00:00:00.000Z', 0],
		['<Dt>2026-03-04+02:00</Dt>', '2026-03-04T00:00:00.000Z', 0],
		['<DtTm>2026-03-04T01:00:00+02:00</DtTm>', '2026-03-03T23:00:00.000Z', 0],
		['<DtTm>2026-03-04T01:00:00</DtTm>', '2026-03-04T00:00:00.000Z', 1],
		['<Dt>2026-02-31</Dt>', undefined, 1],
		['<Dt>04.03.2026</Dt>', undefined, 1]
	])('%s is %s', async (text, happenedAt, remarks) => {
		const { claims, warnings } = await read(
			statement(entry('').replace('<Dt>2026-03-04</Dt>', text).repeat(2))
		);
		expect([claims[0]?.happenedAt, claims[1]?.happenedAt]).toEqual([happenedAt, happenedAt]);
		expect(warnings).toHaveLength(happenedAt === undefined ? 2 * remarks : remarks);
	});

	const sums = async (inner: string) =>
		reasons((await read(statement(inner))).warnings).map((reason) =>
			reason.replace(/^[^:]*: /, '')
		);
	test('balances are held against the entries', async () => {
		const pending = entry('', '9').replace('BOOK', 'PDNG');
		expect(
			await sums(
				balance('OPBD', '10') +
					balance('CLBD', '95.50') +
					entry('') +
					entry('', '14.50', 'DBIT') +
					pending
			)
		).toEqual([]);
		expect(await sums(balance('PRCD', '10', 'DBIT') + balance('CLBD', '90') + entry(''))).toEqual(
			[]
		);
		expect(await sums(balance('OPBD', '10') + balance('CLBD', '110.01') + entry(''))).toEqual([
			'Bal: opening balance and booked entries do not add up to the closing balance'
		]);
		expect(
			await sums(balance('OPBD', '10') + balance('CLBD', '110') + entry('').replace('EUR', 'USD'))
		).toEqual(['Bal: not checked, because balances and entries are in several currencies']);
		expect(await sums(balance('OPBD', '10') + balance('CLBD', '110') + entry('', 'x'))).toEqual([
			'Bal: not checked, because an entry could not be read'
		]);
		expect(
			await sums(
				`<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries></TxsSummry>${entry('')}`
			)
		).toEqual(['TxsSummry: it says another number of entries than the 1 that are there']);
	});
});

describe('references', () => {
	const refs = async (text: string) => (await transfers(text)).map((claim) => claim.ref);
	test('the same entry meets itself in a report and in a statement', async () => {
		const one = await refs(statement(incoming));
		expect(await refs(statement(incoming, { version: '052.001.08', id: 'RPT-9' }))).toEqual(one);
	});
	test('without one of the bank, the place in the statement stands for it', async () => {
		for (const none of ['', '<AcctSvcrRef>NOTPROVIDED</AcctSvcrRef>']) {
			const two = await refs(statement(entry(none) + entry(none)));
			expect(new Set(two).size).toBe(2);
			expect(await refs(statement(entry(none) + entry(none)))).toEqual(two);
			expect(await refs(statement(entry(none), { id: 'ST-2' }))).not.toEqual(two.slice(0, 1));
		}
	});
	test('two entries under one reference of the bank stay two', async () => {
		const same = entry('<AcctSvcrRef>FEE</AcctSvcrRef>');
		expect(
			new Set(
				await refs(
					statement(
						same + same + same.replace('2026-03-05', '2026-04-05') + same.replace('CRDT', 'DBIT')
					)
				)
			).size
		).toBe(4);
	});
});

describe('what is told as camt', () => {
	test.each<[string, string | undefined]>([
		...['02', '04', '08', '13'].map((version): [string, string] => [
			statement('', { version: `053.001.${version}` }),
			'camt'
		]),
		[statement('', { version: '052.001.06' }), 'camt'],
		[statement('', { version: '054.001.02' }), 'camt'],
		[statement('').replace(/<Document[^>]*>/, '<Document>'), 'camt'],
		[`<Envelope>${statement('').replace(/<\?.*\?>/, '')}</Envelope>`, 'camt'],
		['<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"/>', undefined]
	])('%#', async (text, id) => {
		expect(readerFor(headOf(Buffer.from(text)))?.id).toBe(id);
		if (id) expect((await read(text)).records).toHaveLength(2);
	});

	test('prefixes, a byte-order mark, any piece of the file and the order of statements change nothing', async () => {
		const text = statement(incoming);
		const { drafts } = await read(text);
		expect((await read(`\ufeff${text}`, 3)).drafts).toEqual(drafts);
		const prefixed = text.replace(/<(\/?)(?=[A-Z])/g, '<$1c:').replace('xmlns=', 'xmlns:c=');
		const placeless = (all: typeof drafts) => all.map((draft) => ({ ...draft, at: '' }));
		expect(placeless((await read(prefixed)).drafts)).toEqual(placeless(drafts));
	});

	test.each([
		['an empty file', '', 'document must contain a root element'],
		['a cut file', statement(incoming).slice(0, 900), 'unclosed tag'],
		[
			'a DTD',
			statement('').replace('<Document', '<!DOCTYPE Document [<!ENTITY a "b">]>\n<Document'),
			'line 2, column 1: DOCTYPE'
		],
		[
			'another message',
			'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"/>',
			'line 1, column 1: expected a message camt.052, camt.053 or camt.054'
		],
		['no message', '<Document/>', 'expected a message camt.052, camt.053 or camt.054']
	])('%s is refused', async (_name, text, reason) => {
		await expect(read(text)).rejects.toThrow(reason);
	});

	test('a later version is read, and said', async () => {
		const { warnings } = await read(statement(incoming, { version: '053.001.14' }));
		expect(reasons(warnings)).toEqual([
			'line 2, column 1: camt.053.001.14: this version is not known; it is read like those from 02 to 13'
		]);
	});
});

test('anything that is nearly a statement is stored or refused with a reason', async () => {
	const pieces = [
		'<Amt Ccy="EUR">1.00</Amt>',
		'<Amt Ccy="">x</Amt>',
		'<CdtDbtInd>CRDT</CdtDbtInd>',
		'<CdtDbtInd/>',
		'<Sts/>',
		'<BookgDt><Dt>x</Dt></BookgDt>',
		'<NtryDtls><TxDtls/></NtryDtls>',
		'<NtryDtls/>',
		details('', party('Dbtr', 'A', 'x')),
		'<Acct/>',
		account(),
		'<Bal/>',
		'text',
		'<Ntry/>',
		'</Ntry><Ntry>',
		'<RvslInd>1</RvslInd>',
		'<__proto__>1</__proto__>',
		'<constructor><a/></constructor>'
	];
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.constantFrom(...pieces), { maxLength: 9 }),
			fc.boolean(),
			async (inner, hasAccount) => {
				const text = statement(`<Ntry>${inner.join('')}</Ntry>`, hasAccount ? {} : { acct: '' });
				try {
					const { rejected, warnings, read: count } = await read(text);
					for (const { at, reason } of [...rejected, ...warnings])
						expect(`${at}: ${reason}`).toMatch(/^line \d+, column \d+: \S/);
					expect(rejected.length).toBeLessThanOrEqual(count);
				} catch (error) {
					expect(error).toBeInstanceOf(Malformed);
				}
			}
		),
		{ numRuns: 300 }
	);
});

test('import, import again, export and back create nothing twice, and undo leaves nothing', async () => {
	const text = statement(
		`${balance('OPBD', '0')}${balance('CLBD', '202.50')}${incoming}${entry(details('', party('Dbtr', 'Alma')))}${entry('', '2.50')}`
	);
	await readBack(text, {
		format: 'camt',
		kinds: ['account', 'account', 'account', 'account', 'document'],
		types: ['RELATED_TO', 'TRANSFERRED', 'TRANSFERRED', 'TRANSFERRED']
	});
	expect(readers.map(({ id }) => id)).toContain('camt');
});
