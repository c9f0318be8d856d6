/** A STIX object as records: one under its own markings, one for each part under a granular marking. */
import type { Json, JsonObject, RecordDraft } from '#lib/domain/draft.ts';
import { RecordExtension } from '#lib/domain/stix-extension.ts';
import { kindOf, sectorsOfIndustry } from '#lib/domain/stix-mapping.ts';
import { heldRecord } from '../own-statement.ts';
import type { Divided, Part } from './granular.ts';
import { identifiersOf, namesOf } from './names.ts';
import { Remarks, shown, textsOf } from './object.ts';
import { divideText, ownExtensionOf, statementOf } from './statement.ts';
import { validity } from './timestamps.ts';

const elsewhere: ReadonlySet<string> = new Set(['type', 'id']);

export function recordsOf(
	divided: Divided,
	markingRefs: readonly string[],
	remarks: Remarks
): RecordDraft[] {
	const whole = baseRecord(divided.base, markingRefs, remarks);
	return [whole, ...divided.parts.map((part) => partRecord(part, whole))];
}

function baseRecord(
	object: JsonObject,
	markingRefs: readonly string[],
	remarks: Remarks
): RecordDraft {
	const type = String(object.type);
	const own = ownExtensionOf(object, RecordExtension, remarks);
	const text = divideText(object, elsewhere, own !== undefined, remarks);
	const shared = {
		draft: 'record' as const,
		at: remarks.at,
		markingRefs: [...markingRefs],
		granularMarkings: [],
		...statementOf(object, own, remarks)
	};
	if (own?.record) return { ...shared, ...heldRecord(own.record) };
	return {
		...shared,
		ref: String(object.id),
		originalType: type,
		kind: kindOf(type, object),
		names: namesOf(type, object, remarks),
		identifiers: identifiersOf(type, object, remarks),
		...validity(object, remarks),
		...position(object, remarks),
		sectors: sectorsIn(object, remarks),
		...text
	};
}

/** The values of one granular marking as a record of their own about the same thing. */
function partRecord(part: Part, whole: RecordDraft): RecordDraft {
	const silent = new Remarks(whole.at, whole.ref);
	const type = whole.originalType;
	const { description } = part.object;
	const [entity] = whole.identifiers;
	const identifiers = identifiersOf(type, part.object, silent);
	return {
		...whole,
		variant: part.markingRefs.join('+'),
		markingRefs: [...new Set([...whole.markingRefs, ...part.markingRefs])],
		granularMarkings: part.entries,
		names: namesOf(type, part.object, silent),
		// What decides the entity of the whole decides it for the part, whatever the part holds.
		identifiers: entity
			? [
					entity,
					...identifiers.filter(
						({ scheme, value }) => scheme !== entity.scheme || value !== entity.value
					)
				]
			: identifiers,
		description: typeof description === 'string' ? description : undefined,
		...validity(part.object, silent),
		latitude: undefined,
		longitude: undefined,
		...position(part.object, silent),
		sectors: sectorsIn(part.object, silent),
		attributes: {
			granular_markings: part.entries.map(({ markingRef, selectors }) => ({
				marking_ref: markingRef,
				selectors
			})),
			x_faisceau_selected: part.selected.map(({ selector, value }) => ({ selector, value }))
		}
	};
}

function position(object: JsonObject, remarks: Remarks): { latitude?: number; longitude?: number } {
	const { latitude, longitude } = object;
	if (object.type !== 'location' || (latitude === undefined && longitude === undefined)) return {};
	if (isWithin(latitude, 90) && isWithin(longitude, 180)) return { latitude, longitude };
	remarks.add(
		`latitude, longitude: expected degrees, got ${shown(latitude)} and ${shown(longitude)}`
	);
	return {};
}

const isWithin = (value: Json | undefined, most: number): value is number =>
	typeof value === 'number' && Math.abs(value) <= most;

function sectorsIn(object: JsonObject, remarks: Remarks): string[] | undefined {
	if (object.sectors === undefined) return undefined;
	const known = textsOf(object, 'sectors', remarks).flatMap((industry) =>
		Object.hasOwn(sectorsOfIndustry, industry) ? (sectorsOfIndustry[industry] ?? []) : []
	);
	return known.length ? [...new Set(known)] : undefined;
}
