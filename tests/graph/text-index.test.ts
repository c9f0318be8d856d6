import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEmbedded } from '#lib/server/graph/embedded.ts';
import { builtStatement, parseHeader, type Query } from '#lib/server/graph/query.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';

let folder: string;
let store: GraphStore;

beforeEach(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'faisceau-text-'));
	store = await openEmbedded(folder);
});

afterEach(async () => {
	await store.close();
	rmSync(folder, { recursive: true, force: true });
});

const create = builtStatement(
	'test/create',
	'write',
	'UNWIND $rows AS row CREATE (r:Record) SET r = row'
);

const search: Query<{ word: string; audience: string[] }, { id: string }> = {
	name: 'test/search',
	access: 'read',
	text: {
		neo4j: 'not run here',
		embedded: `MATCH (r:Record) WHERE id(r) IN $found
			AND any(t IN r.audience WHERE t IN $audience) RETURN r.id AS id ORDER BY id`
	},
	params: v.object({ word: v.string(), audience: v.array(v.string()) }),
	row: v.object({ id: v.string() }),
	textIndex: { param: 'found', label: 'Record', property: 'search', word: 'word' }
};

const ids = async (word: string, audience = ['everyone']) =>
	(await store.read(search, { word, audience })).map((row) => row.id);

test('a word finds the records that hold it, whatever its length or language', async () => {
	await store.write(create, {
		rows: [
			{ id: 'a', search: 'the sandworm team x', audience: ['everyone'] },
			{ id: 'b', search: 'sandworm 李小龙', audience: ['everyone'] },
			{ id: 'c', search: 'sandworm', audience: ['org:other'] }
		]
	});
	expect(await ids('sandworm')).toEqual(['a', 'b']);
	expect(await ids('the')).toEqual(['a']);
	expect(await ids('x')).toEqual(['a']);
	expect(await ids('李小龙')).toEqual(['b']);
	expect(await ids('sand')).toEqual([]);
	expect(await ids('sandworm', ['org:other'])).toEqual(['c']);
});

test('the index follows a change and outlives the process that made it', async () => {
	await store.write(create, { rows: [{ id: 'a', search: 'old', audience: ['everyone'] }] });
	const change = builtStatement(
		'test/change',
		'write',
		"MATCH (r:Record {id: 'a'}) SET r.search = 'new'"
	);
	await store.write(change, {});
	await store.close();
	store = await openEmbedded(folder);
	expect(await ids('old')).toEqual([]);
	expect(await ids('new')).toEqual(['a']);
});

test('a lookup of anything but one word is refused on every engine', async () => {
	for (const word of ['', 'two words', 'evil.example', 'sand*', 'a:b', 'a"b'])
		await expect(ids(word)).rejects.toThrow('expected one word of letters and digits');
});

test('the header of a twin names the lookup', () => {
	const header = (line: string) =>
		parseHeader(
			'a/b',
			`// Title.\n// @access read\n// @param word string\n// @textindex ${line}\n`
		);
	expect(header('found Record.search word').textIndex).toEqual({
		param: 'found',
		label: 'Record',
		property: 'search',
		word: 'word'
	});
	expect(() => header('found Record.search other')).toThrow('only the first is a @param');
	expect(() => header('word Record.search word')).toThrow('only the first is a @param');
	expect(() => header('found Record search')).toThrow("expects 'parameter Label.property word'");
});
