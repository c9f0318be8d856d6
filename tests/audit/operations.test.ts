/** LED art. 25: which act is logged as collection, alteration, consultation, disclosure, combination or erasure. */
import { expect, test } from 'vitest';
import { operations } from '#lib/domain/audit-view.ts';
import { actions, type ActionName } from '#lib/server/access/actions.ts';
import { draftsOf } from '#lib/server/audit/entry.ts';

const by = { id: 'e', at: '2026-11-22T12:00:00.000Z', commit: (text: string) => text };
const operationOf = (action: ActionName) =>
	draftsOf({ action, actor: 'ada', organisation: 'o', outcome: 'done', subjects: [] }, by)[0]
		.operation;

/** Written out, so that a change of the table is a change here too. */
test.each([
	['ingest.import', 'collection'],
	['network.search', 'consultation'],
	['network.expand', 'consultation'],
	['network.path', 'combination'],
	['ingest.map', 'collection'],
	['ingest.approve', 'collection'],
	['ingest.join', 'combination'],
	['feeds.read', 'consultation'],
	['feeds.keep', 'collection'],
	['feeds.poll', 'collection'],
	['sources.read', 'consultation'],
	['sources.describe', 'alteration'],
	['sources.review', 'consultation'],
	['sources.keep', 'alteration'],
	['sources.erase', 'erasure'],
	['sources.expire', 'erasure'],
	['identity.read', 'consultation'],
	['identity.merge', 'combination'],
	['identity.split', 'alteration'],
	['identity.judge', 'alteration'],
	['network.card', 'consultation'],
	['network.justify', 'consultation'],
	['audit.read', 'consultation'],
	['graph.verify', 'consultation'],
	['network.export', 'disclosure'],
	['audit.export', 'disclosure'],
	['api.pull', 'disclosure'],
	['access.key', 'access'],
	['graph.backup', 'disclosure'],
	['graph.restore', 'alteration'],
	['graph.seed', 'collection'],
	['graph.unseed', 'erasure'],
	['ingest.undo', 'erasure'],
	['access.sign-in', 'access'],
	['access.manage', 'access'],
	['audit.acknowledge', 'access']
] as const)('%s is %s', (action, operation) => {
	expect(operationOf(action)).toBe(operation);
});

test('every act of the table has one of the operations', () => {
	expect(Object.values(actions).filter(({ operation }) => !operations.includes(operation))).toEqual(
		[]
	);
});
