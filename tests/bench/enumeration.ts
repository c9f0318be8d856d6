/**
 * Whether time tells what words do not: `node scripts/bench.js enumeration`. Each pair of questions that
 * must be answered alike is asked in turn, in an order that changes, and the ratio of their medians is
 * printed: known and unknown accounts at sign-in, links that are spent and links that never were,
 * hidden entities and ids that name nothing. The bar is 0.9 to 1.1; outside it the
 * bench fails. Two of one kind are compared first: what is outside the bar there is noise of the machine.
 * BENCH_CLOCK=cpu counts what this process computes instead of what passes, for a machine that is busy.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { openStore } from '#lib/server/graph/open.ts';
import { networkOf } from '#lib/server/network/network.ts';
import { viewsOf } from '#lib/server/views/views.ts';
import { account, from, openAccess, password } from '../access/opened.ts';
import { Draft, viewer } from '../network/builders.ts';
import { writeWorld } from '../network/world.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 40);
const isCpuClock = process.env.BENCH_CLOCK === 'cpu';
const clock = (): number => {
	if (!isCpuClock) return performance.now();
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
};
const median = (values: readonly number[]) =>
	values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

type Ask = (round: number) => Promise<unknown>;
let outside = 0;

/** Medians of both, and what the second takes of the first. */
async function compare(name: string, first: Ask, second: Ask, times = rounds) {
	const took: [number[], number[]] = [[], []];
	for (let round = -2; round < times; round++)
		for (const which of round % 2 ? ([1, 0] as const) : ([0, 1] as const)) {
			const began = clock();
			await [first, second][which]?.(round);
			if (round >= 0) took[which].push(clock() - began);
		}
	const [a, b] = [median(took[0]), median(took[1])];
	const ratio = b / a;
	const holds = ratio >= 0.9 && ratio <= 1.1;
	if (!holds) outside++;
	console.log(
		`${name.padEnd(56)} ${a.toFixed(2)} and ${b.toFixed(2)} ms, × ${ratio.toFixed(3)}${holds ? '' : '  OUTSIDE'}`
	);
}

const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-enumeration-'));
const store = await openStore({ folder, graph: process.env.FAISCEAU_GRAPH, now: () => new Date() });
const draft = new Draft();
const red = draft.said('informer', 'red', 'elsewhere', 'piet');
draft.known('open');
draft.record('hidden', ['Hidden'], { said: red });
for (let n = 0; n < 300; n++) {
	draft.record(`behind-${n}`, [`Behind ${n}`], { said: red });
	draft.tie('hidden', `behind-${n}`, { said: red });
}
await writeWorld(store, draft);
const opened = await openAccess(undefined, store);
try {
	const wrong = 'wrong wrong wrong';
	const signIn = (email: string, secret: string) =>
		opened.access.signIn.password({ email, password: secret }, from());
	const operator = await opened.access.localOperator();
	await account(opened, 'known@belmark.example');
	const gone = await account(opened, 'gone@belmark.example');
	await opened.access.accounts.setDisabled(operator, gone.id, true);
	/** An account is tried ten times a quarter of an hour: time goes on between the rounds. */
	const later = (ask: Ask): Ask => {
		return (round) => {
			opened.shift(2 * 60_000);
			return ask(round);
		};
	};
	const nobody = later((round) => signIn(`nobody-${round}@belmark.example`, wrong));
	await compare('noise: nobody and nobody', nobody, nobody);
	await compare(
		'sign-in: nobody, known',
		nobody,
		later(() => signIn('known@belmark.example', wrong))
	);
	await compare(
		'sign-in: nobody, disabled',
		nobody,
		later(() => signIn('gone@belmark.example', wrong))
	);
	await compare(
		'sign-in: nobody, disabled with the right password',
		nobody,
		later(() => signIn('gone@belmark.example', password))
	);

	const invite = async (email: string) => {
		const made = await opened.access.invitations.invite(operator, {
			email,
			organisation: 'belmark',
			roles: ['analyst']
		});
		if (!('link' in made)) throw new Error(JSON.stringify(made.problems));
		return new URL(made.link).searchParams.get('token') ?? '';
	};
	const expired = await invite('late@belmark.example');
	opened.shift(60 * 24 * 60 * 60_000);
	const open = (token: string) => opened.access.invitations.open(token);
	await compare(
		'invitation: no such link, expired',
		() => open('never-was'),
		() => open(expired),
		10 * rounds
	);
	await compare(
		'set-up: no such link, another',
		() => opened.access.setUp.opens('never-was'),
		() => opened.access.setUp.opens('nor-this'),
		10 * rounds
	);

	const network = networkOf({ store, audit: opened.audit, now: () => new Date() });
	const ana = viewer('ana');
	const asks: [string, (id: string) => Promise<unknown>][] = [
		['card', (id) => network.card(ana, id)],
		['expand', (id) => network.expand(ana, { entity: id })],
		['expansions', (id) => network.expansions(ana, id)],
		['path', (id) => network.path(ana, { from: 'open', to: id })],
		['ways', (id) => network.ways(ana, { from: id, to: 'open' })],
		['statements', (id) => network.statements(ana, id, ['a-claim'])],
		['notes', (id) => network.notes(ana, [id])],
		['standing', (id) => network.standing(ana, [id])],
		['nodes', (id) => network.nodes(ana, [id])],
		['between', (id) => network.between(ana, ['open', id])]
	];
	for (const [name, ask] of asks)
		await compare(
			`${name}: no such id, hidden hub`,
			() => ask('none'),
			() => ask('hidden'),
			5 * rounds
		);

	const views = viewsOf({
		store,
		audit: opened.audit,
		now: () => new Date(),
		newId: () => 'a-view'
	});
	const theirs = await views.save(
		viewer('piet', 'elsewhere'),
		{ name: 'Mine', ids: ['hidden'], outline: {} },
		{}
	);
	await compare(
		'view to forget: no such id, somebody else’s',
		() => views.forget(ana, 'none'),
		() => views.forget(ana, theirs),
		5 * rounds
	);
	console.log(outside ? `${outside} outside 0.9 to 1.1` : 'all within 0.9 to 1.1');
	process.exitCode = outside ? 1 : 0;
} finally {
	await opened.close();
	await store.close();
	rmSync(folder, { recursive: true, force: true });
}
