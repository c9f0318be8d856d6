/**
 * JSON.parse whose refusal names a place in the file. JSON.parse decides what is JSON (RFC 8259), but
 * tells the place in words that differ by engine version, or not at all, so the fault is looked for
 * again: linear, without recursion, only after a refusal.
 */
import { Malformed, type Json } from '#lib/domain/draft.ts';

const space = new Set([' ', '\n', '\r', '\t']);
const escapes = /^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})$/;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literals = ['true', 'false', 'null'];

export interface SyntaxFault {
	/** Index into the text, in UTF-16 units. */
	at: number;
	reason: string;
}

/** Index after the string that starts at `start`, or the fault inside it. */
function skipString(text: string, start: number): number | SyntaxFault {
	for (let at = start + 1; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === 0x22) return at + 1;
		if (code < 0x20) return { at, reason: 'a control character inside a text must be an escape' };
		if (code !== 0x5c) continue;
		const length = text[at + 1] === 'u' ? 5 : 1;
		if (!escapes.test(text.slice(at + 1, at + 1 + length)))
			return { at, reason: `unknown escape ${JSON.stringify(text.slice(at, at + 2))}` };
		at += length;
	}
	return { at: text.length, reason: 'a text is not closed' };
}

/** Index after the number or literal that starts at `start`, or the fault. */
function skipScalar(text: string, start: number): number | SyntaxFault {
	const literal = literals.find((word) => text.startsWith(word, start));
	if (literal) return start + literal.length;
	number.lastIndex = start;
	const found = number.exec(text);
	return found
		? start + found[0].length
		: { at: start, reason: `expected a value, got ${JSON.stringify(text[start] ?? '')}` };
}

/** The first fault of the text, or undefined when it is JSON. */
export function syntaxFault(text: string): SyntaxFault | undefined {
	const open: ('{' | '[')[] = [];
	let expects: 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'next' | 'nothing' =
		'value';
	let at = 0;
	const closed = () => (open.length ? 'next' : 'nothing');
	for (;;) {
		while (space.has(text[at] ?? '')) at++;
		const mark = text[at];
		const fault = (wanted: string): SyntaxFault => ({
			at,
			reason:
				mark === undefined
					? 'the text ends too early'
					: `expected ${wanted}, got ${JSON.stringify(mark)}`
		});
		if (expects === 'nothing') return mark === undefined ? undefined : fault('the end');
		const closes = open.at(-1) === '{' ? '}' : ']';
		if (mark === closes && (expects === 'next' || expects.endsWith('-or-end'))) {
			open.pop();
			expects = closed();
			at++;
		} else if (expects === 'next') {
			if (mark !== ',') return fault(`',' or '${closes}'`);
			expects = open.at(-1) === '{' ? 'key' : 'value';
			at++;
		} else if (expects === 'colon') {
			if (mark !== ':') return fault("':'");
			expects = 'value';
			at++;
		} else if (expects === 'key' || expects === 'key-or-end') {
			if (mark !== '"') return fault('a key in double quotes');
			const end = skipString(text, at);
			if (typeof end !== 'number') return end;
			at = end;
			expects = 'colon';
		} else if (mark === '{' || mark === '[') {
			open.push(mark);
			expects = mark === '{' ? 'key-or-end' : 'value-or-end';
			at++;
		} else {
			if (mark === undefined) return fault('a value');
			const end = mark === '"' ? skipString(text, at) : skipScalar(text, at);
			if (typeof end !== 'number') return end;
			at = end;
			expects = closed();
		}
	}
}

/** A stretch of the file, and where it begins. */
export interface Part {
	line: number;
	offset: number;
	text: string;
}

/** The value of a text; `parts` are the stretches of the file it was put together from. */
export function parse(
	text: string,
	from: { line: number; offset: number; parts?: readonly Part[] }
): Json {
	try {
		return JSON.parse(text) as Json;
	} catch (cause) {
		// The engine's own message names no certain place, so the fault is looked for again.
		for (const part of from.parts?.length ? from.parts : [{ ...from, text }]) {
			const fault = syntaxFault(part.text);
			if (!fault) continue;
			const before = part.text.slice(0, fault.at);
			throw new Malformed(
				`line ${part.line + before.split('\n').length - 1}, byte ${part.offset + Buffer.byteLength(before)}`,
				fault.reason
			);
		}
		throw new Malformed(`line ${from.line}, byte ${from.offset}`, `not JSON: ${String(cause)}`);
	}
}
