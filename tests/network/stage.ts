/** What the behaviour tests share: one embedded store, a draft to write into it, a network over both. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { AuditEvent } from '#lib/server/audit/event.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { applySchema } from '#lib/server/graph/schema.ts';
import { networkOf, type Network } from '#lib/server/network/network.ts';
import type { Reading } from '#lib/server/network/reading.ts';
import { embeddedForTest, type TestStore } from '../contract/engines.ts';
import { Draft } from './builders.ts';
import { writeWorld } from './world.ts';

export const ids = (items: readonly { id: string }[] = []) => items.map(({ id }) => id);

/** Call once in a file; every test starts with an empty draft and an empty audit log. */
export function stage() {
	let opened: TestStore;
	beforeAll(async () => {
		opened = await embeddedForTest();
		await applySchema(opened.store);
	});
	afterAll(() => opened.end());

	const audit = { events: [] as AuditEvent[], isUp: true };
	const on: { draft: Draft; network: Network } = {
		draft: new Draft(),
		network: networkOf({
			store: {
				read: (query, params) => opened.store.read(query, params),
				revision: () => opened.store.revision()
			},
			audit: {
				consult: async (event) => {
					if (!audit.isUp) throw new Error('the audit log is full');
					audit.events.push(event);
				},
				write: async <T>(
					event: AuditEvent | ((result: T) => AuditEvent),
					work: (run: Runner) => Promise<T>
				) => {
					if (!audit.isUp) throw new Error('the audit log is full');
					const result = await opened.store.transaction(work);
					audit.events.push(typeof event === 'function' ? event(result) : event);
					return result;
				},
				// The keyed id of a note, apart for each form; of anything else, its length.
				commit: (text) =>
					text.startsWith('note\n')
						? createHash('sha256').update(text).digest('hex')
						: `commitment of ${text.length} letters`
			},
			now: () => new Date('2026-11-22T10:00:00Z')
		})
	};
	beforeEach(() => {
		on.draft = new Draft();
		audit.events.length = 0;
		audit.isUp = true;
	});
	return Object.assign(on, {
		audit,
		store: () => opened.store,
		/** Gives a record another audience, as a later version of it would. */
		narrow: (record: string, audience: string[]) =>
			opened.store.write(
				builtStatement(
					'world/narrow',
					'write',
					'MATCH (r:Record {id: $record}) SET r.audience = $audience RETURN r.id AS id'
				),
				{ record, audience }
			),
		/** Writes the draft in place of whatever the store held. */
		written: () => writeWorld(opened.store, on.draft),
		readingOf: ({ audience }: Viewer): Reading => ({
			read: (query, params) => opened.store.read(query, params),
			audience
		})
	});
}
