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
	const at = faultIn(bytes);
	const lines = bytes.subarray(0, at).filter((byte) => byte === newline).length;
	throw new Malformed(
		`line ${line + lines}, byte ${offset + at}`,
		`${shown(bytes[at] ?? 0)} is not UTF-8 (Latin-1 or another encoding, or half of a surrogate pair)`
	);
}

/** Well-formed sequences (Unicode 16, table 3-7): length, and the range of the second byte. */
function sequence(lead: number): readonly [length: number, from: number, to: number] {
	if (lead < 0x80) return [1, 0, 0];
	if (lead < 0xc2) return [0, 0, 0];
	if (lead < 0xe0) return [2, 0x80, 0xbf];
	if (lead < 0xf0) return [3, lead === 0xe0 ? 0xa0 : 0x80, lead === 0xed ? 0x9f : 0xbf];
	if (lead < 0xf5) return [4, lead === 0xf0 ? 0x90 : 0x80, lead === 0xf4 ? 0x8f : 0xbf];
	return [0, 0, 0];
}

/** Index of the first sequence that is not UTF-8. */
function faultIn(bytes: Uint8Array): number {
	let at = 0;
	while (at < bytes.length) {
		const [length, from, to] = sequence(bytes[at] ?? 0);
		const rest = bytes.subarray(at + 1, at + length);
		const isWhole =
			length > 0 &&
			rest.length === length - 1 &&
			rest.every((byte, i) => (i === 0 ? byte >= from && byte <= to : (byte & 0xc0) === 0x80));
		if (!isWhole) return at;
		at += length;
	}
	return at;
}

/** Refuses UTF-16 and UTF-32 by name, and skips a UTF-8 byte-order mark. */
export function checkEncoding(head: Uint8Array): number {
	const [a, b, c, d] = head;
	const name =
		(a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && c !== 0 && d === 0)
			? 'UTF-16 (little-endian)'
			: (a === 0xfe && b === 0xff) || (a === 0 && b !== undefined && b !== 0 && c === 0)
				? 'UTF-16 (big-endian)'
				: a === 0 && b === 0 && c === 0xfe && d === 0xff
					? 'UTF-32'
					: undefined;
	if (name) throw new Malformed('line 1, byte 0', `the file is ${name}; save it as UTF-8`);
	return a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0;
}
