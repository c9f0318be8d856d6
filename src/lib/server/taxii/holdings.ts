/**
 * What a collection holds: the objects of a STIX export of all that may go, each with the moment it came
 * here for good. Marking and extension definitions come when the first object comes that refers to them, so
 * that a client which asks for what is new gets them too.
 */
import type { Json, JsonObject } from '#lib/domain/draft.ts';
import type { ExportGraph } from '#lib/domain/export-graph.ts';
import { stixObjects } from '#lib/export/stix.ts';
import { instant } from './instant.ts';

export interface Held {
	id: string;
	type: string;
	specVersion: string;
	/** `instant`s: they order as texts. */
	added: string;
	version: string;
	object: JsonObject;
	/** Ids of what it tells of, for the log. */
	about: readonly string[];
}

const textsIn = (value: Json | undefined): string[] =>
	(Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
const isObject = (value: Json | undefined): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** What an object needs to be understood: markings, extensions, and who made it. */
function needs({ object_marking_refs, granular_markings, extensions, created_by_ref }: JsonObject) {
	const parts = Array.isArray(granular_markings) ? granular_markings : [];
	return [
		...textsIn(object_marking_refs),
		...parts.flatMap((part) => (isObject(part) ? textsIn(part.marking_ref) : [])),
		...(isObject(extensions) ? Object.keys(extensions) : []),
		...textsIn(created_by_ref)
	];
}

const inOrder = (a: Held, b: Held) =>
	a.added === b.added ? (a.id < b.id ? -1 : 1) : a.added < b.added ? -1 : 1;

/** The earliest moment of whatever refers to it, over as many steps as references go. */
function datedByUse(objects: readonly JsonObject[], added: Map<string, string>): void {
	const dated = new Set(added.keys());
	for (let grew = true; grew;) {
		grew = false;
		for (const object of objects) {
			const at = added.get(String(object.id));
			if (at === undefined) continue;
			for (const id of needs(object)) {
				const before = added.get(id);
				if (dated.has(id) || (before !== undefined && before <= at)) continue;
				added.set(id, at);
				grew = true;
			}
		}
	}
}

/** `added`: when each record and claim came here; an object with one that has not ended coming waits whole. */
export function holdingsOf(graph: ExportGraph, added: ReadonlyMap<string, string>): Held[] {
	const written = stixObjects(graph);
	const at = new Map<string, string>();
	for (const { object, statements } of written) {
		const moments = statements.map((id) => added.get(id));
		if (moments.length === 0 || moments.includes(undefined)) continue;
		const [latest = ''] = moments
			.map((moment) => instant(moment ?? '') ?? '')
			.toSorted()
			.reverse();
		at.set(String(object.id), latest);
	}
	const waiting = new Set(
		written.flatMap(({ object, statements }) =>
			statements.length > 0 && !at.has(String(object.id)) ? [String(object.id)] : []
		)
	);
	datedByUse(
		written.map(({ object }) => object),
		at
	);
	return written
		.flatMap(({ object, entities }): Held[] => {
			const id = String(object.id);
			const moment = at.get(id);
			if (moment === undefined || waiting.has(id)) return [];
			const said = object.modified ?? object.created;
			return [
				{
					id,
					type: String(object.type),
					specVersion: typeof object.spec_version === 'string' ? object.spec_version : '2.1',
					added: moment,
					version: (typeof said === 'string' && instant(said)) || moment,
					object,
					about: entities
				}
			];
		})
		.sort(inOrder);
}
