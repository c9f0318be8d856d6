/**
 * Puts the steps of the walk together into events. An event's own fields may stand before or after its lists,
 * so its parts are held until the event ends, up to `mostHeld`. A larger event is handed on while it is read,
 * when who says it, how far it goes and which version it is stand before its lists, as MISP writes them; what
 * its tags demand is then a marking definition that comes at its end.
 */
import { Malformed, type JsonObject, type Place, type Reading } from '#lib/domain/draft.ts';
import { parseObject, type JsonElement, type ParsedElement } from '../json-objects.ts';
import { limits } from '../json-value.ts';
import type { Shape, Step } from '../json-walk.ts';
import { Remarks } from '../stix/object.ts';
import { childAbuseRefusal, eventAttribute } from './attribute.ts';
import { proposal, reportReadings } from './beside.ts';
import { counted, refused } from './drafts.ts';
import { eventReadings } from './event.ts';
import { contextOf, surroundings, type EventContext } from './event-context.ts';
import { refOf, uuidOf } from './fields.ts';
import { isChildAbuse, isOfGroup, markingOfTags } from './marking.ts';
import { objectReadings } from './object.ts';

const beforeLists = 'its uuid, timestamp, distribution and Orgc do not all stand before its lists';

/** Bytes of the parts of one event that are held before its end. */
export const mostHeld = 64 * 1024 * 1024;

/** What it takes to hold a part, beside its bytes. */
const partBytes = 128;

/** Lists that may be long, each of whose elements is read by itself. */
const partLists = ['Attribute', 'Object', 'EventReport', 'ShadowAttribute'] as const;
type PartList = (typeof partLists)[number];
const isPartList = (key: string): key is PartList => (partLists as readonly string[]).includes(key);

const lists = Object.fromEntries(partLists.map((key): [string, Shape] => [key, { list: {} }]));
const event: Shape = { members: lists };
/** An event by itself, or in a wrapper. */
const envelope: Shape = { members: { Event: event, ...lists } };

/** One event or many: by itself, in lines, in a list, or as the answer to a search. */
export const mispShape: Shape = {
	list: envelope,
	members: { ...envelope.members, response: { list: envelope, ...envelope } }
};

interface Part {
	list: PartList;
	index: number;
	element: JsonElement;
}

/** An event that is being read, or what is around one. */
class Event {
	readonly head: JsonObject = {};
	readonly warnings: string[] = [];
	readonly counts = new Map<PartList, number>();
	held: Part[] = [];
	heldBytes = 0;
	/** Why none of it can be stored. */
	problem: string | undefined;
	/** Set once its parts are handed on as they come, with what was remarked then. */
	context: EventContext | undefined;
	remarked: Remarks | undefined;
	/** True where it is no event but holds one. */
	isAround = false;
	#headBytes = 0;

	constructor(
		readonly at: Place,
		readonly line: number
	) {}

	get place(): Place {
		return `${this.at}, line ${this.line}`;
	}

	get remarks(): Remarks {
		const uuid = uuidOf(this.head.uuid);
		return new Remarks(this.place, uuid === undefined ? null : refOf(uuid));
	}

	take(key: string, element: JsonElement, size: number): void {
		this.#headBytes += size;
		if (this.#headBytes > limits.size) {
			this.problem ??= `larger than ${limits.size} bytes without its lists`;
			return;
		}
		const parsed = parseMember(key, element);
		if ('problem' in parsed) {
			this.problem ??= parsed.problem;
			return;
		}
		const value = parsed.object[key];
		if (value !== undefined) this.head[key] = value;
		this.warnings.push(...parsed.warnings);
	}

	next(list: PartList): number {
		const index = this.counts.get(list) ?? 0;
		this.counts.set(list, index + 1);
		return index;
	}

	/** Whether all is known that its parts depend on but for what tags say. */
	get isTold(): boolean {
		const { uuid, timestamp, distribution, Orgc, SharingGroup } = this.head;
		return (
			[uuid, timestamp, distribution, Orgc].every((value) => value !== undefined) &&
			(!isOfGroup(distribution) || SharingGroup !== undefined)
		);
	}

	get markingRef(): string {
		return `${refOf(uuidOf(this.head.uuid) ?? '')}/marking`;
	}
}

/** A member of an event, checked like an object of its own; faults are named where they stand in the file. */
function parseMember(key: string, element: JsonElement): ParsedElement {
	const { content, line, offset } = element;
	if ('problem' in content) return { problem: `${key}: ${content.problem}` };
	if (key === '__proto__') return { problem: `${key}: this key is not accepted` };
	return parseObject({
		...element,
		content: { text: `{${JSON.stringify(key)}:${content.text}}`, members: content.members + 1 },
		parts: [{ key, line, offset, text: content.text }]
	});
}

/** Some programs write null or an empty text where a list is empty. */
const isNothing = ({ content }: JsonElement): boolean =>
	'text' in content && ['null', '""'].includes(content.text);

type Frame =
	{ is: 'events' } | { is: 'event'; event: Event } | { is: 'parts'; event: Event; list: PartList };

export class Frames {
	readonly #open: Frame[] = [];
	#events = 0;
	readonly #mostHeld: number;

	constructor(bounds: { mostHeld: number } = { mostHeld }) {
		this.#mostHeld = bounds.mostHeld;
	}

	*take(step: Step): Generator<Reading> {
		if (step.step === 'value') yield* this.#value(step);
		else if (step.step === 'end') yield* this.#end();
		else this.#enter(step);
	}

