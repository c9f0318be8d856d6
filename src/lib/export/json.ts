/**
 * The whole graph with every record, claim, note and its provenance as JSON with sorted keys (the order of
 * RFC 8785), so that equal graphs give equal files.
 */
import type { ExportGraph } from '#lib/domain/export-graph.ts';
import { byId } from './entity.ts';
import { highestMarking, markingLine } from './markings.ts';

/** Keys sorted by code unit at every depth; what is undefined is left out. */
export function sortedJson(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map((item) => sortedJson(item ?? null)).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	const members = Object.entries(value)
		.filter(([, member]) => member !== undefined)
		.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
		.map(([key, member]) => `${JSON.stringify(key)}:${sortedJson(member)}`);
	return `{${members.join(',')}}`;
}

export function* json(graph: ExportGraph): Generator<string, void, undefined> {
	yield '{"claims":[';
	let separator = '\n';
	for (const claim of graph.claims.toSorted(byId)) {
		yield separator + sortedJson(claim);
		separator = ',\n';
	}
	yield '],"entities":[';
	separator = '\n';
	for (const { id, kind, records } of graph.entities.toSorted(byId)) {
		yield separator + sortedJson({ id, kind, records: records.toSorted(byId) });
		separator = ',\n';
	}
	const marking = highestMarking(graph);
	yield `],"exportedAt":${JSON.stringify(graph.exportedAt)},"format":"faisceau-graph",`;
	yield `"marking":${sortedJson({ ...marking, text: markingLine(marking) })},`;
	if (graph.notes) yield `"notes":${sortedJson(graph.notes.toSorted(byId))},`;
	yield `"version":1}\n`;
}
