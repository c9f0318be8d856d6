/** The graph the renderer draws: looks only. What entities and claims are stays in the scene. */
import { MultiDirectedGraph } from 'graphology';

export interface EntityLook {
	x: number;
	y: number;
	size: number;
	color: string;
	label: string;
	type: 'entity';
	shape: number;
	ring: string;
	halo: string;
	priority: number;
	/** Named even where the renderer would leave it out. */
	forceLabel: boolean;
	zIndex: number;
}

export interface LineLook {
	size: number;
	color: string;
	type: 'straight' | 'bent';
	bend: number;
	dashed: number;
	zIndex: number;
}

export interface DrawnLine {
	from: string;
	to: string;
	look: LineLook;
}

export type Display = MultiDirectedGraph<EntityLook, LineLook>;

export const newDisplay = (): Display => new MultiDirectedGraph<EntityLook, LineLook>();

/** From here on a fresh graph costs less than telling the renderer of each change. */
const many = 300;

function same<Look extends EntityLook | LineLook>(a: Look, b: Look): boolean {
	for (const name in b) if (a[name] !== b[name]) return false;
	return true;
}

/**
 * Brings the graph to these looks and returns it; when much changed, returns a fresh graph in its
 * place, because the renderer answers every single change with work.
 */
export function display(
	graph: Display,
	entities: ReadonlyMap<string, EntityLook>,
	lines: ReadonlyMap<string, DrawnLine>
): Display {
	const goneLines = graph.filterEdges((id) => !lines.has(id));
	const gone = graph.filterNodes((id) => !entities.has(id));
	const changed = [...entities].filter(
		([id, look]) => !graph.hasNode(id) || !same(graph.getNodeAttributes(id), look)
	);
	const changedLines = [...lines].filter(
		([id, { look }]) => !graph.hasEdge(id) || !same(graph.getEdgeAttributes(id), look)
	);
	if (goneLines.length + gone.length + changed.length + changedLines.length > many) {
		const fresh = newDisplay();
		for (const [id, look] of entities) fresh.addNode(id, look);
		for (const [id, { from, to, look }] of lines) fresh.addEdgeWithKey(id, from, to, look);
		return fresh;
	}
	for (const id of goneLines) graph.dropEdge(id);
	for (const id of gone) graph.dropNode(id);
	for (const [id, look] of changed) graph.mergeNode(id, look);
	for (const [id, { from, to, look }] of changedLines) graph.mergeEdgeWithKey(id, from, to, look);
	return graph;
}
