/** The root element of a document by its first bytes: what an XML format is told by. */
import type { Head } from '#lib/domain/draft.ts';

export interface Root {
	/** Its name without a prefix. */
	local: string;
	/** The namespaces that its start tag declares. */
	namespaces: string[];
}

/** Where a document type declaration ends: after its `]` where it has an internal part. */
function declarationEnd(text: string, at: number): number {
	const close = text.indexOf('>', at);
	const open = text.indexOf('[', at);
	if (open < 0 || close < open) return close < 0 ? -1 : close + 1;
	const bracket = text.indexOf(']', open);
	const end = bracket < 0 ? -1 : text.indexOf('>', bracket);
	return end < 0 ? -1 : end + 1;
}

const after = (text: string, sign: string, at: number): number => {
	const found = text.indexOf(sign, at);
	return found < 0 ? -1 : found + sign.length;
};

/** Where the root's start tag begins, after declaration, comments and instructions; -1 where none does. */
function rootAt(text: string): number {
	let at = 0;
	while (at >= 0) {
		while (' \t\r\n'.includes(text[at] ?? '-')) at++;
		if (text.startsWith('<?', at)) at = after(text, '?>', at);
		else if (text.startsWith('<!--', at)) at = after(text, '-->', at);
		else if (text.startsWith('<!DOCTYPE', at)) at = declarationEnd(text, at);
		else return text[at] === '<' ? at : -1;
	}
	return -1;
}

/** Characters of a start tag that are looked at. */
const tagMost = 8_192;

export function rootOf({ text }: Pick<Head, 'text'>): Root | undefined {
	const at = rootAt(text.startsWith('\ufeff') ? text.slice(1) : text);
	if (at < 0) return undefined;
	const [tag = ''] = text.slice(at + 1, at + tagMost).split('>', 1);
	const [name = ''] = tag.split(/[\s/]/, 1);
	const local = name.includes(':') ? name.slice(name.indexOf(':') + 1) : name;
	if (local === '') return undefined;
	const namespaces = [
		...tag.matchAll(/\sxmlns(?::[\w.-]{1,100})?\s?=\s?["']([^"'<>\s]{1,300})["']/g)
	].map(([, uri = '']) => uri);
	return { local, namespaces };
}
