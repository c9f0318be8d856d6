import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openApp } from '#lib/server/app.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { bundle, malware, relationship, ring } from './bundles.ts';
import { emptyFolder, faisceau } from './terminals.ts';

let folder: string;
let data: string;
beforeEach(() => {
	folder = emptyFolder();
	data = path.join(folder, 'data');
});
const put = (name: string, text: string | Uint8Array) => {
	writeFileSync(path.join(folder, name), text);
	return name;
};
const run = (...argv: string[]) => faisceau([...argv, '--data', data], { folder });
const json = (...argv: string[]) => run(...argv, '--json');

/** What the audit log says was done, in order. */
async function acts(): Promise<string[]> {
	const app = await openApp({ data, origin: 'http://localhost:3108', logLevel: 'silent' });
	try {
		const rows = await app.store.read(
			builtStatement(
				'test/acts',
				'read',
				'MATCH (a:AuditEntry) RETURN a.action AS action, a.actor AS actor, a.outcome AS outcome ORDER BY a.seq'
			),
			{}
		);
		return rows.map(({ action, actor, outcome }) => `${actor} ${action} ${outcome}`);
	} finally {
		await app.close();
	}
}

/** What the log says of exports, in order. */
async function disclosures(): Promise<unknown[]> {
	const app = await openApp({ data, origin: 'http://localhost:3108', logLevel: 'silent' });
	try {
		const rows = await app.store.read(
			builtStatement(
				'test/disclosures',
				'read',
				"MATCH (a:AuditEntry) WHERE a.action = 'network.export' RETURN a.detail AS detail ORDER BY a.seq"
			),
			{}
		);
		return rows.map(({ detail }) => JSON.parse(String(detail)) as unknown);
	} finally {
		await app.close();
	}
}

describe('what was typed', () => {
	test('help of the program and of every command ends with 0 and changes nothing', async () => {
		const overview = await faisceau(['--help'], { folder });
		expect(overview).toMatchObject({ exit: 0, stderr: '' });
		const names = [...overview.stdout.matchAll(/^ {2}([a-z-]+) {2,}/gm)].map(([, name]) => name);
		expect(names).toEqual(
			'serve import search export verify audit verify-proof backup restore seed user bench'.split(
				' '
			)
		);
		for (const name of names) {
			const { exit, stdout } = await run(name ?? '', '--help');
			expect(exit).toBe(0);
			for (const word of ['usage: faisceau', '--data DIR', '--json'])
				expect(stdout).toContain(word);
		}
		expect(existsSync(data)).toBe(false);
	});

	test.each([
		[['import', '--nope', 'x'], /Unknown option '--nope'/],
		[['import'], /FILE is missing/],
		[['import', 'none.json'], /none\.json: there is no such file/],
		[['import', 'x', '--tlp', 'purple'], /--tlp: expected .*TLP:AMBER\+STRICT.*got 'purple'/],
		[['import', 'x', '--as', '-bad'], /--as/],
		[['import', 'x', '--as', 'a b'], /--as: expected the id of an organisation, got 'a b'/],
		[['import', '--resume', 'a', '--undo', 'b'], /only one of them/],
		[['search'], /TEXT is missing/],
		[['search', 'x', '--limit', 'many'], /--limit: expected a whole number, got 'many'/],
		[
			['export', '--out', 'x'],
			/--format: expected stix, misp, ftm, case, gexf, graphml, csv, json/
		],
		[['export', '--format', 'csv'], /--out is missing/],
		[['export', '--format', 'csv', '--out', 'x', '--for', ''], /--for: expected/],
		[['export', '--format', 'csv', '--out', 'x', '--for', 'eu/ropol'], /--for: .*got 'eu\/ropol'/],
		[
			['export', '--format', 'csv', '--out', 'x', '--purpose', 'curiosity'],
			/--purpose: expected .*cooperation.*got 'curiosity'/
		],
		[['backup'], /DIR is missing/],
		[['verify', 'surplus'], /unexpected argument 'surplus'/],
		[['user', 'frobnicate'], /expected .*, got 'frobnicate'/],
		[['user', 'disable'], /EMAIL is missing/],
		[['bench', 'nothing'], /expected import, search, neighbourhood, path or all/],
		[['frobnicate'], /there is no command 'frobnicate'/],
		[[], /which command/]
	])('%j ends with 2, names what is wrong and shows the usage', async (argv, message) => {
		const { exit, stdout, stderr } = await run(...argv);
		expect(exit).toBe(2);
		expect(stderr).toMatch(message);
		expect(stderr).toContain('usage: faisceau');
		expect(stdout).toBe('');
		expect(existsSync(data)).toBe(false);
	});

	test('with --json a mistake is one line on standard output too', async () => {
		const { exit, stdout, json: result } = await json('import', '--tlp', 'purple', 'x');
		expect(exit).toBe(2);
		expect(stdout.trimEnd().split('\n')).toHaveLength(1);
		expect(result).toEqual({ error: { reason: expect.stringContaining('purple') } });
	});
});

