import type { Program } from '#lib/domain/program.ts';
import type { Held, Viewer } from '#lib/domain/viewer.ts';
import type { MarkingSummary } from '#lib/shell/screen-marking.ts';

declare global {
	namespace App {
		interface Locals {
			/** Who is asking; null before sign-in. Set by hooks.server.ts alone. */
			viewer: Viewer | null;
			/** The program that asks with a key, where one does; then `viewer` is what it sees. */
			program: Program | null;
			/** The id of the viewer's session; never its token. */
			session: string | null;
			/** What the session must do before it opens anything else: have a second factor, or show it. */
			held: Held | null;
			/** The address the request came from, '' when it cannot be told. */
			client: string;
			/** Raw cookie lines of better-auth, sent with the answer. */
			setCookies: string[];
		}
		interface PageData {
			/** What a page's first byte shows, for the marking band: `summarise(items)` in its load. */
			marking?: MarkingSummary;
		}
		interface PageState {
			/** The upload whose columns are being mapped; going back ends it. */
			mapping?: string;
		}
		interface Error {
			message: string;
			/** Shown to the reader and found in the log; nothing else of a fault is shown. */
			errorId?: string;
		}
	}
}

export {};
