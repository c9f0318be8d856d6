/** The audit log on the command line: keys, checkpoints, proofs that hold anywhere, and what breaks them. */
import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { cpSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AuditProof } from '#lib/domain/audit-proof.ts';
import { openApp } from '#lib/server/app.ts';
import { leafOf } from '#lib/server/audit/entry.ts';
import { tamperWith } from '../audit/opened.ts';
import { emptyFolder, faisceau } from './terminals.ts';

let folder: string;
let data: string;
beforeEach(async () => {
	folder = emptyFolder();
	data = path.join(folder, 'data');
	for (let i = 0; i < 3; i++) await run('user', 'link');
});
const run = (...argv: string[]) => faisceau([...argv, '--data', data], { folder });
const json = (...argv: string[]) => run(...argv, '--json');
const put = (name: string, value: unknown) => {
	writeFileSync(path.join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
	return name;
};
const proofOf = async (seq: number) =>
	(await json('audit', 'prove', String(seq))).json as unknown as AuditProof;
async function tamper(text: string) {
	const app = await openApp({ data, origin: 'http://localhost:3108', logLevel: 'silent' });
	await tamperWith(app.store, text);
	await app.close();
}
const script = path.resolve('docs/verify-proof.mjs');
const alone = (...argv: string[]) =>
	spawnSync(process.execPath, [script, ...argv], { cwd: folder, encoding: 'utf8' });

describe('a proof', () => {
	test('holds without the store, by the program and by the script that stands on its own', async () => {
		const proof = await proofOf(2);
		const key = (await json('audit', 'key')).json.key as string;
		expect(proof.key).toBe(key);
		const file = put('proof.json', proof);
		const { exit, stdout } = await faisceau(['verify-proof', file, '--key', key], { folder });
		expect([exit, stdout]).toEqual([
			0,
			expect.stringMatching(/^holds: .*\nholds: entry 2 is in the log.*\nholds: the checkpoint/)
		]);
		expect(alone(file, key)).toMatchObject({ status: 0, stdout: expect.stringContaining('holds') });
	});

	test.each<[string, (proof: AuditProof) => AuditProof, RegExp]>([
		[
			'another actor',
			(p) => ({ ...p, entry: { ...p.entry, actor: 'eve' } }),
			/FAILS: the entry is/
		],
		['another number', (p) => ({ ...p, entry: { ...p.entry, seq: 3 } }), /FAILS: entry 3 is/],
		[
			'a fact said twice, the first time wrongly',
			(p) => ({ ...p, entry: { ...p.entry, detail: `{"act":"erase",${p.entry.detail.slice(1)}` } }),
			/FAILS: the entry is/
		],
		[
			'facts in other letters',
			(p) => ({ ...p, entry: { ...p.entry, detail: p.entry.detail.replace(/:/g, ': ') } }),
			/FAILS: the entry is/
		],
		[
			'a remark of its own',
			(p) => ({ ...p, entry: Object.assign({}, p.entry, { remark: 'confessed' }) }),
			/FAILS: the entry is/
		],
		['a shorter path', (p) => ({ ...p, proof: p.proof.slice(1) }), /FAILS: entry 2 is/],
		[
			'another size',
			(p) => ({ ...p, checkpoint: p.checkpoint.replace(/\n\d+\n/, '\n99\n') }),
			/FAILS: the checkpoint is/
		]
	])('with %s fails in both', async (_, change, said) => {
		const file = put('proof.json', change(await proofOf(2)));
		const { key } = await proofOf(2);
		expect(await faisceau(['verify-proof', file, '--key', key], { folder })).toMatchObject({
			exit: 1,
			stdout: expect.stringMatching(said)
		});
		expect(alone(file, key)).toMatchObject({ status: 1, stdout: expect.stringMatching(said) });
	});

	test('says that whose key it is remains unproven, and fails, where none came another way', async () => {
		const file = put('proof.json', await proofOf(2));
		const said = /UNPROVEN: the checkpoint is signed, by an unknown key/;
		expect(await faisceau(['verify-proof', file], { folder })).toMatchObject({
			exit: 1,
			stdout: expect.stringMatching(said)
		});
		expect(alone(file)).toMatchObject({ status: 1, stdout: expect.stringMatching(said) });
	});

	test('written whole by somebody else, with a key of their own under the same name, fails', async () => {
		const genuine = await proofOf(2);
		const entry = { ...genuine.entry, seq: 1, actor: 'eve' };
		const forged = { ...entry, leaf: leafOf(entry) };
		const { publicKey, privateKey } = generateKeyPairSync('ed25519');
		const [origin = ''] = genuine.checkpoint.split('\n');
		const raw = Buffer.concat([
			Buffer.of(1),
			publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
		]);
		const hash = createHash('sha256').update(`${origin}\n`).update(raw).digest().subarray(0, 4);
		const root = Buffer.from(forged.leaf, 'hex').toString('base64');
		const text = `${origin}\n1\n${root}\ntime 2026-11-23T04:00:00.000Z\n`;
		const signature = Buffer.concat([hash, sign(null, Buffer.from(text), privateKey)]);
		const file = put('proof.json', {
			entry: forged,
			proof: [],
			checkpoint: `${text}\n— ${origin} ${signature.toString('base64')}\n`,
			key: `${origin}+${hash.toString('hex')}+${raw.toString('base64')}`
		});
		for (const key of [[], [genuine.key]]) {
			const argv = ['verify-proof', file, ...key.flatMap((each) => ['--key', each])];
			const { exit, stdout } = await faisceau(argv, { folder });
			expect([exit, stdout]).toEqual([1, expect.stringMatching(/UNPROVEN|FAILS/)]);
			expect(alone(file, ...key).status).toBe(1);
		}
	});

	test('with the key of another log fails', async () => {
		const file = put('proof.json', await proofOf(1));
		const other = await faisceau(['audit', 'key', '--data', path.join(folder, 'other'), '--json'], {
			folder
		});
		const key = other.json.key as string;
		expect((await faisceau(['verify-proof', file, '--key', key], { folder })).exit).toBe(1);
		expect((await faisceau(['verify-proof', file, '--key', 'no'], { folder })).exit).toBe(1);
		expect(alone(file, key).status).toBe(1);
	});

	test('of which a part is there twice is refused: readers would take one, the program the other', async () => {
		const proof = await proofOf(2);
		const twice = JSON.stringify(proof).replace('"actor":', '"actor":"eve","actor":');
		for (const text of [twice, JSON.stringify({ ...proof, remark: 'confessed' })]) {
			const file = put('twice.json', text);
			expect((await faisceau(['verify-proof', file, '--key', proof.key], { folder })).exit).toBe(2);
			expect(alone(file, proof.key).status).not.toBe(0);
		}
		const pretty = put('pretty.json', JSON.stringify(proof, null, 2));
		expect((await faisceau(['verify-proof', pretty, '--key', proof.key], { folder })).exit).toBe(0);
		expect(alone(pretty, proof.key).status).toBe(0);
	});

	test('that is none is a usage error', async () => {
		for (const content of ['{', '{}', '[]'])
			expect((await faisceau(['verify-proof', put('bad.json', content)], { folder })).exit).toBe(2);
		expect((await faisceau(['verify-proof', 'absent.json'], { folder })).exit).not.toBe(0);
	});

	test('of a number that is not there fails, and asking leaves an entry', async () => {
		expect(await run('audit', 'prove', '99')).toMatchObject({ exit: 1 });
		for (const wrong of [
			['prove'],
			['prove', '0'],
			['prove', '1', '2'],
			['erase', '1'],
			['key', 'x'],
			[]
		])
			expect((await run('audit', ...wrong)).exit).toBe(2);
		const proof = await proofOf(4);
		expect(proof.entry).toMatchObject({
			action: 'audit.read',
			outcome: 'failed',
			actor: 'local-operator',
			detail: '{"act":"prove","rule":"operator","seq":99}'
		});
	});
});

describe('verify', () => {
	test('names an entry of which one letter was changed', async () => {
		await tamper("MATCH (e:AuditEntry {seq: 2}) SET e.outcome = 'donf'");
		expect(await run('verify')).toMatchObject({
			exit: 1,
			stderr: expect.stringContaining('audit: audit entry 2: its hash does not fit its content')
		});
	});

	test('holds the log against a checkpoint that was kept elsewhere', async () => {
		const kept = put('kept', (await run('audit', 'checkpoint')).stdout);
		expect(await run('verify', '--checkpoint', kept)).toMatchObject({ exit: 0 });
		put('grown', readFileSync(path.join(folder, kept), 'utf8').replace(/\n\d+\n/, '\n900\n'));
		expect(await run('verify', '--checkpoint', 'grown')).toMatchObject({
			exit: 1,
			stderr: expect.stringContaining('the file given, checkpoint 1: it is not signed with the key')
		});
		expect((await run('verify', '--checkpoint', put('none', 'hello'))).exit).toBe(2);
		expect((await run('verify', '--checkpoint', 'absent')).exit).toBe(1);
	});
});

test('an older copy of the whole data folder is found by a checkpoint that was kept elsewhere', async () => {
	const older = path.join(folder, 'older');
	cpSync(data, older, { recursive: true });
	for (let i = 0; i < 4; i++) await run('user', 'link');
	const { stdout } = await run('audit', 'checkpoint');
	const signed = Number(stdout.split('\n')[1]);
	put('kept', stdout);
	expect(await run('verify', '--checkpoint', 'kept')).toMatchObject({ exit: 0 });
	rmSync(data, { recursive: true });
	renameSync(older, data);
	const found = await run('verify', '--checkpoint', 'kept');
	expect(found.exit).toBe(1);
	const lost = /audit: the store lost its last (\d+) audit entries \(from number (\d+)\)/.exec(
		found.stderr
	);
	expect(Number(lost?.[1])).toBeGreaterThanOrEqual(4);
	expect(Number(lost?.[1]) + Number(lost?.[2])).toBe(signed + 1);
	// Store, heads, checkpoints and key are all of then: they agree, and nothing beside them knows better.
	expect((await run('verify')).exit).toBe(0);
});

test('a backup holds the checkpoints and not the key; with the key they hold again', async () => {
	await run('backup', 'kept');
	const names = (await json('verify')).exit;
	expect(names).toBe(0);
	expect(statSync(path.join(folder, 'kept/audit.checkpoints')).isFile()).toBe(true);
	expect(() => statSync(path.join(folder, 'kept/audit.key'))).toThrow();
	const restored = (name: string) =>
		faisceau(['restore', 'kept', '--data', path.join(folder, name)], { folder });
	expect((await restored('bare')).exit).toBe(0);
	expect((await faisceau(['verify', '--data', path.join(folder, 'bare')], { folder })).exit).toBe(
		0
	);
});
