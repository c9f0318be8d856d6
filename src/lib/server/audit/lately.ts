/**
 * What was told a moment ago: a page that asks again every few seconds leaves an entry for what it shows anew,
 * not one for each time it asks, and whoever guesses leaves one in a while. Kept in this process alone; after a
 * restart things are told again.
 */

const hour = 60 * 60 * 1000;
const most = 100_000;

export interface Lately {
	/**
	 * Writes of those of `ids` that were not told of this account under this heading within the hour, or the time
	 * said; of the others it waits for whoever writes of them at this moment. Rejects where that was not kept, and
	 * then it is as if it had not been told.
	 */
	once(
		account: string,
		heading: string,
		ids: Iterable<string>,
		write: (anew: string[]) => Promise<void>
	): Promise<void>;
}

export function latelyOf(now: () => Date, within = hour): Lately {
	const told = new Map<string, { at: number; kept: Promise<void> }>();
	return {
		async once(account, heading, ids, write) {
			const at = now().getTime();
			const key = (id: string) => `${account} ${heading} ${id}`;
			const asked = [...new Set(ids)];
			const recent = asked.flatMap((id) => {
				const last = told.get(key(id));
				// What lies ahead was told before the clock was set back.
				return last && Math.abs(at - last.at) < within ? [{ id, kept: last.kept }] : [];
			});
			const known = new Set(recent.map(({ id }) => id));
			const anew = asked.filter((id) => !known.has(id));
			const waits = recent.map(({ kept }) => kept);
			if (anew.length) {
				const kept = write(anew);
				for (const id of anew) {
					// At the end of the order, so that what is oldest goes first.
					told.delete(key(id));
					told.set(key(id), { at, kept });
				}
				kept.catch(() => anew.forEach((id) => told.delete(key(id))));
				waits.push(kept);
			}
			for (const [oldest] of told) {
				if (told.size <= most) break;
				told.delete(oldest);
			}
			await Promise.all(waits);
		}
	};
}
