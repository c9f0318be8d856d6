/** What records and claims of one STIX object share: who says it, when, how sure, how marked. */
import * as v from 'valibot';
import type { ClaimDraft, Json, JsonObject } from '#lib/domain/draft.ts';
import { ownExtension } from '#lib/domain/stix-extension.ts';
import { isObject, isStixId, shown, type Remarks } from './object.ts';
import { dateOf } from './timestamps.ts';

export type Statement = Pick<
	ClaimDraft,
	'source' | 'evaluation' | 'handlingNote' | 'confidence' | 'statement' | 'modified' | 'revoked'
>;

interface Stated {
	source?: { ref: string; name?: string };
	evaluation?: ClaimDraft['evaluation'];
	statement?: 'fact' | 'assessment';
	handling_note?: string;
}

/** Our own extension on an object, when it is there and well-formed. */
export function ownExtensionOf<T>(
	object: JsonObject,
	schema: v.GenericSchema<unknown, T>,
	remarks: Remarks
): T | undefined {
	const { extensions } = object;
	const found = isObject(extensions) ? extensions[ownExtension] : undefined;
	if (found === undefined) return undefined;
	const parsed = v.safeParse(schema, found);
	if (parsed.success) return parsed.output;
	const [issue] = parsed.issues;
	remarks.add(
		`extensions.${ownExtension}: ${v.getDotPath(issue) ?? ''} ${issue.message}; it stays in the attributes only`
	);
	return undefined;
}

export function statementOf(
	object: JsonObject,
	own: Stated | undefined,
	remarks: Remarks
): Statement {
	const author = object.created_by_ref;
	if (author !== undefined && !isStixId(author))
		remarks.add(`created_by_ref: expected a STIX id, got ${shown(author)}`);
	return {
		source: own?.source ?? (isStixId(author) ? { ref: author } : undefined),
		evaluation: own?.evaluation,
		handlingNote: own?.handling_note,
		confidence: confidenceOf(object.confidence, remarks),
		statement: own?.statement ?? (object.type === 'opinion' ? 'assessment' : undefined),
		modified: dateOf(object, ['modified'], remarks),
		revoked: revokedOf(object.revoked, remarks)
	};
}

function confidenceOf(value: Json | undefined, remarks: Remarks): number | undefined {
	if (value === undefined) return undefined;
	if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 100)
		return value;
	remarks.add(`confidence: expected a whole number from 0 to 100, got ${shown(value)}`);
	return undefined;
}

function revokedOf(value: Json | undefined, remarks: Remarks): boolean | undefined {
	if (value === undefined || typeof value === 'boolean') return value === true ? true : undefined;
	remarks.add(`revoked: expected true or false, got ${shown(value)}`);
	return undefined;
}

/** Characters no engine, page or terminal should be handed; the attributes keep what was written. */
export const unsafe = /(?![\t\n\r])[\p{Cc}\p{Cs}]|[\u202a-\u202e\u2066-\u2069]/u;

export const withoutUnsafe = (text: string): string =>
	text.replace(new RegExp(unsafe.source, 'gu'), '');

/**
 * The description, and the other properties as they were written and in their order, but for those
 * that the draft holds elsewhere exactly.
 */
export function divideText(
	object: JsonObject,
	elsewhere: ReadonlySet<string>,
	withoutOwnExtension: boolean,
	remarks: Remarks
): { description?: string; attributes: JsonObject } {
	const { description } = object;
	const isExact = typeof description === 'string' && !unsafe.test(description);
	if (description !== undefined && typeof description !== 'string')
		remarks.add(`description: expected text, got ${shown(description)}`);
	const attributes: JsonObject = {};
	for (const [key, value] of Object.entries(object)) {
		if (elsewhere.has(key) || (key === 'description' && isExact)) continue;
		if (key === 'extensions' && withoutOwnExtension && isObject(value)) {
			const { [ownExtension]: _own, ...others } = value;
			if (Object.keys(others).length) attributes.extensions = others;
		} else attributes[key] = value;
	}
	return {
		description:
			typeof description === 'string'
				? isExact
					? description
					: withoutUnsafe(description)
				: undefined,
		attributes
	};
}
