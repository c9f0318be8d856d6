/**
 * What is visible of entities, prepared for comparing them. What may be read only with a reason is left out, and
 * so are victims and witnesses: a likeness tells a name.
 */
import type { Profile } from '#lib/analytics/likeness/profile.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import { isRestricted, shieldedAs } from '#lib/domain/restricted.ts';
import type { Token } from '#lib/domain/audience.ts';
import { latin } from '#lib/server/graph/search-text.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { factsOf } from './attributes.ts';
import * as queries from './queries.ts';
import type { RecordRow } from './queries.ts';
import { marksOf } from './sides.ts';

type Reads = Pick<GraphStore, 'read'>;

/** Kinds in which two entities may be one thing under two names. */
export const comparable: readonly Kind[] = [
	'person',
	'persona',
	'group',
	'organisation',
	'malware',
	'tool',
	'campaign',
	'software',
	'service',
	'account',
	'wallet',
	'device',
	'phone',
	'email'
];

/** First characters of ids in code point order: stretches of them keep each read small. */
const firsts = [
	'',
	...'-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
	'\u{10ffff}'
];
const stretches = firsts.slice(1).map((to, i) => ({ from: firsts[i] ?? '', to }));
const batch = 1_000;

export interface Prepared {
	profiles: Profile[];
	/** Victims and witnesses, who are compared with nobody. */
	shielded: number;
	/** More than this many were there; the rest was not compared. */
	cutAt: number | null;
}

function* slices<T>(all: readonly T[]): Generator<T[]> {
	for (let at = 0; at < all.length; at += batch) yield all.slice(at, at + batch);
}

const unique = (all: readonly string[]): string[] => [...new Set(all)];

const isScheme = (key: string) => key.indexOf(':') > 0;
const identifierOf = (key: string) => ({
	scheme: key.slice(0, key.indexOf(':')),
	value: key.slice(key.indexOf(':') + 1)
});

/** Undefined for whom a comparison would name. */
function profileOf(id: string, records: readonly RecordRow[]): Profile | undefined {
	const kind = records[0]?.kind;
	if (!kind || shieldedAs(kind, records)) return undefined;
	const facts = records.map(({ attributes }) => factsOf(attributes));
	return {
		id,
		kind,
		names: unique(records.flatMap(({ names }) => names.map(latin))),
		// A STIX id says which object a source means, and joins by itself.
		identifiers: unique(records.flatMap(({ identifiers }) => identifiers))
			.filter((key) => isScheme(key) && !key.startsWith('stix:'))
			.map(identifierOf),
		birthDates: unique(facts.flatMap(({ birthDates }) => birthDates)),
		countries: unique(facts.flatMap(({ countries }) => countries)),
		addresses: unique(facts.flatMap(({ addresses }) => addresses)),
		neighbours: [],
		related: []
	};
}

/** Profiles of some entities, without what they are tied to. */
async function profilesOf(
	{ read }: Reads,
	audience: readonly Token[],
	ids: readonly string[]
): Promise<{ profiles: Profile[]; shielded: number }> {
	const rows = await read(queries.records, { ids: [...ids], audience: [...audience] });
	const marks = await marksOf(
		{ run: read },
		rows.map(({ provenance }) => provenance),
		audience
	);
	const groups = new Map<string, RecordRow[]>();
	for (const row of rows) groups.set(row.entity, [...(groups.get(row.entity) ?? []), row]);
	const found = [...groups].map(([id, records]) => {
		const open = records.filter(({ provenance, stub }) => {
			const mark = marks.get(provenance);
			return mark ? !isRestricted(mark) : stub;
		});
		// Whether somebody is a victim is asked of all records, also of those that wait for a reason.
		return shieldedAs(records[0]?.kind ?? 'concept', records)
			? 'shielded'
			: open.length
				? profileOf(id, open)
				: undefined;
	});
	return {
		profiles: found.filter((each) => each !== undefined && each !== 'shielded'),
		shielded: found.filter((each) => each === 'shielded').length
	};
}

/** Profiles of all that the viewer sees of the kinds that are compared, up to `most`. */
export async function allProfiles(
	reads: Reads,
	audience: readonly Token[],
	most: number
): Promise<Prepared> {
	const prepared: Prepared = { profiles: [], shielded: 0, cutAt: null };
	for (const { from, to } of stretches) {
		const ids = await reads.read(queries.entityIds, {
			from,
			to,
			kinds: [...comparable],
			audience: [...audience]
		});
		for (const part of slices(ids.map(({ id }) => id))) {
			if (prepared.profiles.length >= most) return { ...prepared, cutAt: most };
			const { profiles, shielded } = await profilesOf(reads, audience, part);
			prepared.profiles.push(...profiles);
			prepared.shielded += shielded;
		}
	}
	return prepared;
}

/** Claims that speak against two being one: people who meet, talk or pay each other are two. */
const between = new Set(['KNOWS', 'MET', 'COMMUNICATED_WITH', 'TRANSFERRED']);
const mostTies = 300;

/** The same profiles with what visible claims tie them to. */
export async function withTies(
	{ read }: Reads,
	audience: readonly Token[],
	profiles: readonly Profile[]
): Promise<Profile[]> {
	const ties = new Map<string, { neighbours: string[]; related: string[] }>();
	for (const part of slices(profiles.map(({ id }) => id)))
		for (const { id, other, type } of await read(queries.ties, {
			ids: part,
			audience: [...audience]
		})) {
			const found = ties.get(id) ?? { neighbours: [], related: [] };
			ties.set(id, found);
			const list = between.has(type) ? found.related : undefined;
			if (found.neighbours.length < mostTies && found.neighbours.at(-1) !== other)
				found.neighbours.push(other);
			if (list && list.length < mostTies) list.push(other);
		}
	return profiles.map((profile) => ({ ...profile, ...ties.get(profile.id) }));
}
