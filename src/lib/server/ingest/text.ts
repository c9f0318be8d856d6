/**
 * Text as people paste it: a mail, a page of a report, a list. Each indicator in it becomes a record, with the line it
 * stands in; the rest of the text is not kept. It is never told from content, because anything is text: whoever
 * brings it says so, and reviews what was found before it is written.
 */
import { Malformed, type Reader, type Reading, type RecordDraft } from '#lib/domain/draft.ts';
import { unpacked } from './gunzip.ts';
import { digestOf } from './ids.ts';
import { indicatorsIn, type Indicator } from './text/indicators.ts';
import { checkEncoding, decode } from './utf8.ts';

const newline = 0x0a;
/** A line of a text that people wrote; a longer one is something else. */
const mostLine = 1 << 20;
/** Of the line, what a reviewer needs to recognise the place. */
const mostContext = 300;
/** Records that were handed on and need not be again: some 100 bytes each. Beyond, a few are handed on twice. */
const mostKnown = 100_000;

interface Line {
	text: string;
	line: number;
}

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Line, void, undefined> {
	let held: Uint8Array[] = [];
	let size = 0;
	let line = 1;
	let offset = 0;
	let isFirst = true;
	const take = (): Line => {
		const text = decode({ pieces: held, line, offset });
		const nul = text.indexOf('\0');
		if (nul >= 0) throw new Malformed(`line ${line}`, 'a NUL byte: it is no text');
		offset += size + 1;
		[held, size] = [[], 0];
		return { text: text.replace(/\r$/, ''), line: line++ };
	};
	for await (const chunk of bytes) {
		let at = 0;
		if (isFirst) {
			at = checkEncoding(chunk.subarray(0, 4));
			offset = at;
			isFirst = false;
		}
		for (let end = chunk.indexOf(newline, at); end >= 0; end = chunk.indexOf(newline, at)) {
			held.push(chunk.subarray(at, end));
			size += end - at;
			at = end + 1;
			if (size > mostLine) break;
			yield take();
		}
		held.push(chunk.subarray(at));
		size += chunk.length - at;
		if (size > mostLine) throw new Malformed(`line ${line}`, 'the line is longer than a mebibyte');
	}
	if (size > 0) yield take();
}

function recordOf(indicator: Indicator, { text, line }: Line): RecordDraft {
	const { kind, type, identifier, doubt } = indicator;
	const context = text.trim().slice(0, mostContext);
	return {
		draft: 'record',
		at: `line ${line}`,
		// Where it stands is part of what this record says: another text that names it says something else.
		ref: `${identifier.scheme}:${identifier.value}:${digestOf(context)}`,
		originalType: type,
		kind,
		names: [identifier.value],
		identifiers: [identifier],
		markingRefs: [],
		granularMarkings: [],
		attributes: { context, ...(doubt === undefined ? {} : { doubt }) }
	};
}

async function* read(
	bytes: AsyncIterable<Uint8Array>,
	{ signal }: Parameters<Reader['read']>[1]
): AsyncGenerator<Reading, void, undefined> {
	const known = new Set<string>();
	for await (const line of linesOf(unpacked(bytes, signal ? { signal } : {}))) {
		signal?.throwIfAborted();
		const { indicators, mistaken } = indicatorsIn(line.text);
		const at = `line ${line.line}`;
		for (const indicator of indicators) {
			const { scheme, value } = indicator.identifier;
			const key = `${scheme}:${value}`;
			if (known.has(key)) continue;
			if (known.size >= mostKnown) known.clear();
			known.add(key);
			yield { kind: 'read', count: 1 };
			yield { kind: 'draft', draft: recordOf(indicator, line) };
			if (indicator.doubt !== undefined)
				yield { kind: 'warning', remark: { at, id: null, reason: `${value}: ${indicator.doubt}` } };
		}
		for (const { text, reason } of mistaken) {
			yield { kind: 'read', count: 1 };
			yield { kind: 'rejected', remark: { at, id: null, reason: `${text}: ${reason}` } };
		}
	}
}

export const text: Reader = { id: 'text', references: 'local', recognises: () => false, read };
