/**
 * An incident of VERIS as drafts: the incident with everything it says, and a claim to each thing it names: victims,
 * actors, techniques, malware, vulnerabilities, assets, indicators, a campaign. A thing that a source names in many
 * incidents is one record, and says nothing but its name; what one incident says of it stays with that incident.
 */
import type { ClaimDraft, Draft, JsonObject, RecordDraft } from '#lib/domain/draft.ts';
import { cve } from '#lib/domain/identifiers.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import { actions, assetKind, confirmed, sectorOf } from '#lib/domain/veris-mapping.ts';
import { saysChildAbuse } from '../misp/marking.ts';
import { clean } from '../stix/names.ts';
import { isObject, Remarks, shown, textOf } from '../stix/object.ts';
import { withoutUnsafe } from '../stix/statement.ts';
import { instant } from '../stix/timestamps.ts';
import { dayOf, objectAt, objectsAt, wordsAt } from './fields.ts';

const longestExcerpt = 120;
const longestName = 1_000;
const longestDescription = 50_000;

type Stated = Pick<ClaimDraft, 'at' | 'markingRefs' | 'source' | 'modified' | 'statement'>;

interface Reading {
	object: JsonObject;
	id: string;
	remarks: Remarks;
	stated: Stated;
	happenedAt?: string;
}

function modifiedOf(object: JsonObject, remarks: Remarks): string | undefined {
	const { modified } = objectAt(object, 'plus', remarks);
	if (modified === undefined || modified === null) return undefined;
	const read =
		typeof modified === 'string' ? instant(modified) : { problem: 'expected a date as text' };
	if ('iso' in read) return read.iso;
	remarks.add(`plus.modified: ${read.problem}, got ${shown(modified)}`);
	return undefined;
}

function statedOf(object: JsonObject, remarks: Remarks): Stated {
	const name = textOf(object, 'source_id', remarks)?.trim() ?? '';
	const modified = modifiedOf(object, remarks);
	const { security_incident: standing } = object;
	return {
		at: remarks.at,
		markingRefs: [],
		...(name === '' || name.length > 200 ? {} : { source: { ref: `veris ${name}`, name } }),
		...(modified === undefined ? {} : { modified }),
		...(standing === undefined || standing === confirmed ? {} : { statement: 'assessment' })
	};
}

/** A thing the source may name again: the same record each time. */
const thing = (
	{ remarks }: Reading,
	said: Pick<RecordDraft, 'kind' | 'originalType'> & { ref: readonly string[]; name: string }
): RecordDraft => ({
	draft: 'record',
	at: remarks.at,
	ref: JSON.stringify(said.ref),
	originalType: said.originalType,
	kind: said.kind,
	names: [clean(said.name, said.originalType, longestName, remarks)].filter((name) => name !== ''),
	identifiers: [],
	markingRefs: [],
	granularMarkings: [],
	attributes: {}
});

const claim = (
	{ id, stated, happenedAt }: Reading,
	{
		type,
		as,
		isFromOther = false
	}: { type: ClaimDraft['type']; as: string; isFromOther?: boolean },
	other: RecordDraft
): ClaimDraft => ({
	draft: 'claim',
	...stated,
	ref: JSON.stringify([id, as, other.ref]),
	originalType: as,
	type,
	...(isFromOther ? { from: other.ref, to: id } : { from: id, to: other.ref }),
	...(happenedAt === undefined ? {} : { happenedAt }),
	attributes: {}
});

/** A record of each word, and the claim of the incident to it, `as` what it is for the incident. */
function named(
	reading: Reading,
	words: readonly string[],
	{
		kind,
		what,
		type,
		as = what
	}: { kind: Kind; what: string; type: ClaimDraft['type']; as?: string }
): Draft[] {
	return words.flatMap((word) => {
		const other = thing(reading, { kind, originalType: what, ref: [what, word], name: word });
		return [other, claim(reading, { type, as }, other)];
	});
}

/** The victim by the name or number its source gives it; nobody named stays with the incident. */
function victims(reading: Reading): Draft[] {
	const { object, remarks } = reading;
	const organisation = { kind: 'organisation', what: 'victim', type: 'HARMED' } as const;
	return objectsAt(object, 'victim', remarks).flatMap((victim) => [
		...named(reading, wordsAt(victim, 'victim_id', remarks), organisation),
		...objectsAt(victim, 'secondary', remarks).flatMap((secondary) =>
			named(reading, wordsAt(secondary, 'victim_id', remarks), {
				...organisation,
				as: 'secondary victim'
			})
		)
	]);
}

function actors(reading: Reading): Draft[] {
	const { object, remarks } = reading;
	const all = objectAt(object, 'actor', remarks);
	return ['external', 'partner', 'internal'].flatMap((category) =>
		objectsAt(all, category, remarks).flatMap((actor) =>
			named(reading, wordsAt(actor, 'name', remarks), {
				kind: 'group',
				what: 'actor',
				type: 'ATTRIBUTED_TO',
				as: `${category} actor`
			})
		)
	);
}

/** Every CVE of a text, which may name several. */
function vulnerabilities(reading: Reading, action: JsonObject): Draft[] {
	const text = textOf(action, 'cve', reading.remarks)?.slice(0, 10_000) ?? '';
	const numbers = new Set(
		(text.match(/\bCVE-\d{4}-\d{4,19}\b/gi) ?? []).flatMap((each) => cve(each) ?? [])
	);
	return [...numbers].flatMap((number) => {
		const other: RecordDraft = {
			...thing(reading, {
				kind: 'vulnerability',
				originalType: 'cve',
				ref: ['cve', number],
				name: number
			}),
			identifiers: [{ scheme: 'cve', value: number }]
		};
		return [other, claim(reading, { type: 'EXPLOITS', as: 'cve' }, other)];
	});
}

