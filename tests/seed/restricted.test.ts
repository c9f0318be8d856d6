/** How much of the demonstration asks for a reason: enough to be met, too little to be typed away. */
import { expect, test } from 'vitest';
import { isRestricted } from '#lib/domain/restricted.ts';
import { helix } from '../../seed/helix.ts';
import { claimsOf, recordsOf } from './sight.ts';

test('under one statement in ten of the demonstration is restricted, and some are', () => {
	let [statements, restricted] = [0, 0];
	for (const delivery of helix())
		for (const draft of [...recordsOf(delivery), ...claimsOf(delivery)]) {
			const { tlp = delivery.tlp, handling = [] } = draft;
			const [dataSubject, kind] =
				draft.draft === 'record' ? [draft.dataSubject, draft.kind] : [undefined, undefined];
			statements++;
			if (isRestricted({ tlp, handling, dataSubject }, kind)) restricted++;
		}
	expect(restricted).toBeGreaterThan(10);
	expect(restricted / statements).toBeLessThan(0.1);
});
