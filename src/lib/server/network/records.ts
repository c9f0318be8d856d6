/** Records in the order they speak for their entity, and the names they give it. */
import type { Token } from '#lib/domain/audience.ts';
import type { Tlp } from '#lib/domain/marking.ts';
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import * as queries from './queries.ts';
import type { RecordRow } from './queries.ts';
import { inBatches, type Reading } from './reading.ts';
import { shielded } from './shield.ts';

type Ranked = Pick<RecordRow, 'stub' | 'revoked' | 'modified' | 'id'>;

/** The record that speaks first: whole before stub, standing before withdrawn, latest, then by id. */
export const byWeight = (a: Ranked, b: Ranked): number =>
	Number(a.stub) - Number(b.stub) ||
	Number(a.revoked) - Number(b.revoked) ||
	descending(a.modified ?? '', b.modified ?? '') ||
	ascending(a.id, b.id);

export const ascending = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
export const descending = (a: string, b: string): number => ascending(b, a);

/** `domain:evil.example` → scheme and value; values may hold colons of their own. */
export function parseIdentifier(key: string): { scheme: string; value: string } {
	const colon = key.indexOf(':');
	return { scheme: key.slice(0, colon), value: key.slice(colon + 1) };
}

/** The name the visible records give an entity, weightiest first; an identifier where none has one. */
export function nameOf(
	ranked: readonly Pick<RecordRow, 'names' | 'identifiers' | 'ref'>[]
): string {
	const [name] = ranked.flatMap((record) => record.names);
	if (name !== undefined) return name;
	const [identifier] = ranked.flatMap((record) => record.identifiers);
	return identifier === undefined ? (ranked[0]?.ref ?? '') : parseIdentifier(identifier).value;
}

/**
 * The marking an audience stands for. A stub reaches as far as the widest claim that speaks of it, so
 * the marking it was first written under may be out of the viewer's sight.
 */
export function tlpOfAudience(audience: readonly Token[]): Tlp {
	const holds = (test: (token: Token) => boolean) => audience.some(test);
	if (holds((token) => token === 'everyone')) return 'clear';
	if (holds((token) => token === 'community' || token === 'demonstration')) return 'green';
	if (holds((token) => token.startsWith('clients:'))) return 'amber';
	if (holds((token) => token.startsWith('org:') && !token.includes('+'))) return 'amber+strict';
	return 'red';
}

/**
 * Those of some entities the viewer sees anything of. Asked before claims are read: a hidden hub must
 * not be known by the time its links take.
 */
export async function seenOf(reading: Reading, ids: readonly string[]): Promise<Set<string>> {
	const rows = await inBatches(ids, (batch) =>
		reading.read(queries.seen, { ids: batch, audience: reading.audience })
	);
	return new Set(rows.map(({ id }) => id));
}

/** Records of each entity, weightiest first. */
export function byEntity<R extends Ranked & { entity: string }>(
	rows: readonly R[]
): Map<string, R[]> {
	const groups = new Map<string, R[]>();
	for (const row of rows) {
		const group = groups.get(row.entity);
		if (group) group.push(row);
		else groups.set(row.entity, [row]);
	}
	for (const group of groups.values()) group.sort(byWeight);
	return groups;
}

/**
 * Visible records of some entities, as rows, grouped. An entity without any does not exist here; a
 * victim or witness has a label for a name until a reason holds.
 */
export const recordsOf = async (reading: Reading, ids: readonly string[]) =>
	shielded(
		reading,
		byEntity(
			await inBatches(ids, (batch) =>
				reading.read(queries.records, { ids: batch, audience: reading.audience })
			)
		)
	);

export const shieldOf = ({ shielded, nameless }: { shielded?: true; nameless?: true }) => ({
	...(shielded ? { shielded } : {}),
	...(nameless ? { nameless } : {})
});

/** Names of some entities as the viewer may know them. */
export async function namesOf(
	reading: Reading,
	ids: readonly string[]
): Promise<Map<string, Pick<NetworkNode, 'id' | 'name' | 'kind' | 'shielded' | 'nameless'>>> {
	const groups = await recordsOf(reading, [...new Set(ids)]);
	return new Map(
		[...groups].flatMap(([id, [first, ...rest]]) =>
			first
				? [[id, { id, kind: first.kind, name: nameOf([first, ...rest]), ...shieldOf(first) }]]
				: []
		)
	);
}
