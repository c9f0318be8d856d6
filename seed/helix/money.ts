/**
 * The diverted invoice, to the cent: EUR 1 840 000.00 from the centre to two money mules in Belmark,
 * split, partly frozen, and carried to two customers of CoinQuay. coins.ts goes on from there.
 */
import { chance, iban, utc } from './chance.ts';
import type { Telling, World } from './world.ts';

/** In cents. */
export const invoice = 184_000_000;

interface Account {
	key: string;
	name: string;
	number: string;
	bank: string;
	description?: string;
	/** What stayed, in cents, when the bank froze the account. */
	frozen?: number;
	by: Telling[];
}

export const accounts: readonly Account[] = [
	{
		key: 'a-helix',
		name: 'Helix Centre, current account',
		number: iban('XA', 'ARVS', '7700418'),
		bank: 'arvania-savings',
		by: ['arvaniaBulletin/A1', 'helixReport', 'belmarkBulletin']
	},
	{
		key: 'a-ormelle',
		name: 'Ormelle Instruments, true account',
		number: iban('XA', 'PALB', '9100233'),
		bank: 'palisade',
		description: 'Where the invoice should have been paid.',
		by: ['arvaniaBulletin', 'helixReport']
	},
	{
		key: 'm1',
		name: 'Ranvek Import, business account',
		number: iban('XB', 'FERO', '5520117'),
		bank: 'ferrand',
		description: 'First account to receive the diverted invoice.',
		frozen: 5_835_000,
		by: ['belmarkBulletin', 'arvaniaBulletin', 'ferrandBank']
	},
	{
		key: 'm2',
		name: 'J. Dolmen',
		number: iban('XB', 'KAST', '3008841'),
		bank: 'kastel-mutual',
		frozen: 3_400_000,
		by: ['belmarkBulletin', 'belmarkFiu']
	},
	{
		key: 'm3',
		name: 'O. Ranvek',
		number: iban('XB', 'KAST', '3008997'),
		bank: 'kastel-mutual',
		frozen: 3_600_000,
		by: ['belmarkBulletin', 'belmarkFiu']
	},
	{
		key: 'm4',
		name: 'J. Dolmen, electronic money',
		number: iban('XB', 'PENN', '6615520'),
		bank: 'pennant',
		frozen: 150_050,
		by: ['belmarkBulletin', 'belmarkFiu']
	},
	{
		key: 'm5',
		name: 'Halden Trade Desk',
		number: iban('XD', 'VTBK', '1120045'),
		bank: 'vostrel-bank',
		description: 'Takes the share of the mule herder.',
		by: ['belmarkBulletin/B2', 'belmarkFiu/A2']
	},
	{
		key: 'cq1',
		name: 'CoinQuay customer 88213',
		number: iban('XB', 'COQY', '88213'),
		bank: 'coinquay',
		by: ['belmarkBulletin', 'belmarkCoinquay', 'coinquayWatch']
	},
	{
		key: 'cq2',
		name: 'CoinQuay customer 88240',
		number: iban('XB', 'COQY', '88240'),
		bank: 'coinquay',
		by: ['belmarkBulletin', 'belmarkCoinquay', 'coinquayWatch']
	}
];

const banks = [
	['arvania-savings', 'Arvania Savings Bank', 'port-aveline'],
	['palisade', 'Palisade Bank', 'tessaly'],
	['ferrand', 'Ferrand & Oak Bank', 'belhaven'],
	['kastel-mutual', 'Kastel Mutual', 'kastel'],
	['pennant', 'Pennant Pay', 'belhaven'],
	['vostrel-bank', 'Vostrel Trade Bank', 'vostrel'],
	['coinquay', 'CoinQuay Exchange', 'belhaven']
] as const;

interface Transfer {
	from: string;
	to: string;
	cents: number;
	at: string;
	reference: string;
	by: Telling[];
	description?: string;
}

