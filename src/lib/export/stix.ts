/**
 * STIX 2.1: what came from STIX goes out as the object it was, under its present markings; the rest
 * becomes the object that fits best, with our extension beside it. Reading the bundle back gives the
 * same entities, records and claims; a note comes back as a document. A bundle cannot carry a marking itself (§8): every object does.
 */
import type { JsonObject } from '#lib/domain/draft.ts';
import type {
	ExportClaim,
	ExportGraph,
	ExportNote,
	ExportProvenance,
	ExportRecord
} from '#lib/domain/export-graph.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import { ownExtension } from '#lib/domain/stix-extension.ts';
import { isStixId, typeOfId } from '#lib/domain/stix-id.ts';
import {
	isObservable,
	isReversed,
	ownTypePrefix,
	relationshipWords
} from '#lib/domain/stix-mapping.ts';
import { predefinedTlp } from '#lib/domain/stix-markings.ts';
import { byCodeUnit, byWeight } from './entity.ts';
import { bestFit } from './stix-best-fit.ts';
import { graded, heldClaim, heldRecord, present, saidBy } from './own-statement.ts';
import { Definitions } from './stix-markings.ts';
import { withParts } from './stix-parts.ts';
import { uuidOf } from './uuid.ts';

/** The reader leaves `spec_version` on whatever was a STIX object, and on nothing else. */
const cameFromStix = (said: ExportProvenance, type: string): boolean =>
	isStixId(said.ref) &&
	typeOfId(said.ref) === type &&
	typeof said.attributes.spec_version === 'string';

const isOriginal = (record: ExportRecord): boolean => cameFromStix(record, record.originalType);

/** An original object: its head, its own properties, and what the graph holds beside them. */
function asItWas(head: JsonObject, said: ExportProvenance, refs: string[] | undefined): JsonObject {
	const { object_marking_refs: _written, description, ...attributes } = said.attributes;
	return {
		...head,
		...attributes,
		...present({ description: description ?? said.description, object_marking_refs: refs })
	};
}

const extend = (object: JsonObject, type: string, said: JsonObject): JsonObject => ({
	...object,
	extensions: {
		...(typeof object.extensions === 'object' && !Array.isArray(object.extensions)
			? object.extensions
			: {}),
		[ownExtension]: { extension_type: type, ...said }
	}
});

/** What an object of a bundle was written from. */
export interface Written {
	object: JsonObject;
	/** Ids of the entities it says something about; none of what only the bundle needs. */
	entities: readonly string[];
	/** Ids of the records and claims in it. */
	statements: readonly string[];
}

class Bundle {
	readonly origins = new Map<string, Omit<Written, 'object'>>();
	readonly objects = new Map<string, JsonObject>();
	readonly definitions = new Definitions();
	/** STIX id of each record written, by owner and reference, and of any owner's. */
	readonly #ids = new Map<string, string>();
	readonly #entities = new Map<string, string>();

