/**
 * The story is written once, as things and ties with who tells them; this file turns it into what
 * each organisation delivers. A teller's delivery holds its own record of everything it speaks of,
 * so no claim says more about a thing than its own source does.
 */
import * as v from 'valibot';
import type { ClaimType } from '#lib/domain/claim-types.ts';
import type { Delivery } from '#lib/domain/delivery.ts';
import type { ClaimDraft, DraftIdentifier, JsonObject, RecordDraft } from '#lib/domain/draft.ts';
import { Evaluation, type Scheme } from '#lib/domain/grading.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import type { HandlingCode, Tlp } from '#lib/domain/marking.ts';
import type { CrimeArea, Sector } from '#lib/domain/vocabularies.ts';
import { sha256Of, stixId, utc, walletAddress } from './chance.ts';
import { tellerKeys, tellers, type Teller, type TellerKey } from './sources.ts';

/** The type under which STIX, or an extension of it, writes each kind. */
const stixTypes: Record<Kind, string> = {
	person: 'identity',
	group: 'intrusion-set',
	organisation: 'identity',
	persona: 'threat-actor',
	domain: 'domain-name',
	ip: 'ipv4-addr',
	network: 'autonomous-system',
	url: 'url',
	email: 'email-addr',
	phone: 'x-phone',
	device: 'x-device',
	service: 'infrastructure',
	malware: 'malware',
	tool: 'tool',
	technique: 'attack-pattern',
	vulnerability: 'vulnerability',
	file: 'file',
	software: 'software',
	countermeasure: 'course-of-action',
	account: 'x-bank-account',
	wallet: 'x-cryptocurrency-wallet',
	incident: 'incident',
	campaign: 'campaign',
	offence: 'x-offence',
	observation: 'observed-data',
	indicator: 'indicator',
	document: 'report',
	concept: 'x-concept',
	location: 'location',
	case: 'x-case',
	exhibit: 'x-exhibit'
};

/** What one teller says of a thing where it differs from the others. */
export interface Said {
	names?: string[];
	description?: string;
	attributes?: JsonObject;
	grade?: string;
	tlp?: Tlp;
	handling?: HandlingCode[];
	handlingNote?: string;
	statement?: 'fact' | 'assessment';
	confidence?: number;
}

export interface ThingOptions {
	aliases?: string[];
	identifiers?: DraftIdentifier[];
	description?: string;
	attributes?: JsonObject;
	crimeArea?: CrimeArea;
	sectors?: Sector[];
	dataSubject?: RecordDraft['dataSubject'];
	latitude?: number;
	longitude?: number;
	from?: string;
	until?: string;
	originalType?: string;
	said?: Partial<Record<TellerKey, Said>>;
	/** Tellers who name the thing even where none of their claims does. */
	by?: TellerKey[];
}

interface Thing extends ThingOptions {
	key: string;
	kind: Kind;
	name: string;
	type: string;
	stix: string;
}

/** `arvaniaCase` or, with a grade of its own, `arvaniaCase/B2`. */
export type Telling =
	TellerKey | `${TellerKey}/${string}` | ({ by: TellerKey } & Omit<Said, 'names'>);

export interface TieOptions {
	from?: string;
	until?: string;
	at?: string;
	description?: string;
	statement?: 'fact' | 'assessment';
	confidence?: number;
	attributes?: JsonObject;
	amountMinor?: number;
	currency?: string;
	role?: ClaimDraft['role'];
}

interface Tie extends TieOptions {
	type: ClaimType;
	source: string;
	target: string;
	tellings: ({ by: TellerKey } & Omit<Said, 'names'>)[];
	/** Tells apart several ties of the same type between the same ends. */
	nth: number;
}

const isTeller = (text: string): text is TellerKey => Object.hasOwn(tellers, text);

function telling(said: Telling): { by: TellerKey } & Omit<Said, 'names'> {
	if (typeof said !== 'string') return said;
	const [by = '', grade] = said.split('/');
	if (!isTeller(by)) throw new Error(`no such teller: ${by}`);
	return grade ? { by, grade } : { by };
}

