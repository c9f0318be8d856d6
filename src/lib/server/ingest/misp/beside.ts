/** What stands beside an event's own words: sightings, proposals of others, reports, and the data of analysts. */
import type { Draft, Json, JsonObject, Place, Reading } from '#lib/domain/draft.ts';
import { claimOfWord } from '#lib/domain/misp-relationships.ts';
import { isObject, Remarks, shown } from '../stix/object.ts';
import {
	claim,
	counted,
	directed,
	ofAnalysts,
	own,
	record,
	refused,
	saidOf,
	told,
	type Statement
} from './drafts.ts';
import { versionOf, type Surroundings } from './event-context.ts';
import {
	instantOf,
	isSet,
	listIn,
	nameOf,
	noUuid,
	objectsIn,
	refOf,
	secondsOf,
	seen,
	sourceOf,
	textOfValue,
	uuidOf
} from './fields.ts';
import { statedMarking, strictest } from './marking.ts';
import { thingsOf } from './values.ts';

/** The thing they are about. */
export interface About {
	ref: string;
	object: JsonObject;
	statement: Statement;
	around: Surroundings;
}

const within = ({ statement }: About, key: string, index: number): Place =>
	`${statement.at}, ${key}[${index}]`;

/** Each object of a list, counted. What is none of them is counted and refused. */
function* each(
	about: About,
	key: string,
	read: (object: JsonObject, at: Place) => Generator<Reading>
): Generator<Reading> {
	for (const [index, item] of listIn(about.object, key).entries()) {
		yield counted;
		const at = within(about, key, index);
		if (isObject(item)) yield* read(item, at);
		else yield refused(new Remarks(at, null), `expected an object, got ${shown(item)}`);
	}
}

/** Numbers of MISP core format, "Sighting". */
const sightingWords = ['sighting', 'false-positive', 'expiration', 'true-positive'] as const;

/** A sighting is an observation of its own, said by who sighted it; one that names nobody is anonymous. */
export function* sightingReadings(about: About): Generator<Reading> {
	yield* each(about, 'Sighting', function* (object, at) {
		const found = textOfValue(object.type) ?? '0';
		const word = /^[0-3]$/.test(found) ? sightingWords[Number(found)] : undefined;
		const uuid = uuidOf(object.uuid);
		// The draft calls it the UUID of what was sighted; MISP gives each sighting one of its own.
		const isOwn = uuid !== undefined && refOf(uuid) !== about.ref;
		const by = sourceOf(object.Organisation);
		const when = textOfValue(object.date_sighting) ?? '';
		const ref = isOwn
			? refOf(uuid)
			: `${about.ref}/sighting:${found.slice(0, 10)}:${when.slice(0, 20)}:${by?.ref ?? ''}`;
		const remarks = new Remarks(at, ref);
		if (!word) {
			yield refused(remarks, `type: expected 0 to 3, got ${shown(object.type)}`);
			return;
		}
		const date = secondsOf(object, 'date_sighting', remarks);
		const { evaluation: _grade, revoked: _revoked, ...rest } = about.statement;
		const statement: Statement = {
			...rest,
			at,
			source: by,
			modified: date,
			validFrom: date,
			validUntil: date
		};
		const { attributes } = saidOf(
			object,
			{ text: 'comment', elsewhere: ['type', ...(isOwn ? [] : ['uuid'])] },
			undefined,
			remarks
		);
		const isSeen = word === 'sighting' || word === 'true-positive';
		yield* told(remarks, [
			record(statement, {
				ref,
				originalType: word,
				kind: 'observation',
				names: [],
				identifiers: [own(ref)],
				attributes
			}),
			claim(statement, {
				ref: `${ref}/of`,
				originalType: word,
				type: isSeen ? 'INDICATES' : 'RELATED_TO',
				from: ref,
				to: about.ref
			})
		]);
	});
}

export const proposalRemark =
	'ShadowAttribute: a proposal of others that was not accepted; kept apart, as an assessment';

/** Proposals are no words of the event: they join nothing by their value, and are assessments of who made them. */
export function* proposalReadings(about: About): Generator<Reading> {
	yield* each(about, 'ShadowAttribute', (object, at) => proposal(object, at, about));
}

