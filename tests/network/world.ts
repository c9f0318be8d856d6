/**
 * Random small worlds for the property tests: organisations that mark what they say in every way,
 * records that share entities and identifiers, claims whose audiences keep the invariant, stubs,
 * withdrawn items. Every text that could leak holds a word of its own.
 */
import fc from 'fast-check';
import { audienceOf, intersect, tokensOf, type Role, type Token } from '#lib/domain/audience.ts';
import { claimTypeNames, type ClaimType } from '#lib/domain/claim-types.ts';
import { latinText } from '#lib/server/graph/search-text.ts';
import { kindNames, kinds, type Kind } from '#lib/domain/kinds.ts';
import { tlpLevels, type HandlingCode, type Pap, type Tlp } from '#lib/domain/marking.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';

export const organisations = ['belmark', 'norland', 'suda'];
export const accounts = organisations.flatMap((owner) =>
	['ana', 'bo'].map((name) => ({ owner, account: `${name}-${owner}` }))
);
const vocabulary = ['Sandworm', 'Émile', 'Kestrel', 'kest', 'Blue Heron', 'Łukasz', 'sa'];
const sharedIdentifiers = [
	'domain:evil.example',
	'ip:192.0.2.7',
	'wallet:bc1qkestrel',
	'iban:BE71096123456769',
	'stix:malware--5f9f5e24-7b0a-4c8e-9a63-5a7f0e0a6a11'
];
const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString();

export interface WorldProvenance {
	id: string;
	audience: Token[];
	source: string;
	/** As this statement names it, and no other. */
	sourceName: string;
	owner: string;
	account: string;
	tlp: Tlp;
	pap?: Pap;
	handling: HandlingCode[];
	handlingNote: string;
	grade: string;
	statement: 'fact' | 'assessment';
	status: 'intelligence';
	obtainedAt: string;
	purpose: string[];
	demonstration: boolean;
	caseId?: string;
	import: string;
}
export interface WorldRecord {
	id: string;
	entity: string;
	ref: string;
	originalType: string;
	names: string[];
	identifiers: string[];
	search: string;
	attributes: string;
	audience: Token[];
	provenance: string;
	modified: string;
	revoked: boolean;
	stub: boolean;
	dataSubject?: string;
	by?: Statement;
}
export interface WorldClaim {
	id: string;
	type: ClaimType;
	from: string;
	to: string;
	ref: string;
	originalType: string;
	description: string;
	audience: Token[];
	provenance: string;
	fromRecord: string;
	toRecord: string;
	revoked: boolean;
	unusualEnds: boolean;
	validFrom: string;
}
export interface World {
	entities: { id: string; kind: Kind }[];
	sources: { id: string; owner: string; ref: string; entity?: string }[];
	provenances: WorldProvenance[];
	records: WorldRecord[];
	claims: WorldClaim[];
	viewers: Viewer[];
}

interface Statement {
	tlp: Tlp;
	by: number;
	recipients: number[];
	demonstration: boolean;
	/** Of the speaker's organisation. */
	caseId?: string | undefined;
	source: number;
}

const at = <T>(items: readonly T[], index: number): T => {
	const item = items[index % items.length];
	if (item === undefined) throw new Error('an empty list');
	return item;
};
const numbered = (word: string, n: number) => `${word}${String(n).padStart(3, '0')}x`;

const statement: fc.Arbitrary<Statement> = fc.record({
	tlp: fc.constantFrom(...tlpLevels),
	by: fc.nat(accounts.length - 1),
	recipients: fc.uniqueArray(fc.nat(accounts.length - 1), { maxLength: 2 }),
	demonstration: fc.boolean(),
	caseId: fc.constantFrom(undefined, '7', '8'),
	source: fc.nat(3)
});

const shape = fc.record({
	kinds: fc.array(fc.nat(kindNames.length - 1), { minLength: 2, maxLength: 9 }),
	records: fc.array(
		fc.record({
			entity: fc.nat(8),
			by: statement,
			also: fc.option(statement, { nil: undefined }),
			word: fc.option(fc.nat(vocabulary.length - 1), { nil: undefined }),
			identifier: fc.option(fc.nat(sharedIdentifiers.length - 1), { nil: undefined }),
			modified: fc.nat(5),
			revoked: fc.nat(5)
		}),
		{ minLength: 4, maxLength: 22 }
	),
	claims: fc.array(
		fc.record({
			from: fc.nat(99),
			to: fc.nat(99),
			type: fc.nat(2),
			by: statement,
			revoked: fc.nat(7),
			validFrom: fc.nat(3)
		}),
		{ minLength: 4, maxLength: 45 }
	),
	sourceEntity: fc.nat(8),
	clientOf: fc.nat(2)
});

