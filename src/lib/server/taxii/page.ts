/**
 * One page of a collection. The place where a page ends is an object and its moment, never a number of
 * rows: what is written meanwhile comes later in the order and moves nothing.
 */
import { isStixId } from '#lib/domain/stix-id.ts';
import type { Held } from './holdings.ts';
import { instant } from './instant.ts';

export const mostOnPage = 1_000;

export interface Filter {
	limit: number;
	addedAfter?: string;
	after?: { added: string; id: string };
	ids?: ReadonlySet<string>;
	types?: ReadonlySet<string>;
	specVersions?: ReadonlySet<string>;
	/** Moments; undefined where every version is asked for, and one is all there is. */
	versions?: ReadonlySet<string>;
}

export class BadFilter extends Error {
	override name = 'BadFilter';
}
const refuse = (what: string): never => {
	throw new BadFilter(what);
};

const listed = (query: URLSearchParams, name: string): Set<string> | undefined => {
	const given = query.getAll(name);
	if (given.length === 0) return undefined;
	const members = given.flatMap((each) => each.split(',')).map((each) => each.trim());
	return members.every(Boolean) ? new Set(members) : refuse(`${name} is empty`);
};

const only = (query: URLSearchParams, name: string): string | undefined => {
	const [first, ...more] = query.getAll(name);
	return more.length ? refuse(`${name} is given twice`) : first;
};

function limitOf(text: string | undefined): number {
	if (text === undefined) return mostOnPage;
	if (!/^[1-9]\d{0,17}$/.test(text)) refuse('limit is a whole number above 0');
	return Math.min(Number(text), mostOnPage);
}

const momentOf = (text: string, name: string): string =>
	instant(text) ?? refuse(`${name} is no moment such as 2026-01-31T12:00:00.000000Z`);

export const cursorOf = ({ added, id }: Pick<Held, 'added' | 'id'>): string =>
	Buffer.from(`${added} ${id}`).toString('base64url');

function placeOf(cursor: string): { added: string; id: string } {
	if (!/^[\w-]{1,400}$/.test(cursor)) refuse('next is not one of ours');
	const [added = '', id = '', ...more] = Buffer.from(cursor, 'base64url').toString().split(' ');
	const isOurs = more.length === 0 && instant(added) === added && isStixId(id);
	return isOurs ? { added, id } : refuse('next is not one of ours');
}

function versionsOf(query: URLSearchParams): Set<string> | undefined {
	const given = listed(query, 'match[version]');
	// Of every object one version is kept: it is the first, the last and all.
	if (!given || ['all', 'first', 'last'].some((word) => given.has(word))) return undefined;
	return new Set([...given].map((text) => momentOf(text, 'match[version]')));
}

/** Throws BadFilter with what is wrong in it. */
export function filterOf(query: URLSearchParams): Filter {
	const unknown = [...query.keys()].find((name) => name.startsWith('match[') && !matches.has(name));
	if (unknown !== undefined) refuse('a match that is not known here');
	const addedAfter = only(query, 'added_after');
	const next = only(query, 'next');
	const ids = listed(query, 'match[id]');
	const types = listed(query, 'match[type]');
	const specVersions = listed(query, 'match[spec_version]');
	const versions = versionsOf(query);
	return {
		limit: limitOf(only(query, 'limit')),
		...(addedAfter === undefined ? {} : { addedAfter: momentOf(addedAfter, 'added_after') }),
		...(next === undefined ? {} : { after: placeOf(next) }),
		...(ids ? { ids } : {}),
		...(types ? { types } : {}),
		...(specVersions ? { specVersions } : {}),
		...(versions ? { versions } : {})
	};
}
const matches = new Set(['match[id]', 'match[type]', 'match[version]', 'match[spec_version]']);

export interface Page {
	items: readonly Held[];
	/** Where the next page begins; absent where this is the last. */
	next?: string;
}

export function pageOf(held: readonly Held[], filter: Filter): Page {
	const { limit, addedAfter, after, ids, types, specVersions, versions } = filter;
	const fits = ({ id, type, specVersion, added, version }: Held) =>
		(addedAfter === undefined || added > addedAfter) &&
		(!after || added > after.added || (added === after.added && id > after.id)) &&
		(!ids || ids.has(id)) &&
		(!types || types.has(type)) &&
		(!specVersions || specVersions.has(specVersion)) &&
		(!versions || versions.has(version));
	const found = held.filter(fits);
	const items = found.slice(0, limit);
	const last = items.at(-1);
	return { items, ...(last && found.length > limit ? { next: cursorOf(last) } : {}) };
}