/** Every payment of the trail, in order. `ranvek` and `dolmen` as receivers are cash withdrawals. */
export function transfers(): Transfer[] {
	const dice = chance(1840);
	const list: Transfer[] = [
		{
			from: 'a-helix',
			to: 'm1',
			cents: invoice,
			at: '2026-04-09 09:42',
			reference: 'OI-2026-118',
			by: ['arvaniaBulletin/A1', 'belmarkBulletin', 'helixReport', 'ferrandBank'],
			description:
				'Invoice of Ormelle Instruments for two sequencers, paid to changed bank details.'
		},
		{
			from: 'm1',
			to: 'm2',
			cents: 62_000_000,
			at: '2026-04-09 13:05',
			reference: 'RI-1',
			by: ['belmarkFiu', 'belmarkBulletin', 'ferrandBank']
		},
		{
			from: 'm1',
			to: 'm3',
			cents: 48_000_000,
			at: '2026-04-09 13:20',
			reference: 'RI-2',
			by: ['belmarkFiu', 'belmarkBulletin', 'ferrandBank']
		},
		{
			from: 'm1',
			to: 'm4',
			cents: 35_150_050,
			at: '2026-04-09 15:48',
			reference: 'RI-3',
			by: ['belmarkFiu', 'belmarkBulletin', 'ferrandBank']
		},
		{
			from: 'm1',
			to: 'ranvek',
			cents: 900_000,
			at: '2026-04-09 16:40',
			reference: 'RI-4',
			by: ['belmarkFiu', 'ferrandBank'],
			description: 'Cash at the counter.'
		},
		{
			from: 'm1',
			to: 'cq2',
			cents: 31_214_950,
			at: '2026-04-10 08:12',
			reference: 'RI-5',
			by: ['belmarkFiu', 'belmarkBulletin', 'belmarkCoinquay', 'ferrandBank']
		},
		{
			from: 'm1',
			to: 'ranvek',
			cents: 900_000,
			at: '2026-04-10 09:15',
			reference: 'RI-6',
			by: ['belmarkFiu', 'ferrandBank'],
			description: 'Cash at the counter.'
		},
		{
			from: 'm2',
			to: 'm5',
			cents: 3_100_000,
			at: '2026-04-10 10:30',
			reference: 'JD-1',
			by: ['belmarkFiu', 'belmarkBulletin/A2'],
			description: 'Five per cent, marked as advice.'
		},
		{
			from: 'm2',
			to: 'dolmen',
			cents: 1_500_000,
			at: '2026-04-10 11:55',
			reference: 'JD-2',
			by: ['belmarkFiu'],
			description: 'Cash from machines, in three days.'
		},
		{
			from: 'm3',
			to: 'ranvek',
			cents: 1_200_000,
			at: '2026-04-10 12:20',
			reference: 'OR-1',
			by: ['belmarkFiu'],
			description: 'Cash from machines, in two days.'
		}
	];
	const splits = [
		['m2', 'cq1', 54_000_000, 6, 'JD-C', '2026-04-10 13'],
		['m3', 'cq2', 43_200_000, 5, 'OR-C', '2026-04-10 15'],
		['m4', 'cq1', 35_000_000, 4, 'EM-C', '2026-04-11 09']
	] as const;
	for (const [from, to, total, count, reference, hour] of splits)
		dice.parts(total, count).forEach((cents, i) =>
			list.push({
				from,
				to,
				cents,
				at: `${hour}:${String(5 + i * 9).padStart(2, '0')}`,
				reference: `${reference}${i + 1}`,
				by:
					i < 2
						? ['belmarkFiu', 'belmarkCoinquay', 'belmarkBulletin']
						: ['belmarkFiu', 'belmarkCoinquay']
			})
		);
	return list.sort((a, b) => (utc(a.at) < utc(b.at) ? -1 : 1));
}

export function money(world: World): void {
	for (const [key, name, city] of banks) {
		world.thing(key, 'organisation', name, {
			sectors: [key === 'coinquay' ? 'financial-market-infrastructures' : 'banking'],
			by: ['belmarkBulletin']
		});
		world.tie(key, 'LOCATED_IN', city, ['belmarkBulletin']);
	}
	mules(world);
	for (const { key, name, number, bank, description, frozen, by } of accounts) {
		world.thing(key, 'account', name, {
			identifiers: [{ scheme: 'iban', value: number }],
			description,
			attributes:
				frozen === undefined ? {} : { frozenMinor: frozen, frozenAt: utc('2026-04-15 16:20') }
		});
		world.tie(key, 'PART_OF', bank, by, { description: 'Account kept there.' });
	}
	for (const { from, to, cents, at, reference, by, description } of transfers())
		world.tie(from, 'TRANSFERRED', to, by, {
			amountMinor: cents,
			currency: 'EUR',
			at,
			description,
			attributes: { reference }
		});
}

