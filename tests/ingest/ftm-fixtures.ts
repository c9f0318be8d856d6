/** A fictional file of FollowTheMoney. Nobody and nothing in it exists. */
import type { JsonObject } from '#lib/domain/draft.ts';
import { ftm } from '#lib/server/ingest/ftm.ts';
import { readWith } from './xml-read.ts';

export const entity = (
	id: string,
	schema: string,
	properties: JsonObject = {},
	more: JsonObject = {}
): JsonObject => ({ id, schema, properties, ...more });

export const lines = (...entities: readonly JsonObject[]): string =>
	entities.map((each) => `${JSON.stringify(each)}\n`).join('');

export const read = (input: string | Uint8Array, length?: number) => readWith(ftm, input, length);
export const readAll = (...entities: readonly JsonObject[]) => read(lines(...entities));

export const statement = (
	subject: string,
	[schema, prop, value]: readonly [string, string, string],
	more: JsonObject = {}
): JsonObject => ({
	id: `${subject}-${prop}-${value}`,
	entity_id: subject,
	canonical_id: subject,
	prop,
	schema,
	value,
	dataset: 'ledger',
	lang: null,
	original_value: null,
	external: false,
	first_seen: '2026-01-01T00:00:00',
	last_seen: '2026-02-01T00:00:00',
	origin: null,
	...more
});

const beside: JsonObject = {
	caption: 'Alma Corland',
	referents: ['ledger-0001'],
	datasets: ['ledger'],
	first_seen: '2026-01-01T00:00:00',
	last_seen: '2026-03-01T00:00:00',
	last_change: '2026-02-01T10:00:00',
	target: true
};

export const alma = entity(
	'p-alma',
	'Person',
	{
		name: ['A. Corland', 'Alma Corland'],
		alias: ['The Heron'],
		weakAlias: ['Alma'],
		birthDate: ['1971'],
		nationality: ['fr'],
		topics: ['crime.fin'],
		email: ['Alma@Corland.example'],
		phone: ['+33612345678'],
		website: ['https://corland.example/'],
		passportNumber: ['AB 123456'],
		wikidataId: ['Q900000001'],
		addressEntity: ['a-harbour'],
		notes: ['Runs two companies.']
	},
	beside
);

export const harbour = entity('a-harbour', 'Address', {
	full: ['1 Harbour Lane, Port Selin'],
	city: ['Port Selin'],
	latitude: ['48.5'],
	longitude: ['-2.25']
});
export const company = entity('c-vell', 'Company', {
	name: ['Vellmoor Trading Ltd'],
	registrationNumber: ['VT-77'],
	incorporationDate: ['2009-04-01']
});
export const account = entity('b-own', 'BankAccount', {
	iban: ['XZ46BELM00000042000077'],
	bankName: ['Bank of Selin'],
	balance: ['1200.50']
});
export const ownership = entity('o-1', 'Ownership', {
	owner: ['p-alma'],
	asset: ['c-vell'],
	startDate: ['2010-02-01'],
	endDate: ['2020'],
	percentage: ['75%'],
	proof: ['d-1']
});
export const payment = entity('y-1', 'Payment', {
	payer: ['c-vell'],
	payerAccount: ['b-own'],
	beneficiary: ['p-alma'],
	amount: ['12500.5'],
	currency: ['eur'],
	date: ['2026-03-04'],
	purpose: ['Consulting']
});
export const sanction = entity('s-1', 'Sanction', {
	entity: ['p-alma'],
	program: ['List of Selin'],
	startDate: ['2025-01-01T12:30:00']
});
export const wallet = entity('w-1', 'CryptoWallet', {
	publicKey: ['bc1qfictionalwalletaddress0000000000000'],
	currency: ['BTC'],
	holder: ['p-alma']
});
export const mail = entity('d-1', 'Email', {
	fileName: ['note.eml'],
	subject: ['The shipment'],
	bodyText: ['Tuesday, as agreed.'],
	date: ['2026-02-03T08:09:10'],
	emitters: ['p-alma'],
	recipients: ['c-vell']
});

export const everything = [
	alma,
	harbour,
	company,
	account,
	ownership,
	payment,
	sanction,
	wallet,
	mail
] as const;
