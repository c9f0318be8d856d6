/** Case files, who is involved in them, exhibits with their custody marks, and returns of providers. */
import { sha256Of, utc } from './chance.ts';
import type { TellerKey } from './sources.ts';
import type { Telling, TieOptions, World } from './world.ts';

const involved: readonly (readonly [string, NonNullable<TieOptions['role']>, Telling[]])[] = [
	['kestrel', 'suspect', ['arvaniaBulletin']],
	['low-tide', 'suspect', ['arvaniaBulletin', 'corlandBulletin']],
	['glasswright', 'suspect', ['arvaniaBulletin/B3']],
	['papermoon', 'suspect', ['arvaniaBulletin', 'belmarkBulletin']],
	['ranvek', 'suspect', ['belmarkBulletin']],
	['dolmen', 'suspect', ['belmarkBulletin']],
	['aldous-vey', 'victim', ['arvaniaBulletin/A1']],
	['vandrel', 'victim', ['arvaniaBulletin/A1']],
	['helix', 'victim', ['arvaniaBulletin/A1', 'belmarkBulletin']],
	['ormelle', 'victim', ['arvaniaBulletin/A1']],
	['helix-ransom', 'other', ['arvaniaBulletin/A1']],
	['helix-bec', 'other', ['arvaniaBulletin/A1', 'belmarkBulletin']]
];

const images = [
	['img-1', 'Image 1 of hv-01', 'srv-hv01'],
	['img-2', 'Image 2 of file-02', 'srv-file02'],
	['img-3', 'Image 3 of mail-01', 'srv-mail01'],
	['img-4', 'Image 4 of bck-01', 'srv-bck01']
] as const;

export function cases(world: World): void {
	world.thing('case-helix', 'case', 'HELIX-1', {
		description: 'Joint case of Arvania, Belmark and Corland.',
		from: '2026-04-15',
		identifiers: [{ scheme: 'external', value: 'joint/HELIX-1' }],
		by: ['arvaniaBulletin']
	});
	world.thing('case-belmark', 'case', 'BK-2026-0417', {
		description: 'Belmark: the money and the server.',
		from: '2026-04-15'
	});
	world.thing('case-corland', 'case', 'CL-26-551', {
		description: 'Corland: sale of access.',
		from: '2026-04-28',
		by: ['corlandBulletin']
	});
	for (const [who, role, by] of involved)
		world.tie(who, 'INVOLVED_IN', 'case-helix', by, { role, from: '2026-04-15' });
	for (const key of ['case-belmark', 'case-corland'])
		world.tie(
			key,
			'PART_OF',
			'case-helix',
			key === 'case-belmark'
				? ['belmarkBulletin', 'belmarkCase']
				: ['corlandBulletin', 'corlandCase']
		);
	for (const who of ['papermoon', 'ranvek', 'dolmen', 'tern-street', 'ranvek-import', 'kestrel'])
		world.tie(who, 'INVOLVED_IN', 'case-belmark', ['belmarkCase/A1'], {
			role: 'suspect',
			from: '2026-04-15'
		});
	for (const what of [
		'm1',
		'm2',
		'm3',
		'm4',
		'm5',
		'cq1',
		'cq2',
		'order-nv',
		'203.0.113.45',
		'w1',
		'w4'
	])
		world.tie(what, 'INVOLVED_IN', 'case-belmark', ['belmarkCase/A1'], {
			role: 'other',
			from: '2026-04-17'
		});
	for (const who of ['low-tide', 'sixpence', 'inkwell', 'saltlamp'])
		world.tie(who, 'INVOLVED_IN', 'case-corland', ['corlandCase'], {
			role: 'suspect',
			from: '2026-04-28'
		});

	// The hash of image 3 in the CSIRT's handover differs from the one measured on receipt; both are kept.
	for (const [key, name, server] of images) {
		const received = sha256Of(key);
		world.thing(key, 'exhibit', name, {
			description:
				key === 'img-3'
					? 'The hash measured on receipt is not the one handed over: refused, to be acquired again.'
					: 'Forensic image, hash verified on receipt.',
			said: {
				csirtArvania: {
					attributes: {
						sha256: key === 'img-3' ? sha256Of('img-3 damaged') : received,
						acquiredAt: utc('2026-04-15 11:30')
					}
				},
				arvaniaBulletin: {
					attributes: {
						sha256: received,
						receivedAt: utc('2026-04-16 09:10'),
						verified: key !== 'img-3'
					}
				}
			}
		});
		world.tie(key, 'RELATED_TO', server, ['csirtArvania/A1', 'arvaniaBulletin'], {
			description: 'Image of this server.'
		});
		world.tie(key, 'INVOLVED_IN', 'case-helix', ['arvaniaBulletin/A1'], {
			role: 'other',
			from: '2026-04-16'
		});
	}
	world.thing('exh-nv', 'exhibit', 'Disk of NV-40871', {
		attributes: { sha256: sha256Of('exh-nv'), ticket: 'BK-0417-3' }
	});
	world.tie('exh-nv', 'RELATED_TO', 'order-nv', ['belmarkNordvault/A1', 'nordvaultAbuse/A1'], {
		description: 'Preserved on 15 April, handed over on 3 June.'
	});
	world.tie('exh-nv', 'INVOLVED_IN', 'case-belmark', ['belmarkCase/A1'], { role: 'other' });
	returns(world);
	belmark(world);
	corland(world);
}

