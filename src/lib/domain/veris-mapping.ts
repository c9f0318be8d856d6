/**
 * How the words of VERIS become kinds: data only. Every word is kept beside it. Sources: the VERIS community schema and
 * its enumerations, versions 1.3 and 1.4; NAICS 2022 for industries; NIS2 annexes I and II for sectors.
 */
import type { Kind } from './kinds.ts';
import type { Sector } from './vocabularies.ts';

/** The seven categories of threat action; each word of their varieties is a technique. */
export const actions = [
	'environmental',
	'error',
	'hacking',
	'malware',
	'misuse',
	'physical',
	'social'
] as const;

/** What only an incident of VERIS has beside its `incident_id`; two of them tell it. */
export const sections = [
	'action',
	'actor',
	'asset',
	'attribute',
	'discovery_method',
	'schema_version',
	'security_incident',
	'timeline',
	'victim'
] as const;

/** The letter before the variety of an asset: embedded, media, network, server, terminal, user device. People are none. */
const assetKinds: Readonly<Record<string, Kind>> = {
	E: 'device',
	M: 'device',
	N: 'device',
	S: 'device',
	T: 'device',
	U: 'device'
};

/** `S - Database` is a device, `P - End-user` is not. */
export const assetKind = (variety: string): Kind =>
	assetKinds[/^([EMNSTU]) - /.exec(variety)?.[1] ?? ''] ?? 'concept';

const nothing: ReadonlySet<string> = new Set(['', 'unknown', 'na', 'n/a', 'none', 'other']);

/** Words that stand where nobody knows, or nothing is. */
export const saysNothing = (word: string): boolean => nothing.has(word.trim().toLowerCase());

/** Only those industries whose NAICS code is no wider than one sector of NIS2. */
const industries: readonly (readonly [code: string, sector: Sector])[] = [
	['2211', 'energy'],
	['2212', 'energy'],
	['22131', 'drinking-water'],
	['22132', 'waste-water'],
	['31', 'manufacturing'],
	['32', 'manufacturing'],
	['33', 'manufacturing'],
	['481', 'transport'],
	['482', 'transport'],
	['483', 'transport'],
	['484', 'transport'],
	['485', 'transport'],
	['491', 'postal-and-courier'],
	['492', 'postal-and-courier'],
	['5221', 'banking'],
	['562', 'waste-management'],
	['62', 'health'],
	['92', 'public-administration']
];

/** The sector of a NAICS code, where it has one. */
export const sectorOf = (industry: string): Sector | undefined =>
	/^\d{2,6}$/.test(industry)
		? industries.find(([code]) => industry.startsWith(code))?.[1]
		: undefined;

/** What an incident is until somebody confirms it: suspected, a near miss, a false positive. */
export const confirmed = 'Confirmed';
