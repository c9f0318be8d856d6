/**
 * `audit.acknowledged`: which losses somebody took note of, one JSON object a line. It hides nothing: every
 * auditor goes on reading what was found, by whom it was noted and when. It also says how many checkpoints of the
 * second place are from before, because that file is never touched: it may be all that is left of the old log.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { Noted } from '#lib/domain/audit-view.ts';

export const acknowledgedName = 'audit.acknowledged';

const Line = v.object({
	at: v.string(),
	by: v.string(),
	organisation: v.string(),
	found: v.array(v.string()),
	/** Notes at the beginning of the second place that are from before. */
	mirrored: v.pipe(v.number(), v.integer(), v.minValue(0))
});

export function openAcknowledged(folder: string) {
	const file = path.join(folder, acknowledgedName);
	const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
	let kept = lines.flatMap((line) => {
		try {
			const parsed = v.safeParse(Line, JSON.parse(line));
			return parsed.success ? [parsed.output] : [];
		} catch {
			// Cut, or not ours: what it would have put aside is found again, which is the safe side.
			return [];
		}
	});
	return {
		/** Latest first. */
		get noted(): Noted[] {
			return kept.map(({ mirrored: _, ...noted }) => noted).reverse();
		},
		get mirrored() {
			return Math.max(0, ...kept.map(({ mirrored }) => mirrored));
		},
		note(one: v.InferOutput<typeof Line>) {
			appendFileSync(file, `${JSON.stringify(one)}\n`, { mode: 0o600 });
			kept = [...kept, one];
		}
	};
}
