/**
 * Drafts: what a reader makes of a file, before anything is known about the graph. A reader turns
 * bytes into drafts and rejected lines; the writer (server/ingest/write.ts) turns drafts into
 * entities, records and claims. `ref` is the file's own name for the thing, such as a STIX id.
 */
import type { ClaimType } from './claim-types.ts';
import type { Evaluation } from './grading.ts';
import type { Kind } from './kinds.ts';
import type { HandlingCode, Pap, Tlp } from './marking.ts';
import type { TableMapping } from './table-mapping.ts';

/** Where in the input: `objects[12], line 340` or `line 7`. */
export type Place = string;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Schemes whose values name one technical thing wherever they appear: they join records by themselves. */
export const technicalSchemes = [
	'stix',
	'domain',
	'ip',
	'network',
	'url',
	'email',
	'mac',
	'asn',
	'md5',
	'sha1',
	'sha256',
	'sha512',
	'wallet',
	'cve'
] as const;
/** Schemes that point at people: they join only inside the importer's own organisation (identity, later). */
export const personalSchemes = [
	'iban',
	'account',
	'phone',
	'document-number',
	'handle',
	'external'
] as const;
export const identifierSchemes = [...technicalSchemes, ...personalSchemes] as const;
export type IdentifierScheme = (typeof identifierSchemes)[number];

export interface DraftIdentifier {
	scheme: IdentifierScheme;
	/** Normalised by the reader: lower-case domain, compressed address, upper-case IBAN without spaces. */
	value: string;
}

/** Who says so, when the file names someone other than the import's own source. */
export interface DraftSource {
	/** Stable within the file's world, e.g. the STIX identity's id. */
	ref: string;
	name?: string;
}

interface DraftProvenance {
	/** Place in the input, for warnings and rejections. */
	at: Place;
	ref: string;
	/** The type as the file names it, kept and shown: `intrusion-set`, `x-mitre-tactic`, `uses`. */
	originalType: string;
	source?: DraftSource;
	/** References to marking definitions; `tlp` and the rest are markings the file states directly. */
	markingRefs: string[];
	tlp?: Tlp;
	pap?: Pap;
	handling?: HandlingCode[];
	handlingNote?: string;
	evaluation?: Evaluation;
	/** STIX confidence, 0–100. */
	confidence?: number;
	statement?: 'fact' | 'assessment';
	/** Version of the object: an older one never replaces a newer one. ISO 8601 UTC. */
	modified?: string;
	revoked?: boolean;
	validFrom?: string;
	validUntil?: string;
	/** Everything the file says that has no place of its own. */
	attributes: JsonObject;
}

export interface GranularMarking {
	markingRef: string;
	/** STIX selectors, e.g. `aliases.[0]`, `x_secret`. */
	selectors: string[];
}

export interface RecordDraft extends DraftProvenance {
	draft: 'record';
	/**
	 * Set when an object carries granular markings: the object becomes one record per effective
	 * marking. Absent for the part under the object's own markings; otherwise names the part, the same
	 * whatever the order of the file.
	 */
	variant?: string;
	kind: Kind;
	/** Preferred name first, then aliases. */
	names: string[];
	/** The first technical identifier decides which entity the record describes. */
	identifiers: DraftIdentifier[];
	description?: string;
	/** The object's own properties under granular markings, each with its selectors. */
	granularMarkings: GranularMarking[];
	crimeArea?: string;
	sectors?: string[];
	/** LED art. 6 category the owner gives a person. */
	dataSubject?: 'suspect' | 'convicted' | 'victim' | 'witness' | 'contact' | 'other';
	latitude?: number;
	longitude?: number;
}

export interface ClaimDraft extends DraftProvenance {
	draft: 'claim';
	type: ClaimType;
	/** References of the two things, resolved in the file first and then in the graph. */
	from: string;
	to: string;
	/**
	 * Entities of this graph that `from` and `to` stand for, where the program itself names them: the
	 * claim reaches nobody who does not see both. A reader never sets it.
	 */
	ends?: { from: string; to: string };
	description?: string;
	/** `TRANSFERRED` only: exact integer minor units. */
	amountMinor?: number;
	currency?: string;
	happenedAt?: string;
	/** `INVOLVED_IN` only. */
	role?: 'suspect' | 'convicted' | 'victim' | 'witness' | 'contact' | 'other';
}

/** A marking definition met in the file; it may stand after the objects that refer to it. */
export interface MarkingDraft {
	draft: 'marking';
	at: Place;
	ref: string;
	tlp?: Tlp;
	pap?: Pap;
	handling?: HandlingCode[];
	statement?: string;
}

export type Draft = RecordDraft | ClaimDraft | MarkingDraft;

/** A line or object that was refused or accepted with a remark; nothing is dropped without one. */
export interface Remark {
	at: Place;
	/** The object's own id when it has a usable one. */
	id: string | null;
	/** Field and reason, lower case: `source_ref: expected a STIX id, got 7`. */
	reason: string;
}

/** One thing a reader hands on, in file order. `read` counts an object of the file. */
export type Reading =
	| { kind: 'read'; count: number }
	/** `global`: references of it that this program wrote, which mean the same whatever they mean in the format. */
	| { kind: 'draft'; draft: Draft; global?: readonly string[] }
	| { kind: 'rejected'; remark: Remark }
	| { kind: 'warning'; remark: Remark };

/** The whole file is refused: nothing of it is written. The message names place and reason. */
export class Malformed extends Error {
	override name = 'Malformed';
	constructor(
		readonly at: Place,
		readonly reason: string
	) {
		super(`${at}: ${reason}`);
	}
}

/** The beginning of a file, unpacked where it was packed: what a format is told by. */
export interface Head {
	bytes: Uint8Array;
	/** As UTF-8, without a byte-order mark; what is not UTF-8 stands as U+FFFD. */
	text: string;
	/** Where keys stand, when the text begins as JSON: `Event.info`, `objects.*.type`. */
	paths: ReadonlySet<string>;
}

export interface ReadOptions {
	signal?: AbortSignal | undefined;
	/** What the columns of a table are, where the importer says it. */
	mapping?: TableMapping | undefined;
	/** Who the file comes from, as it is called: whose books its own names are of. */
	source?: string;
	/** Where the file is on disk, for a format that is read from its end. */
	file?: string;
}

/** An ingest format: bytes in, readings out, in bounded memory. */
export interface Reader {
	id: string;
	/**
	 * What its references are worth. `global`: the same thing everywhere, such as a UUID. `local`: a name within
	 * what one source gives in this format, such as a node's number; two sources never meet by it.
	 */
	references: 'global' | 'local';
	/** True when the beginning of a file looks like this format. */
	recognises(head: Head): boolean;
	read(bytes: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncIterable<Reading>;
}
