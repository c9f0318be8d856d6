/**
 * Objects: several attributes that a template binds into one thing. What only describes the thing (a hash of a
 * file, a family name) is a record about that thing; what is a thing itself (the address a domain had) has an
 * entity of its own and a claim to the object.
 */
import {
	technicalSchemes,
	type Draft,
	type DraftIdentifier,
	type Json,
	type JsonObject,
	type Place,
	type Reading,
	type RecordDraft
} from '#lib/domain/draft.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import {
	claimInObject,
	dataSubjectOf,
	namingRelations,
	objectKind
} from '#lib/domain/misp-mapping.ts';
import { claimOfWord } from '#lib/domain/misp-relationships.ts';
import { isObject, Remarks, shown } from '../stix/object.ts';
import {
	attributeReadings,
	childAbuseRefusal,
	readAttribute,
	type ReadAttribute,
	type Standing
} from './attribute.ts';
import { analystReadings, wordOf } from './beside.ts';
import {
	claim,
	counted,
	directed,
	distinct,
	ofAnalysts,
	own,
	record,
	refused,
	saidOf,
	told,
	type Statement
} from './drafts.ts';
import { versionOf, type Surroundings } from './event-context.ts';
import { isSet, listIn, nameOf, noUuid, refOf, seen, uuidOf } from './fields.ts';
import { galaxyDrafts } from './galaxy.ts';
import { ownStatements } from './statements.ts';
import { gradeOf, isChildAbuse, sameMarking, statedMarking, strictest } from './marking.ts';

const apart = ['name', 'Attribute', 'ObjectReference', 'Galaxy', ...ofAnalysts];

interface ReadObject {
	object: JsonObject;
	ref: string;
	name: string;
	kind: Kind;
	statement: Statement;
	around: Surroundings;
	remarks: Remarks;
}

function readObject(
	object: JsonObject,
	around: Surroundings,
	remarks: Remarks
): ReadObject | { rejected: string } {
	const uuid = uuidOf(object.uuid);
	const isAbuse = listIn(object, 'Attribute').some((each) => isObject(each) && isChildAbuse(each));
	if (isAbuse || isChildAbuse(object)) return { rejected: childAbuseRefusal };
	if (uuid === undefined) return { rejected: noUuid(object.uuid) };
	const { name } = object;
	if (typeof name !== 'string' || name === '' || name.length > 250)
		return { rejected: `name: expected text, got ${shown(name)}` };
	const stated = statedMarking(object, remarks);
	if ('rejected' in stated) return stated;
	return {
		object,
		ref: refOf(uuid),
		name,
		kind: objectKind(name),
		statement: {
			at: remarks.at,
			source: around.event.source,
			marking: strictest(around.marking, stated),
			modified: versionOf(object, around, remarks),
			revoked: isSet(object.deleted),
			...seen(object, remarks),
			evaluation: gradeOf(object)
		},
		around,
		remarks
	};
}

export function* objectReadings(
	object: JsonObject,
	at: Place,
	around: Surroundings
): Generator<Reading> {
	yield counted;
	const uuid = uuidOf(object.uuid);
	const remarks = new Remarks(at, uuid === undefined ? null : refOf(uuid));
	const own = ownStatements(object, remarks);
	if (own) {
		yield* own;
		return;
	}
	const read = readObject(object, around, remarks);
	const attributes: ReadAttribute[] = [];
	for (const [index, item] of listIn(object, 'Attribute').entries()) {
		yield counted;
		const place = `${at}, Attribute[${index}]`;
		const inner = 'rejected' in read ? undefined : innerOf(item, place, read);
		if (inner && 'ref' in inner) attributes.push(inner);
		else
			yield refused(
				inner?.remarks ?? new Remarks(place, null),
				inner?.rejected ?? 'the object it stands in is refused'
			);
	}
	if ('rejected' in read) {
		for (const [index] of listIn(object, 'ObjectReference').entries()) {
			yield counted;
			yield refused(
				new Remarks(`${at}, ObjectReference[${index}]`, null),
				'the object it stands in is refused'
			);
		}
		yield refused(remarks, read.rejected);
		return;
	}
	yield* partsOf(read, attributes);
}

function innerOf(item: Json, at: Place, { statement, around }: ReadObject) {
	if (!isObject(item))
		return { rejected: `expected an object, got ${shown(item)}`, remarks: new Remarks(at, null) };
	const { marking, modified } = statement;
	return readAttribute(item, at, { event: around.event, marking, modified });
}

