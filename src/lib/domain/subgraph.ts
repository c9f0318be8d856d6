/**
 * What a viewer sees of the network: shapes shared by the server, the explorer, the table and the
 * exports. Everything in them is already filtered by audience; nothing is computed over more.
 */
import type { ClaimType } from './claim-types.ts';
import type { Evaluation } from './grading.ts';
import type { Kind } from './kinds.ts';
import type { HandlingCode, Pap, Tlp } from './marking.ts';

/** One visible entity as a point of the network. */
export interface NetworkNode {
	id: string;
	kind: Kind;
	/** Preferred name among the visible records, or the first identifier. */
	name: string;
	/** Type in the words of the source, e.g. `intrusion-set`. */
	originalType: string;
	/** Visible claims at this entity, whatever is drawn. */
	degree: number;
	/** Strictest marking of the visible records. */
	tlp: Tlp;
	handling: HandlingCode[];
	dataSubject?: string;
	/** A victim or a witness. */
	shielded?: true;
	/** `name` is a label in the place of their name, until a reason is given. */
	nameless?: true;
	/** Every visible record of it was withdrawn by its source. */
	revoked: boolean;
	demonstration: boolean;
}

/** One visible claim, drawn together with the others of its type, direction and ends. */
export interface NetworkClaim {
	id: string;
	type: ClaimType;
	from: string;
	to: string;
	/** Id of the source: two claims with one id are not two confirmations. */
	source: string;
	/** The organisation whose data it is; empty where its provenance is out of sight. */
	owner: { id: string; name: string };
	tlp: Tlp;
	handling: HandlingCode[];
	statement: 'fact' | 'assessment';
	evaluation: Evaluation;
	validFrom: string | null;
	validUntil: string | null;
	/** When what it says took place, e.g. a transfer: a moment, not a period. */
	happenedAt: string | null;
	/** In the smallest unit of `currency`; both null where it says no amount. */
	amountMinor: number | null;
	currency: string | null;
	demonstration: boolean;
	originalType: string;
}

/** Why less is shown than there is. Never absent when something was left out. */
export interface Cut {
	shown: number;
	total: number;
	reason: 'limit' | 'hops';
}

/** A cut of before, where some of what it showed is there no more. */
export const cutWithout = (cut: Cut | null, gone: number): Cut | null =>
	cut && { ...cut, shown: cut.shown - gone, total: cut.total - gone };

export interface Subgraph {
	nodes: NetworkNode[];
	claims: NetworkClaim[];
	cut: Cut | null;
}

/** How many visible claims of one type and direction an entity has, before expanding. */
export interface ExpansionCount {
	type: ClaimType;
	direction: 'out' | 'in';
	claims: number;
	entities: number;
}

export interface SearchHit {
	id: string;
	kind: Kind;
	name: string;
	originalType: string;
	/** The name or identifier that matched, when it is not the name shown. */
	matched: string | null;
	records: number;
	tlp: Tlp;
	revoked: boolean;
	demonstration: boolean;
}

export interface SearchResult {
	hits: SearchHit[];
	/** Visible entities that match, of which `hits` are the first. */
	total: number;
	/**
	 * Victims and witnesses are found by name with a reason only: for what to give it, and whether it
	 * was given. There for every text alike, whether or not such a person matches.
	 */
	people?: { about: string; included: boolean };
}

/** Provenance as the card shows it: source, owner, grade, marking and dates of one statement. */
export interface Provenance {
	id: string;
	source: { id: string; name: string };
	owner: { id: string; name: string };
	tlp: Tlp;
	pap: Pap | null;
	handling: HandlingCode[];
	handlingNote: string | null;
	evaluation: Evaluation;
	confidence: number | null;
	statement: 'fact' | 'assessment';
	status: 'intelligence' | 'lead' | 'evidence' | 'agreed' | 'contested' | 'excluded';
	obtainedAt: string;
	modified: string | null;
	validFrom: string | null;
	validUntil: string | null;
	reviewBy: string | null;
	purpose: string[];
	revoked: boolean;
	demonstration: boolean;
	originalType: string;
	/** Restricted: its content is held back until a reason is given (domain/restricted.ts). */
	withheld?: boolean;
}

export interface CardRecord extends Provenance {
	names: string[];
	identifiers: { scheme: string; value: string }[];
	description: string | null;
	/** JSON text of everything else the source said. */
	attributes: string;
	dataSubject: string | null;
	crimeArea: string | null;
	sectors: string[];
	stub: boolean;
}

export interface CardClaim extends Provenance {
	type: ClaimType;
	direction: 'out' | 'in';
	other: { id: string; name: string; kind: Kind; nameless?: true };
	/** What it says waits for a reason: it is about a victim or a witness. */
	wordsWithheld?: true;
	description: string | null;
	attributes: string;
	amountMinor: number | null;
	currency: string | null;
	happenedAt: string | null;
	role: string | null;
	unusualEnds: boolean;
}

export interface EntityCard {
	node: NetworkNode;
	records: CardRecord[];
	claims: CardClaim[];
	/** Visible claims, of which `claims` are the first. */
	claimTotal: number;
	expansions: ExpansionCount[];
}

/** What an author wrote about one or several entities. */
export interface Note {
	id: string;
	/** All it is about; the viewer sees every one of them. */
	entities: string[];
	text: string;
	/** What it is taken from, in the author's words; null where nothing is said. */
	takenFrom: string | null;
	/** `text` and what it is taken from wait for a reason. */
	withheld?: true;
	/** The author's name, inside the author's organisation; null elsewhere. */
	author: string | null;
	mine: boolean;
	owner: { id: string; name: string };
	tlp: Tlp;
	handling: HandlingCode[];
	writtenAt: string;
	demonstration: boolean;
	/** The earlier note it took the place of, and the later one that took its place. */
	supersedes: string | null;
	superseded: string | null;
}

/** The shortest paths between two entities: how many there are, and the first of them. */
export type WaysResult =
	| {
			found: true;
			hops: number;
			ways: number;
			/** `shared`: case files, documents, places and techniques between the ends. */
			shown: { ids: string[]; shared: number }[];
			/** All entities of the ways shown, and the claims along them. */
			nodes: NetworkNode[];
			claims: NetworkClaim[];
	  }
	| { found: false; reason: 'unconnected' | 'too-far' | 'too-wide'; hopsSearched: number };

/** A shortest path between two entities over visible claims, or why there is none. */
export type PathResult =
	| {
			found: true;
			hops: number;
			/** How many paths are as short as this one, itself among them. */
			ways: number;
			nodes: NetworkNode[];
			claims: NetworkClaim[];
	  }
	| { found: false; reason: 'unconnected' | 'too-far' | 'too-wide'; hopsSearched: number };
