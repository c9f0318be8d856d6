/** Reads what a request asks for by a schema: a wrong value is refused with its field and the reason. */
import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '#lib/paraglide/messages.js';

/** An entity's id; anything else of this length is simply unknown. */
export const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
/** As many as one screen holds. */
export const Ids = v.pipe(v.array(Id), v.maxLength(10_000));

/** A whole number in a query string, within bounds. */
export const whole = (least: number, most: number) =>
	v.pipe(
		v.string(),
		v.regex(/^\d{1,9}$/, 'expected a whole number'),
		v.transform(Number),
		v.minValue(least),
		v.maxValue(most)
	);

const longestReason = 300;

function parsed<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
	const result = v.safeParse(schema, value);
	if (result.success) return result.output;
	const reasons = result.issues.map(
		(issue) => `${v.getDotPath(issue) ?? 'request'}: ${issue.message}`
	);
	// A reason repeats what was sent, which may be half a megabyte.
	error(400, reasons.slice(0, 3).join('; ').slice(0, longestReason));
}

export const fromQuery = <S extends v.GenericSchema>(schema: S, url: URL): v.InferOutput<S> =>
	parsed(schema, Object.fromEntries(url.searchParams));

const isJson = (request: Request): boolean =>
	/^application\/json *(;|$)/i.test(request.headers.get('content-type') ?? '');

/**
 * A body of JSON with the fields of the schema and no other: a misspelt field must not pass for one
 * left out, which may mean everything.
 */
export async function fromBody<S extends v.GenericSchema & { entries: v.ObjectEntries }>(
	schema: S,
	request: Request
): Promise<v.InferOutput<S>> {
	if (!isJson(request)) error(415, 'request: expected application/json');
	let body: unknown;
	try {
		body = await request.json();
	} catch {
		error(400, 'request: expected JSON');
	}
	if (typeof body !== 'object' || body === null || Array.isArray(body))
		error(400, 'request: expected an object');
	const other = Object.keys(body).find((key) => !Object.hasOwn(schema.entries, key));
	if (other !== undefined)
		error(400, `${other.slice(0, longestReason)}: not a field of this request`);
	return parsed(schema, body);
}

/** Unknown and out of sight are answered alike. */
export function known<T>(answer: T | undefined): T {
	if (answer === undefined) error(404, m.network_unknown());
	return answer;
}
