/**
 * A large graph for the benches, the same at every run: entities whose numbers of claims follow a power
 * law (Barabási–Albert), said by four organisations under every marking, some twice by another source.
 */
import { audienceOf, intersect, type Token } from '#lib/domain/audience.ts';
import { claimTypeNames, type ClaimType } from '#lib/domain/claim-types.ts';
import { searchText } from '#lib/domain/fold.ts';
import { kindNames, kinds } from '#lib/domain/kinds.ts';
import type { Tlp } from '#lib/domain/marking.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';

/** mulberry32: small, fast, the same everywhere. */
export function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

export const organisations = ['belmark', 'norland', 'suda', 'kest'];
const markings: [Tlp, number][] = [
	['clear', 0.4],
	['green', 0.2],
	['amber', 0.2],
	['amber+strict', 0.15],
	['red', 0.05]
];

interface Said {
	id: string;
	audience: Token[];
	owner: string;
	account: string;
	tlp: Tlp;
	source: string;
}
interface Rec {
	id: string;
	entity: number;
	names: string[];
	identifiers: string[];
	said: Said;
}
export interface Tie {
	id: string;
	type: ClaimType;
	from: string;
	to: string;
	audience: readonly Token[];
	revoked: boolean;
}

const at = <T>(items: readonly T[], index: number): T => {
	const item = items[Math.floor(index)];
	if (item === undefined) throw new Error('drawn outside the list');
	return item;
};
export const pick = <T>(items: readonly T[], draw: () => number): T =>
	at(items, draw() * items.length);

/** Names of made-up words, common ones often: a few thousand words, the first far ahead. */
function vocabulary(draw: () => number, size: number): string[] {
	const syllable = () => pick([...'bcdfghklmnprstvz'], draw) + pick([...'aeiouy'], draw);
	return Array.from({ length: size }, () =>
		Array.from({ length: 2 + draw() * 3 }, syllable).join('')
	);
}

const create = (name: string, text: string) => builtStatement(`bench/${name}`, 'write', text);
const batch = 5_000;

async function inBatches<T>(items: readonly T[], write: (rows: T[]) => Promise<unknown>) {
	for (let from = 0; from < items.length; from += batch)
		await write(items.slice(from, from + batch));
}

export interface Built {
	claims: Tie[];
	names: string[];
	records: number;
}

export interface Size {
	entities: number;
	claims: number;
	seed: number;
}