const evaluation = (scheme: Scheme, grade: string): Evaluation =>
	v.parse(Evaluation, { scheme, source: grade.charAt(0), information: grade.charAt(1) });

export class World {
	readonly things = new Map<string, Thing>();
	readonly ties: Tie[] = [];
	#repeats = new Map<string, number>();

	/** Names a thing and returns its key. Naming it twice is a mistake of the story. */
	thing(key: string, kind: Kind, name: string, options: ThingOptions = {}): string {
		if (this.things.has(key)) throw new Error(`named twice: ${key}`);
		const type = kind === 'ip' && name.includes(':') ? 'ipv6-addr' : stixTypes[kind];
		this.things.set(key, { ...options, key, kind, name, type, stix: stixId(type, key) });
		return key;
	}

	/** What one teller says of a thing named elsewhere. */
	say(key: string, by: TellerKey, said: Said): void {
		const thing = this.things.get(key);
		if (!thing) throw new Error(`nothing is known of ${key}`);
		thing.said = { ...thing.said, [by]: said };
	}

	#technical(
		scheme: DraftIdentifier['scheme'],
		kind: Kind,
		value: string,
		options: ThingOptions
	): string {
		if (this.things.has(value)) return value;
		return this.thing(value, kind, value, {
			...options,
			identifiers: [{ scheme, value }, ...(options.identifiers ?? [])]
		});
	}

	/** Technical things are known by their value, so the story may speak of them more than once. */
	ip = (value: string, options: ThingOptions = {}) => this.#technical('ip', 'ip', value, options);
	domain = (value: string, options: ThingOptions = {}) =>
		this.#technical('domain', 'domain', value, options);
	url = (value: string, options: ThingOptions = {}) =>
		this.#technical('url', 'url', value, options);
	email = (value: string, options: ThingOptions = {}) =>
		this.#technical('email', 'email', value, options);

	wallet(key: string, alias: string, options: ThingOptions = {}): string {
		const value = walletAddress(key);
		return this.thing(key, 'wallet', value, {
			...options,
			aliases: [alias],
			identifiers: [{ scheme: 'wallet', value }]
		});
	}

	file(key: string, name: string, options: ThingOptions = {}): string {
		return this.thing(key, 'file', name, {
			...options,
			identifiers: [{ scheme: 'sha256', value: sha256Of(key) }]
		});
	}

	tie(
		source: string,
		type: ClaimType,
		target: string,
		by: Telling[],
		options: TieOptions = {}
	): void {
		for (const end of [source, target])
			if (!this.things.has(end)) throw new Error(`${type} speaks of an unknown thing: ${end}`);
		const ends = `${type} ${source} ${target}`;
		const nth = this.#repeats.get(ends) ?? 0;
		this.#repeats.set(ends, nth + 1);
		this.ties.push({ ...options, type, source, target, tellings: by.map(telling), nth });
	}

	deliveries(): Delivery[] {
		const named = new Set<string>();
		const described = new Set<string>();
		return tellerKeys.flatMap((key) => {
			const delivery = this.#delivery(key, named, described);
			return delivery.drafts.length > 0 ? [delivery] : [];
		});
	}

	#delivery(key: TellerKey, named: Set<string>, described: Set<string>): Delivery {
		const teller = tellers[key];
		const spokenOf = new Set<string>();
		const told = this.ties.flatMap((tie) =>
			tie.tellings.filter(({ by }) => by === key).map((said) => ({ tie, said }))
		);
		for (const { tie } of told) spokenOf.add(tie.source).add(tie.target);
		for (const thing of this.things.values()) if (thing.by?.includes(key)) spokenOf.add(thing.key);

		const refs = new Map<string, string>();
		const records: RecordDraft[] = [];
		for (const thing of this.things.values()) {
			if (!spokenOf.has(thing.key)) continue;
			// An owner's second delivery gives its records references of their own: a record is owner + reference.
			const first = !named.has(`${teller.owner} ${thing.key}`);
			const ref = first ? thing.stix : stixId(thing.type, `${key} ${thing.key}`);
			named.add(`${teller.owner} ${thing.key}`);
			refs.set(thing.key, ref);
			records.push(this.#record(thing, ref, key, !described.has(thing.key)));
			described.add(thing.key);
		}
		const claims = told.map(({ tie, said }) => this.#claim(tie, said, refs));
		return {
			owner: teller.owner,
			source: { ref: stixId('identity', `source ${key}`), name: teller.name },
			tlp: teller.tlp,
			evaluation: evaluation(teller.scheme, teller.grade),
			purpose: [...teller.purpose],
			...(teller.caseNumber && { caseNumber: teller.caseNumber }),
			obtainedAt: teller.obtainedAt,
			drafts: [...records, ...claims]
		};
	}

	#provenance(key: TellerKey, said: Omit<Said, 'names'>) {
		const teller: Teller = tellers[key];
		const handling = said.handling ?? teller.handling;
		return {
			markingRefs: [],
			modified: teller.obtainedAt,
			...(said.tlp && { tlp: said.tlp }),
			...(teller.pap && { pap: teller.pap }),
			...(handling && { handling: [...handling] }),
			...(said.handlingNote && { handlingNote: said.handlingNote }),
			...(said.grade && { evaluation: evaluation(teller.scheme, said.grade) })
		};
	}

	#record(thing: Thing, ref: string, key: TellerKey, first: boolean): RecordDraft {
		const said = thing.said?.[key] ?? {};
		const description = said.description ?? (first ? thing.description : undefined);
		return {
			draft: 'record',
			at: `${key} ${thing.key}`,
			ref,
			originalType: thing.originalType ?? thing.type,
			...this.#provenance(key, said),
			...(said.statement && { statement: said.statement }),
			...(said.confidence !== undefined && { confidence: said.confidence }),
			...(thing.from && { validFrom: utc(thing.from) }),
			...(thing.until && { validUntil: utc(thing.until) }),
			attributes: { ...(first ? thing.attributes : {}), ...said.attributes },
			kind: thing.kind,
			names: said.names ?? [thing.name, ...(thing.aliases ?? [])],
			identifiers: [...(thing.identifiers ?? []), { scheme: 'stix', value: thing.stix }],
			...(description && { description }),
			granularMarkings: [],
			...(thing.crimeArea && { crimeArea: thing.crimeArea }),
			...(thing.sectors && { sectors: [...thing.sectors] }),
			...(thing.dataSubject && { dataSubject: thing.dataSubject }),
			...(thing.latitude !== undefined && { latitude: thing.latitude }),
			...(thing.longitude !== undefined && { longitude: thing.longitude })
		};
	}

	#claim(
		tie: Tie,
		said: { by: TellerKey } & Omit<Said, 'names'>,
		refs: Map<string, string>
	): ClaimDraft {
		const description = said.description ?? tie.description;
		const statement = said.statement ?? tie.statement;
		const confidence = said.confidence ?? tie.confidence;
		const name = `${said.by} ${tie.type} ${tie.source} ${tie.target} ${tie.nth}`;
		return {
			draft: 'claim',
			at: name,
			ref: stixId('relationship', name),
			originalType: tie.type.toLowerCase().replaceAll('_', '-'),
			...this.#provenance(said.by, said),
			...(statement && { statement }),
			...(confidence !== undefined && { confidence }),
			...(tie.from && { validFrom: utc(tie.from) }),
			...(tie.until && { validUntil: utc(tie.until) }),
			...(tie.at && { happenedAt: utc(tie.at) }),
			attributes: { ...tie.attributes, ...said.attributes },
			type: tie.type,
			from: refs.get(tie.source) ?? '',
			to: refs.get(tie.target) ?? '',
			...(description && { description }),
			...(tie.amountMinor !== undefined && { amountMinor: tie.amountMinor }),
			...(tie.currency && { currency: tie.currency }),
			...(tie.role && { role: tie.role })
		};
	}
}
