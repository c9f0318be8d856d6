/** Who deals with whom on the criminal side, and who says so. */
import type { Telling } from './world.ts';

/** Ties between personas: who, how, whom, since, who says so. */
export const bonds: readonly (readonly [
	string,
	'KNOWS' | 'COMMUNICATED_WITH' | 'MET',
	string,
	string,
	Telling[],
	string
])[] = [
	[
		'kestrel',
		'COMMUNICATED_WITH',
		'low-tide',
		'2026-03-20',
		['arvaniaBulletin', 'corlandBulletin', 'belmarkCase'],
		'Price agreed for one mailbox session of a research centre.'
	],
	[
		'kestrel',
		'COMMUNICATED_WITH',
		'papermoon',
		'2026-04-06',
		['belmarkBulletin/B2', 'arvaniaBulletin', 'belmarkCase/A2'],
		'Asks for accounts that can take a company payment.'
	],
	[
		'kestrel',
		'COMMUNICATED_WITH',
		'glasswright',
		'2025-06-25',
		['arvaniaBulletin', 'tessaly/C3', 'vantry'],
		'Support for the affiliate panel.'
	],
	[
		'kestrel',
		'COMMUNICATED_WITH',
		'harbourlight',
		'2026-04-15',
		['vantry', 'arvaniaBulletin'],
		'Text of the publication.'
	],
	[
		'kestrel',
		'COMMUNICATED_WITH',
		'ferryman',
		'2026-02-28',
		['mailbridgeAbuse', 'arvaniaBulletin'],
		'Subscription to the phishing kit.'
	],
	[
		'kestrel',
		'COMMUNICATED_WITH',
		'copperline',
		'2026-02-26',
		['arvaniaBulletin', 'belmarkBulletin/B2'],
		'Rents two servers.'
	],
	[
		'kestrel',
		'COMMUNICATED_WITH',
		'vostrel-otc',
		'2026-04-19',
		['belmarkBulletin/B3', 'coinquayWatch/C3'],
		'Rate for an exchange against cash.'
	],
	[
		'kestrel',
		'KNOWS',
		'merganser',
		'2025-07-30',
		['vantry', 'corlandBulletin/B3'],
		'They answer each other on the forum.'
	],
	['kestrel', 'KNOWS', 'quietroom', '2026-04-17', ['health/C3'], 'The caller named him.'],
	[
		'papermoon',
		'COMMUNICATED_WITH',
		'inkwell',
		'2026-01-22',
		['belmarkBulletin', 'corlandBulletin'],
		'Papers for an import company.'
	],
	[
		'papermoon',
		'KNOWS',
		'sixpence',
		'2026-03-01',
		['corlandBulletin', 'belmarkBulletin/B3'],
		'Lend each other mules.'
	],
	[
		'papermoon',
		'COMMUNICATED_WITH',
		'vostrel-otc',
		'2026-04-11',
		['belmarkBulletin', 'coinquayWatch/C3'],
		'Share of the mule herder.'
	],
	[
		'glasswright',
		'KNOWS',
		'mothwing',
		'2025-06-20',
		['tessaly/C3', 'vantry'],
		'Same habits in the code.'
	],
	[
		'glasswright',
		'COMMUNICATED_WITH',
		'tallow',
		'2025-08-01',
		['tessaly/C3', 'corlandBulletin'],
		'Packing of a new version.'
	],
	[
		'glasswright',
		'COMMUNICATED_WITH',
		'vostrel-otc',
		'2026-04-22',
		['coinquayWatch/C3', 'belmarkBulletin/B3'],
		'Exchange of a developer share.'
	],
	['glasswright', 'KNOWS', 'copperline', '2025-06-11', ['vantry'], 'Long-standing customer.'],
	[
		'merganser',
		'COMMUNICATED_WITH',
		'brine',
		'2025-09-12',
		['corlandBulletin', 'vantry'],
		'Buys gateway access.'
	],
	[
		'merganser',
		'COMMUNICATED_WITH',
		'glasswright',
		'2025-07-02',
		['vantry', 'tessaly/C3'],
		'Support for the affiliate panel.'
	],
	[
		'sandpiper',
		'COMMUNICATED_WITH',
		'northgate',
		'2025-10-18',
		['corlandBulletin', 'vantry'],
		'Buys access to a supplier.'
	],
	[
		'sandpiper',
		'COMMUNICATED_WITH',
		'glasswright',
		'2025-09-30',
		['vantry'],
		'Support for the affiliate panel.'
	],
	[
		'ruddyduck',
		'COMMUNICATED_WITH',
		'quietroom',
		'2026-01-08',
		['health', 'vantry'],
		'Orders calls.'
	],
	[
		'ruddyduck',
		'COMMUNICATED_WITH',
		'brine',
		'2025-12-15',
		['corlandBulletin'],
		'Buys gateway access.'
	],
	[
		'low-tide',
		'KNOWS',
		'brine',
		'2025-06-30',
		['corlandBulletin', 'vantry'],
		'Compete on the same forum.'
	],
	[
		'low-tide',
		'COMMUNICATED_WITH',
		'ferryman',
		'2025-09-22',
		['corlandBulletin', 'mailbridgeAbuse/C3'],
		'Complaint about the kit.'
	],
	[
		'low-tide',
		'COMMUNICATED_WITH',
		'saltlamp',
		'2026-03-22',
		['corlandBulletin'],
		'Holds the price of the session.'
	],
	[
		'eelgrass',
		'KNOWS',
		'saltlamp',
		'2025-06-02',
		['vantry', 'corlandBulletin'],
		'Same forum team.'
	],
	['sixpence', 'COMMUNICATED_WITH', 'inkwell', '2026-04-25', ['corlandBulletin'], 'Forged papers.']
];
