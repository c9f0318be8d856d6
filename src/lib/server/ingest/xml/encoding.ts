/**
 * The bytes of an XML document as text, by its byte-order mark and its declaration (XML 1.0, 4.3.3 and
 * appendix F): UTF-8 and US-ASCII are read, others are refused by the name the declaration gives them.
 */
import { Malformed } from '#lib/domain/draft.ts';
import { checkEncoding, decode } from '../utf8.ts';

/** The declaration stands at the very beginning; a longer one is none. */
const declarationBytes = 1_024;
const newline = 0x0a;

/** The encoding that the declaration names, in upper case; undefined where it names none. */
export function declaredEncoding(head: string): string | undefined {
	const declaration = /^<\?xml\s[^>]{0,1000}\?>/.exec(head)?.[0];
	return /\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/
		.exec(declaration ?? '')?.[1]
		?.toUpperCase();
}

/** Refuses what is neither UTF-8 nor US-ASCII; says how many bytes the mark takes, and which of the two it is. */
function encodingOf(head: Uint8Array): { skipped: number; isAscii: boolean } {
	if (Buffer.from(head.subarray(0, 4)).toString('hex') === '4c6fa794')
		throw new Malformed('line 1, column 1', 'the file is EBCDIC; save it as UTF-8');
	const skipped = checkEncoding(head);
	const declared = declaredEncoding(Buffer.from(head.subarray(skipped)).toString('latin1'));
	if (declared !== undefined && !['UTF-8', 'US-ASCII', 'ASCII'].includes(declared))
		throw new Malformed(
			'line 1, column 1',
			`the XML declaration says ${declared}; save the file as UTF-8`
		);
	return { skipped, isAscii: declared !== undefined && declared !== 'UTF-8' };
}

/** How many bytes at the end begin a character that is not whole yet. */
function unfinished(bytes: Uint8Array): number {
	for (let back = 1; back <= Math.min(3, bytes.length); back++) {
		const byte = bytes[bytes.length - back] ?? 0;
		if ((byte & 0xc0) === 0x80) continue;
		const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
		return length > back ? back : 0;
	}
	return 0;
}

class Decoder {
	#rest: Uint8Array = new Uint8Array();
	#line = 1;
	constructor(
		readonly isAscii: boolean,
		public offset: number
	) {}

	text(chunk: Uint8Array, isLast: boolean): string {
		const bytes = this.#rest.length ? Buffer.concat([this.#rest, chunk]) : chunk;
		const held = isLast ? 0 : unfinished(bytes);
		const whole = bytes.subarray(0, bytes.length - held);
		this.#rest = bytes.subarray(bytes.length - held);
		const { offset } = this;
		const text = decode({ pieces: [whole], line: this.#line, offset });
		if (this.isAscii) this.#checkAscii(whole);
		this.offset += whole.length;
		for (const byte of whole) if (byte === newline) this.#line++;
		return text;
	}

	#checkAscii(bytes: Uint8Array) {
		const at = bytes.findIndex((byte) => byte > 0x7f);
		if (at < 0) return;
		const lines = bytes.subarray(0, at).filter((byte) => byte === newline).length;
		throw new Malformed(
			`line ${this.#line + lines}, byte ${this.offset + at}`,
			'the XML declaration says US-ASCII, and this byte is none'
		);
	}
}

export async function* decoded(
	bytes: AsyncIterable<Uint8Array>
): AsyncGenerator<string, void, undefined> {
	let head: Uint8Array = new Uint8Array();
	let decoder: Decoder | undefined;
	const begin = () => {
		const { skipped, isAscii } = encodingOf(head);
		decoder = new Decoder(isAscii, skipped);
		return decoder.text(head.subarray(skipped), false);
	};
	for await (const chunk of bytes) {
		if (decoder) {
			yield decoder.text(chunk, false);
			continue;
		}
		head = head.length ? Buffer.concat([head, chunk]) : chunk;
		if (head.length >= declarationBytes) yield begin();
	}
	if (!decoder) yield begin();
	if (decoder) yield decoder.text(new Uint8Array(), true);
}
