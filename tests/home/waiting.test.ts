/** Which imports wait for a hand on the start page, and what was put aside. */
import { expect, test } from 'vitest';
import type { ImportState, ImportSummary } from '#lib/domain/import-state.ts';
import { divide, importsThatWait } from '../../src/routes/waiting.ts';

const made = (
	id: string,
	state: ImportState,
	more: Partial<ImportSummary> = {}
): ImportSummary => ({
	id,
	file: `${id}.json`,
	format: 'stix',
	state,
	read: 0,
	accepted: 0,
	recordsDone: 0,
	recordsTotal: 0,
	claimsDone: 0,
	claimsTotal: 0,
	rejectedCount: 0,
	warningCount: 0,
	startedAt: '2026-11-22T09:00:00.000Z',
	endedAt: null,
	account: 'ana',
	owner: { id: 'belmark', name: 'Belmark' },
	source: 'Belmark',
	tlp: 'green',
	demonstration: false,
	caseNumber: null,
	declinedFor: null,
	error: null,
	...more
});
const since = '2026-11-22T08:00:00.000Z';
const before = '2026-11-22T07:00:00.000Z';
const after = '2026-11-22T10:00:00.000Z';

test('those that stopped wait whenever it was, those that refused objects while they are new', () => {
	const items = importsThatWait(
		[
			made('a', 'failed', { endedAt: before, recordsTotal: 7 }),
			made('u', 'failed', { endedAt: before }),
			made('b', 'cancelled'),
			made('c', 'interrupted'),
			made('d', 'done', { rejectedCount: 3, endedAt: after }),
			made('e', 'done', { rejectedCount: 3, endedAt: before }),
			made('f', 'done', { endedAt: after }),
			made('g', 'writing'),
			made('w', 'held'),
			made('n', 'declined'),
			made('h', 'undone', { rejectedCount: 3, endedAt: after })
		],
		since
	);
	expect(items.map(({ kind, href }) => `${kind} ${href}`)).toEqual([
		'failed /ingest/a',
		'unread /ingest/u',
		'stopped /ingest/b',
		'stopped /ingest/c',
		'refused /ingest/d',
		'approve /ingest/w'
	]);
});

test('acknowledged is one failure at one moment: a later failure of the same import waits again', () => {
	const failedAt = (endedAt: string) =>
		importsThatWait([made('a', 'failed', { endedAt, recordsTotal: 7 })], since);
	const [first] = failedAt(before);
	const kept = [first?.acknowledge ?? ''];
	expect(divide(failedAt(before), kept)).toMatchObject({ open: [], aside: [{ kind: 'failed' }] });
	expect(divide(failedAt(after), kept)).toMatchObject({ open: [{ kind: 'failed' }], aside: [] });
});

test('what cannot be acknowledged is never put aside, whatever was kept', () => {
	const items = [{ id: 'overdue', kind: 'overdue' as const, count: 2 }];
	expect(divide(items, ['', 'overdue', 'undefined'])).toEqual({ open: items, aside: [] });
});