	#remember(entity: string, record: ExportRecord, id: string) {
		for (const key of [`${record.owner.id} ${record.ref}`, record.ref])
			if (!this.#ids.has(key)) this.#ids.set(key, id);
		if (!this.#entities.has(entity)) this.#entities.set(entity, id);
	}

	/** Where a claim of this owner ends: the object its record became. */
	end(owner: string, ref: string, entity: string): string {
		return (
			this.#ids.get(`${owner} ${ref}`) ??
			this.#ids.get(ref) ??
			(isStixId(ref) ? ref : this.#entities.get(entity)) ??
			`${ownTypePrefix}concept--${uuidOf(entity)}`
		);
	}

	#from(id: string, entities: readonly string[], said: readonly { id: string }[]) {
		this.origins.set(id, { entities, statements: said.map((each) => each.id) });
	}

	original(entity: string, record: ExportRecord, parts: readonly ExportRecord[]) {
		const { ref, originalType } = record;
		const refs = predefinedTlp(ref) === undefined ? this.definitions.refsOf(record) : undefined;
		const object = asItWas({ type: originalType, id: ref }, record, refs);
		const whole = withParts(object, record, parts, this.definitions);
		this.objects.set(ref, this.#withGrade(whole, record));
		this.#from(ref, [entity], [record, ...parts]);
		this.#remember(entity, record, ref);
	}

	/** An original gains our extension only where it would lose something without. */
	#withGrade(object: JsonObject, said: ExportProvenance): JsonObject {
		const { ref, name } = said.source;
		const grade = graded(said);
		// The standard's own word for an assessment.
		if (said.originalType === 'opinion') delete grade.statement;
		if (isStixId(ref) && object.created_by_ref !== ref) grade.source = { ref, name };
		if (Object.keys(grade).length === 0) return object;
		this.definitions.useExtension();
		return extend(object, 'property-extension', grade);
	}

	fitted(entity: string, kind: Kind, record: ExportRecord) {
		const { type, properties, observable } = bestFit(kind, record);
		const isFree =
			isStixId(record.ref) && typeOfId(record.ref) === type && !this.objects.has(record.ref);
		const id = isFree ? record.ref : `${type}--${uuidOf(record.id)}`;
		const own = type.startsWith(ownTypePrefix);
		this.definitions.useExtension();
		const object = present({
			type,
			spec_version: '2.1',
			id,
			...(observable ? {} : this.#versions(record)),
			...properties,
			description: observable ? undefined : record.description,
			object_marking_refs: this.definitions.refsOf(record)
		});
		const said = {
			...saidBy(record),
			...graded(record),
			record: heldRecord(kind, record)
		};
		this.objects.set(id, extend(object, own ? 'new-sdo' : 'property-extension', said));
		this.#from(id, [entity], [record]);
		this.#remember(entity, record, id);
	}

	#versions(said: ExportProvenance): JsonObject {
		const modified = said.modified ?? said.obtainedAt;
		return present({
			created: said.obtainedAt < modified ? said.obtainedAt : modified,
			modified,
			revoked: said.revoked || undefined,
			confidence: said.confidence
		});
	}

	/** What an author here wrote about objects of the bundle: the standard's own kind for it. */
	note({ id, entities, text, takenFrom, writtenAt, tlp, handling }: ExportNote) {
		const refs = entities.flatMap((entity) => this.#entities.get(entity) ?? []);
		if (refs.length === 0) return;
		const own = `note--${uuidOf(id)}`;
		this.objects.set(own, {
			type: 'note',
			spec_version: '2.1',
			id: own,
			created: writtenAt,
			modified: writtenAt,
			content: text,
			...(takenFrom === null
				? {}
				: {
						external_references: [
							{ source_name: takenFrom, description: 'What the note is taken from' }
						]
					}),
			object_refs: refs,
			object_marking_refs: this.definitions.refsOf({ tlp, pap: null, handling, attributes: {} })
		});
	}

	claim(claim: ExportClaim) {
		if (this.#isSaidByObject(claim)) return;
		const from = this.end(claim.owner.id, claim.fromRef, claim.from);
		const to = this.end(claim.owner.id, claim.toRef, claim.to);
		if (cameFromStix(claim, 'relationship') && !this.objects.has(claim.ref))
			this.#originalClaim(claim, from, to);
		else this.#fittedClaim(claim, from, to);
	}

	/** A reference inside an object goes out with the object. */
	#isSaidByObject({ ref }: ExportClaim): boolean {
		const hash = ref.indexOf('#');
		return hash > 0 && isStixId(ref.slice(0, hash)) && this.objects.has(ref.slice(0, hash));
	}

	#originalClaim(claim: ExportClaim, from: string, to: string) {
		const reversed = isReversed(claim.originalType, claim.type);
		const object = asItWas(
			{
				type: 'relationship',
				id: claim.ref,
				relationship_type: claim.originalType,
				source_ref: reversed ? to : from,
				target_ref: reversed ? from : to
			},
			claim,
			this.definitions.refsOf(claim)
		);
		this.objects.set(claim.ref, this.#withGrade(object, claim));
		this.#from(claim.ref, [claim.from, claim.to], [claim]);
	}

	#fittedClaim(claim: ExportClaim, from: string, to: string) {
		const isFree =
			isStixId(claim.ref) && typeOfId(claim.ref) === 'relationship' && !this.objects.has(claim.ref);
		const id = isFree ? claim.ref : `relationship--${uuidOf(claim.id)}`;
		const { validFrom, validUntil } = claim;
		this.definitions.useExtension();
		const object = present({
			type: 'relationship',
			spec_version: '2.1',
			id,
			...this.#versions(claim),
			relationship_type: relationshipWords[claim.type],
			source_ref: from,
			target_ref: to,
			description: claim.description,
			start_time: validFrom,
			// STIX asks that the end be later than the start.
			stop_time:
				validFrom !== null && validUntil !== null && validUntil <= validFrom ? null : validUntil,
			object_marking_refs: this.definitions.refsOf(claim)
		});
		const said = {
			...saidBy(claim),
			...graded(claim),
			claim: heldClaim(claim)
		};
		this.objects.set(id, extend(object, 'property-extension', said));
		this.#from(id, [claim.from, claim.to], [claim]);
	}
}

interface Placed {
	entity: string;
	kind: Kind;
	record: ExportRecord;
}

/** One object per reference: the newest whole version, and its parts from the same owner. */
function writeRecords(bundle: Bundle, placed: readonly Placed[]) {
	const byRef = new Map<string, Placed[]>();
	const fitted: Placed[] = [];
	for (const each of placed) {
		const { record } = each;
		if (record.stub) continue;
		if (isOriginal(record) || record.variant !== null)
			byRef.set(record.ref, [...(byRef.get(record.ref) ?? []), each]);
		else fitted.push(each);
	}
	for (const group of byRef.values()) {
		const [first] = group.toSorted((a, b) => byWeight(a.record, b.record));
		if (!first || first.record.variant !== null) continue;
		const parts = group
			.map(({ record }) => record)
			.filter(({ variant, owner }) => variant !== null && owner.id === first.record.owner.id);
		bundle.original(first.entity, first.record, parts);
	}
	for (const { entity, kind, record } of fitted.toSorted((a, b) => byWeight(a.record, b.record)))
		bundle.fitted(entity, kind, record);
}

const textsIn = (value: JsonObject[string] | undefined): string[] =>
	(Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');

/**
 * References of authors and marking definitions that the graph does not hold as entities. Whoever
 * builds the graph looks up those the reader may see and puts them into `context`.
 */
export function contextRefs(graph: ExportGraph): string[] {
	const records = graph.entities.flatMap((entity) => entity.records);
	const here = new Set(records.map(({ ref }) => ref));
	const wanted = [...records, ...graph.claims].flatMap(({ attributes }) => [
		...textsIn(attributes.created_by_ref),
		...textsIn(attributes.object_marking_refs)
	]);
	return [...new Set(wanted)]
		.filter((ref) => isStixId(ref) && !here.has(ref) && predefinedTlp(ref) === undefined)
		.sort(byCodeUnit);
}

/** Definitions first, then the rest by id. */
const order = (a: JsonObject, b: JsonObject): number =>
	rank(a) - rank(b) || byCodeUnit(String(a.id), String(b.id));
const rank = ({ type }: JsonObject): number =>
	type === 'marking-definition'
		? 0
		: type === 'relationship'
			? 3
			: isObservable(String(type))
				? 2
				: 1;

/** The objects of a bundle in its order, each with what it was written from. */
export function stixObjects(graph: ExportGraph): Written[] {
	const bundle = new Bundle();
	writeRecords(bundle, [
		...graph.entities.flatMap(({ id, kind, records }) =>
			records.map((record) => ({ entity: id, kind, record }))
		),
		...(graph.context ?? []).map(({ kind, record }) => ({ entity: record.id, kind, record }))
	]);
	for (const claim of graph.claims.toSorted((a, b) => byCodeUnit(a.id, b.id))) bundle.claim(claim);
	for (const note of graph.notes ?? []) bundle.note(note);
	for (const definition of bundle.definitions.all()) {
		const id = String(definition.id);
		if (!bundle.objects.has(id)) bundle.objects.set(id, definition);
	}
	return [...bundle.objects.values()]
		.sort(order)
		.map((object) => ({ object, ...(bundle.origins.get(String(object.id)) ?? unsaid) }));
}
const unsaid = { entities: [], statements: [] } as const;

export function* stix(graph: ExportGraph): Generator<string, void, undefined> {
	const objects = stixObjects(graph).map(({ object }) => object);
	const id = uuidOf(
		objects.map((object) => `${String(object.id)} ${String(object.modified)}`).join('\n')
	);
	yield `{"type":"bundle","id":"bundle--${id}","objects":[`;
	let separator = '\n';
	for (const object of objects) {
		yield separator + JSON.stringify(object);
		separator = ',\n';
	}
	yield '\n]}\n';
}
