/** The page of comparison: a bare Sigma with the same graph, its own programs and settings. */
import { MultiDirectedGraph } from 'graphology';
import Sigma from 'sigma';
import { radiusFor } from '#lib/explorer/drawing/appearance.ts';
import { asked, tourOf } from './graph.ts';

const { nodes, claims, points } = asked();
const begin = performance.now();
const graph = new MultiDirectedGraph();
for (const node of nodes)
	graph.addNode(node.id, {
		...points.get(node.id),
		size: radiusFor(node.degree),
		color: '#d55e00',
		label: node.name
	});
for (const claim of claims)
	graph.addEdgeWithKey(claim.id, claim.from, claim.to, { size: 1.1, color: '#c4c1b9' });
const container = document.getElementById('page');
if (container) {
	const sigma = new Sigma(graph, container, { defaultEdgeType: 'arrow' });
	sigma.once('afterRender', () => {
		window.bench = { painted: performance.now() - begin, tour: (frames) => tourOf(sigma, frames) };
	});
	sigma.refresh();
}
