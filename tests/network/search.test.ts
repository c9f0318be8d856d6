import { expect, test } from 'vitest';
import { viewer } from './builders.ts';
import { ids, stage } from './stage.ts';

const ana = viewer('ana');
const on = stage();
const found = async (text: string) => ids((await on.network.search(ana, text)).hits);

test('an exact name stands before a name that begins so, another word, an identifier', async () => {
	on.draft.record('identifier', ['Zebra'], { identifiers: ['domain:kestrel.example'] });
	on.draft.record('word', ['Blue Kestrel']);
	on.draft.record('prefix', ['Kestrel Team']);
	on.draft.record('exact', ['Falcon', 'KESTREL']);
	await on.written();
	expect(await found('kestrel')).toEqual(['exact', 'prefix', 'word', 'identifier']);
});

test('what its sources withdrew comes last, what more records speak of comes first', async () => {
	on.draft.record('withdrawn', ['Kestrel A'], { revoked: true });
	on.draft.record('withdrawn', ['Kestrel A'], { revoked: true });
	on.draft.record('one', ['Kestrel B']);
	on.draft.record('two', ['Kestrel C']);
	on.draft.record('two', ['Kestrel C']);
	await on.written();
	expect(await found('kestrel')).toEqual(['two', 'one', 'withdrawn']);
});

test('case and accents do not matter, every word must be there, the last may be unfinished', async () => {
	on.draft.record('a', ['Émile Łukasz']);
	on.draft.record('b', ['Emile Other']);
	await on.written();
	expect(await found('EMILE luk')).toEqual(['a']);
	expect(await found('lukasz émile')).toEqual(['a']);
	expect(await found('émile')).toEqual(['b', 'a']);
	expect(await found('mile')).toEqual([]);
});

test('a word longer than the prefixes kept is found by all its beginnings', async () => {
	on.draft.record('a', ['Schiffsbetriebsgesellschaft']);
	on.draft.record('b', ['Schiffsbetriebsrat']);
	await on.written();
	expect(await found('schiffsbetriebs')).toEqual(['a', 'b']);
	expect(await found('schiffsbetriebsges')).toEqual(['a']);
});

test('a pasted address, hash, wallet, account number or STIX id hits at once, however it is written', async () => {
	const stix = 'malware--5f9f5e24-7b0a-4c8e-9a63-5a7f0e0a6a11';
	const hash = 'a'.repeat(64);
	for (const [entity, key] of Object.entries({
		domain: 'domain:evil.example',
		url: 'url:http://evil.example/x',
		ip: 'ip:192.0.2.7',
		hash: `sha256:${hash}`,
		wallet: 'wallet:bc1QKestrel',
		iban: 'iban:BE71096123456769',
		stix: `stix:${stix}`
	}))
		on.draft.record(entity, [`The ${entity} one`], { identifiers: [key] });
	await on.written();
	expect((await found('evil[.]example'))[0]).toBe('domain');
	expect((await found('hxxp://evil[.]example/x'))[0]).toBe('url');
	expect(await found(' 192.0.2[.]7 ')).toEqual(['ip']);
	expect(await found(hash.toUpperCase())).toEqual(['hash']);
	expect(await found('bc1QKestrel')).toEqual(['wallet']);
	expect(await found('be71 0961 2345 6769')).toEqual(['iban']);
	expect(await found(stix)).toEqual(['stix']);
});

test('says which name or identifier matched when it is not the one shown', async () => {
	on.draft.record('a', ['Sandworm Team', 'Voodoo Bear'], { identifiers: ['domain:evil.example'] });
	await on.written();
	const matched = async (text: string) =>
		(await on.network.search(ana, text)).hits.map((hit) => hit.matched);
	expect(await matched('sandworm')).toEqual([null]);
	expect(await matched('voodoo')).toEqual(['Voodoo Bear']);
	expect(await matched('evil')).toEqual(['evil.example']);
});

test('counts all it found and hands out the first', async () => {
	for (let n = 0; n < 230; n++) on.draft.record(`e${n}`, [`Kestrel ${n}`]);
	on.draft.record('exact', ['kestrel']);
	await on.written();
	const result = await on.network.search(ana, 'kestrel', 3);
	expect(result.total).toBe(231);
	expect(ids(result.hits)[0]).toBe('exact');
	expect(result.hits).toHaveLength(3);
});

test('one letter finds nothing, and the signs of query languages are only text', async () => {
	on.draft.record('a', ['AND OR (NOT) "quoted" a:b~2 *']);
	await on.written();
	expect(await on.network.search(ana, 'a')).toEqual({ hits: [], total: 0 });
	expect(await on.network.search(ana, '')).toEqual({ hits: [], total: 0 });
	for (const text of ['"quoted"', '(not', 'b~2', 'AND*', 'quoted" OR "x', "a' OR 1=1 //", '`a`:b'])
		await expect(on.network.search(ana, text)).resolves.toHaveProperty('total');
	expect(await found('"quoted" (not)')).toEqual(['a']);
	expect(await found('x'.repeat(10_000))).toEqual([]);
});

test('no sign of a query language asks for more or for less', async () => {
	on.draft.record('both', ['Kestrel Team']);
	on.draft.record('one', ['Kestrel']);
	on.draft.record('other', ['Falcon']);
	await on.written();
	for (const text of [
		'*',
		'**',
		'k*',
		'kest?el',
		'kestrl~2',
		'name:kestrel',
		'[a TO z]',
		'kestrel OR falcon',
		'kestrel NOT team'
	])
		expect(await found(text), text).toEqual([]);
	expect(await found('kestrel -team')).toEqual(['both']);
	expect((await found('-kestrel')).toSorted()).toEqual(['both', 'one']);
});
