/**
 * A signed checkpoint of the audit log, in the text form of C2SP `tlog-checkpoint` and `signed-note`:
 * origin, size, root in base64, a line with the time, an empty line, and an Ed25519 signature over what
 * stands before it. Tools made for such notes read it as it is.
 */
import type { Hash } from './merkle.ts';

export interface Checkpoint {
	/** Names the log: its key's name. */
	origin: string;
	size: number;
	root: Hash;
	/** ISO 8601, UTC. */
	at: string;
}

export interface SignedCheckpoint extends Checkpoint {
	/** The whole note, as it is kept and handed out. */
	note: string;
	/** What is signed. */
	text: string;
	/** First four bytes of the key's hash, and the signature, in base64. */
	signature: string;
}

export const toBase64 = (hex: string): string =>
	btoa((hex.match(/../g) ?? []).map((pair) => String.fromCharCode(parseInt(pair, 16))).join(''));

export const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
	Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

export const toHex = (bytes: Uint8Array): string =>
	Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export const textOf = ({ origin, size, root, at }: Checkpoint): string =>
	`${origin}\n${size}\n${toBase64(root)}\ntime ${at}\n`;

export const noteOf = (text: string, origin: string, signature: string): string =>
	`${text}\n— ${origin} ${signature}\n`;

const form =
	/^((\S+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\ntime (\S+)\n)\n— (\S+) ([A-Za-z0-9+/]+={0,2})\n$/;

/** Undefined for what is no note of ours. */
export function parseNote(note: string): SignedCheckpoint | undefined {
	const [, text = '', origin = '', size, root = '', at = '', name, signature = ''] =
		form.exec(note) ?? [];
	if (name === undefined || name !== origin) return undefined;
	return { note, text, origin, size: Number(size), root: toHex(bytesOf(root)), at, signature };
}

/** The notes of a file, one after another; what is between them or cut at its end is none. */
export function notesOf(text: string): string[] {
	const lines = text.split('\n');
	const notes: string[] = [];
	let begun: number | undefined;
	for (let at = 0; at < lines.length; at++) {
		if (lines[at] !== '') begun ??= at;
		// A blank line, the signature, and a blank line or the end.
		else if (begun !== undefined && lines[at + 2] === '') {
			notes.push(
				`${lines
					.slice(begun, at + 2)
					.join('\n')
					.trimEnd()}\n`
			);
			begun = undefined;
			at += 2;
		}
	}
	return notes;
}

/** A verifier's key as signed notes write it: name, key hash, and the type and key in base64. */
export interface NoteKey {
	name: string;
	/** Four bytes as eight hexadecimal digits. */
	hash: string;
	/** 32 bytes as 64 hexadecimal digits. */
	key: string;
}

export const vkeyOf = ({ name, hash, key }: NoteKey): string =>
	`${name}+${hash}+${toBase64(`01${key}`)}`;

export function parseVkey(vkey: string): NoteKey | undefined {
	const [, name, hash, encoded] =
		/^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(vkey.trim()) ?? [];
	const bytes = encoded === undefined ? '' : toHex(bytesOf(encoded));
	if (name === undefined || hash === undefined || !bytes.startsWith('01')) return undefined;
	return { name, hash, key: bytes.slice(2) };
}
