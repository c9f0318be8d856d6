/**
 * STIX 2.1 and 2.0: bytes to drafts, one object at a time, in the order of the file. Each object gets
 * a verdict of its own: stored, stored with remarks, or refused with place, field and reason. Only
 * what cannot be stored, or whose marking cannot be read, is refused.
 */
import {
	Malformed,
	type Draft,
	type Head,
	type JsonObject,
	type Reader,
	type Reading
} from '#lib/domain/draft.ts';
import { isOwnObject } from '#lib/domain/stix-extension.ts';
import { isObservable, requiredOf } from '#lib/domain/stix-mapping.ts';
import { predefinedTlp } from '#lib/domain/stix-markings.ts';
import { unpacked } from './gunzip.ts';
import { jsonObjects, parseObject, type JsonElement } from './json-objects.ts';
import { embeddedClaims, relationshipClaim } from './stix/claims.ts';
import { divide, type Divided } from './stix/granular.ts';
import { markingOf, markingRefsOf } from './stix/markings.ts';
import { isStixId, Remarks, shown, typeOfId } from './stix/object.ts';
import { recordsOf } from './stix/record.ts';
import { isOld, upgrade } from './stix/upgrade.ts';

const bundleMembers: ReadonlySet<string> = new Set(['type', 'id', 'spec_version']);

/** What one object became. */
export type Verdict = { drafts: Draft[] } | { rejected: string };

/** Reads one parsed object. Drafts of the observables inside observed-data come with it. */
export function interpret(object: JsonObject, remarks: Remarks): Verdict {
	const problem = idProblem(object);
	if (problem) return { rejected: problem };
	if (isOwnObject(String(object.id))) return { drafts: [] };
	const upgraded = upgrade(object, remarks);
	const verdict = interpretOne(upgraded.object, remarks);
	if ('rejected' in verdict) return verdict;
	const drafts = [...verdict.drafts];
	for (const observable of upgraded.observables) {
		const inner = interpretOne(marked(observable, upgraded.object), remarks);
		if ('rejected' in inner) return inner;
		drafts.push(...inner.drafts.map((draft) => saidBy(draft, upgraded.object)));
	}
	return { drafts };
}

/** An observable inside observed-data stands under its markings. */
const marked = (observable: JsonObject, { object_marking_refs }: JsonObject): JsonObject =>
	object_marking_refs === undefined ? observable : { ...observable, object_marking_refs };

/** Observables have no author of their own: inside observed-data its author says them. */
const saidBy = (draft: Draft, { created_by_ref: author }: JsonObject): Draft =>
	draft.draft === 'marking' || !isStixId(author) ? draft : { ...draft, source: { ref: author } };

function idProblem({ id, type }: JsonObject): string | undefined {
	if (!isStixId(id)) return `id: expected a STIX id like malware--<uuid>, got ${shown(id)}`;
	if (typeof type !== 'string') return `type: expected text, got ${shown(type)}`;
	if (typeOfId(id) !== type) return 'id: it names another type than the type of the object';
	return undefined;
}

function interpretOne(object: JsonObject, remarks: Remarks): Verdict {
	const type = String(object.type);
	const markingRefs = markingRefsOf(object, remarks);
	if (!markingRefs)
		return { rejected: 'object_marking_refs: expected a list of marking-definition ids' };
	const divided = divide(object, remarks);
	if (!divided)
		return {
			rejected: 'granular_markings: expected marking-definition ids, each with its selectors'
		};
	const refs = [...new Set([...markingRefs, ...divided.wholeRefs])];
	missing(object, remarks);
	if (type === 'relationship') {
		const all = [...new Set([...refs, ...divided.parts.flatMap((part) => part.markingRefs)])];
		const claim = relationshipClaim(object, all, remarks);
		return 'rejected' in claim ? claim : { drafts: [claim] };
	}
	return { drafts: draftsOf(object, divided, refs, remarks) };
}

function draftsOf(
	object: JsonObject,
	divided: Divided,
	markingRefs: string[],
	remarks: Remarks
): Draft[] {
	const marking =
		object.type === 'marking-definition' ? markingOf(object, remarks.at, remarks) : undefined;
	if (marking?.isVocabulary) return [marking.draft];
	return [
		...(marking ? [marking.draft] : []),
		...recordsOf(divided, markingRefs, remarks),
		...embeddedClaims(object, divided, markingRefs, remarks)
	];
}

