/** Puts the parts of an object that stood under granular markings back where they were. */
import type { Json, JsonObject } from '#lib/domain/draft.ts';
import type { ExportRecord } from '#lib/domain/export-graph.ts';
import type { Definitions } from './stix-markings.ts';

type Path = (string | number)[];

interface Value {
	path: Path;
	value: Json;
	refs: string[];
}

const isObject = (value: Json | undefined): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const pathOf = (selector: string): Path =>
	selector.split('.').map((step) => {
		const index = /^\[(\d{1,9})\]$/.exec(step)?.[1];
		return index === undefined ? step : Number(index);
	});

const selectorOf = (path: Path): string =>
	path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join('.');

const inOrder = (a: Value, b: Value): number => {
	for (let i = 0; i < Math.max(a.path.length, b.path.length); i++) {
		const [x, y] = [a.path[i], b.path[i]];
		if (x === y) continue;
		if (typeof x === 'number' && typeof y === 'number') return x - y;
		return String(x ?? '') < String(y ?? '') ? -1 : 1;
	}
	return 0;
};

function valuesOf(part: ExportRecord, whole: ExportRecord, definitions: Definitions): Value[] {
	const { granular_markings: entries, x_faisceau_selected: selected } = part.attributes;
	if (!Array.isArray(entries) || !Array.isArray(selected)) return [];
	const written = entries.flatMap((entry) =>
		isObject(entry) && typeof entry.marking_ref === 'string' ? [entry.marking_ref] : []
	);
	const refs = definitions.granularRefs(written, part, whole);
	return selected.flatMap((item) =>
		isObject(item) && typeof item.selector === 'string'
			? [{ path: pathOf(item.selector), value: item.value ?? null, refs }]
			: []
	);
}

/**
 * Sets one value and returns where it ended up: when another part of the list is not in this export,
 * elements stand further to the front than they did, and their selectors must say so.
 */
function put(object: JsonObject, { path, value }: Value): Path | undefined {
	const [top, second, ...deeper] = path;
	if (typeof top !== 'string') return undefined;
	if (second === undefined) {
		object[top] = value;
		return [top];
	}
	if (typeof second === 'number' && deeper.length === 0) {
		const list = object[top] ?? [];
		if (!Array.isArray(list)) return undefined;
		const index = Math.min(second, list.length);
		object[top] = list.toSpliced(index, 0, value);
		return [top, index];
	}
	const parent = path
		.slice(1, -1)
		.reduce<Json | undefined>(
			(inside, step) =>
				typeof step === 'number'
					? Array.isArray(inside)
						? inside[step]
						: undefined
					: isObject(inside)
						? inside[step]
						: undefined,
			(object[top] ??= {})
		);
	const last = path.at(-1);
	if (typeof last === 'string' && isObject(parent)) {
		parent[last] = value;
		return path;
	}
	if (typeof last === 'number' && Array.isArray(parent)) {
		const index = Math.min(last, parent.length);
		parent.splice(index, 0, value);
		return [...path.slice(0, -1), index];
	}
	return undefined;
}

/** The object with its visible parts and their granular markings; without parts, as it was. */
export function withParts(
	object: JsonObject,
	whole: ExportRecord,
	parts: readonly ExportRecord[],
	definitions: Definitions
): JsonObject {
	if (parts.length === 0) return object;
	const copy = structuredClone(object);
	const selectors = new Map<string, string[]>();
	const values = parts.flatMap((part) => valuesOf(part, whole, definitions)).sort(inOrder);
	for (const value of values) {
		const path = put(copy, value);
		if (!path) continue;
		for (const ref of value.refs)
			selectors.set(ref, [...(selectors.get(ref) ?? []), selectorOf(path)]);
	}
	const languages = Array.isArray(copy.granular_markings) ? copy.granular_markings : [];
	copy.granular_markings = [
		...languages,
		...[...selectors]
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([marking_ref, found]) => ({ marking_ref, selectors: found }))
	];
	return copy;
}
