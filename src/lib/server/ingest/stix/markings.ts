/** Marking definitions, and the marking references of every other object. */
import * as v from 'valibot';
import type { Json, JsonObject, MarkingDraft, Place } from '#lib/domain/draft.ts';
import { parsePap, parseTlp } from '#lib/domain/marking.ts';
import { MarkingExtension, ownExtension } from '#lib/domain/stix-extension.ts';
import { predefinedTlp, tlpExtension } from '#lib/domain/stix-markings.ts';
import { isObject, isStixId, shown, typeOfId, type Remarks } from './object.ts';

const firstText = (value: Json | undefined): string | undefined =>
	typeof value === 'string'
		? value
		: isObject(value)
			? Object.values(value).find((item) => typeof item === 'string')
			: undefined;

const extensionOf = (object: JsonObject, id: string): JsonObject | undefined => {
	const { extensions } = object;
	const found = isObject(extensions) ? extensions[id] : undefined;
	return isObject(found) ? found : undefined;
};

export interface ReadMarking {
	draft: MarkingDraft;
	/** Predefined, or written by our own export: it says nothing about the world, so it is no record. */
	isVocabulary: boolean;
}

/** What a marking definition demands. A level that cannot be read is taken as the strictest. */
export function markingOf(object: JsonObject, at: Place, remarks: Remarks): ReadMarking {
	const ref = String(object.id);
	const draft: MarkingDraft = { draft: 'marking', at, ref };
	const predefined = predefinedTlp(ref);
	if (predefined) return { draft: { ...draft, tlp: predefined }, isVocabulary: true };

	const own = v.safeParse(MarkingExtension, extensionOf(object, ownExtension) ?? null);
	if (own.success && (own.output.pap || own.output.handling))
		return { draft: { ...draft, ...own.output }, isVocabulary: true };

	const name = typeof object.name === 'string' ? object.name : undefined;
	const kind =
		typeof object.definition_type === 'string' ? object.definition_type.toLowerCase() : undefined;
	const said =
		kind === 'tlp' || kind === 'pap' ? (firstText(object.definition) ?? name ?? '') : undefined;
	const extended = extensionOf(object, tlpExtension)?.tlp_2_0;
	const tlpText =
		extended !== undefined
			? firstText(extended)
			: kind === 'tlp' || (kind === undefined && name?.toUpperCase().startsWith('TLP:'))
				? (said ?? name)
				: undefined;
	if (tlpText !== undefined || extended !== undefined) {
		const level = parseTlp(tlpText ?? '');
		draft.tlp = level ?? 'red';
		if (!level) remarks.add(`definition: unknown TLP level ${shown(tlpText)}, held as TLP:RED`);
	}
	const papText =
		kind === 'pap' ? said : kind === undefined && /^pap:/i.test(name ?? '') ? name : undefined;
	if (papText !== undefined) {
		const level = parsePap(papText);
		draft.pap = level ?? 'red';
		if (!level) remarks.add(`definition: unknown PAP level ${shown(papText)}, held as PAP:RED`);
	}
	if (draft.tlp === undefined && draft.pap === undefined) {
		draft.statement = firstText(object.definition) ?? name;
		if (kind !== 'statement')
			remarks.add(
				`definition_type: ${shown(object.definition_type)} is kept as a statement; it widens or narrows nothing`
			);
	}
	return { draft, isVocabulary: false };
}

/** References to markings, or undefined when they cannot be read: such an object must not be stored. */
export function markingRefsOf(object: JsonObject, remarks: Remarks): string[] | undefined {
	const refs = object.object_marking_refs;
	if (refs === undefined) return [];
	if (!Array.isArray(refs)) return undefined;
	const found: string[] = [];
	for (const ref of refs) {
		if (!isStixId(ref) || typeOfId(ref) !== 'marking-definition') return undefined;
		if (found.includes(ref)) remarks.add(`object_marking_refs: ${ref} stands twice`);
		else found.push(ref);
	}
	return found;
}
