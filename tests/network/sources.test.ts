/** A source is named in a file only by what may go where the file goes, and is asked for and logged with it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forOwn, type Disclosure } from '#lib/domain/recipient.ts';
import { formatNames, formats, type FormatName } from '#lib/export/formats.ts';
import { highestMarking } from '#lib/export/markings.ts';
import { contextRefs } from '#lib/export/stix.ts';
import { justify } from '#lib/server/audit/justification.ts';
import { networkOf, type Network } from '#lib/server/network/network.ts';
import { NotReleasable, ReasonNeeded } from '#lib/server/network/taken.ts';
import { entriesOf } from '../audit/opened.ts';
import { analyst, claim, openWorld, record, type World } from '../ingest/world.ts';

let world: World;
let network: Network;
const ana = analyst('alpha');
const now = () => new Date('2026-11-22T12:00:00.000Z');
const author = 'identity--11111111-1111-4111-8111-111111111111';
const europol: Disclosure = {
	recipient: { kind: 'organisation', id: 'europol' },
	purpose: 'cooperation'
};
const court: Disclosure = {
	recipient: { kind: 'other', text: 'A. Judge, court of Port Selin' },
	purpose: 'cooperation'
};

beforeEach(async () => {
	world = await openWorld();
	network = networkOf({ store: world.store, audit: world.audit, now });
});
afterEach(() => world.close());

const said = { tlp: 'green', source: { ref: author } } as const;
const statements = [
	record('malware--a', { names: ['Lark'], ...said }),
	record('tool--b', { names: ['Wren'], ...said }),
	claim('relationship--1', 'malware--a', 'tool--b', said)
];
const idOf = async (name: string) => (await network.search(ana, name)).hits[0]?.id ?? '';
const ids = () => Promise.all(['Lark', 'Wren'].map(idOf));
const entry = async () => {
	const found = (await entriesOf(world.store)).at(-1);
	return {
		outcome: found?.outcome,
		subjects: found?.subjects,
		detail: JSON.parse(found?.detail ?? '{}') as Record<string, unknown>
	};
};
const graphFor = async (format: FormatName, to: Disclosure = forOwn(), leaveOut = false) =>
	network.exportGraph(ana, to, await ids(), format === 'stix' ? contextRefs : undefined, {
		format,
		leaveOut
	});
const fileFor = async (...asked: Parameters<typeof graphFor>) =>
	[...formats[asked[0]].write(await graphFor(...asked))].join('');
const fault = (work: Promise<unknown>) =>
	work.then(
		() => undefined,
		(thrown: unknown) => thrown
	);

describe.each(formatNames)('%s', (format) => {
	test('a RED author of GREEN statements waits for a reason, is logged and marks the file', async () => {
		await world.bring([record(author, { tlp: 'red', names: ['Hidden Author'] }), ...statements]);
		const person = await idOf('Hidden Author');
		const refused = await fault(graphFor(format));
		expect(refused).toBeInstanceOf(ReasonNeeded);
		expect(await entry()).toMatchObject({ outcome: 'refused', detail: { withheld: 1 } });
		expect((await entry()).subjects).toContain(person);
		await justify(world.audit, ana, {
			id: 'reason-1',
			now: now(),
			entity: (refused as ReasonNeeded).about,
			reason: { purpose: 'cooperation', text: 'Request of Arvania, 2026-117' }
		});
		const graph = await graphFor(format);
		expect([...formats[format].write(graph)].join('')).toContain('Hidden Author');
		expect(highestMarking(graph).tlp).toBe('red');
		expect(await entry()).toMatchObject({ outcome: 'done', detail: { sources: 1 } });
		expect((await entry()).subjects).toContain(person);
	});

	test('elsewhere it bars the file, or goes without a name, reference and id', async () => {
		await world.bring([record(author, { tlp: 'red', names: ['Hidden Author'] }), ...statements]);
		const refused = await fault(graphFor(format, europol));
		expect(refused).toBeInstanceOf(NotReleasable);
		expect((refused as NotReleasable).against).toEqual([{ bar: 'red', count: 1 }]);
		const text = await fileFor(format, europol, true);
		expect(text).toContain('Lark');
		expect(text).not.toContain('Hidden');
		expect(text).not.toContain(author);
		const { entities, claims, sources } = await graphFor(format, europol, true);
		for (const { source } of [...entities.flatMap(({ records }) => records), ...claims])
			expect(source).toEqual({ id: '', ref: '', name: '' });
		expect(sources).toBeUndefined();
		expect(await entry()).toMatchObject({ outcome: 'done', detail: { barred: 'red:1' } });
		expect((await entry()).subjects).toEqual(await ids());
	});

	test('nor does the id of an author whose RED record nobody tied to the statements', async () => {
		const colleague = analyst('alpha', 'ben');
		await world.bring(statements, { viewer: colleague });
		await world.bring([record(author, { tlp: 'red', names: ['Hidden Author'] })]);
		const refused = await fault(graphFor(format, europol));
		expect(refused).toBeInstanceOf(NotReleasable);
		const text = await fileFor(format, europol, true);
		expect([text.includes('Lark'), text.includes(author)]).toEqual([true, false]);
		expect(await fault(graphFor(format))).toBeUndefined();
	});

	test('a victim who is a source is not named to anybody without an agreement, nor to us unasked', async () => {
		await world.bring([
			record(author, { tlp: 'green', kind: 'person', names: ['Ada'], dataSubject: 'victim' }),
			...statements
		]);
		expect(await fault(graphFor(format))).toBeInstanceOf(ReasonNeeded);
		expect(await fault(graphFor(format, court))).toMatchObject({
			against: [{ bar: 'person', count: 1 }]
		});
		const text = await fileFor(format, court, true);
		expect([text.includes('Lark'), /Ada|victim [0-9a-f]{6}/.test(text)]).toEqual([true, false]);
	});

	test('an author everybody may know is named as before, and nothing is asked', async () => {
		await world.bring([record(author, { tlp: 'green', names: ['Institute'] }), ...statements]);
		expect(await fileFor(format, court)).toContain('Institute');
		expect(highestMarking(await graphFor(format, court)).tlp).toBe('green');
	});
});

test('of an author with a RED part, the GREEN one gives the name and the RED one is not asked for', async () => {
	const [first, second] = ['marking-definition--a', 'marking-definition--b'];
	await world.bring([
		record(author, { tlp: 'red', names: ['True Name'], variant: first }),
		record(author, { tlp: 'green', names: ['Institute'] }),
		record(author, { tlp: 'red', names: ['Other Name'], variant: second }),
		...statements
	]);
	for (const to of [forOwn(), europol]) {
		const text = await fileFor('json', to);
		expect([text.includes('Institute'), /True Name|Other Name/.test(text)]).toEqual([true, false]);
	}
});

test('a RED author in the selection counts once, and is left out of names too', async () => {
	await world.bring([record(author, { tlp: 'red', names: ['Hidden Author'] }), ...statements]);
	const chosen = [...(await ids()), await idOf('Hidden Author')];
	const refused = await fault(network.exportGraph(ana, europol, chosen));
	expect((refused as NotReleasable).against).toEqual([{ bar: 'red', count: 1 }]);
	const rest = await network.exportGraph(ana, europol, chosen, undefined, { leaveOut: true });
	expect(JSON.stringify(rest)).not.toContain(author);
	expect(await fault(network.exportGraph(ana, forOwn(), chosen))).toMatchObject({ count: 1 });
});

test('a name that the statement gives itself goes where the statement goes', async () => {
	await world.bring([
		record('malware--a', {
			names: ['Lark'],
			tlp: 'green',
			source: { ref: 'src-77', name: 'Harbour watch' }
		})
	]);
	const graph = await network.exportGraph(ana, court, [await idOf('Lark')]);
	expect(graph.entities[0]?.records[0]?.source).toMatchObject({
		ref: 'src-77',
		name: 'Harbour watch'
	});
});
