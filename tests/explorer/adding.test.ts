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

test('what is drawn elsewhere does not make it stricter, and a claim rests on its two ends alone', async () => {
	const adding = await writing(claim('b', 'b', { tlp: 'red' }), claim('a', 'b', { tlp: 'amber' }));
	adding.start([entity('a')]);
	await adding.settle();
	expect(adding.tlp).toBe('amber');
	adding.what = 'claim';
	adding.to = 'b';
	await adding.settle();
	expect(adding.tlp).toBe('green');
});