/** Says what the standard asks for and is not there; the object is stored all the same. */
function missing(object: JsonObject, remarks: Remarks): void {
	const type = String(object.type);
	const versioned =
		isObservable(type) || type === 'marking-definition' ? [] : ['created', 'modified'];
	const wanted =
		type === 'relationship'
			? ['relationship_type']
			: type === 'sighting'
				? ['sighting_of_ref']
				: requiredOf(type);
	for (const key of [...versioned, ...wanted])
		if (object[key] === undefined) remarks.add(`${key}: required by STIX 2.1, missing`);
}

/** Markings every reader knows need no definition in the file: the first use hands it on. */
function* knownMarkings(drafts: readonly Draft[], seen: Set<string>): Generator<Reading> {
	for (const draft of drafts)
		for (const ref of draft.draft === 'marking' ? [] : draft.markingRefs) {
			const tlp = predefinedTlp(ref);
			if (!tlp || seen.has(ref)) continue;
			seen.add(ref);
			yield { kind: 'draft', draft: { draft: 'marking', at: draft.at, ref, tlp } };
		}
}

const rejected = (remarks: Remarks, reason: string): Reading => ({
	kind: 'rejected',
	remark: { at: remarks.at, id: remarks.id, reason }
});

async function* read(
	bytes: AsyncIterable<Uint8Array>,
	{ signal }: { signal?: AbortSignal }
): AsyncGenerator<Reading, void, undefined> {
	const seen = new Set<string>();
	let saidOld = false;
	for await (const element of jsonObjects(unpacked(bytes, { signal }), { signal })) {
		if (element.member !== undefined) {
			yield* bundleMember(element);
			continue;
		}
		const parsed = parseObject(element);
		const object = 'object' in parsed ? parsed.object : undefined;
		if (object?.type === 'bundle') {
			yield* bareBundle(object, element);
			continue;
		}
		yield { kind: 'read', count: 1 };
		const remarks = new Remarks(element.at, isStixId(object?.id) ? object.id : null);
		if (!object) {
			yield rejected(remarks, 'problem' in parsed ? parsed.problem : 'no object');
			continue;
		}
		if ('warnings' in parsed) for (const warning of parsed.warnings) remarks.add(warning);
		const verdict = interpret(object, remarks);
		if ('rejected' in verdict) {
			yield rejected(remarks, verdict.rejected);
			continue;
		}
		if (!saidOld && isOld(object) && object.type !== 'marking-definition') {
			saidOld = true;
			yield {
				kind: 'warning',
				remark: {
					at: element.at,
					id: null,
					reason: `spec_version: ${object.spec_version === undefined ? 'absent' : shown(object.spec_version)}; such objects are read as STIX 2.0 and brought to 2.1`
				}
			};
		}
		for (const remark of remarks.all()) yield { kind: 'warning', remark };
		yield* knownMarkings(verdict.drafts, seen);
		for (const draft of verdict.drafts) yield { kind: 'draft', draft };
	}
}

/** The bundle around the objects means nothing by itself (§8), so what else it holds is not stored. */
function* bundleMember({ at, member = '', content }: JsonElement): Generator<Reading> {
	if ('problem' in content || !bundleMembers.has(member))
		yield {
			kind: 'warning',
			remark: {
				at,
				id: null,
				reason: `${member}: ${'problem' in content ? content.problem : 'this property of the bundle is not stored'}`
			}
		};
}

/** A bundle without a list of objects, on its own line or as an element. */
function* bareBundle(bundle: JsonObject, { at }: JsonElement): Generator<Reading> {
	if (bundle.objects !== undefined) {
		const inner = Array.isArray(bundle.objects) ? 'a bundle inside a list' : 'expected a list';
		throw new Malformed(at, `objects: ${inner}; give the bundle by itself`);
	}
	yield { kind: 'warning', remark: { at, id: null, reason: 'the bundle holds no objects' } };
}

/** Anything that could be JSON, or that a clear refusal must name (UTF-16): other JSON formats are tried before. */
function recognises({ bytes }: Head): boolean {
	const text = Buffer.from(bytes)
		.toString('latin1')
		.replace(/^\u00ef\u00bb\u00bf/, '');
	return /^\s*[[{]/.test(text) || /^(?:\u00ff\u00fe|\u00fe\u00ff|[[{]\0|\0[[{])/.test(text);
}

export const stix: Reader = { id: 'stix', references: 'global', recognises, read };