export function* proposal(object: JsonObject, at: Place, about: About): Generator<Reading> {
	const uuid = uuidOf(object.uuid);
	const remarks = new Remarks(at, uuid === undefined ? null : refOf(uuid));
	const { type } = object;
	const text = textOfValue(object.value) ?? '';
	const stated = statedMarking(object, remarks);
	const problem =
		uuid === undefined
			? noUuid(object.uuid)
			: typeof type !== 'string' || type === ''
				? `type: expected text, got ${shown(type)}`
				: 'rejected' in stated
					? stated.rejected
					: undefined;
	if (problem !== undefined || uuid === undefined || 'rejected' in stated) {
		yield refused(remarks, problem ?? '');
		return;
	}
	remarks.add(proposalRemark);
	const ref = refOf(uuid);
	const { first } = thingsOf(String(type), text, new Remarks(at, ref));
	const { evaluation: _grade, ...rest } = about.statement;
	const statement: Statement = {
		...rest,
		at,
		source: sourceOf(object.Org),
		marking: strictest(about.statement.marking, stated),
		modified: versionOf(object, about.around, remarks),
		revoked: isSet(object.deleted),
		...seen(object, remarks),
		statement: 'assessment'
	};
	const word = isSet(object.proposal_to_delete)
		? 'proposes to delete'
		: ['', '0'].includes(textOfValue(object.old_id) ?? '')
			? 'proposes to add'
			: 'proposes to change';
	const said = saidOf(
		object,
		{ text: 'comment', elsewhere: first.names.includes(text) ? ['type', 'value'] : ['type'] },
		statement.modified,
		remarks
	);
	yield* told(remarks, [
		record(statement, {
			ref,
			originalType: `shadow-attribute ${String(type)}`.slice(0, 250),
			kind: 'concept',
			names: first.names,
			identifiers: [own(ref)],
			...said
		}),
		claim(statement, {
			ref: `${ref}/about`,
			originalType: word,
			type: 'RELATED_TO',
			from: ref,
			to: about.ref
		})
	]);
}

const mention = /@!?\[(attribute|object)\]\(([0-9a-f-]{36})\)/gi;
const mostMentions = 10_000;

/** A report is a document of the event; what its text names by UUID is tied to it. */
export function* reportReadings(
	object: JsonObject,
	at: Place,
	around: Surroundings
): Generator<Reading> {
	yield counted;
	const uuid = uuidOf(object.uuid);
	const remarks = new Remarks(at, uuid === undefined ? null : refOf(uuid));
	const stated = statedMarking(object, remarks);
	if (uuid === undefined || 'rejected' in stated) {
		yield refused(remarks, 'rejected' in stated ? stated.rejected : noUuid(object.uuid));
		return;
	}
	const ref = refOf(uuid);
	const name = textOfValue(object.name) ?? '';
	const names = nameOf(name, 'name', true, remarks);
	const statement: Statement = {
		at,
		source: around.event.source,
		marking: strictest(around.marking, stated),
		modified: versionOf(object, around, remarks),
		revoked: isSet(object.deleted)
	};
	const said = saidOf(
		object,
		{ text: 'content', elsewhere: [...ofAnalysts, ...(names[0] === name ? ['name'] : [])] },
		statement.modified,
		remarks
	);
	const targets = mentionedIn(object.content, remarks);
	yield* told(remarks, [
		record(statement, {
			ref,
			originalType: 'event-report',
			kind: 'document',
			names,
			identifiers: [own(ref)],
			...said
		}),
		claim(statement, {
			ref: `${ref}/event`,
			originalType: 'EventReport',
			type: 'PART_OF',
			from: ref,
			to: around.event.ref
		}),
		...targets.map((target) =>
			claim(statement, {
				ref: `${ref}/mentions:${target}`,
				originalType: 'mentions',
				type: 'RELATED_TO',
				from: ref,
				to: refOf(target)
			})
		)
	]);
	yield* analystReadings({ ref, object, statement, around });
}

function mentionedIn(content: Json | undefined, remarks: Remarks): string[] {
	if (typeof content !== 'string') return [];
	const targets = new Set<string>();
	for (const [, , text] of content.matchAll(mention)) {
		const target = uuidOf(text);
		if (target !== undefined && targets.size < mostMentions) targets.add(target);
	}
	if (targets.size === mostMentions)
		remarks.add(`content: the first ${mostMentions} things it names are tied to it`);
	return [...targets];
}

/** Notes and opinions are documents about a thing, relationships claims; all are assessments of who wrote them. */
export function* analystReadings(about: About): Generator<Reading> {
	for (const key of ofAnalysts)
		yield* each(about, key, (object, at) => analystReading(object, at, key, about));
}