/** The object, what it is made of, and what it refers to. */
function* partsOf(read: ReadObject, attributes: readonly ReadAttribute[]): Generator<Reading> {
	const { object, ref, statement, around, remarks } = read;
	const whole = wholeOf(read, attributes);
	const inEvent = claim(statement, {
		ref: `${ref}/event`,
		originalType: 'Object',
		type: 'PART_OF',
		from: ref,
		to: around.event.ref
	});
	const galaxies = galaxyDrafts(
		{ ref, object, plain: { type: 'RELATED_TO' }, statement, around },
		remarks
	);
	yield* told(remarks, [whole, inEvent, ...galaxies]);
	const isThing = thingsAmong(read, attributes);
	for (const attribute of attributes)
		yield* isThing(attribute)
			? attributeReadings(attribute, thingIn(read, attribute))
			: attributeReadings(attribute, featureIn(whole, attribute), roleIn(read, attribute));
	yield* references(read);
	yield* analystReadings({ ref, object, statement, around });
}

const isTechnical = ({ scheme }: DraftIdentifier) =>
	(technicalSchemes as readonly string[]).includes(scheme);

/** True of what says which thing the object is: a value of its own kind, and the papers of a person. */
const identifies = ({ things: { first } }: ReadAttribute, kind: Kind): boolean =>
	first.kind === kind ||
	(kind === 'person' && first.identifiers.some(({ scheme }) => scheme === 'document-number'));

/**
 * Tells the attributes that are things of their own from those that describe the object. Two values of the same
 * scheme are two things, so that neither says which one the object is.
 */
function thingsAmong(
	{ kind }: ReadObject,
	attributes: readonly ReadAttribute[]
): (attribute: ReadAttribute) => boolean {
	const values = new Map<string, Set<string>>();
	for (const attribute of attributes)
		for (const { scheme, value } of identifies(attribute, kind)
			? attribute.things.first.identifiers
			: [])
			values.set(scheme, (values.get(scheme) ?? new Set()).add(value));
	const isOneOfMany = ({ scheme }: DraftIdentifier) => (values.get(scheme)?.size ?? 0) > 1;
	return ({ things: { first, second } }) =>
		second !== undefined ||
		(first.kind !== 'concept' && first.kind !== kind) ||
		(first.kind === kind && kind !== 'concept' && first.identifiers.some(isOneOfMany));
}

const strongest = ['sha256', 'sha512', 'sha1', 'md5'];
const rank = ({ scheme }: DraftIdentifier): number => {
	const at = strongest.indexOf(scheme);
	return at < 0 ? strongest.length : at;
};

/** The object itself: named and identified by those of its attributes that may be seen wherever it may. */
function wholeOf(read: ReadObject, attributes: readonly ReadAttribute[]): RecordDraft {
	const { object, ref, name, kind, statement, remarks } = read;
	const isThing = thingsAmong(read, attributes);
	const open = attributes.filter(
		(each) =>
			each.statement.revoked !== true && sameMarking(each.statement.marking, statement.marking)
	);
	const features = open.filter((each) => !isThing(each));
	const found = features
		.filter((each) => identifies(each, kind))
		.flatMap(({ things }) => things.first.identifiers)
		.sort((a, b) => rank(a) - rank(b) || (a.value < b.value ? -1 : 1));
	const said = saidOf(object, { text: 'comment', elsewhere: apart }, statement.modified, remarks);
	return record(statement, {
		ref,
		originalType: name,
		kind,
		names: namesOf(kind, features, remarks),
		identifiers: distinct([
			...found.filter(isTechnical),
			own(ref),
			...found.filter((each) => !isTechnical(each))
		]),
		...said,
		...positionOf(kind, features, remarks),
		dataSubject: features.map((each) => roleIn(read, each).dataSubject).find((role) => role)
	});
}

/** What the template's relations call the thing; a person without a full name by the parts of one. */
function namesOf(kind: Kind, features: readonly ReadAttribute[], remarks: Remarks): string[] {
	const of = (wanted: string) =>
		features.filter(({ relation }) => relation === wanted).map(({ text }) => text);
	const stated = namingRelations(kind).flatMap(of);
	const parts = ['first-name', 'middle-name', 'last-name'].map((part) => of(part)[0] ?? '');
	const composed =
		kind === 'person' && of('full-name').length === 0 ? parts.filter(Boolean).join(' ') : '';
	const written = [composed, ...stated].filter((name) => name !== '');
	const values = features
		.filter((each) => identifies(each, kind) && each.things.first.isNamed)
		.map(({ text }) => text)
		.sort();
	const all = written.length ? written : values.slice(0, 1);
	return [...new Set(all.flatMap((name) => nameOf(name, 'Attribute.value', true, remarks)))];
}