/** Makes the graph and writes it, unless the store holds it already. */
export async function buildGraph(
	store: GraphStore,
	{ entities, claims, seed }: Size,
	isThere = false
): Promise<Built> {
	const draw = random(seed);
	const idOf = (n: number) => `e${Math.imul(n, 2654435761) >>> 0}`.padEnd(22, 'x');
	const provenances = Array.from({ length: 400 }, (_, n): Said => {
		const owner = at(organisations, n % 4);
		const account = `analyst-${owner}`;
		let left = draw();
		const [tlp] = markings.find(([, share]) => (left -= share) <= 0) ?? at(markings, 0);
		return {
			id: `provenance-${n}`,
			audience: audienceOf({ tlp }, { owner, account }),
			owner,
			account,
			tlp,
			source: `source-${n % 60}`
		};
	});
	const of = (tlps: readonly Tlp[]) => provenances.filter(({ tlp }) => tlps.includes(tlp));
	const open = of(['clear', 'green']);

	const words = vocabulary(draw, 4_000);
	const name = () =>
		Array.from({ length: 1 + draw() * 2.2 }, () => at(words, draw() ** 2 * words.length)).join(' ');
	const records: Rec[] = [];
	const first: Rec[] = [];
	for (let n = 0; n < entities; n++) {
		const many = 1 + (draw() < 0.15 ? 1 : 0);
		for (let i = 0; i < many; i++) {
			const record = {
				id: `r${n}-${i}`,
				entity: n,
				names: [name()],
				identifiers: draw() < 0.5 ? [`domain:${at(words, draw() * words.length)}${n}.example`] : [],
				said: i === 0 && draw() < 0.7 ? pick(open, draw) : pick(provenances, draw)
			};
			records.push(record);
			if (i === 0) first.push(record);
		}
	}

	const ties: (Tie & { said: Said; fromRecord: string; toRecord: string })[] = [];
	const ends: number[] = [0];
	const tie = (a: number, b: number): boolean => {
		const said = pick(provenances, draw);
		const [from, to] = [at(first, a), at(first, b)];
		const audience = intersect(
			intersect(from.said.audience, to.said.audience, said),
			said.audience,
			said
		);
		if (audience.length === 0) return false;
		ties.push({
			id: `c${ties.length}`,
			type: at(claimTypeNames, draw() ** 2 * claimTypeNames.length),
			from: idOf(a),
			to: idOf(b),
			audience,
			revoked: draw() < 0.01,
			said,
			fromRecord: from.id,
			toRecord: to.id
		});
		ends.push(a, b);
		return true;
	};
	const perEntity = claims / entities / 1.15;
	for (let n = 1; n < entities; n++)
		for (let i = 0; i < perEntity; i++)
			for (let again = 0; again < 6; again++) {
				const other = pick(ends, draw);
				if (other === n || !(draw() < 0.5 ? tie(n, other) : tie(other, n))) continue;
				if (draw() < 0.15) tie(n, other);
				break;
			}
	while (ties.length < claims) tie(pick(ends, draw), pick(ends, draw));
	ties.length = claims;

	const built = {
		claims: ties,
		names: records.map(({ names }) => names[0] ?? ''),
		records: records.length
	};
	if (isThere) return built;

	const write = (query: ReturnType<typeof create>) => (rows: object[]) =>
		store.write(query, { rows });
	const sources = Array.from({ length: 60 }, (_, n) => ({
		id: `source-${n}`,
		owner: at(organisations, n % 4),
		ref: `identity--${n}`,
		name: `Source ${n}`
	}));
	await inBatches(
		sources,
		write(create('sources', 'UNWIND $rows AS row CREATE (s:Source) SET s = row'))
	);
	await inBatches(
		provenances.map((said) => ({
			...said,
			handling: [],
			grade: 'europol-4x4/B2',
			statement: 'fact',
			status: 'intelligence',
			obtainedAt: '2026-01-01T00:00:00.000Z',
			purpose: [],
			demonstration: false,
			import: 'bench'
		})),
		write(
			create(
				'provenances',
				'UNWIND $rows AS row MATCH (s:Source {id: row.source}) CREATE (p:Provenance)-[:FROM]->(s) SET p = row'
			)
		)
	);
	for (const kind of kindNames)
		await inBatches(
			first.flatMap((_, n) =>
				at(kindNames, n % kindNames.length) === kind ? [{ id: idOf(n), kind }] : []
			),
			write(
				create('entities', `UNWIND $rows AS row CREATE (e:Entity:${kinds[kind].label}) SET e = row`)
			)
		);
	await inBatches(
		records.map(({ id, entity, names, identifiers, said }) => ({
			entity: idOf(entity),
			keys: identifiers,
			props: {
				id,
				ref: `x--${id}`,
				originalType: 'x-thing',
				names,
				identifiers,
				search: searchText(
					names,
					identifiers.map((key) => ({ scheme: 'domain', value: key.slice(7) }))
				),
				attributes: '{}',
				audience: said.audience,
				provenance: said.id,
				modified: '2026-01-01T00:00:00.000Z',
				revoked: false,
				stub: false
			}
		})),
		write(
			create(
				'records',
				`UNWIND $rows AS row MATCH (e:Entity {id: row.entity})
				CREATE (r:Record)-[:DESCRIBES]->(e) SET r = row.props
				FOREACH (key IN row.keys | MERGE (i:Identifier {key: key}) CREATE (r)-[:IDENTIFIED_BY]->(i))`
			)
		)
	);
	for (const type of claimTypeNames)
		await inBatches(
			ties
				.filter((one) => one.type === type)
				.map(({ id, from, to, audience, revoked, said, fromRecord, toRecord }, n) => ({
					from,
					to,
					props: {
						id,
						ref: `relationship--${id}`,
						originalType: type.toLowerCase(),
						audience,
						provenance: said.id,
						fromRecord,
						toRecord,
						revoked,
						unusualEnds: false,
						validFrom: new Date(Date.UTC(2025, 0, 1) + (n % 500) * 86_400_000).toISOString()
					}
				})),
			write(
				create(
					'claims',
					`UNWIND $rows AS row MATCH (a:Entity {id: row.from}) MATCH (b:Entity {id: row.to})
					CREATE (a)-[c:${type}]->(b) SET c = row.props`
				)
			)
		);
	return built;
}
