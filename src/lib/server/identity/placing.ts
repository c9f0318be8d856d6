/**
 * Brings records to an entity and back again. Each step is kept as a placement, so that a decision taken
 * back finds every record, with the claims and notes that came with it, and puts it where it was.
 */
import type { Kind } from '#lib/domain/kinds.ts';
import type { Token } from '#lib/domain/audience.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import * as queries from './queries.ts';
import type { PlacementRow } from './queries.ts';

/** What ingest does: lets records describe another entity; resolves with those that nothing describes any more. */
export type PlaceRecords = (
	run: Runner,
	records: readonly { id: string; entity: string }[],
	to: { id: string; kind: Kind }
) => Promise<string[]>;

export interface Placing {
	run: Runner;
	place: PlaceRecords;
	decision: string;
	at: string;
	audience: readonly Token[];
	/** Every token there is: what stands at an entity moves with it, whoever may see it. */
	everyToken: readonly Token[];
}

interface Moved {
	id: string;
	entity: string;
	kind: Kind;
}

/** Brings records to an entity. */
export async function bring(
	{ run, place, decision, at, audience, everyToken }: Placing,
	records: readonly Moved[],
	to: { id: string; kind: Kind }
): Promise<void> {
	const bare = await place(run, records, to);
	const notes = [];
	for (const entity of bare)
		for (const note of await run.run(queries.notesOn, { entity, audience: [...everyToken] }))
			notes.push({ ...note, from: entity });
	const common = { decision, into: to.id, at, standing: true, audience: [...audience] };
	await run.run(queries.putPlacements, {
		rows: [
			...records.map((record) => ({
				id: `${decision} ${record.id}`,
				props: {
					...common,
					what: 'record',
					target: record.id,
					cameFrom: record.entity,
					fromKind: record.kind
				}
			})),
			...notes.map((note) => ({
				id: `${decision} ${note.id}`,
				props: {
					...common,
					what: 'note',
					target: note.id,
					cameFrom: note.from,
					before: note.entities
				}
			}))
		]
	});
	for (const note of notes)
		await readdress(run, note.id, note.entities, [
			...new Set(note.entities.map((id) => (bare.includes(id) ? to.id : id)))
		]);
}

async function readdress(
	run: Runner,
	note: string,
	before: readonly string[],
	after: readonly string[]
) {
	const end = (entity: string) => `${note} ${entity}`;
	await run.run(queries.readdressNotes, { rows: [{ id: note, entities: [...after].sort() }] });
	await run.run(queries.dropNoteEnds, {
		ids: before.filter((id) => !after.includes(id)).map(end)
	});
	await run.run(queries.putNoteEnds, {
		rows: after
			.filter((id) => !before.includes(id))
			.map((entity) => ({ id: end(entity), note, entity }))
	});
}

/**
 * Puts back what a decision brought together. A record that a later decision moved on goes back to where this
 * one found it, and what the later one says of it ends as well. One that is gone stays gone.
 */
export async function putBack(
	{ run, place, at, everyToken }: Omit<Placing, 'decision' | 'audience'>,
	placements: readonly PlacementRow[]
): Promise<{ records: { id: string; from: string; to: string }[] }> {
	const audience = [...everyToken];
	const standing = placements.filter((each) => each.standing);
	const records = standing.filter(({ what }) => what === 'record');
	const now = new Map(
		(await run.run(queries.standingOf, { ids: records.map(({ target }) => target), audience })).map(
			(row) => [row.id, row]
		)
	);
	const targets = new Map<string, { kind: Kind; records: { id: string; entity: string }[] }>();
	for (const { target, cameFrom, fromKind } of records) {
		const here = now.get(target);
		if (!here || here.entity === cameFrom) continue;
		const group = targets.get(cameFrom) ?? { kind: fromKind ?? here.kind, records: [] };
		group.records.push({ id: target, entity: here.entity });
		targets.set(cameFrom, group);
	}
	const moved = [];
	const bare = new Map<string, string>();
	for (const [id, { kind, records: group }] of targets) {
		for (const left of await place(run, group, { id, kind })) bare.set(left, id);
		for (const record of group) moved.push({ id: record.id, from: record.entity, to: id });
	}
	await notesBack(run, standing, { returned: new Set(targets.keys()), bare }, audience);
	const later = await run.run(queries.placementsOf, {
		targets: standing.map(({ target }) => target),
		audience
	});
	const first = new Map(standing.map((each) => [each.target, each.at]));
	await run.run(queries.endPlacements, {
		ids: later
			.filter((each) => each.standing && each.at >= (first.get(each.target) ?? ''))
			.map(({ id }) => id),
		at
	});
	return { records: moved };
}

/** Notes that had come along return, and those about an entity that is gone follow its records. */
async function notesBack(
	run: Runner,
	standing: readonly PlacementRow[],
	{ returned, bare }: { returned: ReadonlySet<string>; bare: ReadonlyMap<string, string> },
	audience: string[]
) {
	const placed = new Map(
		standing.flatMap(({ what, target, before, cameFrom }) =>
			what === 'note' && before && returned.has(cameFrom) ? [[target, before] as const] : []
		)
	);
	for (const { id, entities } of await run.run(queries.notes, {
		ids: [...placed.keys()],
		audience
	}))
		await readdress(run, id, entities, placed.get(id) ?? entities);
	for (const [entity, to] of bare)
		for (const note of await run.run(queries.notesOn, { entity, audience }))
			await readdress(run, note.id, note.entities, [
				...new Set(note.entities.map((id) => (id === entity ? to : id)))
			]);
}
