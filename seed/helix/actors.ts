/** Groups, personas and people of the criminal side, as the widely shared sources name them. */
import { bonds } from './bonds.ts';
import type { Telling, World } from './world.ts';

const personas = [
	[
		'kestrel',
		'kestrel',
		['k3strel', 'kestrel_9'],
		'Affiliate of Palewick. Works from stolen mailbox sessions, prefers research and health.'
	],
	['low-tide', 'low_tide', ['lowtide', 'ebb'], 'Sells access to company mailboxes and gateways.'],
	['glasswright', 'glasswright', ['gw', 'glazier'], 'Writes and maintains Palewick.'],
	['papermoon', 'papermoon', ['paper.moon'], 'Finds and runs money mules in Belmark.'],
	[
		'merganser',
		'merganser',
		['goosander'],
		'Affiliate of Palewick. Enters through exposed gateways, prefers manufacturers.'
	],
	[
		'sandpiper',
		'sandpiper',
		['s4ndpiper'],
		'Affiliate of Palewick. Enters through suppliers of municipalities.'
	],
	[
		'ruddyduck',
		'ruddyduck',
		[],
		'Affiliate of Palewick. Small firms, small demands, pressure by telephone.'
	],
	['harbourlight', 'harbourlight', ['Palewick Press'], 'Speaks for Palewick on its leak site.'],
	['ferryman', 'ferryman_desk', [], 'Sells the phishing kit Ferrylight by subscription.'],
	['copperline', 'copperline', ['cu_line'], 'Sells hosting that ignores complaints.'],
	['vostrel-otc', 'vostrel_otc', [], 'Buys cryptocurrency against cash in Vostrel.'],
	['mothwing', 'mothwing', [], 'Tester and second programmer.'],
	['tallow', 'tallowchandler', [], 'Packs malware so that scanners miss it.'],
	['brine', 'brine', [], 'Sells gateway access, cheaper than low_tide.'],
	['northgate', 'northgate', [], 'Sells access to municipal suppliers.'],
	['sixpence', 'sixpence', [], 'Finds money mules in Corland.'],
	['inkwell', 'inkwell', [], 'Sells forged company papers for opening accounts.'],
	['quietroom', 'quietroom', [], 'Telephones victims on behalf of affiliates.'],
	['eelgrass', 'eelgrass', [], 'Administers the Brackwater forum.'],
	['saltlamp', 'saltlamp', [], 'Holds money in trust between sellers and buyers.']
] as const;

const accounts = [
	['brack-kestrel', 'kestrel_9 on Brackwater', 'brackwater/kestrel_9', 'kestrel', '2025-06-02'],
	['lantern-kestrel', 'k3strel on Lanternchat', 'lanternchat/k3strel', 'kestrel', '2025-07-14'],
	['brack-lowtide', 'low_tide on Brackwater', 'brackwater/low_tide', 'low-tide', '2025-06-02'],
	['lantern-ebb', 'ebb on Lanternchat', 'lanternchat/ebb', 'low-tide', '2025-10-05'],
	['brack-gw', 'glazier on Brackwater', 'brackwater/glazier', 'glasswright', '2025-06-02'],
	['lantern-gw', 'gw on Lanternchat', 'lanternchat/gw', 'glasswright', '2025-06-20'],
	[
		'lantern-papermoon',
		'paper.moon on Lanternchat',
		'lanternchat/paper.moon',
		'papermoon',
		'2025-12-01'
	],
	['brack-merganser', 'goosander on Brackwater', 'brackwater/goosander', 'merganser', '2025-06-18'],
	['brack-sandpiper', 's4ndpiper on Brackwater', 'brackwater/s4ndpiper', 'sandpiper', '2025-08-03'],
	[
		'brack-ferryman',
		'ferryman_desk on Brackwater',
		'brackwater/ferryman_desk',
		'ferryman',
		'2025-06-02'
	],
	['brack-copper', 'cu_line on Brackwater', 'brackwater/cu_line', 'copperline', '2025-06-02'],
	[
		'lantern-otc',
		'vostrel_otc on Lanternchat',
		'lanternchat/vostrel_otc',
		'vostrel-otc',
		'2025-09-09'
	],
	['lantern-sixpence', 'sixpence on Lanternchat', 'lanternchat/sixpence', 'sixpence', '2026-02-16'],
	['brack-inkwell', 'inkwell on Brackwater', 'brackwater/inkwell', 'inkwell', '2025-11-11']
] as const;