const marking = ({ tlp, recipients }: Statement) => ({
	tlp,
	recipients: recipients.map((index) => at(accounts, index).account)
});
const ownership = ({ by, demonstration, caseId }: Statement) => ({
	...at(accounts, by),
	demonstration,
	caseId
});
const reach = (said: Statement) => audienceOf(marking(said), ownership(said));

/** A world as fast-check makes and shrinks it. */
export const worlds: fc.Arbitrary<World> = shape.map((made) => {
	const entities = made.kinds.map((kind, n) => ({
		id: numbered('entity', n),
		kind: at(kindNames, kind)
	}));
	const sources = [0, 1, 2, 3].map((n) => ({
		id: numbered('source', n),
		owner: at(organisations, n),
		ref: numbered('identity--', n),
		...(n === 0 ? { entity: at(entities, made.sourceEntity).id } : {})
	}));
	const provenances = new Map<string, WorldProvenance>();
	const provenanceOf = (said: Statement): WorldProvenance => {
		const { owner, account } = at(accounts, said.by);
		const key = JSON.stringify([
			marking(said),
			owner,
			account,
			said.demonstration,
			said.caseId,
			said.source
		]);
		const known = provenances.get(key);
		if (known) return known;
		const n = provenances.size;
		const provenance: WorldProvenance = {
			id: numbered('provenance', n),
			audience: reach(said),
			source: at(sources, said.source).id,
			sourceName: numbered('agency', n),
			owner,
			account,
			tlp: said.tlp,
			handling: n % 3 === 0 ? ['H1'] : [],
			handlingNote: numbered('note', n),
			grade: n % 2 ? 'europol-4x4/B2' : 'europol-4x4/X4',
			statement: n % 4 ? 'fact' : 'assessment',
			status: 'intelligence',
			obtainedAt: day(n),
			purpose: [],
			demonstration: said.demonstration,
			...(said.caseId ? { caseId: said.caseId } : {}),
			import: 'none'
		};
		provenances.set(key, provenance);
		return provenance;
	};
	const records = made.records.map((drawn, n): WorldRecord => {
		const stub = drawn.also !== undefined;
		const names = stub
			? []
			: [
					...(drawn.word === undefined ? [] : [`${at(vocabulary, drawn.word)}`]),
					numbered('name', n)
				];
		const identifiers = [
			...(drawn.identifier === undefined ? [] : [at(sharedIdentifiers, drawn.identifier)]),
			`external:${numbered('key', n)}`
		];
		// Like the writer's: a stub reaches as far as the widest claim that speaks of it.
		const audience = [...new Set([...reach(drawn.by), ...(drawn.also ? reach(drawn.also) : [])])];
		return {
			id: numbered('record', n),
			entity: at(entities, drawn.entity).id,
			ref: numbered('ref', n),
			originalType: numbered('type', n),
			names,
			identifiers,
			search: latinText(
				names,
				identifiers.map((key) => ({
					scheme: key.slice(0, key.indexOf(':')),
					value: key.slice(key.indexOf(':') + 1)
				}))
			),
			attributes: JSON.stringify({ secret: numbered('attribute', n) }),
			audience: audience.sort(),
			provenance: provenanceOf(drawn.by).id,
			modified: day(drawn.modified),
			revoked: drawn.revoked === 0,
			stub,
			by: drawn.by
		};
	});
	const claims = made.claims.flatMap((drawn, n): WorldClaim[] => {
		const from = at(records, drawn.from);
		const to = at(records, drawn.to);
		const owner = ownership(drawn.by);
		const ends = intersect(from.audience, to.audience, owner);
		const audience = intersect(ends, reach(drawn.by), owner);
		if (audience.length === 0) return [];
		return [
			{
				id: numbered('claim', n),
				type: at(claimTypeNames, drawn.type),
				from: from.entity,
				to: to.entity,
				ref: numbered('relationship', n),
				originalType: numbered('verb', n),
				description: numbered('words', n),
				audience,
				provenance: provenanceOf(drawn.by).id,
				fromRecord: from.id,
				toRecord: to.id,
				revoked: drawn.revoked === 0,
				unusualEnds: false,
				validFrom: day(drawn.validFrom)
			}
		];
	});
	const inUse = new Set(records.map((record) => record.entity));
	const base = {
		entities: entities.filter(({ id }) => inUse.has(id)),
		sources,
		provenances: [...provenances.values()],
		records,
		claims
	};
	return { ...base, viewers: viewersOf(base, at(organisations, made.clientOf)) };
});

