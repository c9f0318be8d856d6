/**
 * What an export is made of: entities and claims already filtered by the reader's audience, each with
 * its whole provenance. The exporters add nothing and look nothing up.
 */
import type { ClaimType } from './claim-types.ts';
import type { DraftIdentifier, JsonObject } from './draft.ts';
import type { Kind } from './kinds.ts';
import type { HandlingCode, Tlp } from './marking.ts';
import type { Provenance } from './subgraph.ts';

export interface ExportProvenance extends Provenance {
	/** The source's own name for the thing, such as a STIX id. */
	ref: string;
	/**
	 * `ref` is stable in the source's world; `identity--…` when a STIX file named it. All three are blank
	 * where who said it may not be told.
	 */
	source: { id: string; ref: string; name: string };
	description: string | null;
	attributes: JsonObject;
}

export interface ExportRecord extends ExportProvenance {
	/** The part of an object under a granular marking; null for the part under its own markings. */
	variant: string | null;
	names: string[];
	identifiers: DraftIdentifier[];
	crimeArea: string | null;
	sectors: string[];
	dataSubject: string | null;
	latitude: number | null;
	longitude: number | null;
	/** Only a reference was known: another source's object stands behind it. */
	stub: boolean;
}

export interface ExportEntity {
	id: string;
	kind: Kind;
	/** At least one; all visible to whoever the export is for. */
	records: ExportRecord[];
}

export interface ExportClaim extends ExportProvenance {
	type: ClaimType;
	/** Ids of entities of this graph. */
	from: string;
	to: string;
	/** References (`ExportRecord.ref`) of the two records the claim came with. */
	fromRef: string;
	toRef: string;
	amountMinor: number | null;
	currency: string | null;
	happenedAt: string | null;
	role: string | null;
	unusualEnds: boolean;
}

/** What somebody wrote about entities of the export; who, stays inside their organisation. */
export interface ExportNote {
	id: string;
	/** All it is about; every one of them is in the export. */
	entities: string[];
	text: string;
	/** What it is taken from, in its author's words. */
	takenFrom: string | null;
	owner: { id: string; name: string };
	tlp: Tlp;
	handling: HandlingCode[];
	writtenAt: string;
	demonstration: boolean;
}

/** A record that goes along although its entity was not asked for. */
export interface ExportContext {
	entity: string;
	kind: Kind;
	record: ExportRecord;
	/** Of a victim or witness, by whatever record of theirs. */
	shielded?: true;
}

export interface ExportGraph {
	/** ISO 8601 UTC. */
	exportedAt: string;
	entities: ExportEntity[];
	claims: ExportClaim[];
	/**
	 * Records that entities and claims refer to without being part of the selection: marking
	 * definitions and authors. Only the STIX export carries them; see `contextRefs`.
	 */
	context?: ExportContext[];
	/**
	 * Records that are not part of the selection and give a source of it its name. No format writes more
	 * of them than that name, but they are asked for, logged and count for the marking of the file.
	 */
	sources?: ExportContext[];
	/** Only for formats that carry them: a note raises the marking of the file. */
	notes?: ExportNote[];
	/** Where entities stand on the screen, y upwards; for formats that draw. */
	places?: ReadonlyMap<string, { x: number; y: number }>;
	/** What the exporter's own hand put on the drawing may go along: always at home, elsewhere when they say so. */
	hand?: true;
	/** The group the exporter put an entity in, by its name; for formats that draw. */
	groups?: ReadonlyMap<string, string>;
}
