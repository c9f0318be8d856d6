/** Bytes that must be UTF-8 as text, or a refusal that names the first byte that is not. */
import { isUtf8 } from 'node:buffer';
import { Malformed } from '#lib/domain/draft.ts';

export interface Bytes {
	pieces: Uint8Array[];
	line: number;
	offset: number;
}

const newline = 0x0a;

/** A byte as a message shows it. */
export const shown = (byte: number): string =>
	byte > 0x20 && byte < 0x7f
		? `'${String.fromCharCode(byte)}'`
		: `byte 0x${byte.toString(16).padStart(2, '0')}`;

/** The value's text; a byte that is not UTF-8 refuses the file and is named. */
export function decode({ pieces, line, offset }: Bytes): string {
	const [only] = pieces;
	const bytes =
		pieces.length === 1 && only
			? Buffer.from(only.buffer, only.byteOffset, only.length)
			: Buffer.concat(pieces);
	if (isUtf8(bytes)) return bytes.toString('utf8');
	// Bisection over prefixes: every prefix beyond the bad byte is bad too.
	let good = 0;
	let bad = bytes.length;
	while (bad - good > 4) {
		const middle = (good + bad) >> 1;
		if (startsAsUtf8(bytes, middle)) good = middle;
		else bad = middle;
	}
	let at = good;
	while (at < bad && startsAsUtf8(bytes, at + 1)) at++;
	const lines = bytes.subarray(0, at).filter((byte) => byte === newline).length;
	throw new Malformed(
		`line ${line + lines}, byte ${offset + at}`,
		`${shown(bytes[at] ?? 0)} is not UTF-8 (Latin-1 or another encoding, or half of a surrogate pair)`
	);
}

/** True when the first bytes are UTF-8 but for a character cut at their end. */
function startsAsUtf8(bytes: Buffer, length: number): boolean {
	for (let cut = 0; cut < 4 && cut <= length; cut++) {
		const head = bytes.subarray(0, length - cut);
		if (!isUtf8(head)) continue;
		if (cut === 0) return true;
		const lead = bytes[length - cut] ?? 0;
		const needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
		if (lead > 0xf4 || needed <= cut) return false;
		return couldContinue(lead, bytes.subarray(length - cut + 1, length));
	}
	return false;
}

/** The second byte decides what surrogates, overlong forms and values past U+10FFFF look like. */
function couldContinue(lead: number, rest: Uint8Array): boolean {
	const [second] = rest;
	if (!rest.every((byte) => byte >= 0x80 && byte < 0xc0)) return false;
	if (second === undefined) return true;
	if (lead === 0xe0) return second >= 0xa0;
	if (lead === 0xed) return second < 0xa0;
	if (lead === 0xf0) return second >= 0x90;
	return lead !== 0xf4 || second < 0x90;
}

/** Refuses UTF-16 and UTF-32 by name, and skips a UTF-8 byte-order mark. */
export function checkEncoding(head: Uint8Array): number {
	const [a, b, c, d] = head;
	const name =
		(a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && c !== undefined && c !== 0)
			? 'UTF-16 (little-endian)'
			: (a === 0xfe && b === 0xff) || (a === 0 && b !== undefined && b !== 0 && c === 0)
				? 'UTF-16 (big-endian)'
				: a === 0 && b === 0 && c === 0xfe && d === 0xff
					? 'UTF-32'
					: undefined;
	if (name) throw new Malformed('line 1, byte 0', `the file is ${name}; save it as UTF-8`);
	return a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0;
}
