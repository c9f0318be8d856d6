/** What our own export of a graph must say again when it is read back. */
import { expect } from 'vitest';
import type { ExportGraph } from '#lib/domain/export-graph.ts';
import { summary } from '#lib/export/entity.ts';
import { claims, record, records } from '../export/drafts.ts';
import { graphOf } from '../export/graph-of.ts';
import type { readWith } from './xml-read.ts';

/** The file as another program may leave it: without the statements that stand whole beside the columns. */
export const columnsAlone = (text: string): string =>
	text
		.replace(/<attvalue for="(?:statements|claimStatement)"[^>]*\/>/gi, '')
		.replace(/<data key="(?:statements|claimStatement)">[^<]*<\/data>/g, '');

export const ownGraph: ExportGraph = graphOf([
	...records,
	...claims,
	record('group', { ref: 'ledger:alone', names: ['A "<name>" & more', 'second'], tlp: 'clear' })
]);

/** Every entity and every claim of the graph is there again: kind, names, identifiers, type, marking, grade, sum. */
export function expectOwn({
	records: found,
	claims: said,
	rejected
}: Awaited<ReturnType<typeof readWith>>) {
	expect(rejected).toEqual([]);
	const nodes = new Map(found.map((each) => [String(each.attributes.id), each]));
	expect(nodes.size).toBe(ownGraph.entities.length);
	for (const entity of ownGraph.entities) {
		const row = summary(entity);
		const node = nodes.get(entity.id);
		expect(node).toMatchObject({
			kind: entity.kind,
			names: [row.name, ...row.aliases],
			originalType: row.originalTypes.join(' | '),
			tlp: row.tlp
		});
		expect(node?.pap ?? '').toBe(row.pap);
		expect(node?.handling ?? []).toEqual(row.handling);
		expect(node?.revoked ?? false).toBe(row.revoked);
		expect(node?.source?.name).toBe(row.sources.length === 1 ? row.sources[0] : undefined);
		const one = entity.kind === 'person' && row.dataSubject.length === 1;
		expect(node?.dataSubject).toBe(one ? row.dataSubject[0] : undefined);
		expect(node?.identifiers.map(({ scheme, value }) => `${scheme}:${value}`)).toEqual(
			row.identifiers
		);
	}
	const edges = new Map(said.map((each) => [String(each.attributes.id), each]));
	expect(edges.size).toBe(ownGraph.claims.length);
	for (const claim of ownGraph.claims) {
		const edge = edges.get(claim.id);
		expect(edge).toMatchObject({
			type: claim.type,
			originalType: claim.originalType,
			tlp: claim.tlp,
			evaluation: claim.evaluation,
			source: { name: claim.source.name },
			from: nodes.get(claim.from)?.ref,
			to: nodes.get(claim.to)?.ref
		});
		const same = [
			'amountMinor',
			'currency',
			'happenedAt',
			'role',
			'validFrom',
			'validUntil',
			'confidence',
			'description'
		] as const;
		for (const field of same) expect(edge?.[field] ?? null, field).toBe(claim[field]);
		expect(edge?.handling ?? []).toEqual(claim.handling);
		expect(edge?.statement ?? 'fact').toBe(claim.statement);
	}
}
