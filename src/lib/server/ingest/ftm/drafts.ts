/**
 * An entity as drafts: a record with its claims, or, of a schema that is an edge, a claim for each pair of its ends.
 * An edge that has not both its ends is a record like any other, so that nothing it says is lost.
 */
import type { ClaimDraft, Draft, Json, JsonObject, RecordDraft } from '#lib/domain/draft.ts';
import { descriptions, type Edge, type Form, type Link } from '#lib/domain/ftm-mapping.ts';
import { childAbuseMarking, saysChildAbuse } from '../misp/marking.ts';
import { withoutUnsafe } from '../stix/statement.ts';
import { firstOf, oneOf, textsOf, type Entity } from './entity.ts';
import { identifiersOf, thingOf, type Thing } from './things.ts';
import { amountOf, happened, interval, momentOf, namesOf } from './values.ts';

/** More pairs than this are no statement about each of them. */
export const mostPairs = 1_000;
const longestDescription = 50_000;

type Stated = Pick<
	ClaimDraft,
	'at' | 'markingRefs' | 'source' | 'modified' | 'statement' | 'tlp' | 'handling' | 'handlingNote'
>;

/** Aleph says of a collection that it is restricted or secret, never for whom: it is held for the importer alone. */
function markingOf({ context, remarks }: Entity): Pick<Stated, 'tlp' | 'handlingNote'> {
	const { collection } = context;
	const around =
		typeof collection === 'object' && collection !== null && !Array.isArray(collection)
			? collection
			: {};
	const words = ['restricted', 'secret'].filter(
		(word) => context[word] === true || around[word] === true
	);
	if (words.length === 0) return {};
	remarks.add(`${words.join(', ')}: it does not say for whom; held at TLP:RED`);
	return { tlp: 'red', handlingNote: `${words.join(', ')} in Aleph` };
}

/** One data set is who says it; of several the source of the import stands for all. */
function sourceOf({ context }: Entity): Pick<Stated, 'source'> {
	const { datasets, dataset } = context;
	const named = Array.isArray(datasets) ? datasets : [datasets ?? dataset ?? null];
	const [name, ...others] = named;
	return typeof name !== 'string' || name.trim() === '' || name.length > 200 || others.length
		? {}
		: { source: { ref: `dataset ${name}`, name } };
}

function modifiedOf({ context, remarks }: Entity): Pick<Stated, 'modified'> {
	const text = context.last_change ?? context.updated_at;
	if (typeof text !== 'string') return {};
	const read = momentOf(text);
	if ('iso' in read) return { modified: read.iso };
	remarks.add(`last_change: ${read.problem}`);
	return {};
}

const statedOf = (entity: Entity): Stated => ({
	at: entity.at,
	markingRefs: [],
	...sourceOf(entity),
	...modifiedOf(entity),
	...markingOf(entity),
	...(entity.schema.isAssessment || entity.context.external === true
		? { statement: 'assessment' }
		: {})
});

const says = (value: Json | undefined): value is Json =>
	value !== undefined &&
	value !== null &&
	value !== '' &&
	!(Array.isArray(value) && value.length === 0);

/** All that the draft does not hold elsewhere, each under its own name; what stands beside the properties comes first. */
function attributesOf(entity: Entity, held: ReadonlySet<string>): JsonObject {
	const attributes: JsonObject = { id: entity.id };
	for (const [key, value] of Object.entries(entity.context))
		if (says(value)) attributes[key] = value;
	const put = (key: string, value: Json) => {
		attributes[Object.hasOwn(attributes, key) ? `properties.${key}` : key] = value;
	};
	for (const [key, texts] of entity.texts)
		if (!held.has(key)) put(key, texts.length === 1 ? (texts[0] ?? '') : [...texts]);
	for (const [key, value] of Object.entries(entity.others))
		put(entity.texts.has(key) && !held.has(key) ? `${key} (no text)` : key, value);
	return attributes;
}

