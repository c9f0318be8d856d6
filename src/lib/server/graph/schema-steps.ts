/**
 * Schema steps that a statement cannot say: what a stored text must be computed anew. A step is named
 * like its file under cypher/schema/, runs before the version is remembered, and may run twice.
 */
import * as v from 'valibot';
import { query } from './query.ts';
import { latinText } from './search-text.ts';
import type { GraphStore } from './store.ts';

const text = v.string();
const list = v.pipe(
	v.nullable(v.array(text)),
	v.transform((value) => value ?? [])
);

export const searchTexts = query('graph/search-texts', {
	params: v.object({ from: text, to: text }),
	row: v.object({ id: text, names: list, identifiers: list, search: v.nullable(text) })
});

export const setSearchTexts = query('graph/set-search-texts', {
	params: v.object({ rows: v.array(v.object({ id: text, search: text })) }),
	row: v.object({ written: v.number() })
});

/** First characters of ids in code point order: stretches of them keep each read small. */
const firsts = [
	'',
	...'-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
	'\u{10ffff}'
];

const parse = (key: string) => {
	const colon = key.indexOf(':');
	return { scheme: key.slice(0, colon), value: key.slice(colon + 1) };
};

/** Records of an earlier version are found by Latin letters too. Writes only what differs. */
async function latinSearch(store: GraphStore): Promise<void> {
	for (const [place, from] of firsts.slice(0, -1).entries()) {
		const rows = await store.read(searchTexts, { from, to: firsts[place + 1] ?? '\u{10ffff}' });
		const changed = rows.flatMap(({ id, names, identifiers, search }) => {
			const now = latinText(names, identifiers.map(parse));
			return now === (search ?? '') ? [] : [{ id, search: now }];
		});
		for (let at = 0; at < changed.length; at += 1_000)
			await store.write(setSearchTexts, { rows: changed.slice(at, at + 1_000) });
	}
}

export const schemaSteps: Readonly<Record<string, (store: GraphStore) => Promise<void>>> = {
	'latin-search': latinSearch
};
