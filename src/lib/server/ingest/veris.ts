/**
 * VERIS, the vocabulary of incidents of the VERIS community, versions 1.3 and 1.4, as JSON: one incident, a list of
 * them (VCDB) or one to a line. Held are one incident and, of those that were read, the id and a digest.
 */
import type { Head, JsonObject, Place, Reader, Reading } from '#lib/domain/draft.ts';
import { sections } from '#lib/domain/veris-mapping.ts';
import { unpacked } from './gunzip.ts';
import { digestOf } from './ids.ts';
import { jsonObjects, parseObject } from './json-objects.ts';
import { Remarks, shown } from './stix/object.ts';
import { draftsOf } from './veris/incident.ts';

const longestId = 1_000;
const idOf = ({ incident_id: id }: JsonObject): string | null =>
	typeof id === 'string' && id.trim() !== '' && id.length <= longestId ? id : null;

const refused = (at: Place, id: string | null, reason: string): Reading => ({
	kind: 'rejected',
	remark: { at, id, reason }
});

function* incidentReadings(
	object: JsonObject,
	at: Place,
	seen: Map<string, string>
): Generator<Reading> {
	const id = idOf(object);
	if (id === null) {
		const reason = `incident_id: expected a text of at most ${longestId} characters`;
		yield refused(at, null, `${reason}, got ${shown(object.incident_id)}`);
		return;
	}
	if (!sections.some((section) => Object.hasOwn(object, section))) {
		yield refused(
			at,
			id,
			'expected an incident of VERIS: it has no action, actor, asset or victim'
		);
		return;
	}
	const remarks = new Remarks(at, id);
	const digest = digestOf(object);
	const before = seen.get(id);
	if (before !== undefined && before !== digest) {
		yield refused(at, id, 'incident_id: said before in this file, and otherwise');
		return;
	}
	seen.set(id, digest);
	const drafts = draftsOf(object, id, remarks);
	for (const remark of remarks.all()) yield { kind: 'warning', remark };
	if (before === undefined) for (const draft of drafts) yield { kind: 'draft', draft };
}

async function* read(
	bytes: AsyncIterable<Uint8Array>,
	{ signal }: { signal?: AbortSignal }
): AsyncGenerator<Reading, void, undefined> {
	const seen = new Map<string, string>();
	for await (const element of jsonObjects(unpacked(bytes, { signal }), { signal })) {
		const { at, member } = element;
		if (member !== undefined) {
			const reason = `${member}: stands beside the incidents and is not stored`;
			yield { kind: 'warning', remark: { at, id: null, reason } };
			continue;
		}
		yield { kind: 'read', count: 1 };
		const parsed = parseObject(element);
		if ('problem' in parsed) {
			yield refused(at, null, parsed.problem);
			continue;
		}
		const id = idOf(parsed.object);
		for (const reason of parsed.warnings) yield { kind: 'warning', remark: { at, id, reason } };
		yield* incidentReadings(parsed.object, at, seen);
	}
}

const roots = ['', '*.'] as const;

/** By `incident_id` and two of the sections that only an incident of VERIS has. */
const recognises = ({ paths }: Head): boolean =>
	roots.some(
		(root) =>
			paths.has(`${root}incident_id`) &&
			sections.filter((section) => paths.has(root + section)).length >= 2
	);

export const veris: Reader = { id: 'veris', references: 'local', recognises, read };
