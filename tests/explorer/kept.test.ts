/** A saved view reopened: the drawing as it stood, with what it says of itself. */
import { expect, test } from 'vitest';
import { Kept } from '#lib/explorer/kept.svelte.ts';
import { shownFacts } from '#lib/explorer/shown-facts.ts';
import { NetworkView } from '#lib/explorer/view.svelte.ts';
import { claim } from './builders.ts';
import { fakeNetwork } from './fake-api.ts';

const others = Array.from({ length: 62 }, (_, place) => `o${place}`);

test('a saved view says how much of what it shows, as the drawing did that it was saved from', async () => {
	const { api, withdraw } = fakeNetwork(
		['hub', 'boss', ...others],
		[...others.map((other) => claim('hub', other)), claim('boss', 'hub', { type: 'CONTROLS' })]
	);
	const view = new NetworkView(api);
	await view.open('hub');
	await view.expand('hub', 'USES', 'out');
	await view.expand('hub', 'CONTROLS', 'in');
	const before = shownFacts(view);
	expect(before.join('\n')).toContain('50 of 62');
	const id = await new Kept(view).save('hub');

	const again = new NetworkView(api);
	await new Kept(again).open(id ?? '');
	expect(shownFacts(again)).toEqual(before);
	const [cut] = again.cuts;
	if (cut) await again.more(cut);
	expect(again.cuts).toEqual([]);
	expect(again.nodes).toHaveLength(64);

	// The step is taken back as on the drawing it comes from, with what it says.
	const third = new NetworkView(api);
	await new Kept(third).open(id ?? '');
	third.collapse('hub');
	expect(third.nodes.map((node) => node.id).sort()).toEqual(['boss', 'hub']);
	expect(third.cuts).toEqual([]);

	withdraw('o3');
	const later = new NetworkView(api);
	await new Kept(later).open(id ?? '');
	expect(later.cuts[0]?.cut).toMatchObject({ shown: 49, total: 61 });
});
