import { expect, test } from 'vitest';
import type { Canvas } from '#lib/explorer/drawing/canvas.svelte.ts';
import { plainKeys, type Hands } from '#lib/explorer/hands.ts';
import { entityMenu } from '#lib/explorer/menus.ts';
import { NetworkView } from '#lib/explorer/view.svelte.ts';
import { entity } from './builders.ts';
import { fakeNetwork } from './fake-api.ts';

/** What opens a menu or leaves something has no place in one. */
const aboutMenus = new Set(['menu', 'escape']);

test('everything a key does, a menu does too', () => {
	const done = new Set<string>();
	const hands = new Proxy({} as Hands, {
		get: (_, name) => () => void done.add(String(name))
	});
	const canvas = { fit: () => done.add('fit') } as unknown as Canvas;
	const view = new NetworkView(fakeNetwork(['a'], []).api);
	const items = [undefined, entity('a')].flatMap((node) =>
		entityMenu(view, canvas, hands, node, []).flat()
	);
	for (const key of Object.keys(plainKeys)) {
		if (aboutMenus.has(plainKeys[key] ?? '')) continue;
		const shown = key.length === 1 ? key.toUpperCase() : key;
		expect(
			items.some(({ keys }) => keys?.length === 1 && keys[0] === shown),
			`${key} in a menu`
		).toBe(true);
	}
	for (const item of items) if (item.keys?.length === 1) item.act();
	for (const hand of new Set(Object.values(plainKeys)))
		if (!aboutMenus.has(hand) && !['expand', 'collapse', 'path'].includes(hand))
			expect([...done], `${hand} by a menu`).toContain(hand);
});
