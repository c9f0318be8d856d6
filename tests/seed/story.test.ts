import { expect, test } from 'vitest';
import { helix, story } from '../../seed/helix.ts';
import { weakTies } from '../../seed/helix/apart.ts';
import { chains, conversions, satoshiPerCent } from '../../seed/helix/coins.ts';
import { accounts, invoice, transfers } from '../../seed/helix/money.ts';
import { reach, seenBy, shortestPath, type Link } from './sight.ts';

const deliveries = helix();
const world = story();
const all = seenBy(deliveries).links;
const belmark = seenBy(deliveries, 'belmark').links;
const stix = (key: string) => world.things.get(key)?.stix ?? `no ${key}`;
const total = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0);
const between = (links: readonly Link[], from: string, type: string, to: string) =>
	links.filter(
		(link) => link.from === stix(from) && link.to === stix(to) && link.claim.type === type
	);

test('the invoice is EUR 1 840 000.00 and not a cent of it is lost between the accounts', () => {
	const trail = transfers();
	expect(invoice).toBe(184_000_000);
	expect(total(trail.filter(({ to }) => to === 'm1').map(({ cents }) => cents))).toBe(invoice);
	for (const { key, frozen } of accounts.filter((account) => account.frozen !== undefined)) {
		const received = total(trail.filter(({ to }) => to === key).map(({ cents }) => cents));
		const sent = total(trail.filter(({ from }) => from === key).map(({ cents }) => cents));
		expect(received - sent, key).toBe(frozen);
	}
	const ends = trail.filter(({ to }) => ['cq1', 'cq2', 'm5', 'ranvek', 'dolmen'].includes(to));
	expect(
		total(ends.map(({ cents }) => cents)) + total(accounts.map(({ frozen }) => frozen ?? 0))
	).toBe(invoice);
});

test('the claims carry the same amounts as the trail', () => {
	const euro = all.filter(({ claim }) => claim.currency === 'EUR');
	for (const { from, to, cents, reference } of transfers()) {
		const said = euro.filter(({ claim }) => claim.attributes['reference'] === reference);
		expect(said.length, reference).toBeGreaterThan(0);
		for (const link of said) {
			expect(link.claim.amountMinor, reference).toBe(cents);
			expect([link.from, link.to]).toEqual([stix(from), stix(to)]);
		}
	}
	for (const { claim } of all)
		if (claim.type === 'TRANSFERRED') {
			expect(
				Number.isSafeInteger(claim.amountMinor) && Number(claim.amountMinor) > 0,
				claim.at
			).toBe(true);
			expect(claim.currency, claim.at).toMatch(/^(EUR|BTC)$/);
			expect(claim.happenedAt, claim.at).toBeTruthy();
		}
});

test('nobody passes money on before it came', () => {
	const trail = transfers();
	const sorted = trail.map(({ at }) => at);
	expect(sorted).toEqual([...sorted].sort());
	expect(trail[0]).toMatchObject({ from: 'a-helix', to: 'm1' });
	for (const { key } of accounts) {
		let balance = key === 'a-helix' ? invoice : 0;
		for (const { from, to, cents } of trail) {
			if (to === key) balance += cents;
			if (from === key) balance -= cents;
			expect(balance, key).toBeGreaterThanOrEqual(0);
		}
	}
});

test('what CoinQuay received becomes coins to the satoshi', () => {
	const trail = transfers();
	for (const { account, cents, fee, frozen, out } of conversions) {
		expect(total(trail.filter(({ to }) => to === account).map((one) => one.cents)), account).toBe(
			cents
		);
		expect(total(out.map(([, satoshi]) => satoshi)) + fee + frozen, account).toBe(
			cents * satoshiPerCent
		);
	}
});

