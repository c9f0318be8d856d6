/** Hosts, networks, servers and domains of the criminal side. Addresses are those kept for documentation. */
import { utc } from './chance.ts';
import type { Telling, World } from './world.ts';

const hosts = [
	[
		'nordvault',
		'NordVault Hosting',
		'belmark',
		'AS64497',
		'Rents virtual servers; answers orders of Belmark.'
	],
	[
		'relayco',
		'RelayCo',
		'corland',
		'AS64500',
		'Relays traffic for its customers and keeps flow records for 30 days.'
	],
	['mailbridge', 'Mailbridge', 'corland', 'AS64501', 'Mail and cloud storage.'],
	['copper-host', 'Copperline Hosting', 'doria', 'AS64505', 'Hosting sold as deaf to complaints.'],
	[
		'arvanet',
		'Arvanet',
		'arvania',
		'AS64510',
		'Internet access in Arvania; many lines share one address.'
	]
] as const;

/** Command servers: whose, where, from, until, their domains. */
export const commandServers = [
	[
		'203.0.113.12',
		'kestrel',
		'copper-host',
		'2025-06-10',
		'2025-09-30',
		['cdn-respire.test', 'lab-notify.test']
	],
	[
		'203.0.113.27',
		'kestrel',
		'copper-host',
		'2025-10-01',
		'2026-02-25',
		['trial-portal.test', 'clinic-sync.test', 'pathology-cdn.test']
	],
	[
		'203.0.113.45',
		'kestrel',
		'nordvault',
		'2026-03-02',
		'2026-04-22',
		['respira-updates.test', 'ward-status.test', 'helix-telemetry.test']
	],
	[
		'203.0.113.61',
		'kestrel',
		'copper-host',
		'2026-04-24',
		'2026-07-08',
		['genome-mirror.test', 'assay-sync.test']
	],
	[
		'203.0.113.101',
		'merganser',
		'copper-host',
		'2025-06-20',
		'2025-12-31',
		['press-line.test', 'torque-cdn.test']
	],
	[
		'203.0.113.112',
		'merganser',
		'copper-host',
		'2026-01-04',
		'2026-08-30',
		['foundry-stats.test', 'valve-update.test']
	],
	['203.0.113.119', 'merganser', 'copper-host', '2026-09-10', '2026-11-14', ['milling-hub.test']],
	[
		'203.0.113.130',
		'sandpiper',
		'copper-host',
		'2025-08-10',
		'2026-03-31',
		['town-forms.test', 'permit-cdn.test']
	],
	['203.0.113.138', 'sandpiper', 'nordvault', '2026-04-02', '2026-10-05', ['council-sync.test']],
	[
		'203.0.113.150',
		'ruddyduck',
		'copper-host',
		'2025-09-01',
		'2026-05-31',
		['bakery-orders.test', 'garage-desk.test']
	],
	['203.0.113.158', 'ruddyduck', 'copper-host', '2026-06-03', '2026-11-14', ['shop-metrics.test']]
] as const;

/** The server an affiliate used on that day. */
export const serverAt = (affiliate: string, iso: string): string | undefined =>
	commandServers.filter(([, who, , from]) => who === affiliate && utc(from) <= iso).at(-1)?.[0];

const stagedAfter = (address: string) => commandServers.find(([ip]) => ip === address);

