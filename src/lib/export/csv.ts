/**
 * One table (RFC 4180, UTF-8 with byte-order mark for spreadsheets): a row per claim with both ends
 * and its provenance, then a row for each entity that no claim touches. The last column repeats the
 * marking of the whole file, so that a copied row still says how it must be handled.
 */
import { asText } from '#lib/domain/formula.ts';
import type { ExportClaim, ExportGraph } from '#lib/domain/export-graph.ts';
import { claimColumns } from './columns.ts';
import { byId, summary, type Summary } from './entity.ts';
import { highestMarking, markingLine } from './markings.ts';

const cell = (text: string): string => {
	const safe = asText(text);
	return /[",;\r\n\t]/.test(safe) || safe !== safe.trim()
		? `"${safe.replaceAll('"', '""')}"`
		: safe;
};

const row = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

const endColumns = ['Id', 'Name', 'Kind', 'Identifiers', 'Tlp', 'Handling'] as const;

const end = (node: Summary | undefined): string[] =>
	node
		? [
				node.id,
				node.name,
				node.kind,
				node.identifiers.join(' | '),
				node.tlp,
				node.handling.join(' ')
			]
		: endColumns.map(() => '');

export function* csv(graph: ExportGraph): Generator<string, void, undefined> {
	const marking = markingLine(highestMarking(graph));
	const nodes = new Map(graph.entities.map((entity) => [entity.id, summary(entity)]));
	const columns = ['claimId', ...claimColumns.map(({ id }) => id)];
	const claimRow = (claim: ExportClaim) =>
		row([
			...end(nodes.get(claim.from)),
			...end(nodes.get(claim.to)),
			claim.id,
			...claimColumns.map(({ value }) => value(claim)),
			marking
		]);
	yield `\ufeff${row([
		...endColumns.map((name) => `from${name}`),
		...endColumns.map((name) => `to${name}`),
		...columns,
		'fileMarking'
	])}`;
	const touched = new Set<string>();
	for (const claim of graph.claims.toSorted(byId)) {
		touched.add(claim.from).add(claim.to);
		yield claimRow(claim);
	}
	for (const { id } of graph.entities.toSorted(byId))
		if (!touched.has(id))
			yield row([...end(nodes.get(id)), ...end(undefined), ...columns.map(() => ''), marking]);
}
