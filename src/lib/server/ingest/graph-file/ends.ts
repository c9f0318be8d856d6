/**
 * From the number of a node to the reference of its record. A reference holds the label beside the number, so it is
 * known only when the node was read: the map holds id and label of each node (about 150 bytes for each, 150 MB for
 * a million), and what speaks of nodes that come later waits in memory until they do, up to a limit.
 */
import { Malformed, type ClaimDraft, type Place } from '#lib/domain/draft.ts';

/** What a file may hold of claims whose nodes come later, as characters. */
export const waitingMost = 64 * 1024 * 1024;

/** A claim between two nodes by their ids in the file. */
export interface Between {
	source: string;
	target: string;
	at: Place;
	claim: ClaimDraft;
}

/** The claim, and which of its ends go by a reference that this program wrote. */
export interface Resolved {
	draft: ClaimDraft;
	global: string[];
}

/** Number and label together: a number alone means another node in each file. */
export const nodeRef = (id: string, label: string): string => JSON.stringify(['node', id, label]);

export class Ends {
	readonly #labels = new Map<string, string>();
	/** References of nodes that this program wrote, by their ids. */
	readonly #own = new Map<string, string>();
	/** By the id of the node they wait for, as JSON, which takes a fraction of the memory of objects. */
	readonly #waiting = new Map<string, string[]>();
	#size = 0;

	has(id: string): boolean {
		return this.#labels.has(id);
	}

	/** A node is there, maybe under a reference that this program wrote; hands out what waited for it. */
	add(id: string, label: string, own?: string): Between[] {
		this.#labels.set(id, label);
		if (own !== undefined) this.#own.set(id, own);
		const waited = this.#waiting.get(id) ?? [];
		this.#waiting.delete(id);
		for (const { length } of waited) this.#size -= length;
		return waited.map((text) => JSON.parse(text) as Between);
	}

	/** The claim under the references of its ends, or undefined where one of them is not there yet. */
	resolve({ source, target, claim }: Between): Resolved | undefined {
		const [from, to] = [this.#labels.get(source), this.#labels.get(target)];
		if (from === undefined || to === undefined) return undefined;
		const own = [this.#own.get(source), this.#own.get(target)];
		const ends = { from: own[0] ?? nodeRef(source, from), to: own[1] ?? nodeRef(target, to) };
		return {
			draft: { ...claim, ...ends, ref: JSON.stringify([claim.ref, ends.from, ends.to]) },
			global: own.filter((ref) => ref !== undefined)
		};
	}

	wait(between: Between): void {
		const text = JSON.stringify(between);
		this.#size += text.length;
		if (this.#size > waitingMost)
			throw new Malformed(
				between.at,
				'too many edges stand before the nodes that they join; put the nodes first'
			);
		const missing = this.#labels.has(between.source) ? between.target : between.source;
		const waiting = this.#waiting.get(missing);
		if (waiting) waiting.push(text);
		else this.#waiting.set(missing, [text]);
	}

	/** What waits for a node that never came, and which end of it that is. */
	*left(): Generator<{ at: Place; missing: 'source' | 'target' }> {
		for (const texts of this.#waiting.values())
			for (const text of texts) {
				const { at, source } = JSON.parse(text) as Between;
				yield { at, missing: this.has(source) ? 'target' : 'source' };
			}
	}
}
