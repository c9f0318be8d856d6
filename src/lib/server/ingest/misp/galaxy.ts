/**
 * Galaxies: what an event or attribute is said to have to do with a group, technique, tool or place of a common
 * list. Each event's mention is a record of its own, under its marking; they meet by the cluster's UUID, and
 * clusters made from ATT&CK by the STIX id of what they were made from.
 */
import { createHash } from 'node:crypto';
import type { Draft, DraftIdentifier, Json, JsonObject } from '#lib/domain/draft.ts';
import * as identifiers from '#lib/domain/identifiers.ts';
import { attackTypeOf, galaxyKind } from '#lib/domain/misp-mapping.ts';
import { claimOfWord } from '#lib/domain/misp-relationships.ts';
import { isObject, shown, type Remarks } from '../stix/object.ts';
import { claim, directed, distinct, own, record, saidOf, type Statement } from './drafts.ts';
import type { Surroundings } from './event-context.ts';
import { nameOf, objectsIn, refOf, uuidOf } from './fields.ts';
import { sameMarking, statedMarking, strictest, tagsOf } from './marking.ts';

/** The thing that carries galaxies and tags. */
export interface Carrier {
	ref: string;
	object: JsonObject;
	/** How a cluster is tied to it where the file has no word for that. */
	plain: { type: 'PART_OF' | 'RELATED_TO'; reversed?: true };
	statement: Statement;
	around: Surroundings;
}

/** Words about this mention of a cluster, not about the cluster. */
const ofMention: readonly string[] = [
	'relationship_type',
	'local',
	'event_tag_id',
	'attribute_tag_id'
];

export function galaxyDrafts(carrier: Carrier, remarks: Remarks): Draft[] {
	const told = new Set<string>();
	const drafts: Draft[] = [];
	for (const galaxy of objectsIn(carrier.object, 'Galaxy', remarks))
		for (const cluster of objectsIn(galaxy, 'GalaxyCluster', remarks)) {
			if (typeof cluster.tag_name === 'string') told.add(cluster.tag_name.toLowerCase());
			drafts.push(...clusterDrafts(galaxy, cluster, carrier, remarks));
		}
	for (const tag of new Set(tagsOf(carrier.object)))
		if (!told.has(tag.toLowerCase())) drafts.push(...taggedDrafts(tag, carrier, remarks));
	return drafts;
}

function clusterDrafts(
	galaxy: JsonObject,
	cluster: JsonObject,
	carrier: Carrier,
	remarks: Remarks
): Draft[] {
	const id = uuidOf(cluster.uuid);
	const stated = statedMarking(cluster, remarks);
	if (id === undefined || 'rejected' in stated) {
		remarks.add(
			id === undefined
				? `GalaxyCluster.uuid: expected a UUID, got ${shown(cluster.uuid)}; the cluster is not stored`
				: `GalaxyCluster.distribution: expected 0 to 5, got ${shown(cluster.distribution)}; the cluster is not stored`
		);
		return [];
	}
	const type = galaxyOf(galaxy, cluster);
	const statement = {
		...carrier.statement,
		marking: strictest(carrier.statement.marking, stated)
	};
	const { description, attributes } = saidOf(
		cluster,
		{ text: 'description', elsewhere: ['value', 'GalaxyClusterRelation', ...ofMention] },
		undefined,
		remarks
	);
	const { GalaxyCluster: _clusters, ...rest } = galaxy;
	return mention(
		{
			key: id,
			type,
			names: namesOf(cluster, remarks),
			identifiers: distinct([...attackIds(type, id), own(refOf(id)), ...catalogued(type, cluster)]),
			description,
			attributes: { ...attributes, Galaxy: rest },
			word: typeof cluster.relationship_type === 'string' ? cluster.relationship_type : '',
			about: Object.fromEntries(
				ofMention.flatMap((key): [string, Json][] => {
					const value = cluster[key];
					return value === undefined || value === null || value === '' ? [] : [[key, value]];
				})
			)
		},
		{ ...carrier, statement },
		(ref, by) => relations(ref, cluster, by, remarks)
	);
}

const galaxyOf = (galaxy: JsonObject, cluster: JsonObject): string =>
	[cluster.type, galaxy.type].find((type) => typeof type === 'string' && type !== '')?.toString() ??
	'galaxy';

const attackIds = (galaxy: string, id: string): DraftIdentifier[] => {
	const type = attackTypeOf(galaxy);
	return type === undefined ? [] : [own(`${type}--${id}`)];
};

