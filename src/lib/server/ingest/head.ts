/** The beginning of a file, as the readers look at it to tell whose format it is. */
import type { Head } from '#lib/domain/draft.ts';
import { unpackedHead } from './gunzip.ts';

/** Bytes of a file that are looked at. */
export const headBytes = 65_536;
/** Nesting that is followed: deeper keys tell no format. */
const deepest = 5;

const token = /\s*(?:("(?:[^"\\]|\\.)*")|([{}[\],:])|([^\s"{}[\],:]+))/gsy;

/**
 * Where keys stand in the beginning of a JSON text, the members of a list under `*`: `Event.info`,
 * `objects.*.type`, and `*.type` for the objects of a top-level list. Objects that follow each other in
 * lines share their paths. Empty when the text does not begin as JSON. The text may be cut anywhere.
 */
export function jsonPaths(text: string): Set<string> {
	const paths = new Set<string>();
	const open: string[] = [];
	let here: string[] = [];
	let key = '';
	token.lastIndex = 0;
	if (!/^\s*[[{]/.test(text)) return paths;
	for (let found = token.exec(text); found; found = token.exec(text)) {
		const [, quoted, sign] = found;
		if (quoted !== undefined) key = quoted;
		else if (sign === '{' || sign === '[') open.push(sign);
		else if (sign === '}' || sign === ']') open.pop();
		if (open.length > deepest) continue;
		if (sign === '[') here = [...here.slice(0, open.length - 1), '*'];
		else if (sign === ':' && open.at(-1) === '{') {
			here = [...here.slice(0, open.length - 1), nameOf(key)];
			paths.add(here.join('.'));
		}
	}
	return paths;
}

/** A key without its quotes; one whose escapes are wrong names nothing that a reader asks for. */
function nameOf(quoted: string): string {
	try {
		return String(JSON.parse(quoted));
	} catch {
		return '';
	}
}

/** Looks at the first bytes of a file, packed or not. */
export function headOf(first: Uint8Array): Head {
	const bytes = unpackedHead(first);
	const text = new TextDecoder('utf-8').decode(bytes.subarray(0, headBytes));
	return { bytes, text, paths: jsonPaths(text) };
}
