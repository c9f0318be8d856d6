/**
 * MISP core format: one event, an object for each entity, a reference for each claim. An object has no marking of
 * its own, so each value, record and claim is an attribute with the tags and the distribution of what it comes from;
 * the event says the strictest of all. Each record and claim stands whole in an attribute, as a server keeps no
 * fields of its own beside those of the standard.
 */
import type { JsonObject } from '#lib/domain/draft.ts';
import type {
	ExportClaim,
	ExportEntity,
	ExportGraph,
	ExportProvenance,
	ExportRecord
} from '#lib/domain/export-graph.ts';
import { tlpLevels } from '#lib/domain/marking.ts';
import {
	distributionOf,
	identifierTypes,
	nameTypeOf,
	ownRelations,
	ownTag,
	relationshipWord,
	templateOf,
	type MispType
} from '#lib/domain/misp-export.ts';
import { byCodeUnit, byId, byWeight, summary } from './entity.ts';
import { highestMarking, markingLine, type HighestMarking } from './markings.ts';
import { ownClaim, ownRecord, statementText } from './own-statement.ts';
import { uuidOf } from './uuid.ts';

type Marked = Pick<HighestMarking, 'pap' | 'handling'> & Pick<ExportProvenance, 'tlp'>;

const tag = (name: string): JsonObject => ({ name });

const markingTags = ({ tlp, pap, handling }: Marked): JsonObject[] => [
	tag(`tlp:${tlp}`),
	...(pap ? [tag(`PAP:${pap.toUpperCase()}`)] : []),
	...handling.toSorted().map((code) => tag(`faisceau:handling="${code}"`))
];

/** The Admiralty's grades have words in MISP; those of another scheme stand in the statement alone. */
const gradeTags = ({ evaluation: { scheme, source, information } }: ExportProvenance) =>
	scheme === 'admiralty'
		? [
				tag(`admiralty-scale:source-reliability="${source.toLowerCase()}"`),
				tag(`admiralty-scale:information-credibility="${information}"`)
			]
		: [];

const tagsOf = (said: ExportProvenance): JsonObject[] => [
	...markingTags({ ...said, pap: said.pap ?? undefined }),
	...gradeTags(said)
];

const seconds = (iso: string): string => String(Math.floor(Date.parse(iso) / 1000));

const attribute = (
	entity: string,
	{ type, category, relation }: MispType,
	value: string,
	said: ExportProvenance
): JsonObject => ({
	uuid: uuidOf(`${entity} ${relation} ${type} ${value}`),
	type,
	category,
	object_relation: relation,
	value,
	to_ids: false,
	disable_correlation: relation.startsWith('faisceau-'),
	distribution: distributionOf[said.tlp],
	timestamp: seconds(said.modified ?? said.obtainedAt),
	comment: '',
	Tag: tagsOf(said)
});

const byOpenness = (a: ExportRecord, b: ExportRecord): number =>
	tlpLevels.indexOf(a.tlp) - tlpLevels.indexOf(b.tlp) || byWeight(a, b);

/** Names and identifiers, each once, under the most open record that says it. */
function* values({ id, kind, records }: ExportEntity): Generator<JsonObject> {
	const seen = new Set<string>();
	for (const record of records.toSorted(byOpenness)) {
		const said = [
			...record.names.map((value) => ({ type: nameTypeOf(kind), value })),
			...record.identifiers.map(({ scheme, value }) => ({ type: identifierTypes[scheme], value }))
		];
		for (const { type, value } of said) {
			const key = `${type?.relation} ${value}`;
			if (!type || value === '' || seen.has(key)) continue;
			seen.add(key);
			yield attribute(id, type, value, record);
		}
	}
}

const whole = (relation: string): MispType => ({ type: 'text', category: 'Other', relation });

function* statements(
	{ id, kind, records }: ExportEntity,
	claims: readonly ExportClaim[]
): Generator<JsonObject> {
	for (const record of records.toSorted(byWeight)) {
		// Of a thing known by its reference alone there is nothing to say, and that is said.
		const own = ownRecord(kind, record) ?? [];
		yield attribute(id, whole(ownRelations.record), statementText(own), record);
	}
	for (const claim of claims)
		yield attribute(id, whole(ownRelations.claim), statementText(ownClaim(claim)), claim);
}

const reference = (claim: ExportClaim): JsonObject => ({
	uuid: uuidOf(claim.id),
	object_uuid: uuidOf(claim.from),
	referenced_uuid: uuidOf(claim.to),
	relationship_type: relationshipWord[claim.type],
	comment: `${claim.type} (${claim.originalType})`
});

function object(entity: ExportEntity, claims: readonly ExportClaim[], at: string): JsonObject {
	const { name, meta } = templateOf(entity.kind);
	const found = [...values(entity)];
	const said = summary(entity);
	return {
		uuid: uuidOf(entity.id),
		name,
		'meta-category': meta,
		description: `${entity.kind}: ${said.name}`,
		distribution: '5',
		timestamp: seconds(at),
		comment: '',
		Attribute: [...found, ...statements(entity, claims)],
		ObjectReference: claims.map(reference)
	};
}

const eventOf = (graph: ExportGraph): JsonObject => {
	const highest = highestMarking(graph);
	const { tlp = 'clear', pap, handling } = highest;
	const items = [...graph.entities, ...graph.claims].map(({ id }) => id).sort(byCodeUnit);
	return {
		uuid: uuidOf(`misp ${items.join(' ')}`),
		info: `Faisceau ${markingLine(highest)}`.trim(),
		date: graph.exportedAt.slice(0, 10),
		timestamp: seconds(graph.exportedAt),
		published: false,
		analysis: '0',
		threat_level_id: '4',
		distribution: distributionOf[tlp],
		Orgc: { name: 'Faisceau', uuid: uuidOf('faisceau organisation') },
		Tag: [
			tag(ownTag),
			...markingTags({ tlp, pap, handling }),
			...(highest.demonstration ? [tag('faisceau:fictional')] : [])
		]
	};
};

export function* misp(graph: ExportGraph): Generator<string, void, undefined> {
	const claims = new Map<string, ExportClaim[]>();
	for (const claim of graph.claims.toSorted(byId))
		claims.set(claim.from, [...(claims.get(claim.from) ?? []), claim]);
	const head = JSON.stringify(eventOf(graph)).slice(0, -1);
	yield `{"Event":${head},"Attribute":[],"Object":[`;
	let separator = '\n';
	for (const entity of graph.entities.toSorted(byId)) {
		yield separator + JSON.stringify(object(entity, claims.get(entity.id) ?? [], graph.exportedAt));
		separator = ',\n';
	}
	yield '\n]}}\n';
}
