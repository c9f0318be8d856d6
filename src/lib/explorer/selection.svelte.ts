/**
 * What is selected: a set of entities, in the order they were chosen, or one line. The entity chosen
 * last, alone, is the one whose card is open; a set found at once opens none, because every card that
 * opens is a consultation.
 */
import { joined, type Joining } from './selecting.ts';

const nothing: ReadonlySet<string> = new Set();

export class Selection {
	ids = $state.raw(nothing);
	/** The entity whose card is open. It is always one of `ids`. */
	last = $state.raw<string | null>(null);
	line = $state.raw<string | null>(null);

	only(id: string): void {
		this.ids = joined(nothing, [id], 'replace');
		this.last = id;
		this.line = null;
	}

	/** Adds one, or takes it out; the one added last is the one that matters. */
	toggle(id: string): void {
		this.line = null;
		if (this.ids.has(id)) {
			this.ids = joined(this.ids, [id], 'remove');
			if (this.last === id) this.last = [...this.ids].at(-1) ?? null;
		} else {
			this.ids = joined(this.ids, [id], 'add');
			this.last = id;
		}
	}

	put(found: Iterable<string>, how: Joining): void {
		this.ids = joined(this.ids, found, how);
		this.line = null;
		const [first] = this.ids;
		if (this.ids.size === 1 && first !== undefined) this.last = first;
		else if (this.last !== null && !this.ids.has(this.last)) this.last = null;
	}

	/** Selects what was kept; `last`: the one whose card was open, if it is still there. */
	bring(ids: readonly string[], last: string | null): void {
		this.put(ids, 'replace');
		if (last !== null && this.ids.has(last)) this.last = last;
	}

	onLine(id: string): void {
		this.clear();
		this.line = id;
	}

	clear(): void {
		if (this.ids.size > 0) this.ids = nothing;
		this.last = null;
		this.line = null;
	}

	/** Lets go of what is not drawn any more. */
	settle(drawn: { has(id: string): boolean }): void {
		const kept = [...this.ids].filter((id) => drawn.has(id));
		if (kept.length < this.ids.size) this.ids = joined(nothing, kept, 'replace');
		if (this.last !== null && !drawn.has(this.last)) this.last = null;
	}
}