export function actors(world: World): void {
	world.thing('palewick-crew', 'group', 'Palewick crew', {
		aliases: ['Palewick', 'PW Partners'],
		crimeArea: 'ransomware',
		description:
			'Runs the Palewick ransomware, its panel for affiliates and its leak site. Presents itself as Marrowlight since September 2026.'
	});
	world.thing('marrowlight-crew', 'group', 'Marrowlight crew', {
		crimeArea: 'ransomware',
		from: '2026-09-14'
	});
	world.thing('tern-street', 'group', 'Tern Street', {
		crimeArea: 'money-laundering',
		description: 'Network of money mules in Belmark and Corland.'
	});
	world.thing('ashen-choir', 'group', 'Ashen Choir', {
		description: 'Espionage actor that Vantry Labs sees behind some intrusions in research.'
	});
	world.thing('brackwater', 'service', 'Brackwater forum', { crimeArea: 'criminal-markets' });
	world.thing('lanternchat', 'service', 'Lanternchat', {
		description: 'Messenger with accounts that need no telephone number.'
	});
	for (const [key, name, aliases, description] of personas)
		world.thing(key, 'persona', name, {
			aliases: [...aliases],
			description,
			by: ['vantry'],
			dataSubject: 'suspect'
		});
	for (const [key, name, handle, who, since] of accounts) {
		world.thing(key, 'persona', name, {
			originalType: 'user-account',
			identifiers: [{ scheme: 'handle', value: handle }],
			from: since,
			dataSubject: 'suspect'
		});
		const chat = key.startsWith('lantern');
		world.tie(
			key,
			'ALIAS_OF',
			who,
			chat ? ['vantry', 'corlandBulletin/B3'] : ['vantry', 'corlandBulletin'],
			{ from: since }
		);
		world.tie(key, 'USES', chat ? 'lanternchat' : 'brackwater', ['vantry'], { from: since });
	}
	for (const [from, type, to, at, by, description] of bonds)
		world.tie(from, type, to, by, { at, description });

	for (const who of [
		'glasswright',
		'harbourlight',
		'mothwing',
		'kestrel',
		'merganser',
		'sandpiper',
		'ruddyduck'
	])
		world.tie(
			who,
			'MEMBER_OF',
			'palewick-crew',
			[
				'vantry',
				'advisory/B2',
				...(who === 'kestrel' ? (['arvaniaBulletin', 'tessaly/B3'] as const) : [])
			],
			{
				from: '2025-06-02',
				...(who === 'kestrel' && { until: '2026-07-08' })
			}
		);
	for (const who of ['glasswright', 'harbourlight', 'merganser'])
		world.tie(who, 'MEMBER_OF', 'marrowlight-crew', ['vantry', 'tessaly/C3'], {
			from: '2026-09-14',
			statement: 'assessment',
			confidence: 65
		});
	for (const who of ['papermoon', 'sixpence', 'inkwell'])
		world.tie(who, 'MEMBER_OF', 'tern-street', ['belmarkBulletin', 'corlandBulletin'], {
			from: '2025-12-01'
		});
	world.tie('palewick-crew', 'REPLACED_BY', 'marrowlight-crew', ['vantry', 'advisory/B3'], {
		from: '2026-09-14',
		statement: 'assessment',
		confidence: 75
	});
	world.tie('palewick-crew', 'CONTROLS', 'palewick', ['advisory', 'vantry', 'tessaly']);
	world.tie('marrowlight-crew', 'CONTROLS', 'marrowlight', ['advisory/B3', 'vantry']);
	world.tie(
		'palewick',
		'ATTRIBUTED_TO',
		'glasswright',
		['tessaly/C3', 'corlandBulletin', 'vantry'],
		{ statement: 'assessment', confidence: 70 }
	);
	world.tie('eelgrass', 'CONTROLS', 'brackwater', ['vantry', 'corlandBulletin']);

	const means: readonly (readonly [string, string, Telling[]])[] = [
		['kestrel', 'ferrylight', ['arvaniaBulletin', 'mailbridgeAbuse', 'csirtArvania']],
		['kestrel', 'siphonet', ['arvaniaBulletin', 'csirtArvania']],
		['kestrel', 'thistledown-c', ['csirtArvania', 'tessaly/B3']],
		['kestrel', 'hedgerow', ['csirtArvania']],
		['low-tide', 'ferrylight', ['mailbridgeAbuse', 'corlandBulletin']],
		['low-tide', 'quillmite-6', ['corlandBulletin', 'tessaly/C3']],
		['merganser', 'keyrake', ['csirtBelmark', 'vantry']],
		['merganser', 'lampblack', ['csirtBelmark']],
		['sandpiper', 'deskhook', ['csirtArvania', 'vantry']],
		['ruddyduck', 'driftcall', ['health', 'vantry']],
		['quietroom', 'driftcall', ['health']],
		['tallow', 'thistledown-b', ['tessaly/C3']]
	];
	for (const [who, what, by] of means) world.tie(who, 'USES', what, by);
	world.tie('ferryman', 'CONTROLS', 'ferrylight', ['mailbridgeAbuse', 'vantry', 'corlandBulletin']);
	world.tie('papermoon', 'USES', 'mule-accounts', ['belmarkBulletin']);
	world.tie('kestrel', 'USES', 'invoice-diversion', ['arvaniaBulletin', 'belmarkBulletin']);
	world.tie('kestrel', 'USES', 'peel-chain', ['coinquayWatch/C3', 'belmarkBulletin/B2']);
	world.tie('kestrel', 'USES', 'mailbox-rule', ['mailbridgeAbuse', 'csirtArvania']);
	world.tie('kestrel', 'USES', 'bulk-exfiltration', ['csirtArvania']);
	world.tie('kestrel', 'USES', 'session-theft', ['arvaniaBulletin', 'mailbridgeAbuse']);
	world.tie('low-tide', 'LOCATED_IN', 'corland', ['corlandBulletin', 'arvaniaBulletin/B3']);
	world.tie('kestrel', 'LOCATED_IN', 'arvania', ['arvaniaBulletin', 'corlandBulletin/B3']);
	world.tie('papermoon', 'LOCATED_IN', 'belmark', ['belmarkBulletin']);
	world.tie('glasswright', 'LOCATED_IN', 'doria', ['corlandBulletin', 'vantry'], {
		statement: 'assessment',
		confidence: 60
	});
	world.tie('vostrel-otc', 'LOCATED_IN', 'vostrel', ['belmarkBulletin/B3', 'coinquayWatch/C3']);
	world.tie('copperline', 'LOCATED_IN', 'doria', ['vantry']);
}
