/** The event itself: the document that holds the others together. */
import type { Draft, JsonObject, Place, Reading } from '#lib/domain/draft.ts';
import type { Remarks } from '../stix/object.ts';
import { analystReadings, eventLinks } from './beside.ts';
import { ofAnalysts, own, record, saidOf, told, type Statement } from './drafts.ts';
import { surroundings, type EventContext } from './event-context.ts';
import { isSet, nameOf, textOfValue, uuidOf } from './fields.ts';
import { galaxyDrafts } from './galaxy.ts';
import { gradeOf } from './marking.ts';
import { isOwnEvent } from './statements.ts';

/** A way to something in the words of an event. */
const link = /:\/\/|hxxp|\w(?:\.|\[\.\]|\(\.\)|\[dot\])\w/i;

/** What may be kept of a case of child sexual abuse: that it is there, when, and whose it is. */
const metadata: readonly string[] = [
	'id',
	'date',
	'threat_level_id',
	'analysis',
	'published',
	'timestamp',
	'publish_timestamp',
	'distribution',
	'sharing_group_id',
	'Org',
	'Orgc',
	'org_id',
	'orgc_id',
	'attribute_count'
];

export function* eventReadings(
	head: JsonObject,
	at: Place,
	event: EventContext,
	remarks: Remarks
): Generator<Reading> {
	const { ref, source, marking, modified } = event;
	const statement: Statement = {
		at,
		source,
		marking,
		modified,
		revoked: isSet(head.deleted),
		evaluation: gradeOf(head)
	};
	if (event.isChildAbuse) {
		yield* told(remarks, [caseMetadata(head, { ref, statement }, remarks)]);
		return;
	}
	if (isOwnEvent(head)) {
		remarks.add('Event: an export of this program, whose words about itself are not stored');
		yield* told(remarks, []);
		return;
	}
	const info = textOfValue(head.info) ?? '';
	const names = nameOf(info, 'info', true, remarks);
	const { attributes } = saidOf(
		head,
		{
			text: '',
			elsewhere: [
				'RelatedEvent',
				'Galaxy',
				...ofAnalysts,
				...(uuidOf(head.extends_uuid) === undefined ? [] : ['extends_uuid']),
				...(names[0] === info ? ['info'] : [])
			]
		},
		modified,
		remarks
	);
	const around = surroundings(event);
	const drafts: Draft[] = [
		record(statement, {
			ref,
			originalType: 'event',
			kind: 'document',
			names,
			identifiers: [own(ref)],
			attributes
		}),
		...eventLinks(head, { ref, statement }, remarks),
		...galaxyDrafts(
			{ ref, object: head, plain: { type: 'PART_OF', reversed: true }, statement, around },
			remarks
		)
	];
	yield* told(remarks, drafts);
	yield* analystReadings({ ref, object: head, statement, around });
}

function caseMetadata(
	head: JsonObject,
	{ ref, statement }: { ref: string; statement: Statement },
	remarks: Remarks
): Draft {
	remarks.add('Tag: child sexual abuse; only the case metadata of the event is kept');
	const info = textOfValue(head.info) ?? '';
	const held = Object.fromEntries(Object.entries(head).filter(([key]) => metadata.includes(key)));
	const { attributes } = saidOf(held, { text: '', elsewhere: [] }, statement.modified, remarks);
	return record(statement, {
		ref,
		originalType: 'event',
		kind: 'document',
		names: link.test(info) ? [] : nameOf(info, 'info', true, remarks),
		identifiers: [own(ref)],
		crimeArea: 'child-sexual-exploitation',
		attributes
	});
}
