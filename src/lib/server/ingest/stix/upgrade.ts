/**
 * STIX 2.0 objects brought to 2.1 without loss: open vocabularies that were `labels` get their own
 * property, and the numbered observables inside observed-data become objects with ids of their own.
 * Source: STIX 2.1 OASIS Standard, appendix on changes from 2.0.
 */
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '#lib/domain/draft.ts';
import { isObservable } from '#lib/domain/stix-mapping.ts';
import { isObject, isStixId, typeOfId, type Remarks } from './object.ts';

const labelled: Readonly<Record<string, string>> = {
	identity: 'roles',
	indicator: 'indicator_types',
	malware: 'malware_types',
	report: 'report_types',
	'threat-actor': 'threat_actor_types',
	tool: 'tool_types'
};

/** Properties 2.1 asks for and 2.0 had no word for. A 2.0 malware object stands for a family. */
const implied: Readonly<Record<string, JsonObject>> = {
	indicator: { pattern_type: 'stix' },
	malware: { is_family: true }
};

export const isOld = (object: JsonObject): boolean =>
	object.spec_version === '2.0' ||
	(object.spec_version === undefined && !isObservable(String(object.type)));

/** The object as 2.1 writes it, and the observables that stood inside it. */
export function upgrade(
	object: JsonObject,
	remarks: Remarks
): { object: JsonObject; observables: JsonObject[] } {
	const type = String(object.type);
	const old = isOld(object);
	const now: JsonObject = {};
	for (const [key, value] of Object.entries(object)) {
		const renamed = old && key === 'labels' && Object.hasOwn(labelled, type) ? labelled[type] : key;
		now[renamed !== undefined && object[renamed] === undefined ? renamed : key] = value;
	}
	if (old && Object.hasOwn(implied, type))
		for (const [key, value] of Object.entries(implied[type] ?? {})) now[key] ??= value;
	if (old || now.spec_version === undefined) now.spec_version = '2.1';
	if (type === 'observed-data' && isObject(now.objects)) return unfold(now, now.objects, remarks);
	return { object: now, observables: [] };
}

/** STIX's own namespace for ids made from content (§2.9). */
const namespace = Buffer.from('00abedb4aa42466c9c01fed23315a9b7', 'hex');

/** UUID version 5 (RFC 9562): the same observed-data gives the same ids at every import. */
function uuid5(name: string): string {
	const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	const hex = bytes.toString('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function unfold(
	observed: JsonObject,
	numbered: JsonObject,
	remarks: Remarks
): { object: JsonObject; observables: JsonObject[] } {
	const ids = new Map<string, string>();
	for (const [key, observable] of Object.entries(numbered)) {
		const type = isObject(observable) ? observable.type : undefined;
		const id = typeof type === 'string' ? `${type}--${uuid5(`${String(observed.id)}#${key}`)}` : '';
		if (isStixId(id)) ids.set(key, id);
		else remarks.add(`objects.${key}: no observable with a type; it stays in the attributes only`);
	}
	const observables = [...ids].map(([key, id]) => {
		const { type: _type, ...rest } = toObject(numbered[key]);
		return { type: typeOfId(id), spec_version: '2.1', id, ...withIds(rest, ids) };
	});
	const { objects, object_refs, ...rest } = observed;
	const refs = Array.isArray(object_refs) ? object_refs : [];
	const object: JsonObject = { ...rest, object_refs: [...new Set([...refs, ...ids.values()])] };
	if (ids.size < Object.keys(numbered).length && objects !== undefined) object.objects = objects;
	return { object, observables };
}

const toObject = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** References by number become references by id, at any depth. Depth is bounded by the splitter. */
function withIds(value: JsonObject, ids: ReadonlyMap<string, string>): JsonObject {
	const named = (item: Json): Json => (typeof item === 'string' ? (ids.get(item) ?? item) : item);
	return Object.fromEntries(
		Object.entries(value).map(([key, item]): [string, Json] => {
			const name = key === 'binary_ref' ? 'image_ref' : key;
			if (key.endsWith('_ref')) return [name, named(item)];
			if (key.endsWith('_refs') && Array.isArray(item)) return [name, item.map(named)];
			if (Array.isArray(item))
				return [name, item.map((entry) => (isObject(entry) ? withIds(entry, ids) : entry))];
			return [name, isObject(item) ? withIds(item, ids) : item];
		})
	);
}
