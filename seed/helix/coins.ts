/**
 * From CoinQuay into the chain, to the satoshi: five withdrawals, two peel chains, one swap, and the
 * exchange desk in Doria. The coins of earlier ransoms meet those of the invoice in kestrel's wallet.
 */
import { after, utc } from './chance.ts';
import type { Telling, World } from './world.ts';

/** One bitcoin cost EUR 62 500.00 on these days: 16 satoshi to the cent. */
export const satoshiPerCent = 16;

/** What each CoinQuay customer got in, and what of it became coins. */
export const conversions = [
	{
		account: 'cq1',
		cents: 89_000_000,
		fee: 3_560_000,
		frozen: 0,
		out: [
			['w1', 600_000_000],
			['w2', 520_000_000],
			['w3', 300_440_000]
		]
	},
	{
		account: 'cq2',
		cents: 74_414_950,
		fee: 2_976_598,
		frozen: 200_000_000,
		out: [
			['w4', 500_000_000],
			['w5', 487_662_602]
		]
	}
] as const;

export interface Movement {
	from: string;
	to: string;
	satoshi: number;
	at: string;
}

export interface Chain {
	wallets: string[];
	peels: string[];
	movements: Movement[];
	/** Fees paid to the network, by the wallet that paid them. */
	fees: Map<string, number>;
}

/** A peel chain: each wallet sends a slice to an exchange desk and the rest to a fresh wallet. */
export function peelChain(
	name: string,
	sources: readonly (readonly [string, number])[],
	hops: number,
	start: string,
	desks: readonly string[],
	end: string
): Chain {
	const chain: Chain = { wallets: [], peels: [], movements: [], fees: new Map() };
	const pay = (from: string, to: string, satoshi: number, at: string) =>
		chain.movements.push({ from, to, satoshi, at });
	let at = utc(start);
	let left = 0;
	let here = `${name}0`;
	chain.wallets.push(here);
	for (const [source, satoshi] of sources) {
		const fee = 2_000;
		pay(source, here, satoshi - fee, at);
		chain.fees.set(source, fee);
		left += satoshi - fee;
		at = after(at, 0, 11);
	}
	for (let hop = 1; hop <= hops; hop++) {
		at = after(at, 0, 47 + hop * 13);
		const slice = Math.floor(left / (hops - hop + 3)) + hop * 1_337;
		const next = hop === hops ? end : `${name}${hop}`;
		const peel = `${name}-peel${hop}`;
		const fee = 2_000;
		pay(here, peel, slice, at);
		pay(here, next, left - slice - fee, at);
		chain.fees.set(here, fee);
		chain.peels.push(peel);
		pay(peel, desks[hop % desks.length] ?? end, slice - fee, after(at, 1, hop * 29));
		chain.fees.set(peel, fee);
		if (next !== end) chain.wallets.push(next);
		here = next;
		left -= slice + fee;
	}
	return chain;
}

export const desks = ['otc1', 'otc2', 'otc3', 'otc4'] as const;
export const chains = (): Chain[] => [
	peelChain(
		'p',
		[
			['w1', 600_000_000],
			['w2', 520_000_000]
		],
		8,
		'2026-04-11 10:10',
		desks,
		'otc-main'
	),
	peelChain(
		'q',
		[
			['w4', 500_000_000],
			['w5', 487_662_602]
		],
		7,
		'2026-04-11 18:25',
		desks,
		'w-kestrel'
	)
];

/** Wallets that hold what affiliates and the developer collect. */
export function collectors(world: World): void {
	for (const who of ['kestrel', 'merganser', 'sandpiper', 'ruddyduck', 'glasswright'])
		world.wallet(`w-${who}`, `Collecting wallet attributed to ${who}`);
	world.wallet('otc-main', 'Main wallet of the Vostrel desk');
	for (const desk of desks) world.wallet(desk, `Deposit wallet of the Vostrel desk`);
	world.wallet('swap', 'Driftline swap');
	world.wallet('w-helix-ransom', 'Wallet of the demand to Helix', {
		description: 'Shown in the note with a demand of 45 BTC. Nothing was ever paid to it.',
		attributes: { demandSatoshi: 4_500_000_000 }
	});
}

