/** The page under measure: the whole explorer, panels and all, with a generated network drawn on it. */
import { mount } from 'svelte';
import '../../../src/app.css';
import type { NetworkApi } from '#lib/explorer/api.ts';
import Network from '#lib/explorer/Network.svelte';
import { Kept } from '#lib/explorer/kept.svelte.ts';
import { NetworkView } from '#lib/explorer/view.svelte.ts';
import { asked, tourOf } from './graph.ts';

const { nodes, claims, points } = asked();
const [hub] = nodes;
const target = document.getElementById('page');
if (hub && target) {
	document.documentElement.dataset.e2e = '';
	const unasked = () => Promise.reject(new Error('the bench answers no such question'));
	const answers: Partial<NetworkApi> = {
		card: () =>
			Promise.resolve({ node: hub, records: [], claims: [], claimTotal: 0, expansions: [] }),
		expand: () => Promise.resolve({ nodes, claims, cut: null }),
		between: () => Promise.resolve([])
	};
	const api = new Proxy(answers, {
		get: (own, name) => Reflect.get(own, name) ?? unasked
	}) as NetworkApi;
	const view = new NetworkView(api);
	for (const [id, point] of points) view.places.points.set(id, point);
	mount(Network, { target, props: { view, kept: new Kept(view) } });
	const stage = async () => {
		while (!window.__sigma) await new Promise((resolve) => requestAnimationFrame(resolve));
		return window.__sigma;
	};
	const sigma = await stage();
	await view.open(hub.id);
	const begin = performance.now();
	await view.expand(hub.id, null, null, nodes.length);
	await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
	window.bench = { painted: performance.now() - begin, tour: (frames) => tourOf(sigma, frames) };
}
