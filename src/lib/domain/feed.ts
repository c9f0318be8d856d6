/** Feeds: what is fetched from others on a schedule, and how far each has come. */
import * as v from 'valibot';
import { isOneLine, oneLine } from './one-line.ts';
import { tlpLevels } from './marking.ts';

/** How a feed is reached: a collection of a TAXII 2.1 server, a file at an address, a folder the operator watches. */
export const ways = ['taxii', 'address', 'folder'] as const;
export type Way = (typeof ways)[number];

/** Minutes between two looks. */
export const spans = [15, 60, 360, 1_440, 10_080] as const;

/** What a feed brings is seen by the whole organisation, so none begins as RED. */
export const feedTlps = tlpLevels.filter((level) => level !== 'red');

/** Who must say so before anything of a feed is written: nobody, or somebody each time. */
export const feedHolds = ['none', 'approval'] as const;

/** Why a look at a feed came to nothing. */
export const faults = [
	/** Its server is not on the operator's list. */
	'not-listed',
	/** The name leads to an address inside a network that is not to be reached. */
	'inside',
	'unknown-host',
	'unreachable',
	'certificate',
	'slow',
	'too-large',
	'redirects',
	/** 401 or 403. */
	'not-let-in',
	/** 404 or 410. */
	'missing',
	/** 429 or 503. */
	'busy',
	/** Any other answer that is none. */
	'answer',
	/** What came is not TAXII 2.1. */
	'not-taxii',
	/** What came could not be imported. */
	'import',
	/** The secret it is asked with was sealed by another installation. */
	'sealed',
	/** Nobody set a folder to watch, or it is gone. */
	'no-folder',
	/** Who set it up may not import any more. */
	'nobody',
	/** Something failed here, and the server's log says what. */
	'here'
] as const;
export type Fault = (typeof faults)[number];

export interface FeedSummary {
	id: string;
	name: string;
	way: Way;
	/** Of a folder: its name. */
	address: string;
	/** Of TAXII: id of the collection. */
	collection: string;
	source: string;
	tlp: (typeof tlpLevels)[number];
	hold: (typeof feedHolds)[number];
	/** Whether it is asked with a name and a password. */
	hasSecret: boolean;
	everyMinutes: number;
	enabled: boolean;
	accountName: string;
	/** ISO 8601 UTC; null where it never was. */
	triedAt: string | null;
	succeededAt: string | null;
	/** When something new came last, and in which import. */
	broughtAt: string | null;
	import: string | null;
	nextAt: string | null;
	failures: number;
	fault: Fault | null;
	/** A number that belongs to the fault, such as the status of an answer. */
	faultDetail: string;
	isPolling: boolean;
}

const line = (most: number) =>
	v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most), v.check(isOneLine, oneLine));
const typed = (most: number) => v.optional(v.pipe(v.string(), v.maxLength(most)), '');

const Address = v.pipe(
	v.string(),
	v.trim(),
	v.maxLength(2_000),
	v.check((text) => {
		const url = URL.canParse(text) ? new URL(text) : null;
		return (
			url !== null &&
			(url.protocol === 'https:' || url.protocol === 'http:') &&
			url.username === '' &&
			url.password === '' &&
			url.hash === ''
		);
	}, 'expected an address that begins with https://, without a name or password in it')
);
/** A name of one folder: nothing that leads elsewhere. */
const Folder = v.pipe(v.string(), v.trim(), v.regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,79}$/u));

const Whence = v.variant('way', [
	v.object({
		way: v.literal('taxii'),
		/** Of the API root. */
		address: Address,
		collection: v.pipe(v.string(), v.trim(), v.regex(/^[\w.~-]{1,200}$/)),
		user: typed(200),
		password: typed(1_000)
	}),
	v.object({
		way: v.literal('address'),
		address: Address,
		user: typed(200),
		password: typed(1_000)
	}),
	v.object({ way: v.literal('folder'), address: Folder })
]);

export const FeedForm = v.intersect([
	Whence,
	v.object({
		name: line(80),
		source: line(200),
		tlp: v.picklist(feedTlps),
		hold: v.picklist(feedHolds),
		everyMinutes: v.picklist(spans)
	})
]);
export type FeedForm = v.InferOutput<typeof FeedForm>;
export const feedFields = [
	'name',
	'way',
	'address',
	'collection',
	'user',
	'password',
	'source',
	'tlp',
	'hold',
	'everyMinutes'
] as const;
export type FeedField = (typeof feedFields)[number];

/** A server to look at before a feed is made. */
export const LookForm = v.object({ address: Address, user: typed(200), password: typed(1_000) });
export type LookForm = v.InferOutput<typeof LookForm>;

export interface FoundCollection {
	/** Address of its API root. */
	root: string;
	id: string;
	title: string;
	description: string;
	canRead: boolean;
}

const minuteMs = 60_000;
const longestWaitMs = 6 * 60 * minuteMs;

/**
 * How long to wait before the next look, in milliseconds. After the n-th failure in a row 2^(n-1) minutes, up to six
 * hours or the feed's own span where that is longer, give or take a tenth, so that many feeds of one server that
 * was away do not all come back at once. `chance` is in [0, 1); `askedMs` is what the server asked for.
 */
export function waitMs(
	{ failures, everyMinutes }: { failures: number; everyMinutes: number },
	chance: number,
	askedMs = 0
): number {
	const spread = 0.9 + 0.2 * chance;
	const spanMs = everyMinutes * minuteMs;
	if (failures === 0) return Math.round(spanMs);
	const backOff = Math.min(
		2 ** Math.min(failures - 1, 20) * minuteMs,
		Math.max(spanMs, longestWaitMs)
	);
	return Math.max(Math.round(backOff * spread), Math.min(askedMs, 24 * 60 * minuteMs));
}
