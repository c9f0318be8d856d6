/**
 * The drawing, by Sigma (WebGL). The one file that knows the renderer, imported late because Sigma
 * cannot load on the server. It is handed what to show and where things stand, and reports what the
 * hand does; it decides nothing.
 */
import { EdgeProgram, NodeProgram } from 'sigma/rendering';
import Sigma from 'sigma';
import type { Settings } from 'sigma/settings';
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from 'sigma/types';
import type { ProgramInfo } from 'sigma/rendering';
import { floatColor } from 'sigma/utils';
import { blend, none, type Palette } from './appearance.ts';
import { display, newDisplay, type EntityLook, type LineLook } from '#lib/explorer/display.ts';
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import { lineCounts, type Line } from '#lib/explorer/lines.ts';
import { badgesOf } from './badges.ts';
import { listenToDragging } from './dragging.ts';
import { drawGroups } from './group-layer.ts';
import { LabelLayer } from './label-layer.ts';
import { between, type Point } from '#lib/explorer/layout/layout.ts';
import { Lens, world, type Covered } from './lens.ts';
import { entityLook, lineLook } from './looks.ts';
import { LineLabels, type LineLabel } from './line-labels.ts';
import { restyled, type Picture } from './picture.ts';
import type { Places } from '#lib/explorer/layout/places.ts';
import { entityFragment, entityVertex, lineFragment, lineVertex, lineVertices } from './shaders.ts';

const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
const float = (name: string, size: number) => ({ name, size, type: FLOAT });
const bytes = (name: string) => ({ name, size: 4, type: UNSIGNED_BYTE, normalized: true });
const third = (2 * Math.PI) / 3;

class EntityProgram extends NodeProgram<string, EntityLook, LineLook> {
	getDefinition() {
		return {
			VERTICES: 3,
			VERTEX_SHADER_SOURCE: entityVertex,
			FRAGMENT_SHADER_SOURCE: entityFragment,
			METHOD: TRIANGLES,
			UNIFORMS: ['u_matrix', 'u_sizeRatio', 'u_correctionRatio', 'u_pixelRatio'],
			ATTRIBUTES: [
				float('a_position', 2),
				float('a_size', 1),
				float('a_shape', 1),
				bytes('a_color'),
				bytes('a_ring'),
				bytes('a_halo'),
				bytes('a_id')
			],
			CONSTANT_ATTRIBUTES: [float('a_angle', 1)],
			CONSTANT_DATA: [[0], [third], [2 * third]]
		};
	}

	processVisibleItem(index: number, start: number, look: NodeDisplayData & EntityLook): void {
		this.array.set(
			[
				look.x,
				look.y,
				look.size,
				look.shape,
				floatColor(look.color),
				floatColor(look.ring),
				floatColor(look.halo),
				index
			],
			start
		);
	}

	setUniforms(params: RenderParams, { gl, uniformLocations: at }: ProgramInfo): void {
		gl.uniformMatrix3fv(at.u_matrix ?? null, false, params.matrix);
		gl.uniform1f(at.u_sizeRatio ?? null, params.sizeRatio);
		gl.uniform1f(at.u_correctionRatio ?? null, params.correctionRatio);
		gl.uniform1f(at.u_pixelRatio ?? null, params.pixelRatio);
	}
}

