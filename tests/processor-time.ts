/** How long work takes the processor at best, in milliseconds: what the machine does besides is left out. */
import process from 'node:process';

export function processorMs(work: () => void, tries = 3): number {
	let best = Infinity;
	for (let n = 0; n < tries && best > 20; n++) {
		const before = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(before);
		best = Math.min(best, (user + system) / 1000);
	}
	return best;
}
