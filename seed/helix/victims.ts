/**
 * The other victims, June 2025 to November 2026: 33 organisations in several sectors. Each affiliate
 * keeps to a pattern of its own, so that an analyst can tell whose work an incident looks like.
 * Every ransom that was paid is shared 80 to 20 between the affiliate and the developer.
 */
import type { CrimeArea, Sector } from '#lib/domain/vocabularies.ts';
import { after, chance, sha256Of, utc, type Chance } from './chance.ts';
import { serverAt } from './infrastructure.ts';
import { versionAt, type Technique } from './means.ts';
import type { TellerKey } from './sources.ts';
import { victims, type Affiliate } from './victim-list.ts';
import type { Telling, World } from './world.ts';

interface Pattern {
	entry: string;
	vulnerability?: string;
	techniques: readonly Technique[];
	tools: readonly string[];
	seller?: string;
	says: string;
}

const patterns: Record<Affiliate, Pattern> = {
	kestrel: {
		entry: 'session-theft',
		techniques: [
			'spear-phishing',
			'session-theft',
			'mailbox-rule',
			'bulk-exfiltration',
			'data-encrypted'
		],
		tools: ['ferrylight', 'siphonet', 'hedgerow'],
		seller: 'low-tide',
		says: 'A mailbox session, three weeks of silence, a copy at the weekend, encryption before four in the morning.'
	},
	merganser: {
		entry: 'exposed-gateway',
		vulnerability: 'cve-gate',
		techniques: ['exposed-gateway', 'credential-dump', 'driver-abuse', 'data-encrypted'],
		tools: ['keyrake', 'lampblack', 'tidegate'],
		seller: 'brine',
		says: 'Through the gateway, on a Saturday night.'
	},
	sandpiper: {
		entry: 'supplier-access',
		vulnerability: 'cve-file',
		techniques: ['supplier-access', 'remote-administration', 'backup-deletion', 'data-encrypted'],
		tools: ['deskhook', 'siphonet'],
		seller: 'northgate',
		says: 'Through a supplier of public services.'
	},
	ruddyduck: {
		entry: 'valid-accounts',
		vulnerability: 'cve-backup',
		techniques: ['valid-accounts', 'phone-pressure', 'data-encrypted'],
		tools: ['driftcall', 'keyrake'],
		seller: 'brine',
		says: 'Small demand, calls on the same evening.'
	},
	unknown: {
		entry: 'exposed-gateway',
		vulnerability: 'cve-mail',
		techniques: ['exposed-gateway', 'data-encrypted', 'double-extortion'],
		tools: ['siphonet'],
		says: 'New pattern; the note is that of Marrowlight.'
	}
};

/** Whose notices and bulletins speak of a city. */
const authorities: Record<string, readonly [TellerKey, TellerKey]> = {
	arvania: ['csirtArvania', 'arvaniaBulletin'],
	belmark: ['csirtBelmark', 'belmarkBulletin'],
	corland: ['vantry', 'corlandBulletin']
};
const countryOf: Record<string, string> = {
	'port-aveline': 'arvania',
	tessaly: 'arvania',
	crowmere: 'arvania',
	'lunden-vale': 'arvania',
	belhaven: 'belmark',
	kastel: 'belmark',
	ostermoor: 'belmark',
	corrick: 'corland',
	'saint-odile': 'corland'
};

/** Each teller once. */
const once = (...by: TellerKey[]): Telling[] => [...new Set(by)];

export function earlierVictims(world: World): void {
	const dice = chance(20250601);
	for (const key of ['manufacturers', 'municipalities', 'small-firms'])
		world.thing(`campaign-${key}`, 'campaign', `Palewick against ${key.replace('-', ' ')}`, {
			by: ['advisory']
		});
	victims.forEach((row, i) => {
		const [slug, name, sector, city, date, affiliate, paid] = row;
		const [csirt, police] = authorities[countryOf[city] ?? ''] ?? ['vantry', 'corlandBulletin'];
		const at = utc(date);
		const told: Told = {
			slug,
			name,
			sector,
			city,
			at,
			affiliate,
			paid,
			csirt,
			police,
			number: i,
			pattern: patterns[affiliate]
		};
		organisation(world, told);
		incident(world, told, dice);
		traces(world, told, dice);
		if (paid > 0) ransom(world, told, dice);
		if (dice.whole(0, 9) < 7 || paid === 0) publication(world, told, dice);
	});
}

