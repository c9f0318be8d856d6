/** `faisceau restore`: a backup into an empty data folder, or an empty Neo4j. */
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync
} from 'node:fs';
import path from 'node:path';
import { by } from '#lib/server/audit/event.ts';
import { checkpointsName, notesIn } from '#lib/server/audit/checkpoints.ts';
import { openHeads } from '#lib/server/audit/heads.ts';
import { keyName, openSigner } from '#lib/server/audit/signer.ts';
import {
	checkDump,
	fingerprintOf,
	headsName,
	OperationRefused,
	type Manifest
} from '#lib/server/operations/manifest.ts';
import { sum } from '#lib/server/operations/reading.ts';
import { restore as restoreGraph } from '#lib/server/operations/restore.ts';
import { openSecret } from '#lib/server/secret.ts';
import { exits, only, type LocalCommand, type Output, type Place } from '../command.ts';

/** Everything is put together here and moved into the data folder at the end: all of it or nothing. */
const stageName = '.restoring';
const secretName = 'secret';
/** What may lie in the folder already: the keys that no backup holds. */
const brought = [secretName, keyName, stageName];

function refuseOccupied(data: string) {
	if (!existsSync(data)) return;
	const others = readdirSync(data).filter((name) => !brought.includes(name));
	if (others.length)
		throw new OperationRefused(
			`${data} is not empty (${others.slice(0, 3).join(', ')}): restore into a new folder, with the old secret and audit.key in it if you have them`
		);
}

/** Heads sealed with the secret of this instance; another one's seal would be taken for tampering. */
async function putHeads(stage: string, from: string, manifest: Manifest, secret: Buffer) {
	const kept = path.join(from, headsName);
	if (fingerprintOf(secret) === manifest.secret) {
		if (existsSync(kept)) copyFileSync(kept, path.join(stage, headsName));
		return;
	}
	const heads = await openHeads(stage, secret.toString('base64url'));
	await heads.reset({ ...manifest.audit, at: manifest.createdAt });
	await heads.close();
}

/** Checkpoints that this folder's key signed; another one's would be taken for tampering. */
function putCheckpoints(stage: string, from: string, data: string) {
	const kept = path.join(from, checkpointsName);
	if (!existsSync(kept) || !existsSync(path.join(data, keyName))) return;
	const { unsigned } = notesIn(readFileSync(kept, 'utf8'), 'given', openSigner(data));
	if (!unsigned.length) copyFileSync(kept, path.join(stage, checkpointsName));
}

function putImports(stage: string, from: string, manifest: Manifest) {
	for (const { path: place } of manifest.files) {
		if (!place.startsWith('imports/')) continue;
		const target = path.join(stage, place);
		mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
		copyFileSync(path.join(from, place), target);
	}
}

/** The graph's own file comes last: until then the data folder is no installation. */
function moveIn(stage: string, data: string) {
	const names = readdirSync(stage).sort(
		(a, b) => Number(a === 'graph.grafeo') - Number(b === 'graph.grafeo')
	);
	for (const name of names) renameSync(path.join(stage, name), path.join(data, name));
	rmSync(stage, { recursive: true, force: true });
}

type SecretState = 'same' | 'made' | 'other';

function saySecret(state: SecretState, place: Place, output: Output) {
	if (state === 'same') return;
	const what =
		state === 'made'
			? 'there was no secret in the data folder: a new one was made'
			: 'the secret in the data folder is not the one of the backup';
	output.say(
		`${what}. Everybody signs in anew, and importing again what was imported before makes a second copy of it, because ids depend on the secret. If you have the old one, empty ${place.data}, put it there as ${secretName} and restore again`
	);
}

async function fill(place: Place, from: string, manifest: Manifest, output: Output) {
	const { openStore } = await import('#lib/server/graph/open.ts');
	const stage = path.join(place.data, stageName);
	mkdirSync(place.data, { recursive: true, mode: 0o700 });
	rmSync(stage, { recursive: true, force: true });
	mkdirSync(stage, { mode: 0o700 });
	let begun = false;
	const state: SecretState = existsSync(path.join(place.data, secretName)) ? 'other' : 'made';
	try {
		const secret = openSecret(place.data);
		await putHeads(stage, from, manifest, secret);
		putCheckpoints(stage, from, place.data);
		putImports(stage, from, manifest);
		const store = await openStore({ folder: stage, graph: place.graph, now: place.now });
		try {
			await restoreGraph({
				store,
				folder: from,
				manifest,
				signal: output.signal,
				progress: (done, total) => {
					begun = true;
					output.progress(`${done} of ${total} restored`);
				}
			});
		} finally {
			await store.close();
		}
		moveIn(stage, place.data);
		// Made here where the old one did not come along: a server that finds none takes it for a loss.
		openSigner(place.data);
		return fingerprintOf(secret) === manifest.secret ? 'same' : state;
	} catch (error) {
		rmSync(stage, { recursive: true, force: true });
		if (state === 'made') rmSync(path.join(place.data, secretName), { force: true });
		if (begun && place.graph)
			output.say('the graph is filled in part: empty it before you try again');
		throw error;
	}
}

export const restore: LocalCommand = {
	name: 'restore',
	summary: 'Restore a backup into an empty data folder, or an empty Neo4j',
	usage: 'restore DIR',
	options: {},
	help: [],
	async runHere(args, output, place) {
		const [name = ''] = only(args, ['DIR']);
		const from = path.resolve(output.folder, name);
		if (await place.served())
			throw new OperationRefused(`a server works in ${place.data}: stop it first`);
		refuseOccupied(place.data);
		output.progress('checking the backup');
		const manifest = await checkDump(from, {
			signal: output.signal,
			progress: (done, total) =>
				output.progress(`${Math.floor((done / Math.max(total, 1)) * 100)} % of the backup checked`)
		});
		const secret = await fill(place, from, manifest, output);
		saySecret(secret, place, output);
		const app = await place.open();
		try {
			await app.audit.consult({
				...by(await app.access.localOperator()),
				action: 'graph.restore',
				outcome: 'done',
				subjects: [],
				detail: { digest: manifest.digest, secret }
			});
		} finally {
			await app.close();
		}
		const nodes = sum(Object.values(manifest.nodes));
		const relationships = sum(Object.values(manifest.relationships));
		return {
			exit: exits.done,
			result: {
				folder: place.data,
				from,
				createdAt: manifest.createdAt,
				nodes,
				relationships,
				secret
			},
			lines: [
				`${nodes} nodes and ${relationships} relationships restored from ${manifest.createdAt}`,
				'check them: faisceau verify'
			]
		};
	}
};
