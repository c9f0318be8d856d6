/** GraphML (graphml.graphdrawing.org), for yEd, NetworkX, igraph and Neo4j. */
import type { ExportGraph } from '#lib/domain/export-graph.ts';
import { claimColumns, entityColumns, type Column } from './columns.ts';
import { byId, summary } from './entity.ts';
import { highestMarking, markingLine } from './markings.ts';
import { escapeXml } from './xml.ts';

const graphmlTypes = { string: 'string', boolean: 'boolean', integer: 'long' } as const;

const declare = <T>(of: 'node' | 'edge', columns: readonly Column<T>[]): string =>
	columns
		.map(
			({ id, type }) =>
				`  <key id="${id}" for="${of}" attr.name="${id}" attr.type="${graphmlTypes[type]}"/>\n`
		)
		.join('');

const values = <T>(columns: readonly Column<T>[], item: T): string =>
	columns
		.map(({ id, value }) => [id, value(item)] as const)
		.filter(([, value]) => value !== '')
		.map(([id, value]) => `<data key="${id}">${escapeXml(value)}</data>`)
		.join('');

export function* graphml(graph: ExportGraph): Generator<string, void, undefined> {
	const marking = markingLine(highestMarking(graph));
	yield '<?xml version="1.0" encoding="UTF-8"?>\n';
	yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n';
	yield '  <key id="marking" for="graph" attr.name="marking" attr.type="string"/>\n';
	yield '  <key id="exportedAt" for="graph" attr.name="exportedAt" attr.type="string"/>\n';
	yield declare('node', entityColumns);
	yield declare('edge', claimColumns);
	yield '  <graph id="faisceau" edgedefault="directed">\n';
	yield `    <data key="marking">${escapeXml(marking)}</data>\n`;
	yield `    <data key="exportedAt">${escapeXml(graph.exportedAt)}</data>\n`;
	for (const entity of graph.entities.toSorted(byId)) {
		const node = summary(entity);
		yield `    <node id="${escapeXml(node.id)}">${values(entityColumns, node)}</node>\n`;
	}
	for (const claim of graph.claims.toSorted(byId))
		yield `    <edge id="${escapeXml(claim.id)}" source="${escapeXml(claim.from)}" target="${escapeXml(claim.to)}">${values(claimColumns, claim)}</edge>\n`;
	yield '  </graph>\n</graphml>\n';
}