function* analystReading(
	object: JsonObject,
	at: Place,
	key: string,
	about: About
): Generator<Reading> {
	const uuid = uuidOf(object.uuid);
	const remarks = new Remarks(at, uuid === undefined ? null : refOf(uuid));
	const stated = statedMarking(object, remarks);
	if (uuid === undefined || 'rejected' in stated) {
		yield refused(remarks, 'rejected' in stated ? stated.rejected : noUuid(object.uuid));
		return;
	}
	const ref = refOf(uuid);
	const statement: Statement = {
		at,
		source: sourceOf(object.Orgc) ?? sourceOf({ uuid: object.orgc_uuid ?? null }),
		marking: strictest(about.statement.marking, stated),
		modified: instantOf(object, 'modified', remarks),
		revoked: isSet(object.deleted),
		statement: 'assessment'
	};
	const drafts =
		key === 'Note' || key === 'Opinion'
			? analystDocument(object, { ref, key, statement, about }, remarks)
			: analystClaim(object, { ref, statement, about }, remarks);
	if ('rejected' in drafts) {
		yield refused(remarks, drafts.rejected);
		return;
	}
	yield* told(remarks, drafts);
	// Analysts write about what analysts wrote; depth is bounded by the splitter.
	yield* analystReadings({ ref, object, statement, around: about.around });
}

function analystDocument(
	object: JsonObject,
	{ ref, key, statement, about }: { ref: string; key: string; statement: Statement; about: About },
	remarks: Remarks
): Draft[] {
	const text = key === 'Note' ? 'note' : 'comment';
	const said = saidOf(object, { text, elsewhere: ofAnalysts }, undefined, remarks);
	return [
		record(statement, {
			ref,
			originalType: key.toLowerCase(),
			kind: 'document',
			names: nameOf(textOfValue(object[text]) ?? '', text, false, remarks),
			identifiers: [own(ref)],
			...said
		}),
		claim(statement, {
			ref: `${ref}/about`,
			originalType: key,
			type: 'RELATED_TO',
			from: ref,
			to: subjectOf(object, about)
		})
	];
}

/** What it says it is about; where it does not say, what it stands at. */
const subjectOf = ({ object_uuid: subject }: JsonObject, { ref }: About): string => {
	const id = uuidOf(subject);
	return id === undefined ? ref : refOf(id);
};

function analystClaim(
	object: JsonObject,
	{ ref, statement, about }: { ref: string; statement: Statement; about: About },
	remarks: Remarks
): Draft[] | { rejected: string } {
	const target = uuidOf(object.related_object_uuid);
	if (target === undefined)
		return {
			rejected: `related_object_uuid: expected a UUID, got ${shown(object.related_object_uuid)}`
		};
	const word = wordOf(object, remarks);
	const said = saidOf(
		object,
		{
			text: 'comment',
			elsewhere: ['relationship_type', 'object_uuid', 'related_object_uuid', ...ofAnalysts]
		},
		undefined,
		remarks
	);
	return [
		claim(statement, {
			ref,
			originalType: word,
			...directed(claimOfWord(word), subjectOf(object, about), refOf(target)),
			...said
		})
	];
}

/** The word of a relationship; without one it says no more than that there is one. */
export function wordOf({ relationship_type: word }: JsonObject, remarks: Remarks): string {
	if (typeof word === 'string' && word.trim() !== '') return word.trim().slice(0, 250);
	remarks.add(`relationship_type: expected a word, got ${shown(word === '' ? undefined : word)}`);
	return 'related-to';
}

/** Relationships of one event to others: what it extends, and what an instance of MISP found alike. */
export function eventLinks(
	head: JsonObject,
	{ ref, statement }: Pick<About, 'ref' | 'statement'>,
	remarks: Remarks
): Draft[] {
	const extended = uuidOf(head.extends_uuid);
	if (extended === undefined && typeof head.extends_uuid === 'string' && head.extends_uuid !== '')
		remarks.add(`extends_uuid: expected a UUID, got ${shown(head.extends_uuid)}`);
	const links = objectsIn(head, 'RelatedEvent', remarks).flatMap((related): Draft[] => {
		const other = isObject(related.Event) ? related.Event : related;
		const target = uuidOf(other.uuid);
		const stated = statedMarking(other, remarks);
		if (target === undefined || 'rejected' in stated) {
			remarks.add('RelatedEvent: no UUID, or a distribution that is none; it is not stored');
			return [];
		}
		const { attributes } = saidOf(other, { text: '', elsewhere: [] }, undefined, remarks);
		const marking = strictest(statement.marking, stated);
		return [
			claim(
				{ ...statement, marking, statement: 'assessment' },
				{
					ref: `${ref}/related:${target}`,
					originalType: 'RelatedEvent',
					type: 'RELATED_TO',
					from: ref,
					to: refOf(target),
					attributes
				}
			)
		];
	});
	return extended === undefined
		? links
		: [
				claim(statement, {
					ref: `${ref}/extends`,
					originalType: 'extends',
					type: 'RELATED_TO',
					from: ref,
					to: refOf(extended)
				}),
				...links
			];
}