describe('import', () => {
	test('creates the data folder for its owner alone and counts what it read and made', async () => {
		put('a.json', bundle([...ring(3), relationship(9, 1, 99)]));
		const { exit, stdout, json: result } = await json('import', 'a.json');
		expect(exit).toBe(0);
		expect(stdout.trimEnd().split('\n')).toHaveLength(1);
		expect(result).toEqual({
			read: 7,
			accepted: 7,
			rejected: [],
			warnings: [
				{
					at: expect.any(String),
					id: expect.stringMatching(/^relationship--/),
					reason: expect.any(String)
				}
			],
			entities: 4,
			records: 4,
			claims: 4,
			seconds: expect.any(Number),
			peakMiB: expect.any(Number),
			imports: [{ id: expect.any(String), file: 'a.json', state: 'done' }]
		});
		expect(statSync(data).mode & 0o077).toBe(0);
		expect((await json('import', 'a.json')).json).toMatchObject({
			read: 7,
			entities: 0,
			records: 0,
			claims: 0
		});
	});

	test('several files are counted together, each remark with its file', async () => {
		put('a.json', bundle([malware(1), { type: 'malware' }]));
		put('b.json', bundle([malware(2), relationship(1, 1, 2)]));
		const { exit, json: result } = await json('import', 'a.json', 'b.json');
		expect(exit).toBe(0);
		expect(result).toMatchObject({ read: 4, accepted: 3, entities: 2, records: 2, claims: 1 });
		expect(result.rejected).toEqual([
			{ at: expect.stringMatching(/^a\.json: objects\[1\]/), id: null, reason: expect.any(String) }
		]);
	});

	test('--strict ends with 4 when something was rejected, although the rest is in', async () => {
		put('a.json', bundle([malware(1), { type: 'malware' }]));
		expect(await json('import', 'a.json', '--strict')).toMatchObject({
			exit: 4,
			json: { read: 2, accepted: 1, records: 1 }
		});
		put('b.json', bundle([malware(2)]));
		expect((await json('import', 'b.json', '--strict')).exit).toBe(0);
	});

	test('a malformed file fails with place and reason, leaves nothing, and ends the others', async () => {
		put('good.json', bundle([malware(1)]));
		put('bad.json', `${bundle([malware(2)]).slice(0, -20)}`);
		put('later.json', bundle([malware(3)]));
		const {
			exit,
			stderr,
			json: result
		} = await json('import', 'good.json', 'bad.json', 'later.json');
		expect(exit).toBe(1);
		expect(result).toMatchObject({
			records: 1,
			error: { file: 'bad.json', at: expect.stringMatching(/line 1/), reason: expect.any(String) },
			imports: [
				{ file: 'good.json', state: 'done' },
				{ file: 'bad.json', state: 'failed' }
			]
		});
		expect(stderr).toContain('bad.json: ');
		expect((await json('verify')).json).toMatchObject({ ok: true, checked: { records: 1 } });
	});

	test('belongs to --as and takes --tlp where the file names no marking', async () => {
		put('a.json', bundle([malware(1)]));
		await json('import', 'a.json', '--as', 'belmark', '--tlp', 'TLP:AMBER', '--source', 'A friend');
		const app = await openApp({ data, origin: 'http://localhost:3108', logLevel: 'silent' });
		const rows = await app.store.read(
			builtStatement(
				'test/said',
				'read',
				'MATCH (r:Record) MATCH (p:Provenance {id: r.provenance}) RETURN p.owner AS owner, p.tlp AS tlp, p.account AS account, p.sourceName AS source, r.audience AS audience'
			),
			{}
		);
		await app.close();
		expect(rows).toEqual([
			{
				owner: 'belmark',
				tlp: 'amber',
				account: 'local-operator',
				source: 'A friend',
				audience: ['clients:belmark']
			}
		]);
	});

	test('is shown on one line of a terminal, without what a hostile name would do to it', async () => {
		const name = 'a\u001b[2Jb\u202e.json';
		put(name, bundle([{ type: 'malware' }, ...ring(1500)]));
		const heard: string[] = [];
		const { exit, stderr, stdout } = await faisceau(['import', name, '--data', data], {
			folder,
			isTerminal: true,
			heard: (text) => heard.push(text)
		});
		expect(exit).toBe(0);
		expect(stderr).toContain('\r\u001b[2K');
		expect(stderr).not.toContain('\u001b[2J');
		expect(stderr + stdout).not.toContain('\u202e');
		const progress = heard.filter((text) => text.startsWith('\r\u001b[2K') && text.length > 6);
		expect(progress.length).toBeGreaterThan(0);
		for (const text of progress) expect(text).not.toContain('\n');
	});

	test('Ctrl-C keeps whole batches and says how to go on; resumed it is as if never stopped', async () => {
		put('a.json', bundle(ring(6000)));
		const stop = new AbortController();
		const stopped = await faisceau(['import', 'a.json', '--data', data, '--json'], {
			folder,
			isTerminal: true,
			signal: stop.signal,
			heard: (text) => {
				if (/[1-9][\d ]* of 12 000 written/.test(text)) stop.abort();
			}
		});
		expect(stopped.exit).toBe(130);
		const [{ id } = { id: '' }] = stopped.json.imports as { id: string }[];
		expect(stopped.stderr).toContain(`--resume ${id}`);
		expect(stopped.stderr).toContain(`--undo ${id}`);
		const half = (await json('verify')).json as { ok: boolean; checked: Record<string, number> };
		expect(half.ok).toBe(true);
		expect(half.checked.records).toBeGreaterThan(0);
		expect((half.checked.records ?? 0) + (half.checked.claims ?? 0)).toBeLessThan(12_000);
		expect(await json('import', '--resume', id)).toMatchObject({
			exit: 0,
			json: { records: 6000, claims: 6000 }
		});
		const whole = (await json('verify')).json;
		expect(whole).toMatchObject({ ok: true, checked: { records: 6000, claims: 6000 } });

		data = path.join(folder, 'straight');
		await json('import', 'a.json');
		expect((await json('verify')).json.graphDigest).toBe(whole.graphDigest);
	}, 90_000);

	test('--dry-run says what would change and writes nothing', async () => {
		put('a.json', bundle([malware(1), malware(2), relationship(1, 1, 2)]));
		const dry = await json('import', 'a.json', '--dry-run');
		expect(dry).toMatchObject({
			exit: 0,
			json: {
				records: 0,
				claims: 0,
				differences: [
					{
						file: 'a.json',
						records: { created: 2, updated: 0, known: 0, conflicts: 0 },
						claims: { created: 1, updated: 0, known: 0, conflicts: 0 },
						joins: 0
					}
				]
			}
		});
		expect((await json('import', 'a.json')).json).toMatchObject({ records: 2, claims: 1 });
		const { stdout } = await run('import', 'a.json', '--dry-run');
		expect(stdout).toContain('records: 0 new, 0 updated, 2 known already, 0 conflicts');
		expect(stdout).toContain('nothing was written: this was a dry run');
	});

	test('--list shows imports and --undo takes one out', async () => {
		put('a.json', bundle(ring(3)));
		const { json: made } = await json('import', 'a.json');
		const [{ id } = { id: '' }] = made.imports as { id: string }[];
		expect((await run('import', '--list')).stdout).toContain(`${id}  `);
		expect(await json('import', '--undo', id)).toMatchObject({
			exit: 0,
			json: { state: 'undone' }
		});
		expect((await json('verify')).json).toMatchObject({ ok: true, checked: { records: 0 } });
		expect(await json('import', '--undo', id)).toMatchObject({
			exit: 3,
			stderr: expect.stringContaining('cannot be undone: it is undone')
		});
		expect((await json('import', '--resume', 'nothing')).exit).toBe(3);
	});
});

