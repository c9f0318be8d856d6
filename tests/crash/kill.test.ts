/**
 * `kill -9` at random moments of imports, undos and searches: the store opens again, everything that
 * was acknowledged is there, no batch is half applied, and what was interrupted goes on to the same
 * graph as if nothing had happened. FAISCEAU_CRASHES sets the number of kills, FAISCEAU_SEED the moments.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isResumable } from '#lib/domain/import-state.ts';
import { openApp } from '#lib/server/app.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { verify } from '#lib/server/operations/verify.ts';
import { buildChild, chance, runChild, type Told } from './crashing.ts';
import { bundleOf, nameOf, stepAt } from './steps.ts';
import { writeFileSync } from 'node:fs';

const kills = Number(process.env.FAISCEAU_CRASHES ?? 25);
const seed = Number(process.env.FAISCEAU_SEED ?? 20_261_122);
/** A kill takes about two seconds on two busy cores. */
const patienceMs = 60_000 + kills * 10_000;

let folder: string;
let child: string;
beforeAll(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'faisceau-crash-'));
	child = await buildChild();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (data: string) =>
	openApp({ data, origin: 'http://localhost:3108', logLevel: 'silent' });

interface Owed {
	imports: Map<string, 'done' | 'undone'>;
	searches: number;
}

/** What the acknowledgements of a child oblige the store to. */
function owe(owed: Owed, { acknowledged }: Told) {
	for (const { act, id } of acknowledged)
		if (act === 'search') owed.searches++;
		else owed.imports.set(id, act === 'undo' ? 'undone' : 'done');
}

/** Opens what was left behind, holds it to what was acknowledged and brings the begun step to its end. */
async function recover(data: string, owed: Owed, begun: number | undefined): Promise<void> {
	const app = await open(data);
	try {
		expect(app.audit.findings()).toEqual([]);
		// A kill may come between two pages of one write: what was written of that commit is cut off and told,
		// because the store cannot know that nobody was told of it. That nobody was, the rest holds it to.
		for (const warning of app.store.warnings)
			expect(warning).toMatch(/bytes after it were dropped/);
		const viewer = await app.access.localOperator();
		const imports = await app.ingest.list(viewer, 10_000);
		const step = begun === undefined ? undefined : stepAt(begun);
		const states = new Map(imports.map(({ id, state }) => [id, state]));
		// What was being undone is neither done nor undone.
		const undoing = imports.find(
			({ file }) => step?.act === 'undo' && file === nameOf(step.of)
		)?.id;
		const settled = [...owed.imports].filter(([id]) => id !== undoing);
		expect(Object.fromEntries(settled.map(([id]) => [id, states.get(id)]))).toEqual(
			Object.fromEntries(settled)
		);
		const [searches] = await app.store.read(
			builtStatement(
				'test/searches',
				'read',
				`MATCH (a:AuditEntry) WHERE a.action = 'network.search' RETURN count(a) AS total`
			),
			{}
		);
		expect(Number(searches?.total)).toBeGreaterThanOrEqual(owed.searches);
		const left = await verify({ store: app.store, audit: app.audit });
		expect(left.problems).toEqual([]);
		expect(left.audit.findings).toEqual([]);

		if (!step || step.act === 'search') return;
		if (step?.act === 'import') await finishImport(begun ?? 0);
		if (step?.act === 'undo') await finishUndo(nameOf(step.of));
		const after = await verify({ store: app.store, audit: app.audit });
		expect(after).toMatchObject({ ok: true, problems: [] });

		async function finishImport(at: number) {
			const found = imports.filter(({ file }) => file === nameOf(at));
			if (found.some(({ state }) => state === 'done')) return;
			const resumable = found.find(({ state }) => isResumable(state));
			const resumed =
				resumable &&
				(await app.ingest.resume(viewer, resumable.id).then(
					({ finished }) => finished,
					// Killed while it was read: nothing of it is there, and it is imported again.
					() => undefined
				));
			if (resumed) {
				expect(resumed.state).toBe('done');
				owed.imports.set(resumed.id, 'done');
				return;
			}
			const again = stepAt(at);
			if (again.act !== 'import') return;
			const file = path.join(folder, `${nameOf(at)}.json`);
			writeFileSync(file, bundleOf(again));
			const { finished } = await app.ingest.start(viewer, {
				file: nameOf(at),
				tlp: again.tlp,
				input: { path: file }
			});
			expect((await finished).state).toBe('done');
		}
		async function finishUndo(file: string) {
			const found = imports.find((each) => each.file === file && each.state !== 'interrupted');
			if (!found) return;
			if (found.state !== 'undone') await app.ingest.undo(viewer, found.id);
			owed.imports.set(found.id, 'undone');
		}
	} finally {
		await app.close();
	}
}

test(
	`${kills} kills lose nothing that was acknowledged and leave nothing half done`,
	async () => {
		const data = path.join(folder, 'data');
		const random = chance(seed);
		const owed: Owed = { imports: new Map(), searches: 0 };
		let at = 0;
		let dead = 0;
		while (dead < kills) {
			const early = random() < 0.1;
			const told = await runChild({
				child,
				data,
				from: at,
				until: at + 10_000,
				once: early ? 'started' : 'ready',
				afterMs: random() * (early ? 900 : 700)
			});
			dead++;
			owe(owed, told);
			expect(told.ended, told.stderr).toBe(false);
			const last = told.acknowledged.at(-1)?.at;
			// Killed again before anyone looked: only where no step is left half-way.
			if (random() < 0.2 && last === told.begun) {
				at = (last ?? at - 1) + 1;
				continue;
			}
			await recover(data, owed, told.begun === last ? undefined : told.begun);
			at = (told.begun ?? at - 1) + 1;
		}
		expect(owed.imports.size).toBeGreaterThan(kills / 4);

		const straight = path.join(folder, 'straight/data');
		const told = await runChild({ child, data: straight, from: 0, until: at });
		expect(told.ended, told.stderr).toBe(true);
		const digests: string[] = [];
		for (const each of [data, straight]) {
			const app = await open(each);
			digests.push((await verify({ store: app.store, audit: app.audit })).graphDigest);
			await app.close();
		}
		expect(digests[0]).toBe(digests[1]);
	},
	patienceMs
);