export function infrastructure(world: World): void {
	for (const [key, name, country, asn, description] of hosts) {
		world.thing(key, 'organisation', name, { description, sectors: ['digital-infrastructure'] });
		world.tie(key, 'LOCATED_IN', country, ['advisory/A2', 'vantry']);
		const network = world.thing(`net-${key}`, 'network', asn, {
			identifiers: [{ scheme: 'asn', value: asn }]
		});
		world.tie(key, 'CONTROLS', network, ['advisory/A1', 'csirtBelmark']);
	}
	world.tie('copperline', 'CONTROLS', 'copper-host', [
		'vantry',
		'corlandBulletin/B3',
		'belmarkBulletin/B3'
	]);
	world.tie('copper-host', 'LOCATED_IN', 'qarn', ['vantry']);
	world.tie('nordvault', 'LOCATED_IN', 'kastel', ['nordvaultAbuse/A1']);

	for (const [address, affiliate, host, from, until, domains] of commandServers) {
		const ip = world.ip(address, {
			description: `Command server of ${affiliate}.`,
			attributes: { port: 8443, certificate: `CN=${domains[0]}` }
		});
		const told: Telling[] =
			host === 'nordvault'
				? ['csirtArvania', 'nordvaultAbuse', 'vantry']
				: ['csirtArvania', 'vantry'];
		world.tie(ip, 'HOSTED_ON', host, told, { from, until });
		world.tie(ip, 'PART_OF', `net-${host}`, ['csirtBelmark', 'advisory/A1'], { from, until });
		world.tie(
			affiliate,
			'CONTROLS',
			ip,
			[
				'vantry',
				...(affiliate === 'kestrel'
					? (['arvaniaBulletin'] as const)
					: (['csirtBelmark/B2'] as const))
			],
			{ from, until }
		);
		for (const name of domains) {
			const domain = world.domain(name, { from, until });
			world.tie(
				domain,
				'RESOLVES_TO',
				ip,
				['csirtArvania', 'vantry', ...(affiliate === 'kestrel' ? (['advisory/A1'] as const) : [])],
				{ from, until }
			);
			world.tie('thistledown', 'COMMUNICATED_WITH', domain, ['advisory'], { at: from });
		}
		const rule = world.thing(`rule-${address}`, 'indicator', `Traffic to ${address}`, {
			from,
			until
		});
		world.tie(rule, 'INDICATES', ip, ['csirtArvania', 'advisory'], { from, until });
	}
	world.tie('203.0.113.61', 'RELATED_TO', '203.0.113.45', ['tessaly/B3', 'vantry'], {
		statement: 'assessment',
		confidence: 75,
		description:
			'Same certificate template and same panel, two days after the first server went dark.'
	});
	world.tie('203.0.113.27', 'RELATED_TO', '203.0.113.45', ['tessaly/B3'], {
		statement: 'assessment',
		confidence: 60,
		description: 'Same panel.'
	});
	for (const [later, earlier] of [
		['203.0.113.27', '203.0.113.12'],
		['203.0.113.112', '203.0.113.101'],
		['203.0.113.119', '203.0.113.112'],
		['203.0.113.138', '203.0.113.130'],
		['203.0.113.158', '203.0.113.150']
	] as const)
		world.tie(earlier, 'REPLACED_BY', later, ['vantry'], {
			from: stagedAfter(later)?.[3],
			statement: 'assessment',
			confidence: 55
		});

	leakSite(world);
	relays(world);
}

function leakSite(world: World): void {
	world.thing('leak-site', 'service', 'Palewick Press', {
		description: 'Site on which Palewick names its victims and publishes their files.',
		until: '2026-09-30'
	});
	world.thing('leak-site-2', 'service', 'Marrowlight Gallery', { from: '2026-09-14' });
	for (const [site, host, address, from, until] of [
		['leak-site', 'palewick-press.test', '203.0.113.200', '2025-06-05', '2026-09-30'],
		['leak-site-2', 'marrowlight-gallery.test', '203.0.113.201', '2026-09-14', undefined]
	] as const) {
		const domain = world.domain(host, { from });
		const ip = world.ip(address, { from });
		world.tie(site, 'RESOLVES_TO', domain, ['vantry', 'advisory'], { from, until });
		world.tie(domain, 'RESOLVES_TO', ip, ['vantry', 'csirtBelmark'], { from, until });
		world.tie(ip, 'HOSTED_ON', 'copper-host', ['vantry', 'csirtBelmark', 'corlandBulletin'], {
			from,
			until
		});
		world.tie('harbourlight', 'CONTROLS', site, ['vantry', 'advisory/B3'], { from, until });
	}
	world.tie('palewick-crew', 'CONTROLS', 'leak-site', ['advisory', 'vantry', 'corlandBulletin'], {
		from: '2025-06-05',
		until: '2026-09-30'
	});
	world.tie('marrowlight-crew', 'CONTROLS', 'leak-site-2', ['vantry', 'advisory/B3'], {
		from: '2026-09-14'
	});
	world.tie('leak-site', 'REPLACED_BY', 'leak-site-2', ['vantry', 'csirtArvania/B3'], {
		from: '2026-09-14',
		statement: 'assessment',
		confidence: 70,
		description: 'The second site repeats three posts of the first.'
	});
}