describe('reading', () => {
	beforeEach(async () => {
		put(
			'a.json',
			bundle([
				malware(1, 'Čapek <img onerror>'),
				malware(2, 'Evil\u001b]0;x\u0007'),
				relationship(1, 1, 2)
			])
		);
		await json('import', 'a.json', '--tlp', 'red');
	});

	test('search finds names without their accents, and what is RED too', async () => {
		const { exit, json: result } = await json('search', 'capek');
		expect(exit).toBe(0);
		expect(result).toMatchObject({
			total: 1,
			hits: [{ name: 'Čapek <img onerror>', kind: 'malware', tlp: 'red' }]
		});
		const shown = await run('search', 'evil');
		expect(shown.stdout).toMatch(/malware {2}Evil/);
		expect(shown.stdout).not.toMatch(/[^\P{Cc}\n]/u);
		expect((await json('search', 'nothing')).json).toMatchObject({ total: 0, hits: [] });
	});

	test.each(['stix', 'misp', 'ftm', 'case', 'gexf', 'graphml', 'csv', 'json'])(
		'export writes %s',
		async (format) => {
			const { exit, json: result } = await json('export', '--format', format, '--out', 'out.file');
			expect(exit).toBe(0);
			const file = path.join(folder, 'out.file');
			expect(result).toEqual({
				file,
				format,
				bytes: statSync(file).size,
				entities: 2,
				claims: 1
			});
			expect(readFileSync(file, 'utf8')).toContain('apek');
			expect(existsSync(`${file}.part`)).toBe(false);
		}
	);

	test('export says for whom and why, and holds back what may not go there', async () => {
		await run('import', put('open.json', bundle([malware(9, 'apekopen')])), '--tlp', 'green');
		const argv = ['export', '--format', 'csv', '--out', 'out.csv', '--for'];
		const { exit, stderr } = await run(...argv, 'A. Judge, court of Port Selin');
		expect([exit, existsSync(path.join(folder, 'out.csv'))]).toEqual([3, false]);
		expect((await run(...argv, 'europool')).stderr).toMatch(/not an organisation of the directory/);
		expect(stderr).toMatch(/may not go to this recipient: 3 red/);
		await run(...argv, 'A. Judge, court of Port Selin', '--leave-out', '--purpose', 'cooperation');
		const given = readFileSync(path.join(folder, 'out.csv'), 'utf8');
		expect([given.includes('apekopen'), /apek(?!open)/.test(given)]).toEqual([true, false]);
		await run('export', '--format', 'csv', '--out', 'out.csv');
		expect(readFileSync(path.join(folder, 'out.csv'), 'utf8')).toMatch(/apek(?!open)/);
		expect(await disclosures()).toMatchObject([
			{ for: 'other', obstacle: 'recipient', purpose: 'supervision' },
			{ for: 'other', purpose: 'cooperation', barred: 'red:3' },
			{ for: 'own', recipient: 'local', purpose: 'supervision' }
		]);
	});

	test('an export that cannot be written fails and leaves no part', async () => {
		const { exit, stderr } = await run('export', '--format', 'csv', '--out', 'none/out.csv');
		expect(exit).toBe(1);
		expect(stderr).toContain('ENOENT');
	});

	test('verify ends with 1 and names the rule when one is broken', async () => {
		expect((await run('verify')).stdout).toContain('everything holds');
		const app = await openApp({ data, origin: 'http://localhost:3108', logLevel: 'silent' });
		await app.store.write(
			builtStatement('test/damage', 'write', `CREATE (i:Identifier {key: 'domain:bare.example'})`),
			{}
		);
		await app.close();
		const { exit, stderr, json: result } = await json('verify');
		expect(exit).toBe(1);
		expect(result).toMatchObject({
			ok: false,
			problemsTotal: 1,
			problems: [{ rule: 'identifier-record', id: 'domain:bare.example' }]
		});
		expect(stderr).toContain('identifier-record: domain:bare.example');
	});

	test('every act is in the audit log as the local operator’s', async () => {
		await run('search', 'evil');
		await run('export', '--format', 'csv', '--out', 'out.csv');
		await run('verify');
		await run('import', '--list');
		await run('backup', 'kept');
		// Of an import its beginning, what its records and its claims touched, and its end.
		expect(await acts()).toEqual([
			'local-operator ingest.import done',
			'local-operator ingest.import done',
			'local-operator ingest.import done',
			'local-operator ingest.import done',
			// What was rejected and warned of, which the terminal shows.
			'local-operator ingest.read done',
			'local-operator ingest.read done',
			'local-operator network.search done',
			'local-operator network.export done',
			'local-operator graph.verify done',
			'local-operator ingest.read done',
			'local-operator graph.backup done'
		]);
	});
});

