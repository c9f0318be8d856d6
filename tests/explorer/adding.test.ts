import { expect, test } from 'vitest';
import type { NetworkClaim } from '#lib/domain/subgraph.ts';
import { tlpLevels } from '#lib/domain/marking.ts';
import { Adding } from '#lib/explorer/adding.svelte.ts';
import { NetworkView } from '#lib/explorer/view.svelte.ts';
import { claim, entity } from './builders.ts';
import { fakeNetwork } from './fake-api.ts';

/** A GREEN entity with what is drawn at it, and a view that shows both. */
async function writing(...claims: NetworkClaim[]) {
	const { api } = fakeNetwork(['a', 'b'], claims);
	const view = new NetworkView({
		...api,
		standing: () => Promise.resolve({ levels: [...tlpLevels], demonstration: false })
	});
	await view.open('a');
	await view.expand('a', null, null);
	return new Adding(view);
}

test('a note is marked by default as strictly as what is drawn at what it is about', async () => {
	const adding = await writing(claim('a', 'b', { tlp: 'red', handling: ['H2'] }));
	adding.start([entity('a')]);
	await adding.settle();
	expect(adding.tlp).toBe('red');
	expect(adding.handling).toEqual(['H2']);
});

test('nobody is claimed to be related who was not chosen', async () => {
	const adding = await writing(claim('a', 'b'));
	adding.start([entity('a')]);
	adding.what = 'claim';
	expect([adding.from, adding.to]).toEqual(['a', '']);
	expect(adding.types).toEqual({ usual: [], other: [] });
	adding.to = 'b';
	expect(adding.types.usual).toContain('RELATED_TO');
	adding.start([entity('a'), entity('b')]);
	expect([adding.from, adding.to]).toEqual(['a', 'b']);
});

test('an amount that can be read two ways is asked about, never sent', async () => {
	const sent: unknown[] = [];
	const adding = await writing(claim('a', 'b'));
	adding.view.api.addClaim = (form) => {
		sent.push(form);
		return Promise.resolve({ import: 'i' });
	};
	adding.start([entity('a'), entity('b')]);
	adding.what = 'claim';
	[adding.type, adding.statement, adding.currency] = ['TRANSFERRED', 'fact', 'EUR'];
	[adding.amount, adding.validFrom, adding.happened] = ['1,234', '2026-01-01', '2026-04-09'];
	expect(adding.minor).toEqual({ problem: 'ambiguous' });
	expect(await adding.send()).toBe(false);
	expect(sent).toEqual([]);
	adding.amount = '1 234';
	expect(await adding.send()).toBe(true);
	expect(sent).toMatchObject([
		{ amount: { minor: 123_400, currency: 'EUR' }, happenedAt: '2026-04-09' }
	]);
	expect(sent[0]).not.toHaveProperty('validFrom');
	// Of another kind of claim, what was typed before is no amount.
	adding.start([entity('a'), entity('b')]);
	adding.what = 'claim';
	[adding.amount, adding.currency] = ['1,234', 'EUR'];
	[adding.type, adding.statement] = ['KNOWS', 'fact'];
	expect(await adding.send()).toBe(true);
	expect(sent[1]).not.toHaveProperty('amount');
});

test('what is drawn elsewhere does not make it stricter, and a claim rests on its two ends alone', async () => {
	const adding = await writing(claim('b', 'b', { tlp: 'red' }), claim('a', 'b', { tlp: 'amber' }));
	adding.start([entity('a')]);
	await adding.settle();
	expect(adding.tlp).toBe('amber+strict');
	adding.what = 'claim';
	adding.to = 'b';
	await adding.settle();
	expect(adding.tlp).toBe('amber+strict');
});

test('on what is open to all, one’s own words begin inside the house', async () => {
	const adding = await writing(claim('a', 'b', { tlp: 'green' }));
	adding.start([entity('a')]);
	await adding.settle();
	expect(adding.tlp).toBe('amber+strict');
});

test('a claim that ends before it begins is not sent', async () => {
	const sent: unknown[] = [];
	const adding = await writing(claim('a', 'b', {}));
	adding.view.api.addClaim = (form) => (sent.push(form), Promise.resolve({ import: 'i' }));
	adding.start([entity('a'), entity('b')]);
	adding.what = 'claim';
	[adding.type, adding.statement] = ['KNOWS', 'fact'];
	[adding.validFrom, adding.validUntil] = ['2026-03-02', '2026-03-01'];
	expect([adding.isBackwards, await adding.send()]).toEqual([true, false]);
	adding.validUntil = '2026-03-02';
	expect([adding.isBackwards, await adding.send()]).toEqual([false, true]);
	expect(sent).toHaveLength(1);
});
