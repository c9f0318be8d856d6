/** The fields that the parts of MISP share: UUIDs, times, flags, texts, and what is kept as it was written. */
import { createHash } from 'node:crypto';
import type { DraftSource, Json, JsonObject } from '#lib/domain/draft.ts';
import { clean } from '../stix/names.ts';
import { isObject, shown, type Remarks } from '../stix/object.ts';
import { withoutUnsafe } from '../stix/statement.ts';
import { instant } from '../stix/timestamps.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A UUID in one spelling. */
export const uuidOf = (value: Json | undefined): string | undefined =>
	typeof value === 'string' && uuid.test(value) ? value.toLowerCase() : undefined;

/**
 * Anything of MISP goes by its UUID alone, so that a statement about it needs not know what it is. Parts and
 * claims made of it go by the same with a path behind `/`; behind `#` a newer version would take them away,
 * also one that our own export brings back without its neighbours.
 */
export const refOf = (id: string): string => `x-misp--${id}`;

/** A UUID must be there (MISP core format): without one nothing could refer to the thing again. */
export const noUuid = (value: Json | undefined): string =>
	`uuid: expected a UUID, got ${shown(value)}`;

/** Numbers and flags are written as JSON or as text, depending on who wrote the file. */
export const textOfValue = (value: Json | undefined): string | undefined =>
	typeof value === 'string'
		? value
		: typeof value === 'number' || typeof value === 'boolean'
			? String(value)
			: undefined;

export const isSet = (value: Json | undefined): boolean =>
	value === true || value === 1 || value === '1' || value === 'true';

const lastSecond = Date.UTC(2200, 0) / 1000;

/** Seconds since 1970 in UTC; 0 is never. */
export function secondsOf(object: JsonObject, key: string, remarks: Remarks): string | undefined {
	const value = object[key];
	if (value === undefined || value === null || value === '') return undefined;
	const text = textOfValue(value) ?? '';
	const seconds = Number(text);
	if (/^\d{1,12}$/.test(text) && seconds < lastSecond)
		return seconds === 0 ? undefined : new Date(seconds * 1000).toISOString();
	remarks.add(`${key}: expected seconds since 1970, got ${shown(value)}`);
	return undefined;
}

/** A date and time with its zone, as `first_seen` is written. */
export function instantOf(object: JsonObject, key: string, remarks: Remarks): string | undefined {
	const value = object[key];
	if (value === undefined || value === null || value === '') return undefined;
	const read = typeof value === 'string' ? instant(value) : { problem: 'expected a date as text' };
	if ('iso' in read) return read.iso;
	remarks.add(`${key}: ${read.problem}; it stays as text`);
	return undefined;
}

export function seen(
	object: JsonObject,
	remarks: Remarks
): { validFrom?: string; validUntil?: string } {
	const validFrom = instantOf(object, 'first_seen', remarks);
	const validUntil = instantOf(object, 'last_seen', remarks);
	if (validFrom !== undefined && validUntil !== undefined && validUntil < validFrom)
		remarks.add(`last_seen: the end ${validUntil} is before the start ${validFrom}`);
	return { validFrom, validUntil };
}

export const latest = (...dates: (string | undefined)[]): string | undefined =>
	dates
		.filter((date) => date !== undefined)
		.sort()
		.at(-1);

/** An organisation as the source of a statement. */
export function sourceOf(organisation: Json | undefined): DraftSource | undefined {
	if (!isObject(organisation)) return undefined;
	const name = typeof organisation.name === 'string' ? organisation.name.trim() : '';
	const id = uuidOf(organisation.uuid);
	if (id === undefined && name === '') return undefined;
	return {
		ref: id === undefined ? `misp organisation ${name.slice(0, 200)}` : refOf(id),
		...(name === '' ? {} : { name: name.slice(0, 200) })
	};
}

const longestName = 1_000;
const longestExcerpt = 120;

/** A value as a name on one line; of a text that is no name, its beginning. */
export function nameOf(text: string, key: string, isName: boolean, remarks: Remarks): string[] {
	const name = clean(text, key, isName ? longestName : longestExcerpt, remarks);
	return name === '' ? [] : [name];
}

/** The longest text that our own export can hand on as a description. */
const longestDescription = 100_000;

/** A text as the description of a thing, and whether that is all of it. */
export function describing(text: Json | undefined): { description?: string; isWhole: boolean } {
	if (typeof text !== 'string' || text === '') return { isWhole: false };
	const safe = withoutUnsafe(text);
	const description = safe.slice(0, longestDescription).toWellFormed();
	return { description, isWhole: description === text };
}

const says = (value: Json | undefined): value is Json =>
	value !== undefined &&
	value !== null &&
	value !== '' &&
	!(Array.isArray(value) && value.length === 0) &&
	!(isObject(value) && Object.keys(value).length === 0);

/**
 * All of an object that the draft does not hold elsewhere, as it was written; null and what is empty say
 * nothing. Content of files stays outside: what is kept of it is its length and its SHA-256.
 */
export function kept(
	object: JsonObject,
	elsewhere: ReadonlySet<string>,
	remarks: Remarks
): JsonObject {
	const attributes: JsonObject = {};
	for (const [key, value] of Object.entries(object))
		if (says(value) && !elsewhere.has(key) && key !== 'data') attributes[key] = value;
	const content = contentOf(object, remarks);
	if (content) attributes.data = content;
	return attributes;
}

/** What is told of the content of an attachment instead of the content. */
function contentOf(object: JsonObject, remarks: Remarks): JsonObject | undefined {
	const { data } = object;
	if (!says(data)) return undefined;
	const bytes = bytesOf(data);
	if (!bytes) {
		remarks.add(`data: expected base64, got ${shown(data)}; it is not kept`);
		return undefined;
	}
	remarks.add(`data: ${bytes.length} bytes of content are not kept, their SHA-256 is`);
	return { bytes: bytes.length, sha256: sha256(bytes) };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function bytesOf(data: Json | undefined): Buffer | undefined {
	if (typeof data !== 'string' || !/^[A-Za-z0-9+/=\r\n]*$/.test(data)) return undefined;
	return Buffer.from(data, 'base64');
}

/** The SHA-256 of a file that stands in the attribute itself. */
export function hashOfContent({ data }: JsonObject): string | undefined {
	const bytes = says(data) ? bytesOf(data) : undefined;
	return bytes && sha256(bytes);
}

/** The items of a list; where there is none, a single thing in its place. */
export function listIn(object: JsonObject, key: string): Json[] {
	const value = object[key];
	return Array.isArray(value) ? value : says(value) ? [value] : [];
}

/** The objects of a list; what is none of them is remarked, and stays with the rest of what is kept. */
export function objectsIn(object: JsonObject, key: string, remarks: Remarks): JsonObject[] {
	const value = object[key];
	if (!says(value)) return [];
	if (isObject(value)) return [value];
	if (!Array.isArray(value)) {
		remarks.add(`${key}: expected a list, got ${shown(value)}`);
		return [];
	}
	return value.flatMap((item, index) => {
		if (isObject(item)) return [item];
		remarks.add(`${key}[${index}]: expected an object, got ${shown(item)}; it is not stored`);
		return [];
	});
}