describe('backup and restore', () => {
	let digest: unknown;
	beforeEach(async () => {
		put('a.json', bundle([...ring(5), { type: 'malware' }]));
		await json('import', 'a.json');
		await faisceau(
			[
				'user',
				'add',
				'ana@belmark.example',
				'--name',
				'Ana',
				'--org',
				'belmark',
				'--new-org',
				'--data',
				data
			],
			{ folder, stdin: 'correct horse battery\n' }
		);
		digest = (await json('verify')).json.graphDigest;
	});
	const elsewhere = (...argv: string[]) =>
		faisceau([...argv, '--data', path.join(folder, 'other'), '--json'], { folder });

	test('a drill with the secret put back gives the same installation', async () => {
		const made = await run('backup', 'kept');
		expect(made.exit).toBe(0);
		expect(made.stderr).toContain('the secret and the audit key are not in it');
		mkdirSync(path.join(folder, 'other'), { mode: 0o700 });
		for (const name of ['secret', 'audit.key'])
			writeFileSync(path.join(folder, 'other', name), readFileSync(path.join(data, name)));
		expect(await elsewhere('restore', 'kept')).toMatchObject({ exit: 0, json: { secret: 'same' } });
		expect(await elsewhere('verify')).toMatchObject({
			exit: 0,
			json: { ok: true, graphDigest: digest, audit: { findings: [] } }
		});
		const checkpoints = readFileSync(path.join(folder, 'other/audit.checkpoints'), 'utf8');
		expect(checkpoints).toContain(
			readFileSync(path.join(folder, 'kept/audit.checkpoints'), 'utf8')
		);
		expect((await elsewhere('user', 'list')).json.accounts).toMatchObject([
			{ email: 'ana@belmark.example' }
		]);
		expect((await elsewhere('import', 'a.json')).json).toMatchObject({ records: 0, claims: 0 });
	});

	test('without the secret it says so, and the log begins a new seal', async () => {
		await run('backup', 'kept');
		const restored = await elsewhere('restore', 'kept');
		expect(restored).toMatchObject({ exit: 0, json: { secret: 'made' } });
		expect(restored.stderr).toContain('ids depend on the secret');
		expect(await elsewhere('verify')).toMatchObject({
			exit: 0,
			json: { ok: true, graphDigest: digest, audit: { findings: [] } }
		});
	});

	test('refuses a folder that holds something and a backup that is damaged', async () => {
		await run('backup', 'kept');
		const here = await json('restore', 'kept');
		expect(here).toMatchObject({ exit: 3, stderr: expect.stringContaining('is not empty') });
		writeFileSync(path.join(folder, 'kept/nodes/Record.ndjson.gz'), 'x');
		const broken = await elsewhere('restore', 'kept');
		expect(broken).toMatchObject({ exit: 1, stderr: expect.stringContaining('Record') });
		expect(existsSync(path.join(folder, 'other'))).toBe(false);
	});

	test('what a killed restore left is no installation, and does not stand in the way of the next', async () => {
		await run('backup', 'kept');
		mkdirSync(path.join(folder, 'other/.restoring'), { recursive: true });
		writeFileSync(path.join(folder, 'other/.restoring/graph.grafeo'), 'half');
		expect((await elsewhere('restore', 'kept')).exit).toBe(0);
		expect(existsSync(path.join(folder, 'other/.restoring'))).toBe(false);
		expect((await elsewhere('verify')).json.graphDigest).toBe(digest);
	});
});

