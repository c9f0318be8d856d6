import type { Viewer } from '#lib/domain/viewer.ts';

declare global {
	namespace App {
		interface Locals {
			/** Who is asking; null before sign-in. Set by hooks.server.ts alone. */
			viewer: Viewer | null;
		}
		interface Error {
			message: string;
			/** Shown to the reader and found in the log; nothing else of a fault is shown. */
			errorId?: string;
		}
	}
}

export {};