	#enter({ step, key, problem, line }: Extract<Step, { step: 'list' | 'object' }>): void {
		const top = this.#open.at(-1);
		if (top?.is === 'event') {
			if (key !== undefined && isPartList(key)) {
				top.event.problem ??= problem;
				this.#open.push({ is: 'parts', event: top.event, list: key });
				return;
			}
			if (problem !== undefined) throw new Malformed(`line ${line}`, problem);
			top.event.isAround = true;
		}
		if (step === 'list') this.#open.push({ is: 'events' });
		else this.#open.push({ is: 'event', event: new Event(`Event[${this.#events}]`, line) });
	}

	*#value({ key, problem, element, size }: Extract<Step, { step: 'value' }>): Generator<Reading> {
		const top = this.#open.at(-1);
		if (top?.is === 'event') {
			top.event.problem ??= problem;
			if (key !== undefined && isPartList(key)) {
				if (!isNothing(element)) yield* this.#part(top.event, key, element, size);
			} else if (key !== undefined) top.event.take(key, element, size);
		} else if (top?.is === 'parts') yield* this.#part(top.event, top.list, element, size);
		else {
			const parsed = parseObject(element);
			const at = `Event[${this.#events++}], line ${element.line}`;
			yield counted;
			yield refused(
				new Remarks(at, null),
				'problem' in parsed ? parsed.problem : 'expected an event'
			);
		}
	}

	*#part(event: Event, list: PartList, element: JsonElement, size: number): Generator<Reading> {
		const part = { list, index: event.next(list), element };
		if (event.context) {
			yield* readPart(part, event.at, event.context);
			return;
		}
		if (event.problem !== undefined) return;
		event.held.push(part);
		event.heldBytes += partBytes + ('text' in element.content ? size : 0);
		if (event.heldBytes <= this.#mostHeld) return;
		const remarks = event.remarks;
		const context = event.isTold
			? contextOf(event.head, event.at, remarks, event.markingRef)
			: { rejected: `larger than ${this.#mostHeld} bytes, and ${beforeLists}` };
		const { held } = event;
		event.held = [];
		if ('rejected' in context) {
			event.problem = context.rejected;
			return;
		}
		event.context = context;
		event.remarked = remarks;
		for (const each of held) yield* readPart(each, event.at, context);
	}

	*#end(): Generator<Reading> {
		const frame = this.#open.pop();
		if (frame?.is !== 'event') return;
		if (frame.event.isAround) yield* around(frame.event);
		else {
			this.#events++;
			yield* closed(frame.event);
		}
	}
}

/** What stands beside an event means nothing to it. */
function* around({ head, counts, place, problem }: Event): Generator<Reading> {
	const beside = [...Object.keys(head), ...counts.keys()];
	for (const key of beside)
		yield {
			kind: 'warning',
			remark: {
				at: place,
				id: null,
				reason: `${shownKey(key)}: stands beside the event and is not stored`
			}
		};
	if (problem !== undefined)
		yield { kind: 'warning', remark: { at: place, id: null, reason: problem } };
}

const shownKey = (key: string) => (/^[\w-]{1,40}$/.test(key) ? key : 'a key');

function* closed(event: Event): Generator<Reading> {
	yield counted;
	const remarks = event.remarked ?? event.remarks;
	for (const warning of event.warnings) remarks.add(warning);
	const context =
		event.problem === undefined
			? (event.context ?? contextOf(event.head, event.at, remarks))
			: { rejected: event.problem };
	if ('rejected' in context) {
		const parts = [...event.counts.values()].reduce((sum, count) => sum + count, 0);
		if (event.context) throw new Malformed(event.place, context.rejected);
		yield refused(
			remarks,
			parts === 0 ? context.rejected : `${context.rejected}; none of its ${parts} parts is stored`
		);
		return;
	}
	if (event.context) yield awaitedMarking(event, remarks);
	yield* eventReadings(event.head, event.place, context, remarks);
	for (const part of event.held) yield* readPart(part, event.at, context);
}

/** What the tags of an event demand, for the parts that were handed on before the tags were read. */
function awaitedMarking(event: Event, remarks: Remarks): Reading {
	if (isChildAbuse(event.head))
		throw new Malformed(
			event.place,
			'Tag: child sexual abuse, said after parts of the event were read; put Tag before its lists'
		);
	const { tlp, pap } = markingOfTags(event.head, remarks);
	return {
		kind: 'draft',
		draft: {
			draft: 'marking',
			at: event.place,
			ref: event.markingRef,
			...(tlp ? { tlp } : {}),
			...(pap ? { pap } : {})
		}
	};
}

function* readPart(
	{ list, index, element }: Part,
	event: Place,
	context: EventContext
): Generator<Reading> {
	const at = `${event}.${list}[${index}], line ${element.line}`;
	const parsed = parseObject(element);
	const problem = context.isChildAbuse
		? childAbuseRefusal
		: 'problem' in parsed
			? parsed.problem
			: undefined;
	if (problem !== undefined || 'problem' in parsed) {
		yield counted;
		yield refused(new Remarks(at, null), problem ?? '');
		return;
	}
	const remarks = new Remarks(at, null);
	for (const warning of parsed.warnings) remarks.add(warning);
	for (const remark of remarks.all()) yield { kind: 'warning', remark };
	const inEvent = surroundings(context);
	const { object } = parsed;
	switch (list) {
		case 'Attribute':
			return yield* eventAttribute(object, at, inEvent);
		case 'Object':
			return yield* objectReadings(object, at, inEvent);
		case 'EventReport':
			return yield* reportReadings(object, at, inEvent);
		case 'ShadowAttribute': {
			yield counted;
			const { ref, source, marking, modified } = context;
			const statement = { at, source, marking, modified };
			return yield* proposal(object, at, { ref, object, statement, around: inEvent });
		}
	}
}
