/**
 * Granular markings (STIX 2.1 §7.2.3): properties under a marking of their own leave the object and
 * become parts, one per set of markings, so that a reader of the object alone never holds them.
 */
import type { GranularMarking, Json, JsonObject } from '#lib/domain/draft.ts';
import { isObject, isStixId, shown, typeOfId, type Remarks } from './object.ts';

type Path = (string | number)[];

interface Selected {
	selector: string;
	path: Path;
	refs: Set<string>;
}

export interface Part {
	/** Markings of this part, beside the object's own. */
	markingRefs: string[];
	entries: GranularMarking[];
	/** The selected values, at their selectors: how an export puts them back. */
	selected: { selector: string; value: Json }[];
	/** The same values as a small object of the same type, for its names and identifiers. */
	object: JsonObject;
}

export interface Divided {
	/** The object without what is in the parts. */
	base: JsonObject;
	/** Markings that granular markings put on the object as a whole. */
	wholeRefs: string[];
	parts: Part[];
	/** Markings on a place inside the object, for the references found there. */
	refsAt: (path: Path) => string[];
}

/** Without these there is no object: their marking is the object's. */
const structural: ReadonlySet<string> = new Set([
	'type',
	'id',
	'spec_version',
	'created',
	'modified',
	'revoked',
	'object_marking_refs',
	'granular_markings'
]);

const divider = '\u0000';
const keyOf = (path: Path) => path.join(divider);

/** `aliases.[0]` → ['aliases', 0]. */
const pathOf = (selector: string): Path =>
	selector.split('.').map((step) => {
		const index = /^\[(\d{1,9})\]$/.exec(step)?.[1];
		return index === undefined ? step : Number(index);
	});

const child = (value: Json | undefined, step: string | number): Json | undefined => {
	if (typeof step === 'number') return Array.isArray(value) ? value[step] : undefined;
	return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
};

const valueAt = (object: JsonObject, path: Path): Json | undefined =>
	path.reduce<Json | undefined>(child, object);

/** The entries as written, or why they cannot be read: such an object must not be stored. */
function entriesOf(
	object: JsonObject,
	remarks: Remarks
): { ref: string; selector: string }[] | undefined {
	const markings = object.granular_markings;
	if (!Array.isArray(markings)) return undefined;
	const found: { ref: string; selector: string }[] = [];
	for (const marking of markings) {
		if (!isObject(marking) || !Array.isArray(marking.selectors)) return undefined;
		const { marking_ref: ref, lang, selectors } = marking;
		if (ref === undefined && typeof lang === 'string') continue;
		if (!isStixId(ref) || typeOfId(ref) !== 'marking-definition') return undefined;
		for (const selector of selectors) {
			if (typeof selector !== 'string') return undefined;
			if (valueAt(object, pathOf(selector)) === undefined)
				remarks.add(`granular_markings: nothing at the selector, ${shown(selector)}`);
			else found.push({ ref, selector });
		}
	}
	return found;
}

/** Divides an object along its granular markings. Undefined: they cannot be read. */
export function divide(object: JsonObject, remarks: Remarks): Divided | undefined {
	if (object.granular_markings === undefined)
		return { base: object, wholeRefs: [], parts: [], refsAt: () => [] };
	const entries = entriesOf(object, remarks);
	if (!entries) return undefined;
	const whole = new Set<string>();
	const selected = new Map<string, Selected>();
	for (const { ref, selector } of entries) {
		const path = pathOf(selector);
		if (structural.has(String(path[0]))) {
			whole.add(ref);
			continue;
		}
		const key = keyOf(path);
		const known = selected.get(key) ?? { selector, path, refs: new Set<string>() };
		known.refs.add(ref);
		selected.set(key, known);
	}
	const outermost = mergeNested(selected);
	return {
		base: without(object, outermost),
		wholeRefs: [...whole].sort(),
		parts: partsOf(object, outermost),
		refsAt: (path) =>
			outermost
				.filter(({ path: marked }) => marked.every((step, i) => path[i] === step))
				.flatMap(({ refs }) => [...refs])
	};
}

/** A selector inside another one gives its markings to the outer: the strictest holds for both. */
function mergeNested(selected: ReadonlyMap<string, Selected>): Selected[] {
	const outermost: Selected[] = [];
	// The divider sorts before every other character, so a place is followed by what is inside it.
	for (const [key, entry] of [...selected].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
		const last = outermost.at(-1);
		if (last && key.startsWith(`${keyOf(last.path)}${divider}`))
			for (const ref of entry.refs) last.refs.add(ref);
		else outermost.push(entry);
	}
	return outermost;
}

function partsOf(object: JsonObject, selected: readonly Selected[]): Part[] {
	const groups = new Map<string, Selected[]>();
	for (const entry of selected) {
		const key = [...entry.refs].sort().join('+');
		groups.set(key, [...(groups.get(key) ?? []), entry]);
	}
	return [...groups]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, members]) => {
			const markingRefs = key.split('+');
			const selectors = members.map(({ selector }) => selector).sort();
			return {
				markingRefs,
				entries: markingRefs.map((markingRef) => ({ markingRef, selectors })),
				selected: members.map(({ selector, path }) => ({
					selector,
					value: valueAt(object, path) ?? null
				})),
				object: sparse(object, members)
			};
		});
}

/** Deepest and last first, so that taking one element out moves no other. */
const backwards = (a: Selected, b: Selected): number => {
	for (let i = 0; i < Math.max(a.path.length, b.path.length); i++) {
		const [x, y] = [a.path[i], b.path[i]];
		if (x === y) continue;
		if (typeof x === 'number' && typeof y === 'number') return y - x;
		return String(x) < String(y) ? 1 : -1;
	}
	return 0;
};

function without(object: JsonObject, selected: readonly Selected[]): JsonObject {
	if (selected.length === 0 && object.granular_markings === undefined) return object;
	const base = structuredClone(object);
	for (const { path } of selected.toSorted(backwards)) {
		const last = path.at(-1);
		const parent = valueAt(base, path.slice(0, -1));
		if (typeof last === 'number' && Array.isArray(parent)) parent.splice(last, 1);
		else if (typeof last === 'string' && isObject(parent)) delete parent[last];
	}
	// A list that lost every element says by its presence that there was one.
	for (const { path } of selected) {
		const [top] = path;
		const value = typeof top === 'string' ? base[top] : undefined;
		if (typeof top === 'string' && Array.isArray(value) && value.length === 0) delete base[top];
	}
	// What remains of the markings are languages; beside hidden parts they would tell where those are.
	const languages =
		selected.length === 0 && Array.isArray(base.granular_markings)
			? base.granular_markings.filter((entry) => isObject(entry) && entry.marking_ref === undefined)
			: [];
	if (languages.length) base.granular_markings = languages;
	else delete base.granular_markings;
	return base;
}

/** Type, id and the selected values alone, lists closed up. */
function sparse(object: JsonObject, selected: readonly Selected[]): JsonObject {
	const kept: JsonObject = {};
	for (const { path } of selected.toSorted((a, b) => backwards(b, a))) {
		const [top] = path;
		if (typeof top !== 'string') continue;
		const value = valueAt(object, path) ?? null;
		if (path.length === 1) kept[top] = value;
		else if (path.length === 2 && typeof path[1] === 'number') {
			const list = kept[top];
			kept[top] = Array.isArray(list) ? [...list, value] : [value];
		} else if (path.length === 2) {
			const map = kept[top];
			kept[top] = { ...(isObject(map) ? map : {}), [String(path[1])]: value };
		}
	}
	return { type: object.type ?? null, id: object.id ?? null, ...kept };
}
