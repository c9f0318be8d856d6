/** Entities found by the STIX ids they came with. */
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import { nodesOf } from './nodes.ts';
import * as queries from './queries.ts';
import type { Reading } from './reading.ts';

/** Each id with the visible entity it stands for; ids without one are left out. */
export async function known(
	reading: Reading,
	refs: readonly string[]
): Promise<Map<string, NetworkNode>> {
	const keyed = new Map(refs.map((ref) => [`stix:${ref}`, ref]));
	const records = await reading.read(queries.recordsByIdentifier, {
		keys: [...keyed.keys()],
		audience: reading.audience
	});
	const nodes = new Map(
		(
			await nodesOf(
				reading,
				records.map((record) => record.entity)
			)
		).map((node) => [node.id, node])
	);
	return new Map(
		records.flatMap((record) =>
			record.identifiers.flatMap((key) => {
				const ref = keyed.get(key);
				const node = nodes.get(record.entity);
				return ref && node ? [[ref, node] as const] : [];
			})
		)
	);
}
