/** What everything in one event shares: who says it, under which marking, in which version. */
import type { DraftSource, JsonObject } from '#lib/domain/draft.ts';
import type { Remarks } from '../stix/object.ts';
import { latest, noUuid, refOf, secondsOf, sourceOf, uuidOf } from './fields.ts';
import {
	childAbuseMarking,
	isChildAbuse,
	statedMarking,
	strictest,
	type Marking
} from './marking.ts';

export interface EventContext {
	uuid: string;
	ref: string;
	/** How the event stands in places: `Event[0]`. */
	at: string;
	source?: DraftSource;
	marking: Marking;
	modified?: string;
	/** Only that it is there may be kept. */
	isChildAbuse: boolean;
	/** Clusters whose record, under the marking of the event, was handed on. */
	clusters: Set<string>;
}

/**
 * The context of an event from its own fields, or why it cannot be stored. `awaited`: a definition that says at
 * the end of the event what its tags demand, for what is handed on before they are read.
 */
export function contextOf(
	head: JsonObject,
	at: string,
	remarks: Remarks,
	awaited?: string
): EventContext | { rejected: string } {
	const uuid = uuidOf(head.uuid);
	if (uuid === undefined) return { rejected: noUuid(head.uuid) };
	const stated = statedMarking(head, remarks);
	if ('rejected' in stated) return stated;
	const source = sourceOf(head.Orgc);
	if (!source) remarks.add('Orgc: not named; the source of the import stands for it');
	const isAbuse = isChildAbuse(head);
	return {
		uuid,
		ref: refOf(uuid),
		at,
		...(source ? { source } : {}),
		marking: strictest(
			stated,
			...(isAbuse ? [childAbuseMarking] : []),
			...(awaited === undefined ? [] : [{ notes: [], refs: [awaited] }])
		),
		modified: secondsOf(head, 'timestamp', remarks),
		isChildAbuse: isAbuse,
		clusters: new Set()
	};
}

/** What a part of an event stands under: the event, and an object around it. */
export interface Surroundings {
	event: EventContext;
	marking: Marking;
	modified?: string;
}

export const surroundings = (event: EventContext): Surroundings => ({
	event,
	marking: event.marking,
	modified: event.modified
});

/**
 * The version of a part: its own time or that of what it stands in, whichever is later, because a change of the
 * event's marking changes the part and moves the time of the event alone.
 */
export const versionOf = (
	part: JsonObject,
	around: Surroundings,
	remarks: Remarks
): string | undefined => latest(secondsOf(part, 'timestamp', remarks), around.modified);
