/**
 * How the schemata of FollowTheMoney become kinds and claim types: data only. Every schema of release 4.11.2 stands
 * here under the schemata it extends, so that what a parent says holds for its children. An abstract schema is no type
 * of thing; it stands for what it hands down. Source: the model of the package `followthemoney` (schemata, `extends`,
 * `edge`, properties of type `entity`); the choice of kinds and claims is ours.
 */
import type { ClaimType } from './claim-types.ts';
import type { Kind } from './kinds.ts';

/** A claim that a property makes between the entity and the one it names; `reversed` begins at the one it names. */
export interface Link {
	type: ClaimType;
	reversed?: true;
}

/** A property whose values are things of their own: who is said to have them controls them. */
export type Form = 'email' | 'phone' | 'website' | 'ip';

export interface Edge {
	type: ClaimType;
	/** The property of each end, the next where the first says nothing. */
	from: readonly string[];
	to: readonly string[];
	/** Who used what for it: an account, a number. */
	uses?: readonly (readonly [by: string, what: string])[];
}

interface Row {
	extends?: readonly string[];
	kind?: Kind;
	edge?: Edge;
	/** Where its name stands: the first of these that says anything. */
	names?: readonly string[];
	links?: Readonly<Record<string, Link>>;
	forms?: Readonly<Record<string, Form>>;
	/** Who wrote to whom. */
	talks?: readonly (readonly [from: string, to: string])[];
	/** Found or guessed by a program. */
	assessment?: true;
}

const related: Link = { type: 'RELATED_TO' };
const part: Link = { type: 'PART_OF' };
const located: Link = { type: 'LOCATED_IN' };
const controlled: Link = { type: 'CONTROLS', reversed: true };

const edge = (type: ClaimType, from: string, to: string): Edge => ({
	type,
	from: [from],
	to: [to]
});
const all = (link: Link, ...properties: readonly string[]): Record<string, Link> =>
	Object.fromEntries(properties.map((property) => [property, link]));

const document = (...names: readonly string[]): Row => ({ extends: ['Document'], names });
const interest = (edge: Edge): Row => ({ extends: ['Interest'], edge });