/** Traffic to the Helix server came through RelayCo: what NordVault saw is not where it began. */
function relays(world: World): void {
	world.ip('192.0.2.77', { description: 'Exit address of a relay that many customers share.' });
	world.ip('192.0.2.78', {});
	world.ip('2001:db8:77::10', { description: 'Relay entrance.' });
	world.ip('198.51.100.23', {
		description: 'Address that Arvanet shares among about 4 000 lines.'
	});
	for (const ip of ['192.0.2.77', '192.0.2.78', '2001:db8:77::10']) {
		world.tie(ip, 'PART_OF', 'net-relayco', ['relaycoAbuse/A1', 'csirtBelmark']);
		world.tie('relayco', 'CONTROLS', ip, ['relaycoAbuse/A1', 'corlandBulletin']);
	}
	world.tie('198.51.100.23', 'PART_OF', 'net-arvanet', ['csirtArvania/A1', 'relaycoAbuse']);
	world.tie(
		'192.0.2.77',
		'COMMUNICATED_WITH',
		'203.0.113.45',
		['nordvaultAbuse', 'relaycoAbuse', 'belmarkNordvault'],
		{ at: '2026-04-11 22:14', description: 'Administration of the server through the relay.' }
	);
	world.tie(
		'192.0.2.78',
		'COMMUNICATED_WITH',
		'203.0.113.45',
		['nordvaultAbuse', 'belmarkNordvault'],
		{ at: '2026-04-13 01:02' }
	);
	world.tie(
		'2001:db8:77::10',
		'COMMUNICATED_WITH',
		'192.0.2.77',
		['relaycoAbuse', 'corlandBulletin'],
		{ at: '2026-04-11 22:14' }
	);
	world.tie(
		'198.51.100.23',
		'COMMUNICATED_WITH',
		'2001:db8:77::10',
		['relaycoAbuse', 'corlandBulletin/B3'],
		{
			at: '2026-04-11 22:13',
			description: 'Flow record without source port.'
		}
	);
	world.tie('kestrel', 'RELATED_TO', 'relayco', ['corlandBulletin/B3', 'arvaniaBulletin/B3'], {
		statement: 'assessment',
		confidence: 70
	});

	world.thing('order-nv', 'service', 'NordVault server NV-40871', {
		from: '2026-03-02',
		until: '2026-04-22',
		identifiers: [{ scheme: 'external', value: 'nordvault/NV-40871' }]
	});
	world.email('n.terrace@mailbridge.example', {
		description: 'Address given when the server was ordered.'
	});
	world.tie('203.0.113.45', 'HOSTED_ON', 'order-nv', ['nordvaultAbuse', 'belmarkNordvault'], {
		from: '2026-03-02',
		until: '2026-04-22'
	});
	world.tie('order-nv', 'HOSTED_ON', 'nordvault', ['nordvaultAbuse/A1', 'belmarkNordvault'], {
		from: '2026-03-02',
		until: '2026-04-22'
	});
	world.tie(
		'order-nv',
		'USES',
		'n.terrace@mailbridge.example',
		['belmarkNordvault', 'nordvaultAbuse'],
		{ at: '2026-03-02 17:41' }
	);
	world.tie(
		'n.terrace@mailbridge.example',
		'HOSTED_ON',
		'mailbridge',
		['mailbridgeAbuse/A1', 'belmarkBulletin'],
		{ from: '2026-02-27' }
	);
	world.tie(
		'kestrel',
		'CONTROLS',
		'n.terrace@mailbridge.example',
		['arvaniaBulletin', 'mailbridgeAbuse/C3'],
		{ statement: 'assessment', confidence: 65 }
	);
	world.wallet('w-order', 'Payment of the server order');
	world.tie('order-nv', 'USES', 'w-order', ['nordvaultAbuse/B3', 'belmarkNordvault'], {
		at: '2026-03-02 17:49'
	});
	world.tie('w-kestrel', 'TRANSFERRED', 'w-order', ['coinquayWatch', 'belmarkNordvault/B3'], {
		at: '2026-03-02 17:45',
		amountMinor: 410_000,
		currency: 'BTC',
		attributes: { reference: 'NV-40871' }
	});
}
