/**
 * CASE 1.5 and UCO 1.5 as JSON-LD: an object for each entity, a relationship for each claim, a marking definition for
 * each marking that occurs, a provenance record for each source. What the ontology has no word for stands whole as a
 * text under our own namespace, beside each object. Every node has an IRI of its own, as UCO's shapes ask.
 */
import {
	caseInvestigation,
	classOfKind,
	hashSchemes,
	modules,
	uco,
	written
} from '#lib/domain/case-mapping.ts';
import type { Json, JsonObject } from '#lib/domain/draft.ts';
import type {
	ExportClaim,
	ExportEntity,
	ExportGraph,
	ExportProvenance,
	ExportRecord
} from '#lib/domain/export-graph.ts';
import { ownNamespace } from '#lib/domain/own-statement.ts';
import { relationshipWords } from '#lib/domain/stix-mapping.ts';
import { byCodeUnit, byId, byWeight, summary } from './entity.ts';
import { highestMarking, markingLine } from './markings.ts';
import { ownClaim, ownRecords, statementText } from './own-statement.ts';
import { uuidOf } from './uuid.ts';

const context: JsonObject = {
	'case-investigation': caseInvestigation,
	faisceau: ownNamespace,
	...Object.fromEntries(modules.map((module) => [`uco-${module}`, `${uco}${module}/`])),
	xsd: 'http://www.w3.org/2001/XMLSchema#'
};

const iri = (...parts: string[]): string => `urn:uuid:${uuidOf(parts.join(' '))}`;
const to = (id: string): JsonObject => ({ '@id': id });
const typed = (type: string, value: string): JsonObject => ({
	'@type': `xsd:${type}`,
	'@value': value
});

/** A node; what is undefined or an empty list is not said. */
function node(id: string, type: string, said: Record<string, Json | undefined>): JsonObject {
	const kept = Object.entries(said).filter(
		(entry): entry is [string, Json] =>
			entry[1] !== undefined && !(Array.isArray(entry[1]) && entry[1].length === 0)
	);
	return {
		'@id': id,
		'@type': written(type),
		...Object.fromEntries(kept.map(([key, value]) => [written(key), value]))
	};
}

/** Nodes that only hold the file together say nothing of the world. */
const ours = { 'faisceau:statement': '[]' };

const lineOf = (said: ExportProvenance): string =>
	[
		markingLine({ ...said, pap: said.pap ?? undefined, handling: said.handling.toSorted() }),
		...(said.handlingNote === null ? [] : [`(${said.handlingNote})`])
	].join(' ');

const markingId = (line: string): string => iri('case marking', line);

const markingNode = (line: string): JsonObject =>
	node(markingId(line), 'marking/MarkingDefinition', {
		'marking/definitionType': 'statement',
		'marking/definition': [
			node(iri('case statement', line), 'marking/StatementMarking', {
				'marking/definitionType': 'statement',
				'marking/statement': line
			})
		],
		...ours
	});

const markingsOf = (said: readonly ExportProvenance[]): JsonObject[] =>
	[...new Set(said.map(lineOf))].sort(byCodeUnit).map((line) => to(markingId(line)));

/** What a facet holds of the values that name the thing. */
function facets({ id, kind, records }: ExportEntity): JsonObject[] {
	const ranked = records.toSorted(byWeight);
	const all = ranked.flatMap((record) => record.identifiers);
	const first = (...schemes: string[]) => all.find(({ scheme }) => schemes.includes(scheme))?.value;
	const facet = (name: string, said: Record<string, Json | undefined>): JsonObject[] =>
		Object.values(said).every((value) => value === undefined)
			? []
			: [node(iri('case facet', id, name), name, said)];
	const observable = (name: string, property: string, ...schemes: string[]) =>
		facet(`observable/${name}`, { [`observable/${property}`]: first(...schemes) });
	switch (kind) {
		case 'domain':
			return observable('DomainNameFacet', 'value', 'domain');
		case 'ip':
			return observable('IPAddressFacet', 'addressValue', 'ip');
		case 'url':
			return observable('URLFacet', 'fullValue', 'url');
		case 'email':
			return observable('EmailAddressFacet', 'addressValue', 'email');
		case 'phone':
			return observable('PhoneAccountFacet', 'phoneNumber', 'phone');
		case 'device':
			return observable('MACAddressFacet', 'addressValue', 'mac');
		case 'account':
			return observable('AccountFacet', 'accountIdentifier', 'iban', 'account');
		case 'wallet':
			return observable('AccountFacet', 'accountIdentifier', 'wallet');
		case 'persona':
			return observable('AccountFacet', 'accountIdentifier', 'handle', 'account');
		case 'file':
			return facet('observable/ContentDataFacet', { 'observable/hash': hashes(id, ranked) });
		case 'location':
			return facet('location/LatLongCoordinatesFacet', coordinates(ranked));
		default:
			return [];
	}
}

