/**
 * Where layouts came to rest, for what was visible then: the same layout of the same entities, lines
 * and pins gives the same places again, at once, whatever was tried in between.
 */
import { fraction, type Positions } from './layout.ts';

/** Kept at most; the oldest goes. */
const most = 20;

/** One short text for what a layout depends on. The order of entities matters, as places follow it. */
export function fingerprint(
	kind: string,
	ids: readonly string[],
	lines: readonly { id: string }[],
	pinned: Iterable<string>,
	roots: Iterable<string>
): string {
	const parts = [ids, lines.map(({ id }) => id), [...pinned].sort(), [...roots].sort()];
	const prints = parts.map((part) => {
		const text = part.join('\n');
		return `${part.length} ${fraction(text, 3)} ${fraction(text, 5)}`;
	});
	return [kind, ...prints].join(' · ');
}

export class Rests {
	readonly #kept = new Map<string, Positions>();

	at(print: string): Positions | undefined {
		return this.#kept.get(print);
	}

	keep(print: string, { xs, ys }: Positions): void {
		this.#kept.delete(print);
		this.#kept.set(print, { xs, ys });
		const [oldest] = this.#kept.keys();
		if (this.#kept.size > most && oldest !== undefined) this.#kept.delete(oldest);
	}
}