const rows: Readonly<Record<string, Row>> = {
	Thing: {
		names: ['name', 'alias', 'previousName', 'weakAlias'],
		links: { addressEntity: located, proof: related, riskSource: related }
	},
	Interval: { links: { proof: related } },
	Interest: { extends: ['Interval'] },
	Value: {},
	Analyzable: {},

	LegalEntity: {
		extends: ['Thing'],
		kind: 'organisation',
		names: ['name', 'alias', 'abbreviation', 'previousName', 'weakAlias'],
		links: { parent: part },
		forms: { email: 'email', phone: 'phone', website: 'website' }
	},
	Person: { extends: ['LegalEntity'], kind: 'person' },
	Organization: { extends: ['LegalEntity'], kind: 'organisation' },
	PublicBody: { extends: ['Organization'] },
	Company: { extends: ['Organization', 'Asset'], kind: 'organisation' },
	Position: { extends: ['Thing'], links: { organization: part } },
	UserAccount: {
		extends: ['Thing'],
		kind: 'persona',
		names: ['username', 'name', 'email', 'service'],
		links: { owner: controlled },
		forms: { email: 'email', phone: 'phone', ipAddress: 'ip' }
	},

	Asset: { extends: ['Thing', 'Value'] },
	BankAccount: {
		extends: ['Asset'],
		kind: 'account',
		names: ['name', 'iban', 'accountNumber'],
		links: { bank: related }
	},
	CryptoWallet: {
		extends: ['Thing', 'Value'],
		kind: 'wallet',
		names: ['name', 'publicKey', 'cryptoAddress', 'summary'],
		links: { holder: controlled }
	},
	Security: {
		extends: ['Asset'],
		names: ['name', 'isin', 'registrationNumber'],
		links: { issuer: related }
	},
	RealEstate: {
		extends: ['Asset'],
		kind: 'location',
		names: ['name', 'address', 'registrationNumber'],
		links: { parent: part }
	},
	Vehicle: {
		extends: ['Asset'],
		kind: 'device',
		names: ['name', 'registrationNumber'],
		links: { owner: controlled, operator: { type: 'USES', reversed: true } }
	},
	Airplane: { extends: ['Vehicle'] },
	Vessel: { extends: ['Vehicle'], names: ['name', 'imoNumber'] },
	Contract: {
		extends: ['Asset'],
		kind: 'document',
		names: ['title', 'name', 'procedureNumber'],
		links: { authority: related, project: part }
	},
	License: { extends: ['Contract'], names: ['name', 'title'] },
	CallForTenders: {
		extends: ['Thing', 'Interval'],
		kind: 'document',
		names: ['title', 'name'],
		links: all(related, 'authority', 'onBehalfOf', 'tenderers')
	},
	Project: { extends: ['Interval', 'Thing', 'Value'], names: ['name', 'projectId'] },

	Address: {
		extends: ['Thing'],
		kind: 'location',
		names: ['full', 'name', 'summary', 'city', 'remarks']
	},
	Territory: { extends: ['Thing'], kind: 'location', links: { partOf: part } },

	Event: {
		extends: ['Interval', 'Analyzable', 'Thing'],
		kind: 'observation',
		names: ['name', 'summary'],
		links: all(related, 'organizer', 'involved')
	},
	Trip: {
		extends: ['Event'],
		links: { startLocation: located, endLocation: located, vehicle: { type: 'USES' } }
	},
	EconomicActivity: {
		extends: ['Interval'],
		kind: 'observation',
		names: ['summary', 'goodsDescription', 'ccdNumber'],
		links: {
			...all(related, 'contract', 'declarant', 'sender', 'receiver', 'contractHolder'),
			...all(related, 'bankAccount', 'bankRub', 'bankForeign', 'transport')
		}
	},
	CourtCase: { extends: ['Thing'], kind: 'case', names: ['name', 'caseNumber'] },

	Document: {
		extends: ['Thing', 'Analyzable'],
		kind: 'document',
		names: ['fileName', 'title', 'name'],
		links: all(part, 'parent', 'ancestors')
	},
	Folder: document('fileName', 'title', 'name'),
	Package: { extends: ['Folder'] },
	Workbook: { extends: ['Folder'] },
	Article: document('title', 'fileName', 'name'),
	Audio: document('fileName', 'title', 'name'),
	Video: document('fileName', 'title', 'name'),
	HyperText: document('title', 'fileName', 'name'),
	PlainText: document('fileName', 'title', 'name'),
	Pages: document('fileName', 'title', 'name'),
	Table: document('title', 'name', 'fileName'),
	Image: { ...document('fileName', 'title', 'name'), links: { pictured: related } },
	Email: {
		extends: ['Folder', 'PlainText', 'HyperText'],
		names: ['subject', 'threadTopic', 'title', 'name', 'fileName'],
		links: all(related, 'emitters', 'recipients', 'inReplyToEmail'),
		talks: [['emitters', 'recipients']]
	},
	Message: {
		extends: ['Interval', 'Folder', 'PlainText', 'HyperText'],
		names: ['subject', 'title', 'threadTopic', 'name', 'fileName'],
		links: all(
			related,
			'sender',
			'senderAccount',
			'recipients',
			'recipientAccount',
			'inReplyToMessage'
		),
		talks: [
			['sender', 'recipients'],
			['senderAccount', 'recipientAccount']
		]
	},
	Page: { kind: 'document', links: { document: part } },
	Note: {
		extends: ['Thing', 'Analyzable'],
		kind: 'document',
		names: ['name', 'description'],
		links: { entity: related }
	},
	Mention: {
		kind: 'observation',
		names: ['name'],
		links: { document: part, resolved: related },
		assessment: true
	},

	Identification: {
		extends: ['Interval'],
		kind: 'document',
		names: ['number'],
		links: { holder: related }
	},
	Passport: { extends: ['Identification'], names: ['number', 'passportNumber'] },
	Sanction: {
		extends: ['Interval'],
		kind: 'document',
		names: ['program', 'authority'],
		links: { entity: related }
	},
	Risk: {
		extends: ['Interval'],
		kind: 'observation',
		names: ['reason', 'status'],
		links: { entity: related }
	},
	TaxRoll: { extends: ['Interval'], kind: 'document', links: { taxee: related } },

	Associate: { extends: ['Interval'], edge: edge('KNOWS', 'person', 'associate') },
	Family: { extends: ['Interval'], edge: edge('KNOWS', 'person', 'relative') },
	Occupancy: { extends: ['Interval'], edge: edge('RELATED_TO', 'holder', 'post') },
	Debt: { extends: ['Interval', 'Value'], edge: edge('RELATED_TO', 'debtor', 'creditor') },
	Payment: {
		extends: ['Interval', 'Value'],
		edge: {
			type: 'TRANSFERRED',
			from: ['payer', 'payerAccount'],
			to: ['beneficiary', 'beneficiaryAccount'],
			uses: [
				['payer', 'payerAccount'],
				['beneficiary', 'beneficiaryAccount']
			]
		},
		links: all(related, 'contract', 'project')
	},
	Call: {
		extends: ['Interval'],
		edge: {
			type: 'COMMUNICATED_WITH',
			from: ['caller', 'callerNumber'],
			to: ['receiver', 'receiverNumber'],
			uses: [
				['caller', 'callerNumber'],
				['receiver', 'receiverNumber']
			]
		},
		forms: { callerNumber: 'phone', receiverNumber: 'phone' }
	},
	Similar: { edge: edge('ALIAS_OF', 'candidate', 'match'), assessment: true },
	ContractAward: {
		extends: ['Value', 'Interest'],
		edge: edge('RELATED_TO', 'contract', 'supplier'),
		links: { callForTenders: related }
	},
	Control: interest(edge('CONTROLS', 'controller', 'controlled')),
	CourtCaseParty: interest(edge('INVOLVED_IN', 'party', 'case')),
	Directorship: interest(edge('MEMBER_OF', 'director', 'organization')),
	Documentation: interest(edge('RELATED_TO', 'document', 'entity')),
	Employment: interest(edge('MEMBER_OF', 'employee', 'employer')),
	Membership: interest(edge('MEMBER_OF', 'member', 'organization')),
	Ownership: interest(edge('CONTROLS', 'owner', 'asset')),
	ProjectParticipant: interest(edge('PART_OF', 'participant', 'project')),
	Representation: interest(edge('RELATED_TO', 'agent', 'client')),
	Succession: interest(edge('REPLACED_BY', 'predecessor', 'successor')),
	UnknownLink: interest(edge('RELATED_TO', 'subject', 'object'))
};

