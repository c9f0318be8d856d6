/** Uploads as someone would misuse them: another's name, a name that leads elsewhere, the whole disk. */
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	utimesSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ImportRefused, NoRoom } from '#lib/server/ingest/refused.ts';
import { uploadsIn } from '#lib/server/ingest/uploads.ts';

let folder: string;
let made = 0;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'faisceau-uploads-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const uploads = (free?: number) =>
	uploadsIn(path.join(folder, 'uploads'), {
		newId: () => `n${made++}`,
		idOf: (...parts) => Buffer.from(parts.join('|')).toString('base64url'),
		now: () => new Date(),
		...(free === undefined ? {} : { free: () => free })
	});
const body = (text: string) => new Blob([text]).stream();

test('an upload may take half of the room that is left, and no more', async () => {
	expect((await uploads(20).receive('ana', body('0123456789'), 10)).bytes).toBe(10);
	await expect(uploads(19).receive('ana', body('0123456789'), 10)).rejects.toThrow(NoRoom);
	expect(readdirSync(path.join(folder, 'uploads'))).toHaveLength(1);
});

test('the room is that of the disk', async () => {
	await expect(uploads().receive('ana', body('x'), 1)).resolves.toMatchObject({ bytes: 1 });
});

test.each([
	'../secret',
	'..',
	'.',
	'',
	'n0',
	'/etc/passwd',
	'started-',
	'n0.x/../../secret',
	'n0\0'
])('the name %j starts nothing and touches nothing', async (name) => {
	mkdirSync(path.join(folder, 'uploads'));
	writeFileSync(path.join(folder, 'secret'), 'kept');
	expect(() => uploads().take('ana', name)).toThrow(ImportRefused);
	expect(existsSync(path.join(folder, 'secret'))).toBe(true);
});

test('another account’s upload, one started already and one never sent are refused alike', async () => {
	const { upload } = await uploads().receive('ana', body('x'), 1);
	const refusals = [
		() => uploads().take('nils', upload),
		() => {
			uploads().take('ana', upload);
			uploads().take('ana', upload);
		},
		() => uploads().take('ana', upload.replace(/^n\d+/, 'n999'))
	].map((work) => {
		try {
			work();
		} catch (refusal) {
			return refusal;
		}
		return undefined;
	});
	expect(new Set(refusals.map(String)).size).toBe(1);
	for (const refusal of refusals) expect(refusal).toBeInstanceOf(ImportRefused);
});

test('what was never started goes after a day, when the next one comes; one under way stays', async () => {
	const kept = uploads();
	const { upload } = await kept.receive('ana', body('old'), 3);
	const { upload: begun } = await kept.receive('ana', body('begun'), 5);
	const started = kept.take('ana', begun);
	const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
	const at = (name: string) => path.join(folder, 'uploads', name);
	for (const name of [upload, started]) utimesSync(at(name), twoDaysAgo, twoDaysAgo);
	writeFileSync(at('n.y.part'), 'half');
	const { upload: next } = await kept.receive('ben', body('new'), 3);
	expect(readdirSync(path.join(folder, 'uploads')).sort()).toEqual(
		[started, 'n.y.part', next].sort()
	);
});
