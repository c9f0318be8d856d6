/**
 * Who the statements of an export come from. A source is named by records of its own, which may be marked
 * more strictly than what it said: they pass the recipient's sieve, are asked a reason for and are logged
 * like everything else that goes. Where none of them may go, nothing tells who said it.
 */
import type {
	ExportContext,
	ExportGraph,
	ExportProvenance,
	ExportRecord
} from '#lib/domain/export-graph.ts';
import type { Sieve } from '#lib/domain/releasable.ts';
import { isRestricted, shieldedAs } from '#lib/domain/restricted.ts';
import { isStixId } from '#lib/domain/stix-id.ts';
import { recordsAbout, type SourceEntities } from './export.ts';
import type { Reading } from './reading.ts';
import { byWeight } from './records.ts';
import { barredAmong } from './references.ts';

const nobody = { id: '', ref: '', name: '' } as const;

const calledBy = ({ names: [name], identifiers: [identifier], ref }: ExportRecord): string =>
	name ?? identifier?.value ?? ref;

/** The record that gives the name: the weightiest that has one, an identifier where none has. */
const speaker = (from: readonly ExportContext[]): ExportContext | undefined => {
	const ranked = from.toSorted((a, b) => byWeight(a.record, b.record));
	return (
		ranked.find(({ record }) => record.names.length > 0) ??
		ranked.find(({ record }) => record.identifiers.length > 0) ??
		ranked[0]
	);
};

const isOpen = ({ record, kind, shielded }: ExportContext): boolean =>
	!shielded && !isRestricted(record, kind);

/** Records that may go: those of the export as it is sifted already, of other entities all that pass. */
async function known(
	reading: Reading,
	graph: ExportGraph,
	entities: ReadonlySet<string>
): Promise<{ inside: ExportContext[]; outside: ExportContext[] }> {
	const inside = graph.entities
		.filter(({ id }) => entities.has(id))
		.flatMap(({ id, kind, records }) => {
			const shielded = shieldedAs(kind, records) ? { shielded: true as const } : {};
			return records.map((record) => ({ entity: id, kind, record, ...shielded }));
		});
	const here = new Set(inside.map(({ entity }) => entity));
	const missing = [...entities].filter((id) => !here.has(id));
	return { inside, outside: await recordsAbout(reading, missing) };
}

const grouped = (all: readonly ExportContext[]): Map<string, ExportContext[]> => {
	const groups = new Map<string, ExportContext[]>();
	for (const each of all) groups.set(each.entity, [...(groups.get(each.entity) ?? []), each]);
	return groups;
};

/**
 * Names the sources of a graph that was sifted. One that nothing visible speaks of keeps the name its
 * statement gives it. What a name needs besides the graph is put into `graph.sources`; a source none of
 * whose records may go counts against the export, as the weightiest of them does.
 */
export async function nameSources(
	reading: Reading,
	graph: ExportGraph,
	sources: SourceEntities,
	sieve: Sieve
): Promise<void> {
	const statements: ExportProvenance[] = [
		...graph.entities.flatMap(({ records }) => records),
		...graph.claims,
		...(graph.context ?? []).map(({ record }) => record)
	];
	const entityOf = ({ source }: ExportProvenance) => sources.get(source.id);
	const entities = new Set(statements.flatMap((said) => entityOf(said) ?? []));
	const { inside, outside } = await known(reading, graph, entities);
	const present = new Set([...inside, ...(graph.context ?? [])].map(({ record }) => record.id));
	const names = new Map<string, string>();
	const taken: ExportContext[] = [];
	for (const [entity, all] of grouped([...inside, ...outside])) {
		const going = all.filter(({ record, kind, shielded }) => sieve.may(record, kind, shielded));
		const by = speaker(going.filter(isOpen)) ?? speaker(going);
		const first = speaker(all);
		if (!by && first) sieve.pass(first.record, first.kind);
		if (by && !present.has(by.record.id)) taken.push(by);
		names.set(entity, by ? calledBy(by.record) : '');
	}
	// Nothing tied these to what is known of them: their references are told or not as they are.
	const untied = statements.filter((said) => !entityOf(said)).map(({ source }) => source.ref);
	const barred = await barredAmong(reading, new Set(untied.filter(isStixId)), sieve);
	for (const { record, kind } of barred.values()) sieve.pass(record, kind);
	for (const said of statements) {
		const name = barred.has(said.source.ref) ? '' : names.get(entityOf(said) ?? '');
		if (name === '') said.source = { ...nobody };
		else if (name !== undefined) said.source = { ...said.source, name };
	}
	if (taken.length) graph.sources = taken;
}
