/**
 * How often the same was said, in little memory: two transfers alike on one day are two transfers. Digests of 52
 * bits in open addressing; that two of a million differ and share one has a chance of about 1 in 9 000.
 */
import { createHash } from 'node:crypto';

/** Twelve bytes a place, and places twice as many as entries: 96 MiB at most. */
const mostEntries = 2 ** 22;

export class TooManyRows extends Error {
	override name = 'TooManyRows';
}

export class Seen {
	#keys = new Float64Array(1024);
	#times = new Uint32Array(1024);
	#size = 0;

	/** Times that this was said before. */
	count(said: string): number {
		const digest = createHash('sha1').update(said).digest();
		// Never 0, which is an empty place.
		const key = digest.readUIntBE(0, 6) * 16 + ((digest[6] ?? 0) & 15) + 1;
		if (this.#size * 2 >= this.#keys.length) this.#grow();
		const at = this.#placeOf(key);
		if (this.#keys[at] === 0) {
			this.#keys[at] = key;
			this.#size++;
		}
		const before = this.#times[at] ?? 0;
		this.#times[at] = before + 1;
		return before;
	}

	#placeOf(key: number): number {
		let at = key % this.#keys.length;
		while (this.#keys[at] !== 0 && this.#keys[at] !== key) at = (at + 1) % this.#keys.length;
		return at;
	}

	#grow(): void {
		const [keys, times] = [this.#keys, this.#times];
		if (keys.length >= mostEntries * 2) throw new TooManyRows();
		this.#keys = new Float64Array(keys.length * 2);
		this.#times = new Uint32Array(keys.length * 2);
		for (const [i, key] of keys.entries()) {
			if (key === 0) continue;
			const at = this.#placeOf(key);
			this.#keys[at] = key;
			this.#times[at] = times[i] ?? 0;
		}
	}
}
