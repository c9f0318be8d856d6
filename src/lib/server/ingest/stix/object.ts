/** One STIX object as it was parsed: ids, texts and remarks read the same way everywhere. */
import type { Json, JsonObject, Place, Remark } from '#lib/domain/draft.ts';

export { isStixId, typeOfId } from '#lib/domain/stix-id.ts';

export const isObject = (value: Json | undefined): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Dates, and ids with their type: what a message may repeat, because it says nothing of anybody. */
const harmless =
	/^(?:\d{4}-\d{2}-\d{2}(?:T[\d:.Z+-]{1,20})?|[a-z0-9-]{1,40}--[0-9a-fA-F-]{0,36}|\d\.\d)$/;

/**
 * A value as it may stand in a message. Remarks are read by colleagues of the importer, whatever the
 * marking of the object: so they say what kind of thing it is, never what a text holds.
 */
export function shown(value: Json | undefined): string {
	if (value === undefined) return 'nothing';
	if (typeof value === 'string')
		return harmless.test(value) ? JSON.stringify(value) : `a text of length ${value.length}`;
	if (Array.isArray(value)) return `a list of length ${value.length}`;
	if (typeof value === 'number') return Math.abs(value) < 1_000 ? String(value) : 'a number';
	return value === null || typeof value === 'boolean' ? String(value) : 'an object';
}

const mostRemarks = 20;

/** What is said about one object; after twenty remarks the rest is counted. */
export class Remarks {
	readonly #reasons: string[] = [];
	#more = 0;

	constructor(
		readonly at: Place,
		readonly id: string | null
	) {}

	add(reason: string): void {
		if (this.#reasons.length < mostRemarks) this.#reasons.push(reason);
		else this.#more++;
	}

	all(): Remark[] {
		const { at, id } = this;
		const reasons = this.#more
			? [...this.#reasons, `and ${this.#more} more remarks on this object`]
			: this.#reasons;
		return reasons.map((reason) => ({ at, id, reason }));
	}
}

/** A text property, or undefined with a remark when it is something else. */
export function textOf(object: JsonObject, key: string, remarks: Remarks): string | undefined {
	const value = object[key];
	if (value === undefined || typeof value === 'string') return value;
	remarks.add(`${key}: expected text, got ${shown(value)}`);
	return undefined;
}

/** The texts of a list property; what is no text is remarked and stays in the attributes only. */
export function textsOf(object: JsonObject, key: string, remarks: Remarks): string[] {
	const value = object[key];
	if (value === undefined) return [];
	if (!Array.isArray(value)) {
		remarks.add(`${key}: expected a list, got ${shown(value)}`);
		return [];
	}
	return value.flatMap((item, index) => {
		if (typeof item === 'string') return [item];
		remarks.add(`${key}[${index}]: expected text, got ${shown(item)}`);
		return [];
	});
}
