/** The state of an import in the reader's language. */
import type { ImportState } from '#lib/domain/import-state.ts';
import { m } from '#lib/paraglide/messages.js';

const names = {
	reading: m.state_reading,
	held: m.state_held,
	writing: m.state_writing,
	done: m.state_done,
	declined: m.state_declined,
	failed: m.state_failed,
	cancelled: m.state_cancelled,
	interrupted: m.state_interrupted,
	undone: m.state_undone
} satisfies Record<ImportState, () => string>;

export const stateName = (state: ImportState): string => names[state]();
