/**
 * References of what leaves to what stays. The id of an item that may not go to the recipient is as
 * telling as its name to whoever meets it elsewhere, so it is taken out of every object that names it. An
 * object that says nothing without it, such as a report about nothing else, stays too.
 */
import type { ExportContext, ExportGraph, ExportRecord } from '#lib/domain/export-graph.ts';
import { referencesIn, stands, withoutReferences, type Gone } from '#lib/domain/references.ts';
import type { Sieve } from '#lib/domain/releasable.ts';
import { typeOfId } from '#lib/domain/stix-id.ts';
import { predefinedTlp } from '#lib/domain/stix-markings.ts';
import { context } from './export.ts';
import type { Reading } from './reading.ts';
import { byWeight } from './records.ts';

const recordsOf = (graph: ExportGraph): ExportRecord[] => [
	...graph.entities.flatMap(({ records }) => records),
	...(graph.context ?? []).map(({ record }) => record)
];

const statementsOf = (graph: ExportGraph) => [...recordsOf(graph), ...graph.claims];

const refsOf = (graph: ExportGraph) => new Set(statementsOf(graph).map(({ ref }) => ref));

const idsOf = ({ identifiers }: ExportRecord) =>
	identifiers.filter(({ scheme }) => scheme === 'stix').map(({ value }) => value);

/** What is known here of some ids, by the id. */
async function knownAs(
	reading: Reading,
	refs: readonly string[]
): Promise<Map<string, ExportContext[]>> {
	const found = new Map<string, ExportContext[]>();
	for (const each of (await context(reading, refs)).records)
		for (const ref of idsOf(each.record)) found.set(ref, [...(found.get(ref) ?? []), each]);
	return found;
}

/** Those of some ids of which something is known here and nothing may go, each with what says most of it. */
export async function barredAmong(
	reading: Reading,
	refs: ReadonlySet<string>,
	sieve: Sieve
): Promise<Map<string, ExportContext>> {
	const barred = new Map<string, ExportContext>();
	if (refs.size === 0) return barred;
	for (const [ref, all] of await knownAs(reading, [...refs])) {
		const [first] = all.toSorted((a, b) => byWeight(a.record, b.record));
		if (
			first &&
			refs.has(ref) &&
			!all.some(({ record, kind, shielded }) => sieve.may(record, kind, shielded))
		)
			barred.set(ref, first);
	}
	return barred;
}

/**
 * Takes the references out of a graph that was sifted for somebody else. A link between two things is
 * found by its start only, so a reference to one that is not in the graph goes too: it may be any link.
 * `flat`: the format writes no attributes; then nothing counts, and nothing but references goes.
 */
export async function dropReferences(
	reading: Reading,
	graph: ExportGraph,
	sieve: Sieve,
	flat: boolean
): Promise<void> {
	const here = refsOf(graph);
	const away = new Set(
		statementsOf(graph)
			.flatMap(({ attributes }) => [...referencesIn(attributes)])
			.filter((ref) => !here.has(ref) && predefinedTlp(ref) === undefined)
	);
	const gone = new Set([...away].filter((ref) => typeOfId(ref) === 'relationship'));
	for (const [ref, { record, kind }] of await barredAmong(reading, away, sieve)) {
		if (!flat) sieve.pass(record, kind);
		gone.add(ref);
	}
	for (let before = -1; before !== gone.size;) {
		before = gone.size;
		const without: Gone = (ref) => gone.has(ref);
		const fallen = cut(graph, without);
		if (flat || fallen.length === 0) continue;
		const were = refsOf(graph);
		for (const { id } of fallen) sieve.stay(id, 'reference');
		sieve.graph(graph);
		graph.context = graph.context?.filter(({ record, kind }) => sieve.pass(record, kind));
		const are = refsOf(graph);
		for (const ref of were) if (!are.has(ref)) gone.add(ref);
	}
}

/** Cuts the references out; resolves with the records that do not stand without them. */
function cut(graph: ExportGraph, gone: Gone): ExportRecord[] {
	const fallen = recordsOf(graph).filter((record) => {
		const rest = withoutReferences(record.attributes, gone);
		const isWhole = stands(record.originalType, record.attributes, rest);
		record.attributes = rest;
		return !isWhole;
	});
	for (const claim of graph.claims) claim.attributes = withoutReferences(claim.attributes, gone);
	return fallen;
}