function positionOf(
	kind: Kind,
	features: readonly ReadAttribute[],
	remarks: Remarks
): { latitude?: number; longitude?: number } {
	if (kind !== 'location') return {};
	const of = (wanted: string) => features.find(({ relation }) => relation === wanted)?.text.trim();
	const [latitude, longitude] = [of('latitude'), of('longitude')];
	if (latitude === undefined && longitude === undefined) return {};
	const isWithin = (text: string | undefined, most: number) =>
		text !== undefined &&
		/^[-+]?\d{1,3}(?:\.\d{1,20})?$/.test(text) &&
		Math.abs(Number(text)) <= most;
	if (isWithin(latitude, 90) && isWithin(longitude, 180))
		return { latitude: Number(latitude), longitude: Number(longitude) };
	remarks.add('latitude, longitude: expected degrees of both; they stay with their attributes');
	return {};
}

const roleIn = ({ kind }: ReadObject, { relation, text }: ReadAttribute) => {
	const dataSubject = kind === 'person' && relation === 'role' ? dataSubjectOf(text) : undefined;
	return dataSubject === undefined ? {} : { dataSubject };
};

/** A record about the object's own thing: what decides which thing that is decides it here too. */
function featureIn(whole: RecordDraft, attribute: ReadAttribute): Standing {
	const { kind } = whole;
	const { ref, relation, text } = attribute;
	const { first } = attribute.things;
	const isName = namingRelations(kind).includes(relation);
	return {
		kind,
		names: isName ? (first.names.includes(text) ? [text] : first.names) : [],
		identifiers: distinct([
			...whole.identifiers.filter(isTechnical).slice(0, 1),
			...(identifies(attribute, kind) ? first.identifiers : []),
			own(ref)
		]),
		claims: []
	};
}

/** A thing among the attributes, tied to the object by the relation the template gives it. */
function thingIn({ ref: holder, kind }: ReadObject, attribute: ReadAttribute): Standing {
	const { ref, type, relation, things, statement } = attribute;
	const { first } = things;
	return {
		kind: first.kind,
		names: first.names,
		identifiers: distinct([...first.identifiers, own(ref)]),
		claims: [
			claim(statement, {
				ref: `${ref}/object`,
				originalType: relation === '' ? type : relation.slice(0, 250),
				...directed(claimInObject(kind, first.kind), holder, ref)
			})
		]
	};
}

/** ObjectReference: what an object says of another object or attribute. */
function* references(read: ReadObject): Generator<Reading> {
	for (const [index, item] of listIn(read.object, 'ObjectReference').entries()) {
		yield counted;
		const at = `${read.statement.at}, ObjectReference[${index}]`;
		const uuid = isObject(item) ? uuidOf(item.uuid) : undefined;
		const remarks = new Remarks(at, uuid === undefined ? null : refOf(uuid));
		const target = isObject(item) ? uuidOf(item.referenced_uuid) : undefined;
		if (!isObject(item) || target === undefined) {
			const got = isObject(item) ? item.referenced_uuid : item;
			yield refused(remarks, `referenced_uuid: expected a UUID, got ${shown(got)}`);
			continue;
		}
		const drafts = [reference(item, { target, uuid, at }, read, remarks)];
		yield* told(remarks, drafts);
	}
}

function reference(
	item: JsonObject,
	{ target, uuid, at }: { target: string; uuid: string | undefined; at: Place },
	{ ref, kind, statement, around }: ReadObject,
	remarks: Remarks
): Draft {
	const word = wordOf(item, remarks);
	const modified = versionOf(item, around, remarks);
	const { evaluation: _grade, validFrom: _from, validUntil: _until, ...rest } = statement;
	const said = saidOf(
		item,
		{ text: 'comment', elsewhere: ['relationship_type', 'object_uuid', 'referenced_uuid'] },
		modified,
		remarks
	);
	return claim(
		{ ...rest, at, modified, revoked: isSet(item.deleted) },
		{
			ref: uuid === undefined ? `${ref}/${word.slice(0, 100)}:${target}` : refOf(uuid),
			originalType: word,
			...directed(claimOfWord(word, kind), ref, refOf(target)),
			...said
		}
	);
}
