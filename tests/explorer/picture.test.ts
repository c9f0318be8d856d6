import { expect, test } from 'vitest';
import { pictureOf } from '#lib/explorer/drawing/picture.ts';
import { NetworkView } from '#lib/explorer/view.svelte.ts';
import { claim } from './builders.ts';
import { fakeNetwork } from './fake-api.ts';

test('a path stands out against what was there before it, not against what was asked for after it', async () => {
	const { api } = fakeNetwork(
		['a', 'b', 'before', 'after'],
		[claim('a', 'b'), claim('before', 'a'), claim('b', 'after', { type: 'CONTROLS' })]
	);
	const view = new NetworkView(api);
	await view.open('before');
	await view.open('a');
	await view.path.find('a', 'b');
	const path = () => pictureOf(view).path;
	expect([...(path()?.nodes ?? [])].sort()).toEqual(['a', 'b']);
	expect(path()?.later.size).toBe(0);
	await view.expand('b', 'CONTROLS', 'out');
	expect([...(path()?.later ?? [])].sort()).toEqual(['after', 'b']);
	view.path.leave();
	expect(path()).toBeNull();
});
