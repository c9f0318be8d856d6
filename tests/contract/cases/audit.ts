import {
	appendEntries,
	createHead,
	readEntries,
	readEntry,
	readExtent,
	readHead,
	takeNumbers
} from '#lib/server/audit/queries.ts';
import { contractCase, step, type ContractCase } from '../case.ts';
import { builtStatement } from '#lib/server/graph/query.ts';

const props = (seq: number) => ({
	seq,
	id: `entry-${seq}`,
	at: '2026-01-01T00:00:00.000Z',
	action: 'network.card',
	operation: 'consultation',
	actor: 'ana',
	organisation: 'belmark',
	outcome: 'done',
	subjects: ['e-team'],
	detail: '{}',
	leaf: `leaf-${seq}`
});

export const cases: ContractCase[] = [
	contractCase(readHead, {}),
	contractCase(
		createHead,
		{},
		{
			prepare: [step(builtStatement('tests/no-head', 'write', 'MATCH (h:AuditHead) DELETE h'), {})]
		}
	),
	contractCase(createHead, {}, { title: 'a head that is there' }),
	contractCase(takeNumbers, { count: 3 }),
	contractCase(appendEntries, {
		entries: [{ props: props(6) }, { props: { ...props(7), subjects: [] } }],
		leaf: 'leaf-7',
		at: '2026-01-01T00:00:00.000Z'
	}),
	contractCase(readEntries, { from: 2, to: 5 }),
	contractCase(readEntry, { id: 'a-3' }),
	contractCase(readExtent, {})
];
