/**
 * GEXF 1.3 (gexf.net), for Gephi: every claim is an edge of its own, parallel edges included. Entities
 * keep the colour of their family, and the place they had on the screen where they had one.
 */
import type { ExportEntity, ExportGraph } from '#lib/domain/export-graph.ts';
import {
	claimColumns,
	claimStatement,
	entityColumns,
	entityStatements,
	type Column
} from './columns.ts';
import { byId, summary, type Summary } from './entity.ts';
import { colourOf } from './paper.ts';
import { highestMarking, markingLine } from './markings.ts';
import { escapeXml } from './xml.ts';

const declare = <T>(of: 'node' | 'edge', columns: readonly Column<T>[]): string =>
	`    <attributes class="${of}">\n${columns
		.map(
			({ id, title, type }) =>
				`      <attribute id="${id}" title="${escapeXml(title)}" type="${type}"/>\n`
		)
		.join('')}    </attributes>\n`;

const values = <T>(columns: readonly Column<T>[], item: T): string =>
	columns
		.map(({ id, value }) => [id, value(item)] as const)
		.filter(([, value]) => value !== '')
		.map(([id, value]) => `<attvalue for="${id}" value="${escapeXml(value)}"/>`)
		.join('');

const groupColumn = ({ groups }: ExportGraph): Column<Summary> => ({
	id: 'group',
	title: 'group',
	type: 'string',
	value: ({ id }) => groups?.get(id) ?? ''
});

/** `viz:color` and `viz:position`, in the order the schema wants them. */
function look({ id, kind }: ExportEntity, { places }: ExportGraph): string {
	const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colourOf(kind).slice(at, at + 2), 16));
	const place = places?.get(id);
	const stands = place ? `<viz:position x="${place.x}" y="${place.y}" z="0"/>` : '';
	return `<viz:color r="${r}" g="${g}" b="${b}"/>${stands}`;
}

export function* gexf(graph: ExportGraph): Generator<string, void, undefined> {
	const marking = markingLine(highestMarking(graph));
	yield '<?xml version="1.0" encoding="UTF-8"?>\n';
	yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n';
	yield `  <meta lastmodifieddate="${escapeXml(graph.exportedAt.slice(0, 10))}">\n`;
	yield `    <creator>Faisceau</creator>\n    <keywords>${escapeXml(marking)}</keywords>\n`;
	yield `    <description>${escapeXml(`Highest marking: ${marking}`)}</description>\n  </meta>\n`;
	yield '  <graph defaultedgetype="directed" mode="static">\n';
	yield declare<never>('node', [...entityColumns, groupColumn(graph), entityStatements]);
	yield declare('edge', [...claimColumns, claimStatement]);
	const columns = [...entityColumns, groupColumn(graph)];
	yield '    <nodes>\n';
	for (const entity of graph.entities.toSorted(byId)) {
		const node = summary(entity);
		yield `      <node id="${escapeXml(node.id)}" label="${escapeXml(node.name)}"><attvalues>${values(columns, node)}${values([entityStatements], entity)}</attvalues>${look(entity, graph)}</node>\n`;
	}
	yield '    </nodes>\n    <edges>\n';
	for (const claim of graph.claims.toSorted(byId))
		yield `      <edge id="${escapeXml(claim.id)}" source="${escapeXml(claim.from)}" target="${escapeXml(claim.to)}" kind="${claim.type}" label="${escapeXml(claim.originalType)}"><attvalues>${values([...claimColumns, claimStatement], claim)}</attvalues></edge>\n`;
	yield '    </edges>\n  </graph>\n</gexf>\n';
}
