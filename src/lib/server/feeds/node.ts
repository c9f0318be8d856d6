/** The node of a feed, to and from what pages show. What is not there is '', so that no property is ever taken away. */
import * as v from 'valibot';
import { faults, ways, type FeedSummary } from '#lib/domain/feed.ts';
import { holds } from '#lib/domain/import-state.ts';
import { tlpLevels } from '#lib/domain/marking.ts';

const text = v.optional(v.string(), '');

export const FeedNode = v.object({
	id: v.string(),
	owner: v.string(),
	/** The account in whose name it is imported. */
	account: v.string(),
	accountName: v.string(),
	name: v.string(),
	way: v.picklist(ways),
	address: v.string(),
	collection: text,
	source: v.string(),
	tlp: v.picklist(tlpLevels),
	hold: v.picklist(holds),
	everyMinutes: v.number(),
	enabled: v.boolean(),
	/** Name and password, encrypted. */
	sealed: text,
	/** Of TAXII: objects that came to the server after this moment are new. */
	addedAfter: text,
	/** Of an address: what its server called the content it sent last (RFC 9110 §8.8). */
	etag: text,
	modified: text,
	/** Keyed digest of it. */
	content: text,
	/** Of a folder: the files taken, each as a keyed digest of name, size and date. */
	taken: v.optional(v.array(v.string()), []),
	triedAt: text,
	succeededAt: text,
	broughtAt: text,
	import: text,
	nextAt: v.string(),
	failures: v.optional(v.number(), 0),
	fault: v.optional(v.union([v.literal(''), v.picklist(faults)]), ''),
	faultDetail: text,
	/** When a process began to look; '' where none does. */
	pollingAt: text
});
export type FeedNode = v.InferOutput<typeof FeedNode>;

export const summaryOf = (node: FeedNode, isPolling: boolean): FeedSummary => ({
	id: node.id,
	name: node.name,
	way: node.way,
	address: node.address,
	collection: node.collection,
	source: node.source,
	tlp: node.tlp,
	hold: node.hold === 'none' ? 'none' : 'approval',
	hasSecret: node.sealed !== '',
	everyMinutes: node.everyMinutes,
	enabled: node.enabled,
	accountName: node.accountName,
	triedAt: node.triedAt || null,
	succeededAt: node.succeededAt || null,
	broughtAt: node.broughtAt || null,
	import: node.import || null,
	nextAt: node.enabled ? node.nextAt : null,
	failures: node.failures,
	fault: node.fault || null,
	faultDetail: node.faultDetail,
	isPolling
});