/** The description, and the property that says no more than it. */
function describing(entity: Entity): { description?: string; whole: string[] } {
	const key = descriptions.find((name) => textsOf(entity, name).length > 0);
	if (key === undefined) return { whole: [] };
	const text = textsOf(entity, key).join('\n\n');
	const safe = withoutUnsafe(text);
	if (safe.length > longestDescription) return { whole: [] };
	const isWhole = safe === text && oneOf(entity, key) !== undefined;
	return { description: safe, whole: isWhole ? [key] : [] };
}

/** Things of one entity under its marking; the same value under the same marking is one record wherever it stands. */
class Things {
	readonly records = new Map<string, RecordDraft>();
	readonly #stated: Stated;

	constructor(stated: Stated) {
		this.#stated = stated;
	}

	ref(form: Form, { kind, name, identifiers }: Thing): string {
		const { at, tlp, handlingNote } = this.#stated;
		const ref = JSON.stringify([kind, name, ...(tlp ? [tlp] : [])]);
		this.records.set(ref, {
			draft: 'record',
			at,
			ref,
			originalType: form,
			kind,
			names: [name],
			identifiers,
			markingRefs: [],
			granularMarkings: [],
			...(tlp ? { tlp } : {}),
			...(handlingNote === undefined ? {} : { handlingNote }),
			attributes: {}
		});
		return ref;
	}
}

/** A number nobody else could tell is still an end of a call, under the text that stands there. */
const unsure = (text: string): Thing => ({
	kind: 'phone',
	name: text.slice(0, 1_000).toWellFormed(),
	identifiers: []
});

function endsOf(entity: Entity, properties: readonly string[], things: Things): string[] {
	const key = properties.find((property) => textsOf(entity, property).length > 0);
	if (key === undefined) return [];
	const form = entity.schema.forms.get(key);
	return textsOf(entity, key).map((text) =>
		form ? things.ref(form, thingOf(form, text) ?? unsure(text)) : text
	);
}

interface Made {
	entity: Entity;
	stated: Stated;
	things: Things;
}

const claimOf = (
	{ entity, stated }: Made,
	said: { type: ClaimDraft['type']; as: string; from: string; to: string }
): ClaimDraft => ({
	draft: 'claim',
	...stated,
	ref: JSON.stringify([entity.id, said.as, said.from, said.to]),
	originalType: said.as,
	type: said.type,
	from: said.from,
	to: said.to,
	attributes: {}
});

const link = (made: Made, as: string, { type, reversed }: Link, other: string): ClaimDraft =>
	claimOf(made, {
		type,
		as,
		...(reversed ? { from: other, to: made.entity.id } : { from: made.entity.id, to: other })
	});

const roles = ['suspect', 'convicted', 'victim', 'witness', 'contact', 'other'] as const;

/** The role in a case, where it is one of the categories by the same word. */
function roleOf(entity: Entity, { type }: Edge): Pick<ClaimDraft, 'role'> {
	const word = oneOf(entity, 'role')?.trim().toLowerCase();
	const role = roles.find((each) => each === word);
	return type === 'INVOLVED_IN' && role ? { role } : {};
}

const pairsOf = (from: readonly string[], to: readonly string[]): (readonly [string, string])[] =>
	from.flatMap((a) => to.map((b) => [a, b] as const));

