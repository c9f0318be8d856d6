/** The statements of the audit log, each a file under cypher/audit. */
import * as v from 'valibot';
import { purposes } from '#lib/domain/restricted.ts';
import { props, query } from '#lib/server/graph/query.ts';

const none = v.object({});
const whole = v.pipe(v.number(), v.integer());
const texts = v.array(v.string());
const given = v.pipe(v.array(v.string()), v.readonly());
const Head = v.object({ size: whole, leaf: v.string(), peaks: texts });

export const createHead = query('audit/create-head', {
	params: none,
	row: v.object({ size: whole, leaf: v.string(), tree: whole })
});
export const readHead = query('audit/head', { params: none, row: Head });
export const takeNumbers = query('audit/take-numbers', {
	params: v.object({ count: whole }),
	row: v.object({ size: whole, peaks: texts })
});
export const appendEntries = query('audit/append', {
	params: v.object({
		entries: v.array(v.object({ props })),
		leaf: v.string(),
		at: v.string(),
		peaks: texts
	}),
	row: v.object({ kept: whole, size: whole })
});
export const readEntry = query('audit/entry', {
	params: v.object({ id: v.string() }),
	row: v.object({ seq: whole })
});
export const readEntries = query('audit/entries', {
	params: v.object({ from: whole, to: whole }),
	/** A damaged entry must be read to be named: nothing here is trusted to be what was written. */
	row: v.object({ seq: whole, entry: v.unknown() })
});
export const readNumbered = query('audit/numbered', {
	params: v.object({ seqs: v.array(whole) }),
	row: v.object({ seq: whole, entry: v.unknown() })
});
export const searchEntries = query('audit/search', {
	params: v.object({
		from: whole,
		to: whole,
		organisations: given,
		actors: given,
		subjects: given,
		named: given,
		operations: given,
		outcomes: given,
		since: v.string(),
		until: v.string(),
		limit: whole
	}),
	row: v.object({ seq: whole, entry: v.unknown() })
});
const reason = {
	id: v.string(),
	account: v.string(),
	organisation: v.string(),
	entity: v.string(),
	purpose: v.picklist(purposes),
	text: v.string(),
	at: v.string(),
	until: v.string()
};
export const createJustification = query('audit/create-justification', {
	params: v.object({ props: v.object({ ...reason, scope: v.string() }) }),
	row: v.object({ id: v.string() })
});
export const readInForce = query('audit/in-force', {
	params: v.object({ scopes: texts, now: v.string() }),
	row: v.object({ scope: v.string(), id: v.string() })
});
export const readJustification = query('audit/justification', {
	params: v.object({ id: v.string() }),
	row: v.object(reason)
});
export const readJustifications = query('audit/justifications', {
	params: v.object({ ids: texts }),
	/** Somebody with the store in hand may have left anything there: held against the log, not trusted. */
	row: v.object({
		id: v.string(),
		account: v.unknown(),
		purpose: v.unknown(),
		text: v.unknown()
	})
});
export const readPeople = query('audit/people', {
	params: none,
	row: v.object({ id: v.string(), name: v.string(), organisation: v.string() })
});
export const readExtent = query('audit/extent', { params: none, row: v.object({ total: whole }) });
export const readLeaves = query('audit/leaves', {
	params: v.object({ from: whole, to: whole }),
	row: v.object({ seq: whole, leaf: v.nullable(v.string()) })
});

const Tile = v.object({ id: v.string(), hashes: v.string(), root: v.string() });
export const keepTiles = query('audit/keep-tiles', {
	params: v.object({ tiles: v.array(Tile) }),
	row: v.object({ kept: whole })
});
export const readTiles = query('audit/tiles', { params: v.object({ ids: texts }), row: Tile });
export const readTileRoots = query('audit/tile-roots', {
	params: v.object({ ids: texts }),
	row: v.object({ id: v.string(), root: v.string() })
});
export const plantTree = query('audit/plant-tree', {
	params: v.object({ peaks: texts, tree: whole }),
	row: v.object({ size: whole })
});
