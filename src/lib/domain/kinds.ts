/** The kinds of thing that exist in the graph, in eight families. The lists are closed. */

export const families = [
	'actor',
	'infrastructure',
	'means',
	'money',
	'event',
	'knowledge',
	'place',
	'file'
] as const;
export type Family = (typeof families)[number];

/** Every kind with its family and its label in the graph. `Case` is a reserved word in Grafeo. */
export const kinds = {
	person: { family: 'actor', label: 'Person' },
	group: { family: 'actor', label: 'Group' },
	organisation: { family: 'actor', label: 'Organisation' },
	persona: { family: 'actor', label: 'Persona' },
	domain: { family: 'infrastructure', label: 'Domain' },
	ip: { family: 'infrastructure', label: 'Ip' },
	network: { family: 'infrastructure', label: 'Network' },
	url: { family: 'infrastructure', label: 'Url' },
	email: { family: 'infrastructure', label: 'Email' },
	phone: { family: 'infrastructure', label: 'Phone' },
	device: { family: 'infrastructure', label: 'Device' },
	service: { family: 'infrastructure', label: 'Service' },
	malware: { family: 'means', label: 'Malware' },
	tool: { family: 'means', label: 'Tool' },
	technique: { family: 'means', label: 'Technique' },
	vulnerability: { family: 'means', label: 'Vulnerability' },
	file: { family: 'means', label: 'File' },
	software: { family: 'means', label: 'Software' },
	countermeasure: { family: 'means', label: 'Countermeasure' },
	account: { family: 'money', label: 'Account' },
	wallet: { family: 'money', label: 'Wallet' },
	incident: { family: 'event', label: 'Incident' },
	campaign: { family: 'event', label: 'Campaign' },
	offence: { family: 'event', label: 'Offence' },
	observation: { family: 'event', label: 'Observation' },
	indicator: { family: 'knowledge', label: 'Indicator' },
	document: { family: 'knowledge', label: 'Document' },
	concept: { family: 'knowledge', label: 'Concept' },
	location: { family: 'place', label: 'Location' },
	case: { family: 'file', label: 'CaseFile' },
	exhibit: { family: 'file', label: 'Exhibit' }
} as const satisfies Record<string, { family: Family; label: string }>;

export type Kind = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as Kind[];

export const isKind = (value: string): value is Kind => Object.hasOwn(kinds, value);
export const familyOf = (kind: Kind): Family => kinds[kind].family;
