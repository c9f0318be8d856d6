/** What the parts of an incident share: words that say something, objects and texts at a path, its day. */
import type { Json, JsonObject } from '#lib/domain/draft.ts';
import { saysNothing } from '#lib/domain/veris-mapping.ts';
import { isObject, shown, type Remarks } from '../stix/object.ts';
import { instant } from '../stix/timestamps.ts';

/** More objects than this in one list would not be held as things. */
const mostObjects = 10_000;

/** The objects at a key: one, or a list of them, as versions before 1.3 have it. */
export function objectsAt(object: JsonObject, key: string, remarks: Remarks): JsonObject[] {
	const value = object[key];
	if (value === undefined || value === null) return [];
	const items = Array.isArray(value) ? value : [value];
	const objects = items.filter(isObject).slice(0, mostObjects);
	if (items.length > mostObjects)
		remarks.add(`${key}: ${items.length} objects, the first ${mostObjects} become things`);
	const other = items.find((item) => !isObject(item));
	if (other !== undefined) remarks.add(`${key}: expected an object, got ${shown(other)}`);
	return objects;
}

export function objectAt(object: JsonObject, key: string, remarks: Remarks): JsonObject {
	const value = object[key];
	if (value === undefined || value === null) return {};
	if (isObject(value)) return value;
	remarks.add(`${key}: expected an object, got ${shown(value)}`);
	return {};
}

const longestWord = 1_000;
/** More words than this in one list are no enumeration. */
const mostWords = 1_000;

/** The words at a key that say something, each once. */
export function wordsAt(object: JsonObject, key: string, remarks: Remarks): string[] {
	const value = object[key];
	if (value === undefined || value === null) return [];
	const items = Array.isArray(value) ? value : [value];
	const words = new Set<string>();
	for (const item of items.slice(0, mostWords)) {
		if (typeof item === 'string' && item.length <= longestWord) {
			const word = item.trim();
			if (!saysNothing(word)) words.add(word);
		} else remarks.add(`${key}: expected a word, got ${shown(item)}`);
	}
	if (items.length > mostWords)
		remarks.add(`${key}: ${items.length} words, the first ${mostWords} become things`);
	return [...words];
}

const whole = (value: Json | undefined): string | undefined =>
	typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 10_000
		? String(value)
		: undefined;

/**
 * The day of the incident, where year, month and day are there: its midnight, as everywhere here. The time has no
 * zone, and a year or month alone is no moment: they stay as they are.
 */
export function dayOf(timeline: JsonObject, remarks: Remarks): string | undefined {
	const { year, month, day } = objectAt(timeline, 'incident', remarks);
	const parts = [year, month, day].map(whole);
	const [y, m, d] = parts;
	if (y === undefined || m === undefined || d === undefined) return undefined;
	const read = instant(
		`${y.padStart(4, '0')}-${m.padStart(2, '0')}-${d.padStart(2, '0')}T00:00:00Z`
	);
	if ('iso' in read) return read.iso;
	remarks.add(`timeline.incident: ${read.problem}; it stays as it is`);
	return undefined;
}