/** A line of so many pieces: one is enough for a straight line, a bent one needs more. */
function lineProgram(pieces: number) {
	const vertices = lineVertices(pieces);
	return class extends EdgeProgram<string, EntityLook, LineLook> {
		getDefinition() {
			return {
				VERTICES: vertices.length,
				VERTEX_SHADER_SOURCE: lineVertex,
				FRAGMENT_SHADER_SOURCE: lineFragment,
				METHOD: TRIANGLES,
				UNIFORMS: ['u_matrix', 'u_sizeRatio', 'u_dimensions', 'u_pixelRatio', 'u_minEdgeThickness'],
				ATTRIBUTES: [
					float('a_source', 2),
					float('a_target', 2),
					float('a_targetSize', 1),
					float('a_thickness', 1),
					float('a_bend', 1),
					float('a_dash', 1),
					bytes('a_color'),
					bytes('a_id')
				],
				CONSTANT_ATTRIBUTES: [float('a_vertex', 3)],
				CONSTANT_DATA: vertices
			};
		}

		processVisibleItem(
			index: number,
			start: number,
			from: NodeDisplayData,
			to: NodeDisplayData,
			look: EdgeDisplayData & LineLook
		): void {
			const colour = floatColor(look.color);
			const { size, bend, dashed } = look;
			this.array.set(
				[from.x, from.y, to.x, to.y, to.size, size, bend, dashed, colour, index],
				start
			);
		}

		setUniforms(params: RenderParams, { gl, uniformLocations: at }: ProgramInfo): void {
			gl.uniformMatrix3fv(at.u_matrix ?? null, false, params.matrix);
			gl.uniform1f(at.u_sizeRatio ?? null, params.sizeRatio);
			gl.uniform2f(at.u_dimensions ?? null, params.width, params.height);
			gl.uniform1f(at.u_pixelRatio ?? null, params.pixelRatio);
			gl.uniform1f(at.u_minEdgeThickness ?? null, params.minEdgeThickness);
		}
	};
}

/** What the hand does on the drawing. Coordinates are pixels within the container. */
export interface Hand {
	/** `more`: joins what is selected, or leaves it. */
	select(entity: string | null, more: boolean): void;
	/** Entities are dragged to where they shall stay. */
	pin(entities: readonly string[]): void;
	selectLine(line: string): void;
	expand(entity: string): void;
	menu(entity: string | null, at: Point): void;
	/** The graphics context went away. */
	lost(): void;
}

/** Shift or Ctrl is held: a click adds to the selection or takes away from it. */
const isMore = (event: MouseEvent | TouchEvent): boolean =>
	event.shiftKey || event.ctrlKey || event.metaKey;

/** A layout that comes in one step is shown as a short glide, unless too much would move. */
const mostGliding = 1500;
const glideMs = 150;

/** Above this many, painting everything anew costs less than telling of each. */
const mostRestyled = 300;

/** Above this many lines, lines answer no pointer: asking them costs every frame. */
const mostTouchableLines = 4000;
/** Above this many entities, only marks that stand out are named, about one where a name fits, and none while the camera moves. */
const mostNamed = 2000;
/** Smallest mark that is named, by its radius in pixels. */
const smallestNamed = 3;
const smallestNamedInCrowd = 6;
/** One name in each square of the drawing, by its side in pixels. */
const namedEach = 100;
const namedEachInCrowd = 150;
/** Above this many marks, hovering lets nothing step back: repainting all of them takes too long. */
const mostFading = 6000;

export class Drawing {
	#graph = newDisplay();
	#sigma: Sigma<EntityLook, LineLook>;
	#picture: Picture | null = null;
	#lines = new Map<string, Line>();
	#nodes: ReadonlyMap<string, NetworkNode> = new Map();
	#worded = new LineLabels();
	#drawnLinks: ReadonlyMap<string, number> = new Map();
	#hovered: string | null = null;
	#hoveredLine: string | null = null;
	#labels: LabelLayer;
	/** Something is on the layer of groups that the next frame must wipe. */
	#hulls = false;
	readonly lens: Lens;
	#stop: (() => void)[] = [];

