/** The other victims as a table; victims.ts tells what happened to each. */
import type { Sector } from '#lib/domain/vocabularies.ts';

export type Affiliate = 'kestrel' | 'merganser' | 'sandpiper' | 'ruddyduck' | 'unknown';

/** Key, name, sector, city, day and hour (UTC) of encryption, affiliate, bitcoin paid in hundredths. */
export const victims: readonly (readonly [
	string,
	string,
	Sector,
	string,
	string,
	Affiliate,
	number
])[] = [
	[
		'saint-brannoc',
		'Saint Brannoc Hospital',
		'health',
		'crowmere',
		'2025-06-24 03:12',
		'kestrel',
		620
	],
	[
		'vellum-press',
		'Vellum Press Works',
		'manufacturing',
		'kastel',
		'2025-07-05 22:40',
		'merganser',
		210
	],
	['orrin-biolab', 'Orrin Biolab', 'research', 'tessaly', '2025-07-29 03:35', 'kestrel', 0],
	[
		'hask-foundry',
		'Hask Foundry',
		'manufacturing',
		'ostermoor',
		'2025-08-16 23:05',
		'merganser',
		340
	],
	['linden-clinic', 'Linden Clinic Group', 'health', 'corrick', '2025-09-10 02:58', 'kestrel', 480],
	[
		'mirefield',
		'Town of Mirefield',
		'public-administration',
		'lunden-vale',
		'2025-09-20 01:15',
		'sandpiper',
		0
	],
	['bakers-row', 'Bakers Row', 'food', 'belhaven', '2025-09-27 20:30', 'ruddyduck', 35],
	[
		'tessaly-proteomics',
		'Tessaly Proteomics',
		'research',
		'tessaly',
		'2025-10-14 03:44',
		'kestrel',
		0
	],
	[
		'corvane-valves',
		'Corvane Valves',
		'manufacturing',
		'saint-odile',
		'2025-10-25 23:50',
		'merganser',
		0
	],
	[
		'west-corrick-water',
		'West Corrick Water',
		'drinking-water',
		'corrick',
		'2025-11-08 01:40',
		'sandpiper',
		0
	],
	['quillon-garage', 'Quillon Garages', 'transport', 'kastel', '2025-11-15 21:10', 'ruddyduck', 28],
	[
		'pallas-imaging',
		'Pallas Imaging Centre',
		'health',
		'belhaven',
		'2025-11-25 03:20',
		'kestrel',
		390
	],
	[
		'ostermoor-castings',
		'Ostermoor Castings',
		'manufacturing',
		'ostermoor',
		'2025-12-06 22:15',
		'merganser',
		275
	],
	[
		'dray-freight',
		'Dray Freight',
		'postal-and-courier',
		'crowmere',
		'2025-12-19 21:45',
		'ruddyduck',
		0
	],
	[
		'harrowell-district',
		'Harrowell District',
		'public-administration',
		'ostermoor',
		'2026-01-10 01:05',
		'sandpiper',
		0
	],
	[
		'aveline-vaccine',
		'Aveline Vaccine Institute',
		'research',
		'port-aveline',
		'2026-01-20 03:51',
		'kestrel',
		0
	],
	[
		'fennick-chemicals',
		'Fennick Chemicals',
		'chemicals',
		'saint-odile',
		'2026-01-31 23:30',
		'merganser',
		510
	],
	[
		'little-harbour-dental',
		'Little Harbour Dental',
		'health',
		'lunden-vale',
		'2026-02-07 20:55',
		'ruddyduck',
		22
	],
	[
		'brae-maternity',
		'Brae Maternity Hospital',
		'health',
		'kastel',
		'2026-02-17 03:28',
		'kestrel',
		450
	],
	[
		'kelder-schools',
		'Kelder Schools Service',
		'public-administration',
		'corrick',
		'2026-03-07 01:32',
		'sandpiper',
		0
	],
	[
		'tarn-turbines',
		'Tarn Turbines',
		'manufacturing',
		'tessaly',
		'2026-03-21 22:48',
		'merganser',
		0
	],
	[
		'moss-and-daughter',
		'Moss and Daughter',
		'digital-providers',
		'belhaven',
		'2026-04-04 21:25',
		'ruddyduck',
		31
	],
	['caldwyn-genomics', 'Caldwyn Genomics', 'research', 'corrick', '2026-05-12 03:37', 'kestrel', 0],
	[
		'vale-ambulance',
		'Vale Ambulance Trust',
		'health',
		'lunden-vale',
		'2026-06-02 03:15',
		'kestrel',
		0
	],
	['norvale-pipe', 'Norvale Pipe', 'manufacturing', 'kastel', '2026-06-13 23:10', 'merganser', 295],
	[
		'seven-elms-estate',
		'Seven Elms Estate Agents',
		'digital-providers',
		'saint-odile',
		'2026-06-20 20:40',
		'ruddyduck',
		26
	],
	['thorne-pathology', 'Thorne Pathology', 'health', 'tessaly', '2026-06-30 03:49', 'kestrel', 370],
	[
		'east-moor-waste',
		'East Moor Waste',
		'waste-management',
		'ostermoor',
		'2026-07-18 01:22',
		'sandpiper',
		0
	],
	[
		'alder-machining',
		'Alder Machining',
		'manufacturing',
		'belhaven',
		'2026-08-15 22:33',
		'merganser',
		0
	],
	['lissom-energy', 'Lissom Energy', 'energy', 'crowmere', '2026-09-05 01:48', 'sandpiper', 0],
	['garrow-tools', 'Garrow Tools', 'manufacturing', 'kastel', '2026-09-26 23:02', 'merganser', 180],
	[
		'pine-street-bakery',
		'Pine Street Bakery',
		'food',
		'corrick',
		'2026-10-17 21:00',
		'ruddyduck',
		0
	],
	[
		'meridian-registry',
		'Meridian Registry',
		'public-administration',
		'port-aveline',
		'2026-10-31 04:20',
		'unknown',
		0
	]
];