function actionDrafts(reading: Reading): Draft[] {
	const { object, remarks } = reading;
	const all = objectAt(object, 'action', remarks);
	return actions.flatMap((category) =>
		objectsAt(all, category, remarks).flatMap((action) => [
			...named(reading, wordsAt(action, 'variety', remarks), {
				kind: 'technique',
				what: `action ${category}`,
				type: 'USES'
			}),
			...(category === 'malware'
				? named(reading, wordsAt(action, 'name', remarks), {
						kind: 'malware',
						what: 'malware',
						type: 'USES'
					})
				: []),
			...vulnerabilities(reading, action)
		])
	);
}

/** Assets are those of this incident: two databases of two incidents are two. */
function assets(reading: Reading): Draft[] {
	const { id, object, remarks } = reading;
	const listed = objectsAt(objectAt(object, 'asset', remarks), 'assets', remarks);
	const varieties = new Set(listed.flatMap((asset) => wordsAt(asset, 'variety', remarks)));
	return [...varieties].flatMap((variety) => {
		const other = thing(reading, {
			kind: assetKind(variety),
			originalType: 'asset',
			ref: [id, 'asset', variety],
			name: variety
		});
		return [other, claim(reading, { type: 'TARGETED', as: 'asset' }, other)];
	});
}

function indicators(reading: Reading): Draft[] {
	const { id, object, remarks } = reading;
	return objectsAt(object, 'ioc', remarks).flatMap((ioc) =>
		wordsAt(ioc, 'indicator', remarks).flatMap((indicator) => {
			const other = thing(reading, {
				kind: 'indicator',
				originalType: 'ioc',
				ref: [id, 'ioc', indicator],
				name: indicator
			});
			return [other, claim(reading, { type: 'INDICATES', as: 'ioc', isFromOther: true }, other)];
		})
	);
}

/** An incident in which ransomware was used belongs to that area; no other word settles one. */
function crimeAreaOf({ object, id, stated }: Reading): Pick<RecordDraft, 'crimeArea'> {
	// What is wrong with an action is said where it is read as techniques.
	const remarks = new Remarks(stated.at, id);
	const malware = objectsAt(objectAt(object, 'action', remarks), 'malware', remarks);
	return malware.some((action) => wordsAt(action, 'variety', remarks).includes('Ransomware'))
		? { crimeArea: 'ransomware' }
		: {};
}

function sectorsOf({ object }: Reading): Pick<RecordDraft, 'sectors'> {
	const listed = Array.isArray(object.victim) ? object.victim : [object.victim ?? null];
	const sectors = listed.flatMap((victim) =>
		isObject(victim) && typeof victim.industry === 'string' ? (sectorOf(victim.industry) ?? []) : []
	);
	return sectors.length ? { sectors: [...new Set(sectors)] } : {};
}

/** The incident itself: all that it says, as it was written. */
function incident(reading: Reading): RecordDraft {
	const { object, id, remarks, stated, happenedAt } = reading;
	const summary = textOf(object, 'summary', remarks) ?? '';
	const safe = withoutUnsafe(summary);
	const isWhole = safe === summary && safe.length <= longestDescription;
	const name = clean(summary, 'summary', longestExcerpt, remarks);
	const { summary: _summary, ...rest } = object;
	return {
		draft: 'record',
		...stated,
		ref: id,
		originalType: 'incident',
		kind: 'incident',
		names: [name === '' ? clean(id, 'incident_id', longestName, remarks) : name],
		identifiers: [],
		granularMarkings: [],
		...(safe === '' ? {} : { description: safe.slice(0, longestDescription).toWellFormed() }),
		...(happenedAt === undefined ? {} : { validFrom: happenedAt }),
		...crimeAreaOf(reading),
		...sectorsOf(reading),
		attributes: isWhole && summary !== '' ? rest : object
	};
}

/** Where words say child sexual abuse, nothing that could lead to it is kept: neither links nor indicators. */
function withoutWays(object: JsonObject, remarks: Remarks): JsonObject {
	if (!saysChildAbuse(JSON.stringify(object))) return object;
	remarks.add('child sexual abuse: reference and ioc are not kept, the rest is case metadata');
	const { reference: _reference, ioc: _ioc, ...rest } = object;
	return rest;
}

/** Drafts of one incident; a thing or claim that two of its parts name stands once. */
export function draftsOf(written: JsonObject, id: string, remarks: Remarks): Draft[] {
	const object = withoutWays(written, remarks);
	const day = dayOf(objectAt(object, 'timeline', remarks), remarks);
	const reading: Reading = {
		object,
		id,
		remarks,
		stated: statedOf(object, remarks),
		...(day === undefined ? {} : { happenedAt: day })
	};
	const drafts = [
		incident(reading),
		...victims(reading),
		...actors(reading),
		...actionDrafts(reading),
		...assets(reading),
		...indicators(reading),
		...named(reading, wordsAt(object, 'campaign_id', remarks), {
			kind: 'campaign',
			what: 'campaign',
			type: 'PART_OF'
		})
	];
	return [...new Map(drafts.map((draft) => [draft.ref, draft])).values()];
}
