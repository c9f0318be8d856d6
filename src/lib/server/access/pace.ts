/** So many answers in any window to one of those who ask; kept in this process alone, in bounded memory. */
const mostKept = 10_000;

export function paceOf(now: () => Date, most: number, windowMs: number): (who: string) => boolean {
	const asked = new Map<string, number[]>();
	return (who) => {
		const at = now().getTime();
		const recent = (asked.get(who) ?? []).filter((time) => Math.abs(at - time) < windowMs);
		const may = recent.length < most;
		asked.delete(who);
		asked.set(who, may ? [...recent, at] : recent);
		for (const [oldest] of asked) {
			if (asked.size <= mostKept) break;
			asked.delete(oldest);
		}
		return may;
	};
}