test('each hop of a peel chain spends what it received, less the fee of the network, and later', () => {
	const received = new Map<string, { satoshi: number; at: string }>();
	for (const { out } of conversions)
		for (const [wallet, satoshi] of out) received.set(wallet, { satoshi, at: '' });
	for (const { movements, fees, wallets, peels } of chains()) {
		for (const { to, satoshi, at } of movements) {
			const before = received.get(to);
			received.set(to, {
				satoshi: (before?.satoshi ?? 0) + satoshi,
				at: at > (before?.at ?? '') ? at : (before?.at ?? '')
			});
		}
		for (const wallet of [...wallets, ...peels]) {
			const spent = movements.filter(({ from }) => from === wallet);
			expect(total(spent.map(({ satoshi }) => satoshi)) + (fees.get(wallet) ?? 0), wallet).toBe(
				received.get(wallet)?.satoshi
			);
			for (const { at } of spent) expect(at > (received.get(wallet)?.at ?? ''), wallet).toBe(true);
		}
	}
});

test('no wallet ever spends coins the story did not bring it', () => {
	const references = new Map(
		all
			.filter(({ claim }) => claim.currency === 'BTC')
			.map((link) => [
				`${link.from} ${link.to} ${String(link.claim.attributes['reference'])}`,
				link
			])
	);
	const moves = [...references.values()].sort((a, b) =>
		(a.claim.happenedAt ?? '') < (b.claim.happenedAt ?? '') ? -1 : 1
	);
	const balance = new Map<string, number>();
	const followed = [...world.things.values()].filter(
		({ key }) =>
			key.startsWith('w-') || key.startsWith('otc') || key === 'swap' || key.startsWith('r-')
	);
	const inside = new Set(followed.map((thing) => thing.stix));
	const stalls = new Set(
		followed.filter(({ aliases }) => aliases?.[0]?.startsWith('Stall')).map((thing) => thing.stix)
	);
	for (const { from, to, claim } of moves) {
		const amount = claim.amountMinor ?? 0;
		balance.set(to, (balance.get(to) ?? 0) + amount);
		if (!inside.has(from) || stalls.has(from)) continue;
		balance.set(from, (balance.get(from) ?? 0) - amount);
		expect(balance.get(from), claim.at).toBeGreaterThanOrEqual(0);
	}
});

test('the ransom asked of Helix is 45 bitcoin and was never paid', () => {
	expect(world.things.get('w-helix-ransom')?.attributes).toMatchObject({
		demandSatoshi: 4_500_000_000
	});
	expect(
		all.filter(({ to, claim }) => to === stix('w-helix-ransom') && claim.type === 'TRANSFERRED')
	).toEqual([]);
	expect(world.things.get('obs-61')?.attributes).toMatchObject({ servers: 61 });
});

test('the steps against Helix come in the order of the scenario', () => {
	const days = ['helix-phishing', 'helix-session', 'helix-bec', 'helix-exfil', 'helix-ransom'].map(
		(key) => world.things.get(key)?.from ?? ''
	);
	expect(days).toEqual([...days].sort());
	const encryption = Date.parse(`${days[4]?.replace(' ', 'T')}:00Z`);
	const before = days.map((day) =>
		Math.round((encryption - Date.parse(`${day.slice(0, 10)}T03:40:00Z`)) / 86_400_000)
	);
	expect(before).toEqual([21, 21, 6, 3, 0]);
});

test('an analyst of Belmark finds the way from kestrel to the money of Helix', () => {
	const path = shortestPath(belmark, stix('kestrel'), stix('a-helix'));
	expect(path?.length).toBe(3);
	for (const [from, type, to] of [
		['kestrel', 'COMMUNICATED_WITH', 'papermoon'],
		['papermoon', 'COMMUNICATED_WITH', 'ranvek'],
		['ranvek', 'CONTROLS', 'm1'],
		['a-helix', 'TRANSFERRED', 'm1']
	] as const)
		expect(between(belmark, from, type, to).length, `${from} ${type} ${to}`).toBeGreaterThan(0);
	expect(shortestPath(belmark, stix('a-helix'), stix('vostrel-desk'))).toBeDefined();
});

