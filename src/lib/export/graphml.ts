/**
 * GraphML (graphml.graphdrawing.org), for Gephi, yEd, NetworkX, igraph and Neo4j. `label`, `x`, `y` and
 * `color` are the names these tools look for.
 */
import type { ExportEntity, ExportGraph } from '#lib/domain/export-graph.ts';
import {
	claimColumns,
	claimStatement,
	entityColumns,
	entityStatements,
	type Column
} from './columns.ts';
import { byId, summary } from './entity.ts';
import { colourOf } from './paper.ts';
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

function look({ id, kind }: ExportEntity, { places, groups }: ExportGraph): string {
	const place = places?.get(id);
	const stands = place ? `<data key="x">${place.x}</data><data key="y">${place.y}</data>` : '';
	const group = groups?.get(id);
	const within = group === undefined ? '' : `<data key="group">${escapeXml(group)}</data>`;
	return `<data key="color">${colourOf(kind)}</data>${stands}${within}`;
}

export function* graphml(graph: ExportGraph): Generator<string, void, undefined> {
	const marking = markingLine(highestMarking(graph));
	yield '<?xml version="1.0" encoding="UTF-8"?>\n';
	yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n';
	yield '  <key id="marking" for="graph" attr.name="marking" attr.type="string"/>\n';
	yield '  <key id="exportedAt" for="graph" attr.name="exportedAt" attr.type="string"/>\n';
	yield declare<never>('node', [...entityColumns, entityStatements]);
	yield '  <key id="label" for="node" attr.name="label" attr.type="string"/>\n';
	yield '  <key id="group" for="node" attr.name="group" attr.type="string"/>\n';
	yield '  <key id="edgeLabel" for="edge" attr.name="label" attr.type="string"/>\n';
	yield '  <key id="color" for="node" attr.name="color" attr.type="string"/>\n';
	yield '  <key id="x" for="node" attr.name="x" attr.type="double"/>\n';
	yield '  <key id="y" for="node" attr.name="y" attr.type="double"/>\n';
	yield declare('edge', [...claimColumns, claimStatement]);
	yield '  <graph id="faisceau" edgedefault="directed">\n';
	yield `    <data key="marking">${escapeXml(marking)}</data>\n`;
	yield `    <data key="exportedAt">${escapeXml(graph.exportedAt)}</data>\n`;
	for (const entity of graph.entities.toSorted(byId)) {
		const node = summary(entity);
		yield `    <node id="${escapeXml(node.id)}"><data key="label">${escapeXml(node.name)}</data>${values(entityColumns, node)}${values([entityStatements], entity)}${look(entity, graph)}</node>\n`;
	}
	for (const claim of graph.claims.toSorted(byId))
		yield `    <edge id="${escapeXml(claim.id)}" source="${escapeXml(claim.from)}" target="${escapeXml(claim.to)}"><data key="edgeLabel">${escapeXml(claim.originalType)}</data>${values([...claimColumns, claimStatement], claim)}</edge>\n`;
	yield '  </graph>\n</graphml>\n';
}