/** The claims of an edge, or nothing where it has not both its ends. */
function edgeDrafts(made: Made, edge: Edge): Draft[] | undefined {
	const { entity, things } = made;
	const from = endsOf(entity, edge.from, things);
	const to = endsOf(entity, edge.to, things);
	const uses = (edge.uses ?? []).map(([by, what]) => {
		const pair = [endsOf(entity, [by], things), endsOf(entity, [what], things)] as const;
		return { what, by: pair[0], used: pair[1] };
	});
	const count = uses.reduce((sum, { by, used }) => sum + by.length * used.length, 0);
	if (from.length === 0 || to.length === 0 || from.length * to.length + count > mostPairs) {
		things.records.clear();
		return undefined;
	}
	const pairs = pairsOf(from, to);
	const { description, whole } = describing(entity);
	const held = new Set([...whole, ...heldEnds(entity, edge)]);
	const when = happened(entity);
	const shared = {
		...(description === undefined ? {} : { description }),
		...interval(entity),
		...(when === undefined ? {} : { happenedAt: when }),
		...(edge.type === 'TRANSFERRED' ? moneyOf(entity, pairs.length) : {}),
		...roleOf(entity, edge),
		attributes: attributesOf(entity, held)
	};
	const claims = pairs.map(([a, b]) => ({
		...claimOf(made, { type: edge.type, as: entity.schemaName, from: a, to: b }),
		...shared
	}));
	const used = uses.flatMap(({ what, by, used: objects }) =>
		pairsOf(by, objects).map(([a, b]) => claimOf(made, { type: 'USES', as: what, from: a, to: b }))
	);
	return [...things.records.values(), ...claims, ...used];
}

/** Ends that the claims hold exactly; a text that became a number in another spelling is kept as well. */
const heldEnds = ({ schema }: Entity, { from, to }: Edge): string[] =>
	[from[0], to[0]].filter((key) => key !== undefined).filter((key) => !schema.forms.has(key));

/** One amount of several transfers is the amount of none of them. */
function moneyOf(entity: Entity, pairs: number): ReturnType<typeof amountOf> {
	if (pairs === 1 || textsOf(entity, 'amount').length === 0) return amountOf(entity);
	entity.remarks.add(`amount: of ${pairs} transfers together; it is kept as text`);
	return {};
}

function position(entity: Entity): Pick<RecordDraft, 'latitude' | 'longitude'> {
	const [latitude, longitude] = ['latitude', 'longitude'].map((key) => oneOf(entity, key));
	if (entity.schema.kind !== 'location') return {};
	if (latitude === undefined && longitude === undefined) return {};
	const degrees = /^[+-]?\d{1,3}(?:\.\d{1,20})?$/;
	const isWithin = (text: string | undefined, most: number) =>
		text !== undefined && degrees.test(text) && Math.abs(Number(text)) <= most;
	if (isWithin(latitude, 90) && isWithin(longitude, 180))
		return { latitude: Number(latitude), longitude: Number(longitude) };
	entity.remarks.add('latitude, longitude: expected degrees; they are kept as texts');
	return {};
}

/** Claims to the things that stand in its properties as texts; the texts are kept as they are written. */
function formDrafts(made: Made): ClaimDraft[] {
	const { entity, things } = made;
	const has = entity.schema.edge ? 'RELATED_TO' : 'CONTROLS';
	return [...entity.schema.forms].flatMap(([key, form]) =>
		textsOf(entity, key).flatMap((text) => {
			const thing = thingOf(form, text);
			if (!thing) {
				entity.remarks.add(`${key}: not certainly what it should be; it is kept as text`);
				return [];
			}
			return [link(made, key, { type: has }, things.ref(form, thing))];
		})
	);
}

/** Who wrote to whom, where that are not too many to be said of each. */
function talkDrafts(made: Made): ClaimDraft[] {
	const { entity } = made;
	return entity.schema.talks.flatMap(([by, to]) => {
		const [from, others] = [textsOf(entity, by), textsOf(entity, to)];
		if (from.length === 0 || others.length === 0 || from.length * others.length > mostPairs)
			return [];
		const when = happened(entity);
		return pairsOf(from, others).map(([a, b]) => ({
			...claimOf(made, { type: 'COMMUNICATED_WITH', as: `${by} to ${to}`, from: a, to: b }),
			...(when === undefined ? {} : { happenedAt: when })
		}));
	});
}

