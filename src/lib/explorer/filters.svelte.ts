/** The filter in force, and what the panel does to it. */
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import {
	admitting,
	allBut,
	criteria,
	isActive,
	noFilter,
	ticked,
	without,
	type Criterion,
	type Facet,
	type Filter
} from './filter.ts';
import type { Window } from './moments.ts';

export class Filters {
	now = $state.raw<Filter>(noFilter);

	readonly active = $derived(criteria.filter((criterion) => isActive(this.now, criterion)));

	/** Called whenever less or more is shown. */
	constructor(readonly changed: () => void) {}

	put(filter: Filter): void {
		this.now = filter;
		this.changed();
	}

	/** Ticks one value of a list off, or on again. */
	toggle<F extends Facet>(facet: F, value: string): void {
		const off: ReadonlySet<string> = this.now[facet];
		this.put({ ...this.now, [facet]: ticked(off, value) });
	}

	/** Ticks off all values of a list but one; again, and all are back. */
	only<F extends Facet>(facet: F, value: string, all: readonly string[]): void {
		const off = allBut(all, value);
		const now: ReadonlySet<string> = this.now[facet];
		const already = now.size === off.size && [...off].every((other) => now.has(other));
		this.put({ ...this.now, [facet]: already ? noFilter[facet] : off });
	}

	/** False, and nothing changed, when the window would end before it begins. */
	window(window: Window): boolean {
		const { from, until } = window;
		if (from !== null && until !== null && from > until) return false;
		this.put({ ...this.now, window });
		return true;
	}

	least(criterion: 'sources' | 'degree', least: number): void {
		const floor = noFilter[criterion];
		const whole = Number.isFinite(least) ? Math.round(least) : floor;
		this.put({ ...this.now, [criterion]: Math.max(floor, whole) });
	}

	undated(shown: boolean): void {
		this.put({ ...this.now, undated: shown });
	}

	/** Entities that filters left without a line. */
	alone(shown: boolean): void {
		this.put({ ...this.now, alone: shown });
	}

	clear(criterion: Criterion): void {
		this.put(without(this.now, criterion));
	}

	clearAll(): void {
		this.put(noFilter);
	}

	/** Whatever would hide an entity that was just asked for is lifted. */
	admit({ kind }: NetworkNode): void {
		const filter = admitting(this.now, kind);
		if (filter !== this.now) this.put(filter);
	}
}
