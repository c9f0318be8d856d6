/** Acknowledging what waits, asked of the real application: another's item and none are one answer. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Role } from '#lib/domain/audience.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { ask } from '../access/in-process.ts';
import { openMarked, type Marks } from '../access/marked.ts';

let world: Marks;
beforeAll(async () => {
	world = await openMarked();
	for (const [id, owner] of [
		['i-own', 'belmark'],
		['i-other', 'sefrin']
	])
		await world.app.store.write(builtStatement('tests/import', 'write', stopped), { id, owner });
});
afterAll(() => world.close());
beforeEach(() => desk());

const stopped = `CREATE (i:Import {id: $id, owner: $owner, account: 'someone', sourceRef: 's', sourceName: 's',
  file: 'bundle.json', format: 'stix', state: 'cancelled', tlp: 'green', demonstration: false,
  obtainedAt: '2026-11-01T00:00:00.000Z', reviewBy: '2031-11-01T00:00:00.000Z',
  startedAt: '2026-11-01T00:00:00.000Z', seenAt: '2026-11-01T00:00:00.000Z',
  endedAt: '2026-11-01T00:00:09.000Z', claimsDone: 0, recordsDone: 0})`;
const keyOf = (id: string) => `stopped ${id} 2026-11-01T00:00:09.000Z`;

const personOf = (role: Role) => {
	const person = world.people.get(role);
	if (!person) throw new Error(`no account of ${role}`);
	return person;
};
const put = (role: Role, act: 'acknowledge' | 'restore' | 'takeNote', item: string) =>
	ask('/', `?/${act}`, { cookie: personOf(role).cookie, body: { item } });
async function desk(role: Role = 'analyst'): Promise<string[]> {
	return (await world.app.home.visit(personOf(role).viewer)).acknowledged;
}
const page = async (role: Role) => {
	const { text } = await ask('/', 'GET', { cookie: personOf(role).cookie });
	const { watch } = JSON.parse(text) as {
		watch: { waiting: Record<'open' | 'aside', { id: string }[]> };
	};
	const ids = (items: { id: string }[]) => items.map(({ id }) => id);
	return { open: ids(watch.waiting.open), aside: ids(watch.waiting.aside) };
};

test('an import of one’s own organisation is put aside, for oneself alone, and brought back', async () => {
	expect(await page('analyst')).toEqual({ open: ['import-i-own'], aside: [] });
	expect((await put('analyst', 'acknowledge', keyOf('i-own'))).status).toBe(200);
	expect(await page('analyst')).toEqual({ open: [], aside: ['import-i-own'] });
	expect(await page('liaison')).toEqual({ open: ['import-i-own'], aside: [] });
	expect((await put('analyst', 'restore', keyOf('i-own'))).status).toBe(200);
	expect(await page('analyst')).toEqual({ open: ['import-i-own'], aside: [] });
});

test('another organisation’s, one that does not exist and one that cannot be acknowledged: one answer, nothing kept', async () => {
	const hostile = [
		keyOf('i-other'),
		keyOf('i-none'),
		'overdue',
		'audit',
		'__proto__',
		'constructor',
		'',
		'x'.repeat(100_000),
		'stopped i-own 2026-11-01T00:00:09.000Z\u0000'
	];
	const answers = [];
	for (const item of hostile)
		for (const act of ['acknowledge', 'restore'] as const) {
			const { status, text } = await put('analyst', act, item);
			answers.push(`${status} ${text}`);
		}
	expect(new Set(answers).size).toBe(1);
	expect(answers[0]).toMatch(/^404 /);
	expect(await desk()).toEqual([]);
});

test('who sees no imports acknowledges none, and a log that is sound takes no note', async () => {
	for (const role of ['prosecutor', 'auditor', 'administrator'] as const)
		expect((await put(role, 'acknowledge', keyOf('i-own'))).status, role).toBe(404);
	for (const item of ['audit', 'store', '', 'both'])
		expect((await put('auditor', 'takeNote', item)).status, item).toBe(404);
	for (const role of ['analyst', 'administrator'] as const)
		expect((await put(role, 'takeNote', 'audit')).status).toBe(403);
});

test('the log says who acknowledged which import', async () => {
	await put('analyst', 'acknowledge', keyOf('i-own'));
	const { viewer } = personOf('analyst');
	const auditor = personOf('auditor').viewer;
	const { rows } = await world.app.inspection.search(auditor, { subject: 'i-own' });
	expect(rows.find(({ action }) => action === 'home.keep')).toMatchObject({
		actor: viewer.account,
		outcome: 'done',
		detail: expect.stringContaining('acknowledged') as string
	});
});