function mules(world: World): void {
	world.thing('ranvek', 'person', 'Ottilie Ranvek', {
		dataSubject: 'suspect',
		description:
			'Owner of an import firm without trade. Two bank accounts and an account at CoinQuay in her name.'
	});
	world.thing('dolmen', 'person', 'Jaspar Dolmen', {
		dataSubject: 'suspect',
		description: 'Out of work since January 2026; answered an offer for payment agents.'
	});
	world.thing('ranvek-import', 'organisation', 'Ranvek Import', {
		from: '2026-02-03',
		description: 'Registered in February 2026, no employees, no premises.'
	});
	world.thing('p-ranvek', 'phone', '+999 202 555 0114', {
		identifiers: [{ scheme: 'phone', value: '+9992025550114' }]
	});
	world.thing('p-dolmen', 'phone', '+999 202 555 0131', {
		identifiers: [{ scheme: 'phone', value: '+9992025550131' }]
	});
	world.thing('p-paper', 'phone', '+999 202 555 0188', {
		identifiers: [{ scheme: 'phone', value: '+9992025550188' }],
		description: 'Prepaid, used from January to April 2026.'
	});
	world.email('agents@bright-remit.test', {
		description: 'Sender of the offer for payment agents.'
	});
	world.tie('ranvek', 'MEMBER_OF', 'ranvek-import', ['belmarkBulletin'], {
		from: '2026-02-03',
		description: 'Sole owner.'
	});
	world.tie('ranvek-import', 'LOCATED_IN', 'belhaven', ['belmarkBulletin']);
	world.tie('inkwell', 'RELATED_TO', 'ranvek-import', ['belmarkBulletin/B2', 'belmarkCase'], {
		description: 'Company papers forged by inkwell.'
	});
	for (const [who, phone] of [
		['ranvek', 'p-ranvek'],
		['dolmen', 'p-dolmen'],
		['papermoon', 'p-paper']
	] as const)
		world.tie(
			who,
			'USES',
			phone,
			who === 'papermoon'
				? ['belmarkBulletin/B2', 'belmarkCase/B2']
				: ['belmarkBulletin', 'belmarkCase/A1'],
			{ from: '2026-01-19', until: '2026-04-28' }
		);
	for (const [phone, at] of [
		['p-ranvek', '2026-04-08 19:20'],
		['p-dolmen', '2026-04-08 19:42'],
		['p-ranvek', '2026-04-09 12:51'],
		['p-dolmen', '2026-04-09 13:11']
	] as const)
		world.tie('p-paper', 'COMMUNICATED_WITH', phone, ['belmarkCase/A1', 'belmarkBulletin'], { at });
	for (const who of ['ranvek', 'dolmen']) {
		world.tie('papermoon', 'COMMUNICATED_WITH', who, ['belmarkBulletin', 'belmarkCase'], {
			at: '2026-04-08'
		});
		world.tie(who, 'MEMBER_OF', 'tern-street', ['belmarkBulletin', 'corlandBulletin/B3'], {
			from: '2026-01-19'
		});
		world.tie(who, 'LOCATED_IN', 'belhaven', ['belmarkBulletin']);
		world.tie(
			'agents@bright-remit.test',
			'COMMUNICATED_WITH',
			who,
			['belmarkBulletin', 'belmarkCase'],
			{ at: '2026-01-15' }
		);
	}
	world.tie('papermoon', 'CONTROLS', 'agents@bright-remit.test', [
		'belmarkBulletin/B2',
		'mailbridgeAbuse/C3'
	]);
	world.tie('ranvek', 'KNOWS', 'dolmen', ['belmarkCase/B2', 'belmarkBulletin/B2'], {
		from: '2026-02-20'
	});
}

/** Who is behind the accounts: told apart, because it needs accounts and people to exist. */
export function accountHolders(world: World): void {
	const holders: readonly (readonly [string, string, Telling[]])[] = [
		['helix', 'a-helix', ['arvaniaBulletin/A1', 'helixReport', 'belmarkBulletin']],
		['ormelle', 'a-ormelle', ['arvaniaBulletin', 'helixReport']],
		['ranvek-import', 'm1', ['belmarkBulletin', 'belmarkFiu', 'ferrandBank']],
		['ranvek', 'm1', ['belmarkBulletin', 'ferrandBank']],
		['dolmen', 'm2', ['belmarkBulletin', 'belmarkFiu']],
		['ranvek', 'm3', ['belmarkBulletin', 'belmarkFiu']],
		['dolmen', 'm4', ['belmarkBulletin', 'belmarkFiu']],
		['papermoon', 'm5', ['belmarkFiu/B3', 'belmarkBulletin/B3']],
		['dolmen', 'cq1', ['belmarkBulletin', 'belmarkCoinquay', 'coinquayKyc']],
		['ranvek', 'cq2', ['belmarkBulletin', 'belmarkCoinquay', 'coinquayKyc']],
		['papermoon', 'cq1', ['belmarkCoinquay/B3', 'coinquayKyc']],
		['papermoon', 'cq2', ['belmarkCoinquay/B3']]
	];
	for (const [who, account, by] of holders)
		world.tie(
			who,
			'CONTROLS',
			account,
			by,
			who === 'papermoon'
				? {
						statement: 'assessment',
						confidence: 70,
						description: 'Signed in from the same prepaid line.'
					}
				: {}
		);
}