describe('accounts and the demonstration', () => {
	const add = (stdin: string, ...more: string[]) =>
		faisceau(
			[
				'user',
				'add',
				'ana@belmark.example',
				'--name',
				'Ana',
				'--org',
				'belmark',
				'--new-org',
				'--data',
				data,
				'--json',
				...more
			],
			{ folder, stdin }
		);

	test('an account is added, listed, disabled and given a password that is never an argument', async () => {
		expect((await add('')).exit).toBe(2);
		expect(await add('short')).toMatchObject({
			exit: 1,
			stderr: expect.stringContaining('password: expected 12')
		});
		expect(await add('password1234')).toMatchObject({
			exit: 1,
			stderr: expect.stringContaining('password: it is among the first that are tried')
		});
		expect(
			await add('correct horse battery\n', '--role', 'analyst', '--role', 'author')
		).toMatchObject({
			exit: 0,
			json: { account: { roles: ['analyst', 'author'], disabled: false } }
		});
		expect(await add('correct horse battery')).toMatchObject({
			exit: 1,
			stderr: expect.stringContaining('an account has it already')
		});
		expect((await add('correct horse battery', '--role', 'king')).exit).toBe(2);
		expect((await run('user', 'disable', 'ana@belmark.example')).exit).toBe(0);
		expect((await run('user', 'list')).stdout).toContain('disabled');
		await run('user', 'disable', 'ana@belmark.example', '--enable');
		expect((await run('user', 'list')).stdout).not.toContain('disabled');
		expect((await run('user', 'disable', 'nobody@belmark.example')).exit).toBe(1);
		expect(await run('user', 'link')).toMatchObject({ exit: 1 });
		expect((await run('user', 'add', 'x@y.example', '--password', 'never')).stderr).toContain(
			"Unknown option '--password'"
		);
	});

	test('somebody is invited by a link that is said once, to roles and an organisation that exist', async () => {
		const invite = (...more: string[]) => json('user', 'invite', 'neda@belmark.example', ...more);
		expect((await add('correct horse battery')).exit).toBe(0);
		const { exit, json: made } = await invite('--org', 'belmark', '--role', 'magistrate');
		expect(exit).toBe(0);
		expect(made.link).toMatch(/^http:\/\/localhost:3000\/invitation\?token=[\w-]{40,}$/);
		expect((await invite('--org', 'belmark')).exit).toBe(0);
		expect(await invite('--org', 'belmark', '--role', 'king')).toMatchObject({ exit: 2 });
		expect((await invite()).stderr).toContain('--org is missing');
		// A name, or an id in capitals, would make an organisation of its own.
		expect(await invite('--org', 'EUROPOL')).toMatchObject({
			exit: 2,
			stderr: expect.stringContaining('Did you mean europol (')
		});
		// A slip makes nothing either: only who says so makes an organisation, and none that is there already.
		expect(await invite('--org', 'belmrak')).toMatchObject({
			exit: 2,
			stderr: expect.stringMatching(/Did you mean belmark \(.*--new-org makes/)
		});
		expect((await invite('--org', 'zzzz')).stderr).toContain('None of the directory');
		expect((await invite('--org', 'EUROPOL', '--new-org')).stderr).toContain(
			'Did you mean europol ('
		);
		expect((await invite('--org', 'harbour-police', '--new-org')).exit).toBe(0);
		expect((await json('user', 'invite')).stderr).toContain('EMAIL is missing');
		expect(await json('user', 'invite', 'no address', '--org', 'belmark')).toMatchObject({
			exit: 1,
			stderr: expect.stringContaining('email: expected an e-mail address')
		});
		expect(
			await invite('--org', 'belmark', '--role', 'administrator', '--role', 'auditor')
		).toMatchObject({ exit: 1, stderr: expect.stringContaining('roles: ') });
		expect(await json('user', 'invite', 'ana@belmark.example', '--org', 'belmark')).toMatchObject({
			exit: 1,
			stderr: expect.stringContaining('an account has it already')
		});
		const kept = await acts();
		expect(kept.filter((act) => act === 'local-operator access.invite done')).toHaveLength(3);
	});

	test('an account is bound to an institution by its subject, and freed', async () => {
		const bind = (...more: string[]) => json('user', 'bind', 'ana@belmark.example', ...more);
		const justice = ['--institution', 'justice'];
		expect((await bind(...justice, '--subject', 's-1')).stderr).toContain('no institution justice');
		writeFileSync(
			path.join(data, 'institutions.json'),
			JSON.stringify([
				{
					id: 'justice',
					name: 'Ministry of Justice',
					issuer: 'https://idp.example',
					clientId: 'faisceau',
					clientSecret: 'a secret between two'
				}
			])
		);
		expect(await bind(...justice, '--subject', 's-1')).toMatchObject({ exit: 1 });
		await add('correct horse battery');
		expect((await bind('--subject', 's-1')).stderr).toContain('--institution is missing');
		expect((await bind(...justice)).stderr).toContain('--subject is missing');
		expect(await bind(...justice, '--subject', 's-1')).toMatchObject({
			exit: 0,
			json: { email: 'ana@belmark.example', institution: 'justice' }
		});
		await faisceau(
			[
				'user',
				'add',
				'ben@belmark.example',
				'--name',
				'Ben',
				'--org',
				'belmark',
				'--new-org',
				'--data',
				data
			],
			{ folder, stdin: 'correct horse battery' }
		);
		expect(
			await json('user', 'bind', 'ben@belmark.example', ...justice, '--subject', 's-1')
		).toMatchObject({
			exit: 1,
			stderr: expect.stringContaining('another account has this subject')
		});
		expect(
			(await run('user', 'bind', 'ana@belmark.example', ...justice, '--free')).stdout
		).toContain('no more');
		expect(
			await json('user', 'bind', 'ben@belmark.example', ...justice, '--subject', 's-1')
		).toMatchObject({ exit: 0 });
		const kept = await acts();
		expect(kept.filter((act) => act === 'local-operator access.manage done')).toHaveLength(5);
	});

	test('the second factors of an account are taken off, and of nobody', async () => {
		await add('correct horse battery');
		expect(await json('user', 'reset-factors', 'ana@belmark.example')).toMatchObject({
			exit: 0,
			json: { account: { email: 'ana@belmark.example' } }
		});
		expect(await json('user', 'reset-factors', 'nobody@belmark.example')).toMatchObject({
			exit: 1,
			stderr: expect.stringContaining('there is no account nobody@belmark.example')
		});
		expect((await acts()).filter((act) => act.includes('access.manage refused'))).toHaveLength(1);
	});

	test('the floor of second factors is said one way at a time, and leaves its entry', async () => {
		expect((await json('user', 'floor', '--role', 'analyst', '--role', 'author')).json).toEqual({
			floor: { mode: 'roles', roles: ['analyst', 'author'] }
		});
		expect((await json('user', 'floor', '--everyone')).exit).toBe(0);
		expect((await json('user', 'floor', '--nobody')).exit).toBe(0);
		for (const wrong of [[], ['--everyone', '--nobody'], ['--role', 'king']])
			expect((await json('user', 'floor', ...wrong)).exit).toBe(2);
		expect((await acts()).filter((act) => act.includes('access.policy done'))).toHaveLength(3);
	});

	test('an installation without accounts gives the set-up link', async () => {
		const { exit, json: result } = await json('user', 'link');
		expect(exit).toBe(0);
		expect(result.link).toMatch(/^http:\/\/localhost:3000\/setup\?token=/);
	});

	test('the demonstration goes in and out', async () => {
		const { json: loaded } = await json('seed');
		expect(loaded.entities).toBeGreaterThan(400);
		expect((await json('verify')).json).toMatchObject({ ok: true });
		expect((await json('seed', '--remove')).exit).toBe(0);
		expect((await json('verify')).json).toMatchObject({ ok: true, checked: { entities: 0 } });
	}, 120_000);

	test('bench measures a graph of its own and leaves the data folder alone', async () => {
		const { exit, json: result } = await json(
			'bench',
			'all',
			'--entities',
			'60',
			'--claims',
			'120'
		);
		expect(exit).toBe(0);
		expect(result).toMatchObject({
			entities: 60,
			import: { perSecond: expect.any(Number) },
			search: { count: 200 },
			neighbourhood: { count: 200, p95Ms: expect.any(Number) },
			path: { count: 50 }
		});
		expect(existsSync(data)).toBe(false);
	}, 90_000);
});
