/**
 * Who may see a part of an event: its distribution, its sharing group and its tags, and those of all that it
 * stands in. The most restrictive wins; a tag never widens. Sources: MISP core format ("distribution",
 * "sharing_group_id"), MISP taxonomies `tlp`, `PAP`, `admiralty-scale`.
 */
import type { ClaimDraft, Json, JsonObject } from '#lib/domain/draft.ts';
import {
	parsePap,
	parseTlp,
	strictestPap,
	strictestTlp,
	type HandlingCode,
	type Pap,
	type Tlp
} from '#lib/domain/marking.ts';
import { isObject, shown, type Remarks } from '../stix/object.ts';
import { listIn, textOfValue } from './fields.ts';

export interface Marking {
	tlp?: Tlp;
	pap?: Pap;
	handling?: HandlingCode[];
	/** Names of the sharing groups it is for. */
	notes: string[];
	/** Definitions that stand later in the file. */
	refs: string[];
}

export const unmarked: Marking = { notes: [], refs: [] };

/**
 * MISP says to whom an event is handed on, TLP to whom it may be: so a community is no wider than AMBER, other
 * communities are GREEN, never CLEAR. 5 inherits.
 */
const levels: readonly (Tlp | undefined)[] = [
	'amber+strict',
	'amber',
	'green',
	'green',
	'amber+strict',
	undefined
];
const sharingGroup = 4;

export const isOfGroup = (distribution: Json | undefined): boolean =>
	textOfValue(distribution) === String(sharingGroup);

function groupNote(object: JsonObject): string {
	const { SharingGroup: group, sharing_group_id: id } = object;
	const name = isObject(group) && typeof group.name === 'string' ? group.name.trim() : '';
	return name === ''
		? `sharing group ${(textOfValue(id) ?? '').slice(0, 20)}, not named in the file`
		: `sharing group: ${name.slice(0, 500)}`;
}

/** The marking a part states itself, or why it cannot be read: such a part must not be stored. */
export function statedMarking(
	object: JsonObject,
	remarks: Remarks
): Marking | { rejected: string } {
	const { distribution } = object;
	if (!hasReadableTags(object)) return { rejected: 'Tag: expected a list of tags with names' };
	const fromTags = markingOfTags(object, remarks);
	if (distribution === undefined || distribution === null) return fromTags;
	const text = textOfValue(distribution) ?? '';
	if (!/^[0-5]$/.test(text))
		return { rejected: `distribution: expected 0 to 5, got ${shown(distribution)}` };
	const own: Marking = {
		tlp: levels[Number(text)],
		notes: isOfGroup(distribution) ? [groupNote(object)] : [],
		refs: []
	};
	return strictest(own, fromTags);
}

/** Tags say a level in the words of TLP and PAP. One that cannot be read is taken as the strictest. */
export function markingOfTags(object: JsonObject, remarks: Remarks): Marking {
	const tlps: Tlp[] = [];
	const paps: Pap[] = [];
	for (const name of tagsOf(object)) {
		if (/^\s*tlp\s*:/i.test(name)) {
			const tlp = parseTlp(name);
			tlps.push(tlp ?? 'red');
			if (!tlp) remarks.add('Tag: unknown TLP level, held as TLP:RED');
		} else if (/^\s*pap\s*:/i.test(name)) {
			const pap = parsePap(name);
			paps.push(pap ?? 'red');
			if (!pap) remarks.add('Tag: unknown PAP level, held as PAP:RED');
		}
	}
	return { tlp: strictestTlp(tlps), pap: strictestPap(paps), notes: [], refs: [] };
}

const nameOfTag = (tag: Json): string | undefined =>
	typeof tag === 'string'
		? tag
		: isObject(tag) && typeof tag.name === 'string'
			? tag.name
			: undefined;

/** A tag that cannot be read could be a marking. */
const hasReadableTags = (object: JsonObject): boolean =>
	listIn(object, 'Tag').every((tag) => nameOfTag(tag) !== undefined);

/** The names of the tags on a part. */
export const tagsOf = (object: JsonObject): string[] =>
	listIn(object, 'Tag').flatMap((tag) => nameOfTag(tag) ?? []);

export function strictest(...markings: readonly Marking[]): Marking {
	const handling = [...new Set(markings.flatMap((marking) => marking.handling ?? []))].sort();
	return {
		tlp: strictestTlp(markings.flatMap(({ tlp }) => tlp ?? [])),
		pap: strictestPap(markings.flatMap(({ pap }) => pap ?? [])),
		...(handling.length ? { handling } : {}),
		notes: [...new Set(markings.flatMap(({ notes }) => notes))],
		refs: [...new Set(markings.flatMap(({ refs }) => refs))]
	};
}

export const sameMarking = (a: Marking, b: Marking): boolean =>
	JSON.stringify(strictest(a)) === JSON.stringify(strictest(b));

/** The marking as a draft states it. */
export const marked = ({ tlp, pap, handling, notes, refs }: Marking) => ({
	markingRefs: [...refs],
	...(tlp ? { tlp } : {}),
	...(pap ? { pap } : {}),
	...(handling ? { handling: [...handling] } : {}),
	...(notes.length ? { handlingNote: notes.join('; ') } : {})
});

const reliability = /^admiralty-scale:source-reliability="([a-f])"$/i;
const credibility = /^admiralty-scale:information-credibility="([1-6])"$/i;

/**
 * A grade in the Admiralty system, where the tags say its letter and its digit once each. The `g` that MISP adds
 * for a deceptive source is no letter of that system.
 */
export function gradeOf(object: JsonObject): ClaimDraft['evaluation'] {
	const tags = tagsOf(object);
	const found = (pattern: RegExp) => [
		...new Set(tags.flatMap((name) => pattern.exec(name)?.[1]?.toUpperCase() ?? []))
	];
	const [source, ...sources] = found(reliability);
	const [information, ...more] = found(credibility);
	return source && information && sources.length + more.length === 0
		? { scheme: 'admiralty', source, information }
		: undefined;
}

/** Tags of taxonomies (`dark-web`, `copine-scale`, incident classifications) and galaxies that say it. */
const childAbuse =
	/copine-scale|child(?:ren)?[\s_-]*(?:porn|sex|abuse|exploit)|(?:porn|sex|abuse|exploit)[a-z]*[\s_-]*(?:of[\s_-]*)?child|\bcsa[em]\b|\bcsem\b|p(?:a)?edo(?:ph|porn)/i;

/** True of a word that says child sexual abuse. */
export const saysChildAbuse = (word: string): boolean => childAbuse.test(word);

/** True where a tag says that this is about child sexual abuse: then it is case metadata and nothing more. */
export const isChildAbuse = (object: JsonObject): boolean => tagsOf(object).some(saysChildAbuse);

export const childAbuseMarking: Marking = {
	tlp: 'amber+strict',
	handling: ['H3'],
	notes: ['child sexual abuse: case metadata only'],
	refs: []
};
