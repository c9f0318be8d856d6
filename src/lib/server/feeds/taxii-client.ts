/**
 * Asks a TAXII 2.1 server (OASIS Standard, 10 June 2021): discovery, API roots, collections, and the objects of one that
 * came after a moment, page by page.
 */
import * as v from 'valibot';
import type { FoundCollection } from '#lib/domain/feed.ts';
import { FeedFault } from './fault.ts';
import {
	faultOfStatus,
	fetchOutward,
	textOf,
	type Fetched,
	type Login,
	type Outward
} from './fetch.ts';

const mediaType = 'application/taxii+json;version=2.1';
/** Objects asked for at once; a server may send fewer. */
const pageSize = 1_000;
/** A server that never ends is left after so many pages. */
const mostPages = 10_000;
const mostRoots = 20;
/** Titles and descriptions of others are shown: they are cut. */
const shown = (most: number) =>
	v.fallback(
		v.pipe(
			v.string(),
			v.transform((text) => text.slice(0, most))
		),
		''
	);

const Discovery = v.object({ title: v.string(), api_roots: v.optional(v.array(v.string()), []) });
const Root = v.object({ title: v.string(), versions: v.array(v.string()) });
const Collections = v.object({
	collections: v.optional(
		v.array(
			v.object({
				id: v.pipe(v.string(), v.regex(/^[\w.~-]{1,200}$/)),
				title: shown(200),
				description: shown(500),
				can_read: v.boolean()
			})
		),
		[]
	)
});
const Envelope = v.object({
	more: v.optional(v.boolean(), false),
	next: v.optional(v.string()),
	objects: v.optional(v.array(v.record(v.string(), v.unknown())), [])
});

export interface Asking extends Outward {
	login?: Login;
	now: () => Date;
}

const isTaxii = ({ headers }: Fetched) =>
	(headers['content-type'] ?? '').replace(/[\s"]/g, '').toLowerCase() === mediaType;

async function ask(url: URL, asking: Asking): Promise<{ found: unknown; answer: Fetched }> {
	const { login } = asking;
	const answer = await fetchOutward(url, asking, {
		accept: mediaType,
		...(login ? { login } : {})
	});
	const fault =
		answer.status === 406
			? new FeedFault('not-taxii', '406')
			: (faultOfStatus(answer, asking.now()) ??
				(isTaxii(answer) ? undefined : new FeedFault('not-taxii')));
	if (fault) {
		answer.body.destroy();
		throw fault;
	}
	const text = await textOf(answer.body);
	try {
		return { found: JSON.parse(text) as unknown, answer };
	} catch {
		throw new FeedFault('not-taxii', 'JSON');
	}
}

function parsed<S extends v.GenericSchema>(schema: S, found: unknown): v.InferOutput<S> {
	const result = v.safeParse(schema, found);
	if (!result.success || Array.isArray(found)) throw new FeedFault('not-taxii');
	return result.output;
}

const below = (root: URL, rest: string): URL =>
	new URL(rest, root.href.endsWith('/') ? root : `${root.href}/`);

async function collectionsAt(root: URL, asking: Asking): Promise<FoundCollection[]> {
	const { collections } = parsed(
		Collections,
		(await ask(below(root, 'collections/'), asking)).found
	);
	return collections.map(({ id, title, description, can_read }) => ({
		root: root.href,
		id,
		title: title || id,
		description,
		canRead: can_read
	}));
}

/** The collections behind an address, be it of discovery or of one API root. */
export async function collectionsOf(address: URL, asking: Asking): Promise<FoundCollection[]> {
	const { found } = await ask(address, asking);
	if (v.is(Root, found)) return collectionsAt(address, asking);
	const { api_roots } = parsed(Discovery, found);
	const all: FoundCollection[] = [];
	for (const each of api_roots.slice(0, mostRoots)) {
		if (!URL.canParse(each, address)) throw new FeedFault('not-taxii', 'api_roots');
		all.push(...(await collectionsAt(new URL(each, address), asking)));
	}
	return all;
}

export interface Page {
	objects: Record<string, unknown>[];
	/** When the last of them came to the server, as it says; to ask after that moment next time. */
	addedLast?: string;
}

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

/** What came to a collection after a moment, in the order in which it came. */
export async function* objectsOf(
	{ root, collection, addedAfter }: { root: URL; collection: string; addedAfter?: string },
	asking: Asking
): AsyncGenerator<Page> {
	let next: string | undefined;
	let after = addedAfter;
	for (let page = 0; page < mostPages; page++) {
		const url = below(root, `collections/${encodeURIComponent(collection)}/objects/`);
		url.searchParams.set('limit', String(pageSize));
		if (after !== undefined) url.searchParams.set('added_after', after);
		if (next !== undefined) url.searchParams.set('next', next);
		const { found, answer } = await ask(url, asking);
		const envelope = parsed(Envelope, found);
		const told = answer.headers['x-taxii-date-added-last'];
		const addedLast = typeof told === 'string' && moment.test(told) ? told : undefined;
		yield { objects: envelope.objects, ...(addedLast ? { addedLast } : {}) };
		if (!envelope.more) return;
		// Where no `next` is given the moment leads on (§3.4.1), as long as it moves.
		const isOn =
			envelope.next !== undefined
				? envelope.next !== next
				: addedLast !== undefined && addedLast !== after;
		if (!isOn || envelope.objects.length === 0) throw new FeedFault('not-taxii', 'more');
		if (envelope.next === undefined) after = addedLast;
		next = envelope.next;
	}
	throw new FeedFault('too-large', String(mostPages));
}