function hashes(id: string, records: readonly ExportRecord[]): Json | undefined {
	const found = Object.entries(hashSchemes).flatMap(([method, scheme]) =>
		records
			.flatMap((record) => record.identifiers)
			.filter((identifier) => identifier.scheme === scheme)
			.slice(0, 1)
			.map(({ value }) =>
				node(iri('case hash', id, method), 'types/Hash', {
					'types/hashMethod': method,
					'types/hashValue': typed('hexBinary', value)
				})
			)
	);
	return found.length ? found : undefined;
}

function coordinates(records: readonly ExportRecord[]): Record<string, Json | undefined> {
	const place = records.find(({ latitude, longitude }) => latitude !== null && longitude !== null);
	return {
		'location/latitude': place && typed('decimal', String(place.latitude)),
		'location/longitude': place && typed('decimal', String(place.longitude))
	};
}

const objectOf = (entity: ExportEntity): JsonObject => {
	const { id, kind, records } = entity;
	const { name } = summary(entity);
	return node(iri('case', id), classOfKind[kind], {
		'core/name': name,
		'core/description': records
			.toSorted(byWeight)
			.flatMap(({ description }) => (description === null ? [] : [description])),
		'core/tag': [kind],
		'core/hasFacet': facets(entity),
		'core/objectMarking': markingsOf(records),
		'faisceau:statement': statementText(ownRecords(entity))
	});
};

const linkOf = (claim: ExportClaim): JsonObject =>
	node(iri('case claim', claim.id), 'core/Relationship', {
		'core/source': to(iri('case', claim.from)),
		'core/target': to(iri('case', claim.to)),
		'core/kindOfRelationship': relationshipWords[claim.type],
		'core/isDirectional': true,
		'core/startTime': claim.validFrom === null ? undefined : typed('dateTime', claim.validFrom),
		'core/endTime': claim.validUntil === null ? undefined : typed('dateTime', claim.validUntil),
		'core/description': claim.description === null ? undefined : [claim.description],
		'core/createdBy': claim.source.ref === '' ? undefined : to(sourceId(claim)),
		'core/objectMarking': markingsOf([claim]),
		'faisceau:statement': statementText(ownClaim(claim))
	});

const sourceId = ({ source }: ExportProvenance): string => iri('case source', source.id);

interface Said {
	said: ExportProvenance;
	node: string;
}

/** Who said what: the source, and the objects of the file that rest on its words. */
function* provenance(all: readonly Said[]): Generator<JsonObject> {
	const bySource = new Map<string, Said[]>();
	for (const each of all)
		if (each.said.source.ref !== '')
			bySource.set(sourceId(each.said), [...(bySource.get(sourceId(each.said)) ?? []), each]);
	for (const [id, said] of [...bySource].sort(([a], [b]) => byCodeUnit(a, b))) {
		const [first] = said;
		const marked = markingsOf(said.map((each) => each.said));
		yield node(id, 'identity/Identity', {
			'core/name': first?.said.source.name,
			'core/objectMarking': marked,
			...ours
		});
		yield node(iri('case provenance', id), 'investigation/ProvenanceRecord', {
			'core/description': [`Said by ${first?.said.source.name ?? ''}`],
			'core/createdBy': to(id),
			'core/object': [...new Set(said.map(({ node: object }) => object))].sort(byCodeUnit).map(to),
			'core/objectMarking': marked,
			...ours
		});
	}
}

function* nodes(graph: ExportGraph): Generator<JsonObject> {
	const entities = graph.entities.toSorted(byId);
	const claims = graph.claims.toSorted(byId);
	const all: Said[] = [
		...entities.flatMap(({ id, records }) =>
			records.toSorted(byId).map((said) => ({ said, node: iri('case', id) }))
		),
		...claims.map((said) => ({ said, node: iri('case claim', said.id) }))
	];
	for (const line of [...new Set(all.map(({ said }) => lineOf(said)))].sort(byCodeUnit))
		yield markingNode(line);
	for (const entity of entities) yield objectOf(entity);
	for (const claim of claims) yield linkOf(claim);
	yield* provenance(all);
}

export function* caseUco(graph: ExportGraph): Generator<string, void, undefined> {
	const marking = markingLine(highestMarking(graph));
	yield `{"@context":${JSON.stringify(context)},\n"faisceau:marking":${JSON.stringify(marking)},\n"@graph":[`;
	let separator = '\n';
	for (const each of nodes(graph)) {
		yield separator + statementText(each);
		separator = ',\n';
	}
	yield '\n]}\n';
}
