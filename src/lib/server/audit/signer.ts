/**
 * The key that signs checkpoints of the audit log: Ed25519, made at first start, readable by its owner
 * alone, never in a backup. Whoever has it and the graph can rewrite the log unseen, but for what was
 * kept elsewhere: so is it worth keeping checkpoints elsewhere.
 */
import {
	createHash,
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync,
	sign,
	verify
} from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { makeWhole } from './new-file.ts';
import {
	bytesOf,
	noteOf,
	textOf,
	vkeyOf,
	type Checkpoint,
	type NoteKey,
	type SignedCheckpoint
} from '#lib/domain/checkpoint.ts';

export const keyName = 'audit.key';

export interface Signer {
	/** Whether the key was made just now, because there was none. */
	readonly made: boolean;
	readonly origin: string;
	/** The public key, as signed notes write it. */
	readonly vkey: string;
	sign(head: Omit<Checkpoint, 'origin'>): SignedCheckpoint;
	/** Whether this key signed it. */
	signed(checkpoint: SignedCheckpoint): boolean;
	/** A signature over text that is no checkpoint, in base64: its first line must say what it is. */
	seal(text: string): string;
	/** Whether this key made the seal over this text. */
	sealed(text: string, seal: string): boolean;
}

/** As signed notes name a key: a hash over its name, its type and itself. */
const hashOf = (name: string, key: Buffer) =>
	createHash('sha256')
		.update(`${name}\n`)
		.update(Buffer.from([1]))
		.update(key)
		.digest()
		.subarray(0, 4);

function read(file: string) {
	if (!existsSync(file)) {
		const { privateKey } = generateKeyPairSync('ed25519');
		const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
		makeWhole(file, pem.toString());
	}
	const key = createPrivateKey(readFileSync(file));
	if (key.asymmetricKeyType !== 'ed25519')
		throw new Error(
			`${file} is not a key of this program: restore it, or move it away for a new one`
		);
	return key;
}

export function openSigner(folder: string): Signer {
	const file = path.join(folder, keyName);
	const made = !existsSync(file);
	const secret = read(file);
	const open = createPublicKey(secret);
	const raw = open.export({ type: 'spki', format: 'der' }).subarray(-32);
	const name = `faisceau-audit/${createHash('sha256').update(raw).digest('hex').slice(0, 12)}`;
	const hash = hashOf(name, raw);
	const known: NoteKey = { name, hash: hash.toString('hex'), key: raw.toString('hex') };
	return {
		made,
		origin: name,
		vkey: vkeyOf(known),
		sign(head) {
			const checkpoint = { ...head, origin: name };
			const text = textOf(checkpoint);
			const signature = Buffer.concat([hash, sign(null, Buffer.from(text), secret)]).toString(
				'base64'
			);
			return { ...checkpoint, text, signature, note: noteOf(text, name, signature) };
		},
		signed({ origin, text, signature }) {
			const bytes = Buffer.from(bytesOf(signature));
			return (
				origin === name &&
				bytes.subarray(0, 4).equals(hash) &&
				verify(null, Buffer.from(text), open, bytes.subarray(4))
			);
		},
		seal: (text) => sign(null, Buffer.from(text), secret).toString('base64'),
		sealed: (text, seal) => verify(null, Buffer.from(text), open, Buffer.from(seal, 'base64'))
	};
}