function recordDrafts(made: Made): Draft[] {
	const { entity, stated, things } = made;
	const { schema } = entity;
	const names = namesOf(entity);
	const { description, whole } = describing(entity);
	const isHeld = textsOf(entity, 'name').every((text) => names.includes(text));
	const held = new Set([...schema.links.keys(), ...whole, ...(isHeld ? ['name'] : [])]);
	const record: RecordDraft = {
		draft: 'record',
		...stated,
		ref: entity.id,
		originalType: entity.schemaName,
		kind: schema.kind,
		names,
		identifiers: identifiersOf(entity),
		granularMarkings: [],
		...(description === undefined ? {} : { description }),
		...interval(entity),
		...position(entity),
		attributes: attributesOf(entity, held)
	};
	const links = [...schema.links].flatMap(([key, to]) =>
		textsOf(entity, key).map((other) => link(made, key, to, other))
	);
	const forms = formDrafts(made);
	return [record, ...things.records.values(), ...links, ...forms, ...talkDrafts(made)];
}

const kept = ['id', 'datasets', 'dataset', 'first_seen', 'last_seen', 'last_change'] as const;
const told: readonly string[] = [
	'keywords',
	'topics',
	'classification',
	'fileName',
	'title',
	'name'
];

/** A document whose words say child sexual abuse: what may be kept of it is that it is there, when, and whose it is. */
function isChildAbuse(entity: Entity): boolean {
	const { is } = entity.schema;
	const holdsContent = ['Document', 'Note', 'Page', 'Analyzable'].some((name) => is.has(name));
	return holdsContent && told.some((key) => textsOf(entity, key).some(saysChildAbuse));
}

function caseMetadata({ entity, stated }: Made): Draft[] {
	entity.remarks.add('child sexual abuse: only the case metadata of the document is kept');
	const { tlp = 'amber+strict', handling = [], notes } = childAbuseMarking;
	return [
		{
			draft: 'record',
			...stated,
			tlp: stated.tlp ?? tlp,
			handling,
			handlingNote: notes.join('; '),
			ref: entity.id,
			originalType: entity.schemaName,
			kind: entity.schema.kind,
			names: [],
			identifiers: [],
			granularMarkings: [],
			crimeArea: 'child-sexual-exploitation',
			attributes: Object.fromEntries(
				kept.flatMap((key) => {
					const value = key === 'id' ? entity.id : entity.context[key];
					return says(value) ? [[key, value]] : [];
				})
			)
		}
	];
}

/** What stood inside another entity, under a word of its own, and does not name it: the word is its link to it. */
function backLink(made: Made, parent: string, reverse: string): ClaimDraft[] {
	const { entity } = made;
	const isNamed = [...entity.schema.links.keys()].some((key) =>
		textsOf(entity, key).includes(parent)
	);
	return isNamed ? [] : [link(made, reverse, { type: 'RELATED_TO' }, parent)];
}

/** An edge inside one of its ends leaves that end out: the end is the entity that it stands in. */
function withParent(entity: Entity, parent: string): Entity {
	const { edge } = entity.schema;
	if (!edge) return entity;
	const missing = [edge.from, edge.to].filter((keys) => firstOf(entity, keys).length === 0);
	const [key] = missing.length === 1 ? (missing[0] ?? []) : [];
	return key === undefined
		? entity
		: { ...entity, texts: new Map([...entity.texts, [key, [parent]]]) };
}

export function draftsOf(read: Entity, inside?: { parent: string; reverse: string }): Draft[] {
	const entity = inside ? withParent(read, inside.parent) : read;
	const stated = statedOf(entity);
	const made = { entity, stated, things: new Things(stated) };
	if (isChildAbuse(entity)) return caseMetadata(made);
	const { edge } = entity.schema;
	const claims = edge && edgeDrafts(made, edge);
	if (claims) return claims;
	if (edge)
		entity.remarks.add(
			`${edge.from[0]}, ${edge.to[0]}: not both ends, or more than ${mostPairs} pairs; it is a record of its own`
		);
	return [...recordDrafts(made), ...(inside ? backLink(made, inside.parent, inside.reverse) : [])];
}