const viewerOf = (
	account: string,
	organisation: string,
	role: Role,
	more: { clientOf?: string[]; cases?: string[]; demonstration?: boolean } = {}
): Viewer => ({
	account,
	name: account,
	organisation: { id: organisation, name: organisation },
	roles: [role],
	audience: tokensOf({
		account,
		organisation,
		clientOf: more.clientOf ?? [],
		groups: [],
		cases: more.cases ?? [],
		roles: [role],
		demonstration: more.demonstration ?? false
	}),
	operator: false
});

function viewersOf(world: Omit<World, 'viewers'>, client: string): Viewer[] {
	const tokens = [...world.records, ...world.claims, ...world.provenances].flatMap(
		({ audience }) => audience
	);
	return [
		// Members and clients of whoever owns demonstration data see the demonstration; others need not.
		...accounts.map(({ account, owner }) =>
			viewerOf(account, owner, 'analyst', { demonstration: true })
		),
		viewerOf('client', 'elsewhere', 'liaison', { clientOf: [client], demonstration: true }),
		viewerOf('stranger', 'elsewhere', 'author'),
		viewerOf('pro', 'belmark', 'prosecutor', { cases: ['7'] }),
		viewerOf('proctor', 'norland', 'prosecutor', { cases: ['7', '8'] }),
		viewerOf('idle', 'suda', 'prosecutor'),
		{
			...viewerOf('local-operator', 'local', 'administrator'),
			audience: [...new Set(tokens)].sort(),
			operator: true
		}
	];
}

// Writing

const create = (name: string, text: string) => builtStatement(`world/${name}`, 'write', text);
const clear = create('clear', 'MATCH (n) WHERE NOT n:Schema DETACH DELETE n');
const addSources = create('sources', 'UNWIND $rows AS row CREATE (s:Source) SET s = row');
const addProvenances = create(
	'provenances',
	'UNWIND $rows AS row MATCH (s:Source {id: row.source}) CREATE (p:Provenance)-[:FROM]->(s) SET p = row'
);
const addRecords = create(
	'records',
	`UNWIND $rows AS row
	MATCH (e:Entity {id: row.entity})
	CREATE (r:Record)-[:DESCRIBES]->(e)
	SET r = row.props
	FOREACH (key IN row.props.identifiers | MERGE (i:Identifier {key: key}) CREATE (r)-[:IDENTIFIED_BY]->(i))`
);
const addEntities = Object.fromEntries(
	kindNames.map((kind) => [
		kind,
		create(
			`entities-${kind}`,
			`UNWIND $rows AS row CREATE (e:Entity:${kinds[kind].label}) SET e = row`
		)
	])
);
const addClaims = Object.fromEntries(
	claimTypeNames.map((type) => [
		type,
		create(
			`claims-${type}`,
			`UNWIND $rows AS row
			MATCH (a:Entity {id: row.from}) MATCH (b:Entity {id: row.to})
			CREATE (a)-[c:${type}]->(b) SET c = row.props`
		)
	])
);

const grouped = <T, K extends string>(items: readonly T[], by: (item: T) => K) => {
	const groups = new Map<K, T[]>();
	for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
	return [...groups];
};
const without = <T extends object>(item: T, ...keys: string[]) =>
	Object.fromEntries(Object.entries(item).filter(([key]) => !keys.includes(key)));

/** Empties the graph and writes a world into it. */
export async function writeWorld(store: GraphStore, world: World): Promise<void> {
	await store.transaction(({ run }) => run(clear, {}));
	await addWorld(store, world);
}

/** Writes a world beside what is there. */
export async function addWorld(store: GraphStore, world: World): Promise<void> {
	await store.transaction(async ({ run }) => {
		for (const [kind, rows] of grouped(world.entities, (entity) => entity.kind)) {
			const add = addEntities[kind];
			if (add) await run(add, { rows });
		}
		await run(addSources, { rows: world.sources });
		await run(addProvenances, { rows: world.provenances });
		await run(addRecords, {
			rows: world.records.map((record) => ({
				entity: record.entity,
				props: without(record, 'entity', 'by')
			}))
		});
		for (const [type, claims] of grouped(world.claims, (claim) => claim.type)) {
			const add = addClaims[type];
			if (add)
				await run(add, {
					rows: claims.map((claim) => ({
						from: claim.from,
						to: claim.to,
						props: without(claim, 'from', 'to', 'type')
					}))
				});
		}
	});
}
