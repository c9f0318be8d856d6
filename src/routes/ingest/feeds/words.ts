/** The words of feeds. */
import type { Fault, FeedSummary, Way } from '#lib/domain/feed.ts';
import { m } from '#lib/paraglide/messages.js';

export const wayNames = {
	taxii: m.feeds_way_taxii,
	address: m.feeds_way_address,
	folder: m.feeds_way_folder
} satisfies Record<Way, () => string>;

const faultNames = {
	'not-listed': m.feeds_fault_not_listed,
	inside: m.feeds_fault_inside,
	'unknown-host': m.feeds_fault_unknown_host,
	unreachable: m.feeds_fault_unreachable,
	certificate: m.feeds_fault_certificate,
	slow: m.feeds_fault_slow,
	'too-large': m.feeds_fault_too_large,
	redirects: m.feeds_fault_redirects,
	'not-let-in': m.feeds_fault_not_let_in,
	missing: m.feeds_fault_missing,
	busy: m.feeds_fault_busy,
	answer: m.feeds_fault_answer,
	'not-taxii': m.feeds_fault_not_taxii,
	import: m.feeds_fault_import,
	sealed: m.feeds_fault_sealed,
	'no-folder': m.feeds_fault_no_folder,
	nobody: m.feeds_fault_nobody,
	here: m.feeds_fault_here
} satisfies Record<Fault, () => string>;

export const faultName = (fault: Fault): string => faultNames[fault]();

export const everyNames = {
	15: m.feeds_every_15,
	60: m.feeds_every_60,
	360: m.feeds_every_360,
	1440: m.feeds_every_1440,
	10080: m.feeds_every_10080
};

export type FeedState = 'looking' | 'paused' | 'failing' | 'new' | 'right';
export function stateOf({ isPolling, enabled, fault, succeededAt }: FeedSummary): FeedState {
	if (isPolling) return 'looking';
	if (fault) return 'failing';
	if (!enabled) return 'paused';
	return succeededAt === null ? 'new' : 'right';
}