export function coins(world: World): void {
	const watchers: Telling[] = ['coinquayWatch'];
	for (const { account, fee, frozen, out } of conversions)
		for (const [wallet, satoshi] of out) {
			world.wallet(wallet, `Withdrawal from CoinQuay ${account === 'cq1' ? '88213' : '88240'}`);
			world.tie(
				account,
				'TRANSFERRED',
				wallet,
				['belmarkCoinquay', 'coinquayWatch/A1', 'belmarkBulletin'],
				{
					amountMinor: satoshi,
					currency: 'BTC',
					at: account === 'cq1' ? '2026-04-11 10:02' : '2026-04-11 18:05',
					attributes: {
						reference: `CQ-${wallet}`,
						exchangeFeeSatoshi: fee,
						frozenSatoshi: frozen,
						eurPerBitcoin: 62_500
					}
				}
			);
		}
	for (const { wallets, peels, movements } of chains()) {
		for (const key of wallets) world.wallet(key, `Peel chain, hop ${key.slice(1)}`);
		for (const key of peels) world.wallet(key, `Slice ${key.replace('-peel', ' ')}`);
		movements.forEach(({ from, to, satoshi, at }, i) => {
			const reference = `${from}>${to}`;
			const told: Telling[] =
				i % 3 === 0
					? ['coinquayWatch', 'belmarkBulletin/B2']
					: i % 3 === 1
						? ['coinquayWatch', 'belmarkCoinquay/B2']
						: watchers;
			world.tie(from, 'TRANSFERRED', to, told, {
				amountMinor: satoshi,
				currency: 'BTC',
				at,
				attributes: { reference }
			});
		});
	}
	for (const peel of chains().flatMap(({ peels }) => peels))
		world.tie(peel, 'PART_OF', 'peel-chain', ['coinquayWatch/B3'], {
			statement: 'assessment',
			confidence: 85
		});

	world.tie('w3', 'TRANSFERRED', 'swap', ['coinquayWatch', 'belmarkCoinquay/B2'], {
		amountMinor: 300_438_000,
		currency: 'BTC',
		at: '2026-04-11 10:33',
		attributes: { reference: 'w3>swap' }
	});
	world.tie('swap', 'TRANSFERRED', 'w-glasswright', ['coinquayWatch/C3', 'belmarkBulletin/B3'], {
		amountMinor: 298_935_810,
		currency: 'BTC',
		at: '2026-04-11 14:58',
		statement: 'assessment',
		confidence: 60,
		description: 'Amount less the half per cent the swap keeps, within five hours.',
		attributes: { reference: 'swap>glasswright' }
	});
	world.thing('vostrel-desk', 'organisation', 'Vostrel exchange desk', {
		description: 'Unregistered exchange against cash.',
		crimeArea: 'money-laundering'
	});
	world.tie('vostrel-otc', 'CONTROLS', 'vostrel-desk', ['belmarkBulletin/B3', 'coinquayWatch']);
	world.tie('vostrel-desk', 'LOCATED_IN', 'vostrel', [
		'coinquayWatch',
		'belmarkBulletin/B2',
		'vantry'
	]);
	for (const desk of [...desks, 'otc-main']) {
		world.tie('vostrel-desk', 'CONTROLS', desk, ['coinquayWatch', 'belmarkBulletin/B2']);
		if (desk !== 'otc-main')
			world.tie(desk, 'TRANSFERRED', 'otc-main', ['coinquayWatch'], {
				amountMinor: 90_000_000,
				currency: 'BTC',
				at: '2026-04-24 06:00',
				attributes: { reference: `${desk}>main` }
			});
	}
	for (const who of ['kestrel', 'merganser', 'sandpiper', 'ruddyduck', 'glasswright'])
		world.tie(
			who,
			'CONTROLS',
			`w-${who}`,
			who === 'kestrel'
				? ['coinquayWatch/B3', 'belmarkBulletin/B2', 'arvaniaBulletin/B3', 'tessaly/C3']
				: ['coinquayWatch/B3', 'tessaly/C3'],
			{ statement: 'assessment', confidence: who === 'kestrel' ? 80 : 65, from: '2025-06-10' }
		);
	world.tie('w-kestrel', 'TRANSFERRED', 'otc-main', ['coinquayWatch', 'belmarkBulletin/B2'], {
		amountMinor: 400_000_000,
		currency: 'BTC',
		at: '2026-04-20 07:15',
		attributes: { reference: 'kestrel>main' }
	});
	world.tie('w-glasswright', 'TRANSFERRED', 'otc-main', ['coinquayWatch'], {
		amountMinor: 250_000_000,
		currency: 'BTC',
		at: '2026-04-22 21:40',
		attributes: { reference: 'glasswright>main' }
	});
	world.tie('m5', 'RELATED_TO', 'vostrel-desk', ['belmarkFiu/B3', 'belmarkBulletin/X4'], {
		statement: 'assessment',
		confidence: 40,
		description: 'Same contact address in the register.'
	});
}
