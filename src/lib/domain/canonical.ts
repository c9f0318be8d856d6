/** JSON Canonicalization Scheme (RFC 8785): one text for one value, so that a hash means the value. */

export type Canonical =
	| null
	| boolean
	| number
	| string
	| readonly Canonical[]
	| { readonly [key: string]: Canonical | undefined };

/** Throws on what JSON cannot say exactly: NaN, infinities and halves of surrogate pairs. */
export function canonical(value: Canonical): string {
	if (typeof value === 'string') {
		if (!value.isWellFormed()) throw new TypeError('text holds half of a surrogate pair');
		return JSON.stringify(value);
	}
	if (typeof value === 'number') {
		if (!Number.isFinite(value)) throw new TypeError(`not a finite number: ${value}`);
		return JSON.stringify(value);
	}
	if (value === null || typeof value === 'boolean') return JSON.stringify(value);
	if (isList(value)) return `[${value.map(canonical).join(',')}]`;
	// Array.prototype.sort without a comparator orders by UTF-16 code units, as the scheme asks.
	const keys = Object.keys(value).sort();
	const members = keys.flatMap((key) => {
		const member = value[key];
		return member === undefined ? [] : [`${canonical(key)}:${canonical(member)}`];
	});
	return `{${members.join(',')}}`;
}

const isList = (value: object): value is readonly Canonical[] => Array.isArray(value);