/**
 * Belmark and CoinQuay each hold a record of these, under markings that hide it from the other: for
 * whoever sees both they stay two entities until a person reviews them.
 */
export const keptApart = ['phone-set-1', 'phone-set-2'] as const;

/** What providers gave under order, and what they hold themselves. */
function returns(world: World): void {
	const panel = world.thing('panel', 'service', 'Affiliate panel on NV-40871', {
		from: '2026-03-03',
		until: '2026-04-22'
	});
	world.tie(panel, 'HOSTED_ON', '203.0.113.45', ['belmarkNordvault'], {
		from: '2026-03-03',
		until: '2026-04-22'
	});
	world.tie('kestrel', 'USES', panel, ['belmarkNordvault/B3'], {
		statement: 'assessment',
		confidence: 65
	});
	for (const [address, at] of [
		['192.0.2.77', '2026-03-02 17:38'],
		['192.0.2.78', '2026-03-14 23:50'],
		['192.0.2.77', '2026-04-14 22:02'],
		['192.0.2.77', '2026-04-15 03:19']
	] as const)
		world.tie(address, 'COMMUNICATED_WITH', panel, ['belmarkNordvault/A2'], {
			at,
			description: 'Sign-in to the panel.'
		});
	world.thing('terrace', 'persona', 'N. Terrace', {
		description: 'Customer name given to NordVault; nobody of that name exists at the address.'
	});
	world.tie(
		'terrace',
		'CONTROLS',
		'order-nv',
		['nordvaultAbuse', 'nordvaultRecords', 'belmarkNordvault'],
		{
			from: '2026-03-02'
		}
	);
	world.tie('terrace', 'USES', 'n.terrace@mailbridge.example', [
		'nordvaultRecords',
		'belmarkNordvault'
	]);
	for (const [who, account, device] of [
		['dolmen', 'cq1', 'phone-set-1'],
		['ranvek', 'cq2', 'phone-set-2']
	] as const) {
		world.thing(
			device,
			'device',
			`Handset registered with CoinQuay for ${account === 'cq1' ? '88213' : '88240'}`
		);
		world.tie(account, 'RELATED_TO', device, ['belmarkCoinquay', 'coinquayKyc'], {
			description: 'Signed in from it.'
		});
		world.tie(who, 'USES', device, ['belmarkCoinquay/B3', 'coinquayKyc/B3']);
		world.tie(device, 'COMMUNICATED_WITH', '192.0.2.78', ['belmarkCoinquay'], {
			at: '2026-04-11 10:00',
			description: 'The handset was used through the relay from which the server was run.'
		});
	}
	world.tie('ranvek-import', 'TRANSFERRED', 'ranvek', ['ferrandBank'], {
		amountMinor: 120_000,
		currency: 'EUR',
		at: '2026-03-05 09:00',
		attributes: { reference: 'RI-0' },
		description: 'Test payment before the fraud.'
	});
}

