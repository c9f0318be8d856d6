import type { Fault } from '#lib/domain/feed.ts';

/** A look at a feed that came to nothing, in a word that the page tells in the reader's language. */
export class FeedFault extends Error {
	override name = 'FeedFault';
	constructor(
		readonly fault: Fault,
		/** Short and without anything secret: the status of an answer, a limit. */
		readonly detail = '',
		/** How long the server asks to be left alone. */
		readonly retryAfterMs = 0
	) {
		super(detail ? `${fault}: ${detail}` : fault);
	}
}
