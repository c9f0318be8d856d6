/**
 * Checks that one audit entry is in the log that a signed checkpoint speaks of: the entry's own hash,
 * the path to the root, the signature. The same lines run in the browser, on the command line and on
 * the server; all they need is Web Crypto.
 */
import * as v from 'valibot';
import { contentOf, detailOf, StoredEntry } from './audit-entry.ts';
import { canonical } from './canonical.ts';
import { bytesOf, parseNote, parseVkey } from './checkpoint.ts';
import { hashedLater, provesInclusion, type Hash } from './merkle.ts';

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const AuditProof = v.strictObject({
	/** With whatever else was put into it: then its hash is another. */
	entry: v.looseObject(StoredEntry.entries),
	/** Hashes from the leaf up. */
	proof: v.array(hash),
	/** The signed note. */
	checkpoint: v.string(),
	/** The key it is signed with; compare it with one that came another way. */
	key: v.string()
});
export type AuditProof = v.InferOutput<typeof AuditProof>;

export interface ProofCheck {
	/** The entry says what its hash says. */
	content: boolean;
	/** The hash is in the tree under its number. */
	inclusion: boolean;
	/** The checkpoint bears the key's signature; null where this browser knows no Ed25519. */
	signature: boolean | null;
}

const fromHex = (hex: string) =>
	Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const toHex = (bytes: ArrayBuffer) =>
	Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

async function isSigned(subtle: SubtleCrypto, note: string, vkey: string): Promise<boolean | null> {
	const checkpoint = parseNote(note);
	const known = parseVkey(vkey);
	if (!checkpoint || !known || known.name !== checkpoint.origin) return false;
	const signature = bytesOf(checkpoint.signature);
	const text = new TextEncoder().encode(checkpoint.text);
	let key: CryptoKey;
	try {
		key = await subtle.importKey('raw', fromHex(known.key), 'Ed25519', false, ['verify']);
	} catch {
		// A browser from before Ed25519: the page says so, and the command line can check it.
		return null;
	}
	return subtle.verify('Ed25519', key, signature.slice(4), text);
}

/** `leaf` is what the entry's content hashes to, whatever the entry claims. */
export async function leafFrom(subtle: SubtleCrypto, content: string): Promise<Hash> {
	const bytes = new TextEncoder().encode(content);
	const whole = new Uint8Array(bytes.length + 1);
	whole.set(bytes, 1);
	return toHex(await subtle.digest('SHA-256', whole));
}

/** What the leaf is the hash of, where the entry is written as the log writes it: one text for one meaning. */
function writtenContent(entry: AuditProof['entry']): string | undefined {
	try {
		return canonical(detailOf(entry)) === entry.detail ? contentOf(entry) : undefined;
	} catch {
		// What cannot be read back is not what was written.
		return undefined;
	}
}

export async function checkProof(subtle: SubtleCrypto, given: AuditProof): Promise<ProofCheck> {
	const { entry, proof, checkpoint: note, key } = given;
	const checkpoint = parseNote(note);
	const written = writtenContent(entry);
	// One that is not as it was written stands under the hash it claims, so that its place is checked too.
	const leaf = written === undefined ? entry.leaf : await leafFrom(subtle, written);
	const parent = async (left: Hash, right: Hash) =>
		toHex(await subtle.digest('SHA-256', fromHex(`01${left}${right}`)));
	const inclusion =
		checkpoint !== undefined &&
		(await hashedLater(
			provesInclusion({
				leaf,
				index: entry.seq - 1,
				size: checkpoint.size,
				root: checkpoint.root,
				proof
			}),
			parent
		));
	return {
		content: written !== undefined && leaf === entry.leaf,
		inclusion,
		signature: await isSigned(subtle, note, key)
	};
}

export const isProven = ({ content, inclusion, signature }: ProofCheck): boolean =>
	content && inclusion && signature === true;
