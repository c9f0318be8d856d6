/**
 * What came into the graph since some moment, as one viewer may see it: by import and source, with the
 * kinds of entity described. The audience is asked before anything is counted or cut. Who said what is
 * restricted is told on the card alone, after a reason: here such statements have no source.
 */
import type { Kind } from '#lib/domain/kinds.ts';
import type { Called } from '#lib/domain/organisation.ts';
import { isRestricted } from '#lib/domain/restricted.ts';
import { strictestTlp, type HandlingCode, type Tlp } from '#lib/domain/marking.ts';
import { kindOfRef } from '#lib/domain/stix-mapping.ts';
import { agencyOf } from '#lib/server/access/agencies.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import * as queries from './queries.ts';
import type { NewsRow } from './queries.ts';

/** Who speaks. A source that gave no name of its own has the kind its reference says. */
export interface NewsSource {
	name: string | null;
	kind: Kind | null;
	/** The entity that describes it, whose name a viewer may see. */
	entity: string | null;
}

export interface NewsItem {
	/** Names the item on the page: an import and one source in it. */
	id: string;
	import: string;
	/** The organisation that owns what was said. */
	owner: { id: string } & Called;
	source: NewsSource;
	/** The file it came in, as the importer called it. */
	file: string;
	at: string;
	kinds: { kind: Kind; entities: number }[];
	entities: number;
	/** Some of the entities, one of a kind, that may be opened from here. */
	samples: string[];
	tlp: Tlp;
	handling: HandlingCode[];
	demonstration: boolean;
}

export interface News {
	items: NewsItem[];
	/** More has come than is listed or counted. */
	more: boolean;
}

const stixId = /^[a-z0-9-]{3,250}--/;

const mostProvenances = 400;
export const mostRecords = 10_000;
const mostSamples = 4;

/**
 * Kinds worth opening from a list of news, the most telling first. People, and accounts in their
 * names, are no headline.
 */
const telling: readonly Kind[] = [
	'incident',
	'campaign',
	'case',
	'group',
	'persona',
	'malware',
	'wallet',
	'service',
	'domain',
	'ip',
	'tool',
	'organisation',
	'vulnerability',
	'technique'
];
const rank = (kind: Kind) => {
	const at = telling.indexOf(kind);
	return at < 0 ? telling.length : at;
};

const withheld: NewsSource = { name: null, kind: null, entity: null };

/** A source that none of these statements names carries its reference as its name. */
function sourceOf(rows: readonly NewsRow[]): NewsSource {
	const named = rows.find(({ sourceName, sourceRef }) => sourceName !== sourceRef);
	const [first] = rows;
	if (!first || isRestricted(first)) return withheld;
	return {
		name: named?.sourceName ?? null,
		kind: stixId.test(first.sourceRef) ? kindOfRef(first.sourceRef) : null,
		entity: first.sourceEntity
	};
}

const calledOf = (id: string, agency: Called | undefined): { id: string } & Called => ({
	id,
	name: agency?.name ?? id,
	...(agency?.nameFr ? { nameFr: agency.nameFr } : {})
});

const groupOf = (row: NewsRow) => `${row.import} ${isRestricted(row) ? '' : row.source}`;

export async function newsSince(
	store: GraphStore,
	audience: readonly string[],
	since: string,
	limit = { provenances: mostProvenances, records: mostRecords }
): Promise<News> {
	const { read } = store;
	const found = await read(queries.news, { since, limit: limit.provenances + 1, audience });
	const rows = found.slice(0, limit.provenances);
	const kinds = await read(queries.newsKinds, {
		rows: rows.map((row) => ({ provenance: row.provenance, group: groupOf(row) })),
		limit: limit.records + 1,
		audience
	});
	const owners = new Map(
		await Promise.all(
			[...new Set(rows.map(({ owner }) => owner))].map(
				async (id) => [id, await agencyOf(store, id)] as const
			)
		)
	);
	const items = [...new Set(rows.map(groupOf))].flatMap((id): NewsItem[] => {
		const group = rows.filter((row) => groupOf(row) === id);
		const described = kinds.filter((row) => row.group === id);
		const [first] = group;
		if (!first || described.length === 0) return [];
		return [
			{
				id,
				import: first.import,
				owner: calledOf(first.owner, owners.get(first.owner)),
				source: sourceOf(group),
				file: first.file,
				at: first.endedAt,
				kinds: described
					.map(({ kind, entities }) => ({ kind, entities }))
					.toSorted((a, b) => b.entities - a.entities),
				entities: described.reduce((sum, { entities }) => sum + entities, 0),
				samples: described
					.filter(({ kind }) => rank(kind) < telling.length)
					.toSorted((a, b) => rank(a.kind) - rank(b.kind))
					.slice(0, mostSamples)
					.map(({ sample }) => sample),
				tlp: strictestTlp(group.map(({ tlp }) => tlp)) ?? first.tlp,
				handling: [...new Set(group.flatMap(({ handling }) => handling))],
				demonstration: group.every(({ demonstration }) => demonstration)
			}
		];
	});
	const counted = kinds.reduce((sum, { records }) => sum + records, 0);
	return { items, more: found.length > limit.provenances || counted > limit.records };
}