interface Told {
	slug: string;
	name: string;
	sector: Sector;
	city: string;
	at: string;
	affiliate: Affiliate;
	paid: number;
	csirt: TellerKey;
	police: TellerKey;
	number: number;
	pattern: Pattern;
}

const careful = (sector: Sector): TellerKey[] =>
	sector === 'health' || sector === 'research' ? ['health'] : [];

function organisation(
	world: World,
	{ slug, name, sector, city, csirt, police, number }: Told
): void {
	world.thing(slug, 'organisation', name, { sectors: [sector], dataSubject: 'victim' });
	const domain = world.domain(`${slug}.example`);
	const gateway = world.ip(`198.51.100.${100 + number}`, { description: `Gateway of ${name}.` });
	world.tie(slug, 'LOCATED_IN', city, once(csirt, police));
	world.tie(slug, 'CONTROLS', domain, once(csirt));
	world.tie(slug, 'CONTROLS', gateway, once(csirt));
	world.tie(domain, 'RESOLVES_TO', gateway, once(csirt));
}

const campaigns: Record<Affiliate, string | undefined> = {
	kestrel: 'campaign-kestrel',
	merganser: 'campaign-manufacturers',
	sandpiper: 'campaign-municipalities',
	ruddyduck: 'campaign-small-firms',
	unknown: undefined
};

function incident(world: World, told: Told, dice: Chance): void {
	const { slug, name, sector, at, affiliate, csirt, police, pattern } = told;
	const crimeArea: CrimeArea =
		sector === 'drinking-water' || sector === 'energy' ? 'critical-infrastructure' : 'ransomware';
	const key = world.thing(`i-${slug}`, 'incident', `Ransomware at ${name}`, {
		from: at,
		crimeArea,
		sectors: [sector],
		description: pattern.says,
		attributes: { servers: dice.whole(4, 190) }
	});
	world.tie(key, 'HARMED', slug, once(csirt, police, 'vantry', ...careful(sector)), { at });
	world.tie(key, 'USES', versionAt(at), once(csirt, 'tessaly'), { at });
	for (const technique of pattern.techniques)
		world.tie(
			key,
			'USES',
			technique,
			once(csirt, ...(technique === pattern.entry ? (['advisory'] as const) : []))
		);
	for (const tool of dice.some(pattern.tools, 2)) world.tie(key, 'USES', tool, once(csirt));
	if (pattern.vulnerability && dice.whole(0, 3) > 0)
		world.tie(key, 'EXPLOITS', pattern.vulnerability, once(csirt, 'advisory'), { at });
	const campaign = campaigns[affiliate];
	if (campaign)
		world.tie(key, 'PART_OF', campaign, ['advisory/B2'], {
			statement: 'assessment',
			confidence: dice.whole(11, 18) * 5
		});
	world.tie(
		key,
		'ATTRIBUTED_TO',
		affiliate === 'unknown' ? 'marrowlight-crew' : 'palewick-crew',
		once('vantry', csirt),
		{ statement: 'assessment', confidence: 85 }
	);
	if (affiliate === 'unknown') return;
	const grade = affiliate === 'kestrel' ? 'B2' : dice.pick(['B2', 'B3', 'C3']);
	world.tie(
		key,
		'ATTRIBUTED_TO',
		affiliate,
		[
			{ by: police, grade },
			...(dice.whole(0, 2) > 0 ? [{ by: 'tessaly' as const, grade: 'C3' }] : [])
		],
		{ statement: 'assessment', confidence: dice.whole(10, 18) * 5 }
	);
	world.tie(
		affiliate,
		'TARGETED',
		slug,
		once('vantry', ...(affiliate === 'kestrel' ? (['arvaniaBulletin'] as const) : [])),
		{ at }
	);
	if (pattern.seller && dice.whole(0, 2) > 0)
		world.tie(
			pattern.seller,
			'TARGETED',
			slug,
			[{ by: 'corlandBulletin', grade: dice.pick(['B3', 'C3', 'C4']) }],
			{ at: after(at, -dice.whole(18, 24)), description: 'Offered access.' }
		);
}