const texts = (value: Json | undefined): string[] =>
	(Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');

const metaOf = ({ meta }: JsonObject): JsonObject => (isObject(meta) ? meta : {});

/** The numbers that ATT&CK gives its objects. */
const catalogued = (galaxy: string, cluster: JsonObject): DraftIdentifier[] =>
	attackTypeOf(galaxy) === undefined
		? []
		: texts(metaOf(cluster).external_id).flatMap((id): DraftIdentifier[] => {
				const value = identifiers.external('mitre-attack', id);
				return value === undefined ? [] : [{ scheme: 'external', value }];
			});

/** `Masquerading - T1036` is called Masquerading too, where the cluster's number says so. */
function namesOf(cluster: JsonObject, remarks: Remarks): string[] {
	const value = typeof cluster.value === 'string' ? cluster.value : '';
	const bare = texts(metaOf(cluster).external_id)
		.map((id) => ` - ${id}`)
		.filter((end) => value.endsWith(end))
		.map((end) => value.slice(0, -end.length));
	const written = [...bare, value, ...texts(metaOf(cluster).synonyms)];
	return [...new Set(written.flatMap((name) => nameOf(name, 'value', true, remarks)))];
}

interface Mentioned {
	/** Tells the cluster from others: its UUID, or its tag. */
	key: string;
	type: string;
	names: string[];
	identifiers: DraftIdentifier[];
	description?: string;
	attributes: JsonObject;
	/** The word that ties it to its carrier, empty where there is none. */
	word: string;
	about: JsonObject;
}

/**
 * The cluster's record, and the claim that ties it to what mentions it. Under the marking of the event one
 * record serves all its mentions; under a stricter one the carrier has its own.
 */
function mention(
	said: Mentioned,
	{ ref: from, statement, plain, around: { event } }: Carrier,
	more: (ref: string, by: Statement) => Draft[] = () => []
): Draft[] {
	const isShared = sameMarking(statement.marking, event.marking);
	const by = {
		...(isShared ? { ...statement, modified: event.modified, at: event.at } : statement),
		revoked: false,
		validFrom: undefined,
		validUntil: undefined,
		evaluation: undefined
	};
	const holder = isShared ? event.ref : from;
	const ref = `${refOf(said.key)}/${holder}`;
	const isNew = !isShared || !event.clusters.has(ref);
	event.clusters.add(ref);
	const { type, names, identifiers: found, description, attributes, word, about } = said;
	const kind = galaxyKind(type);
	return [
		...(isNew
			? [
					record(by, {
						ref,
						originalType: type,
						kind,
						names,
						identifiers: found,
						description,
						attributes
					}),
					...more(ref, by)
				]
			: []),
		claim(statement, {
			ref: `${from}/galaxy:${said.key}`,
			originalType: word === '' ? 'Galaxy' : word.slice(0, 250),
			...directed(word === '' ? plain : claimOfWord(word), from, ref),
			attributes: about
		})
	];
}

/** What the cluster's own list says of other clusters. */
function relations(
	ref: string,
	cluster: JsonObject,
	statement: Statement,
	remarks: Remarks
): Draft[] {
	return objectsIn(cluster, 'GalaxyClusterRelation', remarks).flatMap((relation) => {
		const target = uuidOf(relation.referenced_galaxy_cluster_uuid);
		const word = relation.referenced_galaxy_cluster_type;
		const stated = statedMarking(relation, remarks);
		if (target === undefined || typeof word !== 'string' || word === '' || 'rejected' in stated) {
			remarks.add('GalaxyClusterRelation: no target, word or distribution; it is not stored');
			return [];
		}
		const { attributes } = saidOf(
			relation,
			{
				text: 'description',
				elsewhere: ['referenced_galaxy_cluster_uuid', 'referenced_galaxy_cluster_type']
			},
			undefined,
			remarks
		);
		const marking = strictest(statement.marking, stated);
		return [
			claim(
				{ ...statement, marking },
				{
					ref: `${ref}/${word.slice(0, 100)}:${target}`,
					originalType: word.slice(0, 250),
					...directed(claimOfWord(word), ref, refOf(target)),
					attributes
				}
			)
		];
	});
}

const galaxyTag = /^misp-galaxy:([a-z0-9-]{1,100})="([^"]{1,500})"$/i;

/** A tag of a galaxy whose cluster is not in the file: known by its name alone, or by the UUID in its place. */
function taggedDrafts(tag: string, carrier: Carrier, remarks: Remarks): Draft[] {
	const [, type = '', value = ''] = galaxyTag.exec(tag) ?? [];
	if (value === '') return [];
	const id = uuidOf(value);
	const key = id ?? nameUuid(tag.toLowerCase());
	const names = id === undefined ? nameOf(value, 'Tag', true, remarks) : [];
	const number = /^(.+) - ((?:TA?|S|G|M|C)\d{4}(?:\.\d{3})?)$/.exec(value);
	const isAttack = attackTypeOf(type) !== undefined;
	const bare = isAttack && number?.[1] !== undefined ? [number[1]] : [];
	return mention(
		{
			key,
			type,
			names: [...bare, ...names],
			identifiers: [
				...(id === undefined ? [] : attackIds(type, id)),
				own(refOf(key)),
				...(isAttack && number?.[2] !== undefined
					? [{ scheme: 'external' as const, value: number[2] }]
					: [])
			],
			attributes: { tag_name: tag },
			word: '',
			about: {}
		},
		carrier
	);
}

/** A UUID that is the same wherever the tag is the same (RFC 9562, version 8: made in a way of our own). */
function nameUuid(tag: string): string {
	const hex = createHash('sha256').update(`misp tag ${tag}`).digest('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
