/** A program that asks with a key. */
import type { Ceiling } from './ceiling.ts';
import type { Purpose } from './restricted.ts';
import type { Viewer } from './viewer.ts';

/** A program at work: what it sees and in whose name. */
export interface Program {
	viewer: Viewer;
	key: { id: string; name: string; ceiling: Ceiling; purpose: Purpose };
}