/** Only Belmark holds these: its analysts see them, nobody else does. */
export const belmarkOnly = {
	names: ['Corentin Vasel', 'Flat 6, Tern Street'],
	keys: ['vasel', 'tern-flat', 'vasel-van']
} as const;

function belmark(world: World): void {
	const only: TellerKey[] = ['belmarkCase'];
	world.thing('vasel', 'person', 'Corentin Vasel', {
		dataSubject: 'suspect',
		description: 'Candidate for papermoon: rents the flat from which the prepaid line was used.'
	});
	world.thing('tern-flat', 'location', 'Flat 6, Tern Street', {
		description: 'Observed from 20 to 27 April 2026.'
	});
	world.thing('vasel-van', 'device', 'Grey van KX-118-B');
	world.tie('papermoon', 'ALIAS_OF', 'vasel', ['belmarkCase/B3'], {
		statement: 'assessment',
		confidence: 65
	});
	world.tie('vasel', 'LOCATED_IN', 'tern-flat', only, { from: '2026-01-05' });
	world.tie('p-paper', 'LOCATED_IN', 'tern-flat', ['belmarkCase/A2'], {
		from: '2026-01-19',
		until: '2026-04-28',
		description: 'Cell data.'
	});
	world.tie('vasel', 'CONTROLS', 'vasel-van', ['belmarkCase/A1']);
	world.tie('vasel', 'MET', 'dolmen', ['belmarkCase/A2'], {
		at: '2026-04-21 14:05',
		description: 'Hands over an envelope.'
	});
	world.tie('vasel', 'MET', 'ranvek', ['belmarkCase/A2'], { at: '2026-04-22 10:40' });
	world.tie('vasel', 'INVOLVED_IN', 'case-belmark', ['belmarkCase/A1'], {
		role: 'suspect',
		from: '2026-04-23'
	});
	world.tie('vasel', 'MEMBER_OF', 'tern-street', [{ by: 'belmarkCase', grade: 'B4', tlp: 'red' }], {
		statement: 'assessment',
		confidence: 55
	});
}

export const corlandOnly = { names: ['Dorrit Enskell', 'Room above the Ferry Arms'] } as const;

function corland(world: World): void {
	world.thing('enskell', 'person', 'Dorrit Enskell', {
		dataSubject: 'suspect',
		description: 'Candidate for low_tide.'
	});
	world.thing('ferry-arms', 'location', 'Room above the Ferry Arms');
	world.thing('enskell-laptop', 'device', 'Laptop taken on 2 June 2026', {
		attributes: { sha256: sha256Of('enskell laptop') }
	});
	world.tie('low-tide', 'ALIAS_OF', 'enskell', ['corlandCase'], {
		statement: 'assessment',
		confidence: 75
	});
	world.tie('enskell', 'LOCATED_IN', 'ferry-arms', ['corlandCase/A2']);
	world.tie('enskell', 'CONTROLS', 'enskell-laptop', ['corlandCase/A1']);
	world.tie('enskell', 'INVOLVED_IN', 'case-corland', ['corlandCase/A1'], {
		role: 'suspect',
		from: '2026-06-02'
	});
	world.tie(
		'enskell',
		'COMMUNICATED_WITH',
		'saltlamp',
		[{ by: 'corlandCase', grade: 'B2', tlp: 'red' }],
		{ at: '2026-03-22' }
	);
	world.tie('enskell-laptop', 'COMMUNICATED_WITH', '2001:db8:77::10', ['corlandCase'], {
		at: '2026-03-24'
	});
}