/** A schema with all that it has from those it extends. */
export interface Schema {
	kind: Kind;
	edge?: Edge;
	names: readonly string[];
	links: ReadonlyMap<string, Link>;
	forms: ReadonlyMap<string, Form>;
	talks: readonly (readonly [from: string, to: string])[];
	isAssessment: boolean;
	/** Itself and all that it extends. */
	is: ReadonlySet<string>;
}

export const schemaNames: readonly string[] = Object.keys(rows);
export const parentsOf = (name: string): readonly string[] => rows[name]?.extends ?? [];

function resolve(name: string): Schema {
	const row = rows[name] ?? {};
	const parents = (row.extends ?? []).map(resolve);
	const inherited = <T>(of: (schema: Schema) => ReadonlyMap<string, T>): [string, T][] =>
		parents.toReversed().flatMap((parent) => [...of(parent)]);
	const ends = [...(row.edge?.from ?? []), ...(row.edge?.to ?? [])];
	const links = new Map<string, Link>([
		...inherited((schema) => schema.links),
		...Object.entries(row.links ?? {}),
		...ends
			.filter((property) => !row.forms?.[property])
			.map((property): [string, Link] => [property, related])
	]);
	return {
		kind: row.kind ?? parents.find(({ kind }) => kind !== 'concept')?.kind ?? 'concept',
		...(row.edge ? { edge: row.edge } : {}),
		names: row.names ?? parents.find(({ names }) => names.length > 0)?.names ?? [],
		links,
		forms: new Map([...inherited((schema) => schema.forms), ...Object.entries(row.forms ?? {})]),
		talks: row.talks ?? [],
		isAssessment: row.assessment === true,
		is: new Set([name, ...parents.flatMap(({ is }) => [...is])])
	};
}

const schemata: ReadonlyMap<string, Schema> = new Map(
	schemaNames.map((name) => [name, resolve(name)])
);

const unknown: Schema = {
	kind: 'concept',
	names: ['name', 'title'],
	links: new Map(),
	forms: new Map(),
	talks: [],
	isAssessment: false,
	is: new Set()
};

export const isSchema = (name: string): boolean => schemata.has(name);
/** A schema that is not of this model is a concept; all that it says is kept. */
export const schemaOf = (name: string): Schema => schemata.get(name) ?? unknown;

/** Of two schemata that statements give one entity, the one that says more; undefined where neither extends the other. */
export const moreSpecific = (a: string, b: string): string | undefined =>
	a === b || schemaOf(a).is.has(b) ? a : schemaOf(b).is.has(a) ? b : undefined;

/** Properties that hold a text in the place of a name: only its beginning is one. */
export const excerpts: ReadonlySet<string> = new Set([
	'description',
	'goodsDescription',
	'reason',
	'remarks',
	'summary'
]);

/** Names besides the preferred one. A weak alias names too many to be one. */
export const aliases = ['alias', 'previousName', 'abbreviation'] as const;
/** Where the description stands, the first that says anything. */
export const descriptions = ['description', 'purpose', 'notes', 'summary'] as const;
