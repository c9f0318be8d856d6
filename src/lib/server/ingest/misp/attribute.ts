/** Attributes: one value of an event or of an object, as a thing with a record of its own. */
import type { Draft, DraftIdentifier, JsonObject, Place, Reading } from '#lib/domain/draft.ts';
import { Remarks, shown } from '../stix/object.ts';
import { analystReadings, proposalReadings, sightingReadings } from './beside.ts';
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
import { hashOfContent, isSet, noUuid, refOf, seen, textOfValue, uuidOf } from './fields.ts';
import { galaxyDrafts } from './galaxy.ts';
import { gradeOf, isChildAbuse, statedMarking, strictest } from './marking.ts';
import { thingsOf, type Thing, type Things } from './values.ts';

export interface ReadAttribute {
	object: JsonObject;
	ref: string;
	type: string;
	relation: string;
	text: string;
	things: Things;
	statement: Statement;
	around: Surroundings;
	remarks: Remarks;
}

export const childAbuseRefusal =
	'Tag: child sexual abuse; only that the case exists is kept, never its content or a way to it';

const apart = ['type', 'Galaxy', 'ShadowAttribute', 'Sighting', ...ofAnalysts];

/** An attribute, or why it cannot be stored. */
export function readAttribute(
	object: JsonObject,
	at: Place,
	around: Surroundings
): ReadAttribute | { rejected: string; remarks: Remarks } {
	const uuid = uuidOf(object.uuid);
	const remarks = new Remarks(at, uuid === undefined ? null : refOf(uuid));
	const no = (rejected: string) => ({ rejected, remarks });
	if (isChildAbuse(object)) return no(childAbuseRefusal);
	if (uuid === undefined) return no(noUuid(object.uuid));
	const { type } = object;
	if (typeof type !== 'string' || type === '' || type.length > 250)
		return no(`type: expected text, got ${shown(type)}`);
	const text = textOfValue(object.value);
	if (text === undefined || text === '')
		return no(
			`value: expected text, got ${object.value === '' ? 'an empty text' : shown(object.value)}`
		);
	const stated = statedMarking(object, remarks);
	if ('rejected' in stated) return no(stated.rejected);
	const things = thingsOf(type, text, remarks);
	return {
		object,
		ref: refOf(uuid),
		type,
		relation: typeof object.object_relation === 'string' ? object.object_relation : '',
		text,
		things: type === 'attachment' ? withContent(things, object) : things,
		statement: {
			at,
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

/** An attachment is the file itself; a malware sample is packed, so its bytes are those of the packing. */
function withContent({ first }: Things, object: JsonObject): Things {
	const value = hashOfContent(object);
	return value === undefined
		? { first }
		: { first: { ...first, identifiers: [{ scheme: 'sha256', value }, ...first.identifiers] } };
}

/** How an attribute stands in what holds it. */
export interface Standing {
	kind: Thing['kind'];
	names: string[];
	identifiers: DraftIdentifier[];
	/** Claims that tie it to what holds it. */
	claims: Draft[];
}

/** The things of an attribute as records, and the claim between two of them. */
export function* attributeReadings(
	{ object, ref, type, text, things, statement, around, remarks }: ReadAttribute,
	{ kind, names, identifiers, claims }: Standing,
	more: { dataSubject?: 'suspect' | 'victim' | 'witness' } = {}
): Generator<Reading> {
	const said = saidOf(
		object,
		{ text: 'comment', elsewhere: [...apart, ...(names.includes(text) ? ['value'] : [])] },
		statement.modified,
		remarks
	);
	const drafts: Draft[] = [
		record(statement, { ref, originalType: type, kind, names, identifiers, ...said, ...more }),
		...secondDrafts(ref, things, statement, around),
		...claims,
		...galaxyDrafts({ ref, object, plain: { type: 'RELATED_TO' }, statement, around }, remarks)
	];
	yield* told(remarks, drafts);
	const carrier = { ref, object, statement, around };
	yield* sightingReadings(carrier);
	yield* proposalReadings(carrier);
	yield* analystReadings(carrier);
}

/** The second thing of a composite value, tied to the first and to the event. */
function secondDrafts(
	ref: string,
	{ second }: Things,
	statement: Statement,
	{ event }: Surroundings
): Draft[] {
	if (!second) return [];
	const { thing, originalType, claim: between } = second;
	const other = `${ref}/second`;
	return [
		record(statement, {
			ref: other,
			originalType,
			kind: thing.kind,
			names: thing.names,
			identifiers: thing.identifiers,
			attributes: {}
		}),
		claim(statement, {
			ref: `${ref}/between`,
			originalType: 'value',
			...directed(between, ref, other)
		}),
		claim(statement, {
			ref: `${ref}/second-in-event`,
			originalType: 'Attribute',
			type: 'PART_OF',
			from: other,
			to: event.ref
		})
	];
}

/** An attribute that stands in the event itself. */
export function* eventAttribute(
	object: JsonObject,
	at: Place,
	around: Surroundings
): Generator<Reading> {
	yield counted;
	const read = readAttribute(object, at, around);
	if ('rejected' in read) {
		yield refused(read.remarks, read.rejected);
		return;
	}
	const { ref, things, statement } = read;
	const { kind, names, identifiers } = things.first;
	yield* attributeReadings(read, {
		kind,
		names,
		identifiers: distinct([...identifiers, own(ref)]),
		claims: [
			claim(statement, {
				ref: `${ref}/event`,
				originalType: 'Attribute',
				type: 'PART_OF',
				from: ref,
				to: around.event.ref
			})
		]
	});
}
