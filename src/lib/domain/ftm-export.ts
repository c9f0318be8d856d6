/**
 * What a kind and a claim of ours are in FollowTheMoney 4.11. Its model is of people, companies and money: what is
 * traded or run is an Asset, what is known a Note, and a relation whose ends fit no word of it an UnknownLink.
 */
import type { ClaimType } from './claim-types.ts';
import type { Kind } from './kinds.ts';

export const schemaOfKind = {
	person: 'Person',
	group: 'Organization',
	organisation: 'Organization',
	persona: 'UserAccount',
	domain: 'Asset',
	ip: 'Asset',
	network: 'Asset',
	url: 'Asset',
	email: 'Asset',
	phone: 'Asset',
	device: 'Asset',
	service: 'Asset',
	malware: 'Asset',
	tool: 'Asset',
	technique: 'Note',
	vulnerability: 'Note',
	file: 'Document',
	software: 'Asset',
	countermeasure: 'Note',
	account: 'BankAccount',
	wallet: 'CryptoWallet',
	incident: 'Event',
	campaign: 'Event',
	offence: 'Event',
	observation: 'Event',
	indicator: 'Note',
	document: 'Document',
	concept: 'Note',
	location: 'Address',
	case: 'CourtCase',
	exhibit: 'Asset'
} as const satisfies Record<Kind, string>;

/** Properties a schema wants beside `name`, with the name as their value. */
export const alsoNamed: Readonly<Record<string, string>> = {
	UserAccount: 'username',
	Document: 'fileName',
	Address: 'full'
};

type Schema = (typeof schemaOfKind)[Kind];

export interface Edge {
	schema: string;
	from: string;
	to: string;
	/** Which schemata its ends may be. */
	fromIs?: readonly Schema[];
	toIs?: readonly Schema[];
}

const legal = ['Person', 'Organization'] as const;

const edges: Partial<Record<ClaimType, Edge>> = {
	MEMBER_OF: {
		schema: 'Membership',
		from: 'member',
		to: 'organization',
		fromIs: legal,
		toIs: ['Organization']
	},
	CONTROLS: {
		schema: 'Ownership',
		from: 'owner',
		to: 'asset',
		fromIs: legal,
		toIs: ['Asset', 'BankAccount']
	},
	KNOWS: {
		schema: 'Associate',
		from: 'person',
		to: 'associate',
		fromIs: ['Person'],
		toIs: ['Person']
	},
	TRANSFERRED: {
		schema: 'Payment',
		from: 'payer',
		to: 'beneficiary',
		fromIs: legal,
		toIs: legal
	},
	REPLACED_BY: {
		schema: 'Succession',
		from: 'predecessor',
		to: 'successor',
		fromIs: legal,
		toIs: legal
	},
	INVOLVED_IN: { schema: 'CourtCaseParty', from: 'party', to: 'case', toIs: ['CourtCase'] }
};

const unknown: Edge = { schema: 'UnknownLink', from: 'subject', to: 'object' };

export function edgeOf(type: ClaimType, from: Kind, to: Kind): Edge {
	const edge = edges[type];
	const fits = (kinds: readonly Schema[] | undefined, kind: Kind) =>
		kinds === undefined || kinds.includes(schemaOfKind[kind]);
	return edge && fits(edge.fromIs, from) && fits(edge.toIs, to) ? edge : unknown;
}