test('eleven incidents are attributed to kestrel, and his server answers to the relay', () => {
	const incidents = new Set(
		belmark
			.filter(
				({ claim, from, to }) =>
					claim.type === 'ATTRIBUTED_TO' && to === stix('kestrel') && from.startsWith('incident--')
			)
			.map(({ from }) => from)
	);
	incidents.delete(stix('helix-bec'));
	expect(incidents.size).toBe(11);
	expect(
		between(belmark, '192.0.2.77', 'COMMUNICATED_WITH', '203.0.113.45').length
	).toBeGreaterThanOrEqual(2);
});

test('sources agree and sources contradict each other', () => {
	const told = new Map<string, Set<string>>();
	for (const { from, to, claim, owner } of all) {
		const key = `${from} ${claim.type} ${to}`;
		told.set(key, (told.get(key) ?? new Set()).add(owner));
	}
	const agreed = [...told.values()].filter((owners) => owners.size >= 2);
	expect(agreed.length).toBeGreaterThan(300);
	expect(Math.max(...agreed.map(({ size }) => size))).toBeGreaterThanOrEqual(4);
	expect(between(belmark, 'helix-ransom', 'ATTRIBUTED_TO', 'kestrel')).toHaveLength(4);
	expect(between(belmark, 'helix-ransom', 'ATTRIBUTED_TO', 'ashen-choir')).toHaveLength(2);
	for (const { claim } of between(belmark, 'helix-ransom', 'ATTRIBUTED_TO', 'ashen-choir'))
		expect(claim.statement).toBe('assessment');
});

test('the innocent contact hangs on one X4 item and the mistaken line on another', () => {
	const contact = all.filter(
		({ from, to }) => [from, to].includes(stix('brennor')) && [from, to].includes(stix('kestrel'))
	);
	expect(contact.map(({ claim }) => claim.evaluation)).toEqual([
		{ scheme: 'europol-4x4', source: 'X', information: '4' }
	]);
	const line = between(all, 'korvath', 'CONTROLS', '198.51.100.23');
	expect(line.map(({ claim }) => claim.evaluation?.source)).toEqual(['X']);
});

test('one image carries two hashes that differ', () => {
	const hashes = (key: string) =>
		new Set(
			deliveries.flatMap(({ drafts }) =>
				drafts.flatMap((draft) =>
					draft.draft === 'record' &&
					draft.at.endsWith(` ${key}`) &&
					typeof draft.attributes['sha256'] === 'string'
						? [draft.attributes['sha256']]
						: []
				)
			)
		);
	expect(hashes('img-3').size).toBe(2);
	for (const key of ['img-1', 'img-2', 'img-4']) expect(hashes(key).size).toBe(1);
});

test('kestrel is a hub of at least sixty ties for Belmark', () => {
	const ties = new Set(
		belmark
			.filter(({ from, to }) => [from, to].includes(stix('kestrel')))
			.map(({ from, to, claim }) => `${from} ${claim.type} ${to}`)
	);
	expect(ties.size).toBeGreaterThanOrEqual(60);
});

test('everything hangs together, but two networks only by one weak tie each', () => {
	const things = world.things.size;
	expect(reach(all, stix('kestrel')).size).toBe(things);
	const isWeak = (link: Link, [from, type, to]: (typeof weakTies)[number]) =>
		link.from === stix(from) && link.to === stix(to) && link.claim.type === type;
	for (const weak of weakTies) {
		expect(all.filter((link) => isWeak(link, weak))).toHaveLength(1);
		const left = reach(
			all.filter((link) => !isWeak(link, weak)),
			stix('kestrel')
		);
		expect(left.has(stix(weak[0]))).toBe(false);
		expect(things - left.size).toBeGreaterThanOrEqual(14);
	}
});
