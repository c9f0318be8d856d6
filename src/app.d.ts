import type { Viewer } from '#lib/domain/viewer.ts';
import type { MarkingSummary } from '#lib/shell/screen-marking.ts';

declare global {
	namespace App {
		interface Locals {
			/** Who is asking; null before sign-in. Set by hooks.server.ts alone. */
			viewer: Viewer | null;
		}
		interface PageData {
			/** What a page's first byte shows, for the marking band: `summarise(items)` in its load. */
			marking?: MarkingSummary;
		}
		interface Error {
			message: string;
			/** Shown to the reader and found in the log; nothing else of a fault is shown. */
			errorId?: string;
		}
	}
}

export {};