function traces(
	world: World,
	{ slug, name, at, affiliate, csirt, police, number }: Told,
	dice: Chance
): void {
	const key = `i-${slug}`;
	const disguise = dice.pick(['winspool', 'svc-health', 'printq', 'respira-agent', 'netmon']);
	const sample = world.file(`s-${slug}`, `${disguise}-${sha256Of(`s-${slug}`).slice(0, 4)}.exe`, {
		description: `Sample from ${name}.`
	});
	world.tie(key, 'USES', sample, once(csirt), { at });
	world.tie(sample, 'VARIANT_OF', versionAt(at), once('tessaly', csirt));
	const server = serverAt(affiliate, at);
	if (server) {
		world.tie(key, 'USES', server, once(csirt, police), { at });
		world.tie(
			`198.51.100.${100 + number}`,
			'COMMUNICATED_WITH',
			server,
			once(csirt, ...(number % 3 === 0 ? (['advisory'] as const) : [])),
			{ at: after(at, -dice.whole(1, 6), dice.whole(5, 900)) }
		);
		world.tie(sample, 'COMMUNICATED_WITH', server, ['tessaly'], { at });
	}
	if (number % 2 === 0) {
		const rule = world.thing(`hash-${slug}`, 'indicator', `Hash of a sample from ${name}`, {
			from: after(at, 2)
		});
		world.tie(rule, 'INDICATES', sample, once(csirt, 'advisory'), { from: after(at, 2) });
	}
}

function ransom(
	world: World,
	{ slug, name, at, affiliate, paid, police }: Told,
	dice: Chance
): void {
	const wallet = world.wallet(`r-${slug}`, `Ransom of ${name}`);
	const satoshi = paid * 1_000_000;
	const paidAt = after(at, dice.whole(3, 9), dice.whole(10, 600));
	world.tie(`i-${slug}`, 'USES', wallet, once(police, 'coinquayWatch'), { at });
	world.tie(slug, 'TRANSFERRED', wallet, once(police, 'coinquayWatch'), {
		amountMinor: satoshi,
		currency: 'BTC',
		at: paidAt,
		attributes: { reference: `ransom ${slug}` }
	});
	const share = satoshi / 5;
	for (const [to, amount] of [
		[`w-${affiliate}`, satoshi - share],
		['w-glasswright', share]
	] as const)
		world.tie(wallet, 'TRANSFERRED', to, ['coinquayWatch', 'tessaly/B3'], {
			amountMinor: amount,
			currency: 'BTC',
			at: after(paidAt, 0, dice.whole(20, 240)),
			attributes: { reference: `share ${slug} ${to}` }
		});
}

function publication(world: World, { slug, at, csirt }: Told, dice: Chance): void {
	const site = at >= utc('2026-09-14') ? 'leak-site-2' : 'leak-site';
	const host = site === 'leak-site' ? 'palewick-press.test' : 'marrowlight-gallery.test';
	const seen = after(at, dice.whole(5, 12), dice.whole(0, 1_200));
	const post = world.url(`https://${host}/post/${slug}`, { from: seen });
	world.tie(post, 'HOSTED_ON', site, ['vantry'], { from: seen });
	world.tie(post, 'RELATED_TO', slug, once('vantry', csirt), {
		at: seen,
		description: 'Names the organisation.'
	});
}