	constructor(
		readonly container: HTMLElement,
		readonly places: Places,
		private palette: Palette,
		readonly hand: Hand,
		readonly still: boolean,
		covered?: () => Covered
	) {
		this.#labels = new LabelLayer(palette);
		this.#sigma = new Sigma(this.#graph, container, {
			allowInvalidContainer: true,
			defaultNodeType: 'entity',
			defaultEdgeType: 'straight',
			nodeProgramClasses: { entity: EntityProgram },
			nodeHoverProgramClasses: { entity: EntityProgram },
			edgeProgramClasses: { straight: lineProgram(1), bent: lineProgram(14) },
			defaultDrawNodeLabel: (_, data) => this.#labels.ask(data),
			defaultDrawNodeHover: (context, data) => this.#labels.drawHovered(context, data),
			labelFont: 'IBM Plex Sans, sans-serif',
			labelSize: 12,
			labelRenderedSizeThreshold: smallestNamed,
			enableEdgeEvents: true,
			enableCameraRotation: false,
			zIndex: true,
			minEdgeThickness: 0.8,
			stagePadding: 0,
			minCameraRatio: 0.02,
			maxCameraRatio: 40,
			zoomDuration: still ? 0 : 150,
			doubleClickZoomingDuration: still ? 0 : 150,
			inertiaDuration: still ? 0 : 120,
			zoomToSizeRatioFunction: (ratio) => Math.min(1.8, Math.max(0.75, ratio ** 0.4))
		});
		const below = { style: {}, beforeLayer: 'edges' };
		this.#sigma.createCanvasContext('groups', below);
		this.#sigma.resize(true);
		this.lens = new Lens(this.#sigma, () => this.#graph, still, covered);
		this.#sigma.setCustomBBox({ x: [-world, world], y: [-world, world] });
		this.#listen();
		this.#sigma.refresh();
		const { dataset } = document.documentElement;
		if (dataset.e2e !== undefined) Object.assign(window, { __sigma: this.#sigma });
	}

	kill(): void {
		for (const stop of this.#stop) stop();
		this.#sigma.kill();
	}

	#listen(): void {
		const sigma = this.#sigma;
		const { hand, container } = this;
		sigma.on('afterRender', () => {
			const { labels, groups } = sigma.getCanvases();
			const context = labels?.getContext('2d');
			const picture = this.#picture;
			const at = (id: string) => this.lens.at(id);
			if (context && picture) {
				const view = { ...sigma.getDimensions(), crowd: this.#graph.order > mostNamed };
				this.#labels.draw(context, view, this.#marks(), this.#lineLabels(picture));
				this.#labels.drawBadges(context, badgesOf(picture, at));
			}
			const below = groups?.getContext('2d');
			if (below && picture && (this.#hulls || picture.groups.length > 0)) {
				const drawn = { groups: picture.groups, ids: [...this.#nodes.keys()] };
				this.#hulls = drawGroups(below, drawn, this.palette, at);
			}
			container.dataset.ready = '';
		});
		sigma.on('clickNode', ({ node, event }) => hand.select(node, isMore(event.original)));
		sigma.on('clickEdge', ({ edge }) => hand.selectLine(edge));
		sigma.on('clickStage', ({ event }) => {
			if (!isMore(event.original)) hand.select(null, false);
		});
		sigma.on('doubleClickNode', (payload) => {
			payload.preventSigmaDefault();
			hand.expand(payload.node);
		});
		sigma.on('rightClickNode', ({ node, event }) => {
			event.original.preventDefault();
			hand.menu(node, { x: event.x, y: event.y });
		});
		sigma.on('rightClickStage', ({ event }) => {
			event.original.preventDefault();
			hand.menu(null, { x: event.x, y: event.y });
		});
		sigma.on('enterNode', ({ node }) => this.#hover(node, null));
		sigma.on('leaveNode', () => this.#hover(null, null));
		sigma.on('enterEdge', ({ edge }) => this.#hover(null, edge));
		sigma.on('leaveEdge', () => this.#hover(null, null));
		listenToDragging(sigma, {
			dragged: (id) => {
				const chosen = this.#picture?.chosen;
				return chosen?.has(id) ? [...chosen].filter((one) => this.#graph.hasNode(one)) : [id];
			},
			at: (id) => this.places.points.get(id),
			move: (id, point) => {
				if (!this.#graph.hasNode(id)) return;
				this.places.points.set(id, point);
				this.#graph.mergeNodeAttributes(id, point);
			},
			pin: (ids) => hand.pin(ids)
		});
		const lost = (event: Event) => {
			event.preventDefault();
			hand.lost();
		};
		for (const canvas of Object.values(sigma.getCanvases()))
			canvas.addEventListener('webglcontextlost', lost);
		const size = new ResizeObserver(() => {
			this.lens.resized(() => sigma.resize());
			sigma.scheduleRender();
		});
		size.observe(container);
		this.#stop.push(() => size.disconnect());
		const noMenu = (event: Event) => event.preventDefault();
		container.addEventListener('contextmenu', noMenu);
		this.#stop.push(() => container.removeEventListener('contextmenu', noMenu));
	}

	/** Shows a picture; when only the selection differs, only what it touches is painted anew. */
	show(picture: Picture): void {
		const before = this.#picture;
		const touched = before ? restyled(before, picture) : undefined;
		if (!touched || touched.entities.length > mostRestyled) {
			this.#draw(picture);
			return;
		}
		this.#picture = picture;
		for (const id of touched.entities) {
			const node = this.#nodes.get(id);
			if (node) this.#graph.mergeNodeAttributes(id, this.#lookOf(node, picture));
		}
		for (const id of touched.lines) {
			const line = this.#lines.get(id);
			if (line) this.#graph.mergeEdgeAttributes(id, lineLook(line, picture, this.palette));
		}
	}

	#lookOf(node: NetworkNode, picture: Picture): EntityLook {
		return entityLook(node, picture, this.palette, {
			point: this.places.points.get(node.id),
			lines: this.#drawnLinks.get(node.id)
		});
	}

	/** Shows a picture: adds what is new, takes away what is gone, leaves the rest where it stands. */
	#draw(picture: Picture): void {
		// A path that was just found shows at once, wherever the pointer rests.
		if (picture.path && !this.#picture?.path) this.#hovered = null;
		this.#picture = picture;
		this.#nodes = new Map(picture.nodes.map((node) => [node.id, node]));
		const nodes = this.#nodes;
		this.#lines = new Map(
			picture.lines.filter((line) => line.from !== line.to).map((line) => [line.id, line])
		);
		this.#drawnLinks = lineCounts(picture.lines);
		if (this.#hovered !== null && !nodes.has(this.#hovered)) {
			this.#hovered = null;
			this.#labels.hovered = null;
		}
		if (this.#hoveredLine !== null && !this.#lines.has(this.#hoveredLine)) this.#hoveredLine = null;
		const looks = new Map(picture.nodes.map((node) => [node.id, this.#lookOf(node, picture)]));
		const lines = new Map(
			[...this.#lines].map(([id, line]) => {
				const { from, to } = line;
				return [id, { from, to, look: lineLook(line, picture, this.palette) }];
			})
		);
		this.#graph = display(this.#graph, looks, lines);
		this.#sigma.setGraph(this.#graph);
		this.#set({
			enableEdgeEvents: this.#lines.size <= mostTouchableLines,
			labelDensity: nodes.size <= 600 ? 40 : 1,
			labelGridCellSize: nodes.size <= mostNamed ? namedEach : namedEachInCrowd,
			labelRenderedSizeThreshold: nodes.size <= mostNamed ? smallestNamed : smallestNamedInCrowd,
			hideLabelsOnMove: nodes.size > mostNamed
		});
		this.#focus();
	}

	/** Settings that differ from those in force: the renderer answers each call with a whole refresh. */
	#set(settings: Partial<Settings<EntityLook, LineLook>>): void {
		const now = this.#sigma.getSettings();
		const changed = Object.entries(settings).filter(
			([name, value]) => now[name as keyof typeof now] !== value
		);
		if (changed.length > 0) this.#sigma.setSettings(Object.fromEntries(changed));
	}

	#hover(node: string | null, line: string | null): void {
		this.#hovered = node;
		this.#labels.hovered = node;
		this.#hoveredLine = line;
		this.container.classList.toggle('pointing', node !== null || line !== null);
		this.#focus();
	}

	/** What surrounds the hovered entity, or the path, stays; the rest steps back. */
	#focus(): void {
		const near = this.#near();
		if (!near) {
			this.#set({ nodeReducer: null, edgeReducer: null });
			return;
		}
		const { ground, tie, muted, accent } = this.palette;
		const later = near.later ?? new Set<string>();
		const isPlain = (id: string) => near.nodes.has(id) || later.has(id);
		const faded = new Map<string, string>();
		const fade = (colour: string, share: number) => {
			const known = faded.get(colour) ?? blend(colour, ground, share);
			faded.set(colour, known);
			return known;
		};
		const faintTie = blend(tie, ground, 0.7);
		this.#set({
			nodeReducer: (id, look) =>
				// What is chosen is what the reader works on: it never steps back.
				isPlain(id) || look.forceLabel
					? look
					: {
							...look,
							color: fade(look.color, 0.78),
							ring: none,
							label: '',
							zIndex: 0
						},
			edgeReducer: (id, look) => {
				if (near.lines.has(id)) {
					const strong = near.later ? accent : muted;
					return { ...look, color: look.color === tie ? strong : look.color, zIndex: 1 };
				}
				const line = later.size > 0 ? this.#lines.get(id) : undefined;
				if (line && isPlain(line.from) && isPlain(line.to)) return look;
				return { ...look, color: faintTie, zIndex: 0 };
			}
		});
	}

	/** `later`: what came after the path that is highlighted; left out around what the pointer is on. */
	#near(): {
		nodes: ReadonlySet<string>;
		lines: ReadonlySet<string>;
		later?: ReadonlySet<string>;
	} | null {
		const node = this.#hovered;
		const { path = null } = this.#picture ?? {};
		if (this.#graph.order + this.#graph.size > mostFading) return path;
		if (node !== null && this.#graph.hasNode(node)) {
			const nodes = new Set([node, ...this.#graph.neighbors(node)]);
			return { nodes, lines: new Set(this.#graph.edges(node)) };
		}
		const line = this.#hoveredLine === null ? undefined : this.#lines.get(this.#hoveredLine);
		if (line) return { nodes: new Set([line.from, line.to]), lines: new Set([line.id]) };
		return path;
	}

	/** Marks that labels must not cover; in a crowd, labels cover marks rather than vanish. */
	#marks(): { id: string; x: number; y: number; radius: number }[] {
		if (this.#graph.order > 400) return [];
		return this.#graph.nodes().flatMap((id) => {
			const at = this.lens.at(id);
			return at ? [{ id, ...at }] : [];
		});
	}

	#lineLabels(picture: Picture): LineLabel[] {
		const hovered = { entity: this.#hovered, line: this.#hoveredLine };
		const lines = {
			get: (id: string) => this.#lines.get(id),
			of: (id: string, most: number) =>
				this.#graph.hasNode(id) && this.#graph.degree(id) <= most ? this.#graph.edges(id) : []
		};
		return this.#worded.written(picture, hovered, lines, (id) => this.lens.at(id));
	}

	/** Moves entities to where the layout put them. */
	place(): void {
		this.#graph.updateEachNodeAttributes((id, look) => {
			const point = this.places.points.get(id);
			return point ? { ...look, x: point.x, y: point.y } : look;
		});
	}

	/** Moves entities there in one short glide; at once where there are many or motion is unwanted. */
	glide(): void {
		if (this.still || this.#graph.order > mostGliding) {
			this.place();
			return;
		}
		const graph = this.#graph;
		const from = new Map(graph.mapNodes((id, { x, y }) => [id, { x, y }]));
		const begin = performance.now();
		const step = () => {
			if (graph !== this.#graph) return;
			const share = Math.min(1, (performance.now() - begin) / glideMs);
			graph.updateEachNodeAttributes((id, look) => {
				const [start, end] = [from.get(id), this.places.points.get(id)];
				return start && end ? { ...look, ...between(start, end, share) } : look;
			});
			if (share < 1) requestAnimationFrame(step);
		};
		step();
	}

	repaint(palette: Palette): void {
		this.palette = palette;
		this.#labels.palette = palette;
		if (this.#picture) this.#draw(this.#picture);
	}
}
