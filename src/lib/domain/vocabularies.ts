/** Seed vocabularies: crime areas (Europol's IOCTA chapters) and sectors (NIS2 annexes I and II). */

export const crimeAreas = [
	'cyber-dependent',
	'ransomware',
	'online-fraud',
	'payment-fraud',
	'data-theft',
	'critical-infrastructure',
	'child-sexual-exploitation',
	'criminal-markets',
	'money-laundering',
	'cross-cutting'
] as const;
export type CrimeArea = (typeof crimeAreas)[number];

export const sectors = [
	'energy',
	'transport',
	'banking',
	'financial-market-infrastructures',
	'health',
	'drinking-water',
	'waste-water',
	'digital-infrastructure',
	'ict-service-management',
	'public-administration',
	'space',
	'postal-and-courier',
	'waste-management',
	'chemicals',
	'food',
	'manufacturing',
	'digital-providers',
	'research'
] as const;
export type Sector = (typeof sectors)[number];
