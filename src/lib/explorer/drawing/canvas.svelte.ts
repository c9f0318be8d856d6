/**
 * Joins the view to the drawing: starts the renderer in its element, hands it each new picture,
 * welcomes newcomers and lays them out. Without WebGL it says so, and the table takes over.
 */
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { families } from '#lib/domain/kinds.ts';
import { familyToken } from '#lib/ui/families.ts';
import { onThemeChange, readColour } from '#lib/ui/palette.ts';
import { hex, type Palette } from './appearance.ts';
import type { Arrangement } from '#lib/explorer/layout/arrangements.ts';
import { encloses } from './lasso.ts';
import type { Covered } from './lens.ts';
import type { Point } from '#lib/explorer/layout/layout.ts';
import { LayoutRunner } from '#lib/explorer/layout/layout-runner.ts';
import { arrivals, noPicture, pictureOf, type Picture } from './picture.ts';
import type { Drawing } from './sigma.ts';
import { accents, type Group } from '#lib/explorer/touches.ts';
import type { NetworkView } from '#lib/explorer/view.svelte.ts';

export type CanvasState = 'starting' | 'drawing' | 'absent' | 'lost';

function paletteOf(element: Element): Palette {
	const colour = (token: `--${string}`) => hex(readColour(element, token));
	const entries = families.map((family) => [family, colour(familyToken(family))] as const);
	return {
		families: Object.fromEntries(entries) as Palette['families'],
		ground: colour('--ground'),
		panel: colour('--raised'),
		ink: colour('--ink'),
		muted: colour('--muted'),
		tie: colour('--tie'),
		accent: colour('--accent'),
		victim: colour('--victim'),
		accents: Object.fromEntries(
			accents.map((accent) => [accent, colour(`--accent-${accent}`)] as const)
		) as Palette['accents'],
		bad: colour('--bad'),
		line: colour('--line-strong')
	};
}

const large = 200;

const hasWebGL = () => document.createElement('canvas').getContext('webgl2') !== null;

export class Canvas {
	state = $state<CanvasState>('starting');
	/** The shape being drawn to select what it encloses; null while none is. */
	lasso = $state<'rectangle' | 'free' | null>(null);
	#drawing = $state.raw<Drawing | null>(null);
	#layout: LayoutRunner | null = null;
	#drawn = noPicture;
	#fitWhenRested = false;
	/** How everything was laid out last. */
	arrangement = $state<Arrangement>('forces');
	/** Counts up to start the renderer anew after its context was lost. */
	attempt = $state(0);

	/** What floats over the drawing and covers its edges; the page says so. */
	covered: () => Covered = () => ({ top: 0, bottom: 0 });

	constructor(
		readonly view: NetworkView,
		readonly onmenu: (entity: string | null, at: Point) => void
	) {}

	/** Starts the renderer in an element; ends it with the element. */
	readonly attach: Attachment<HTMLElement> = (element) => {
		let gone = false;
		if (!hasWebGL()) {
			this.state = 'absent';
			return;
		}
		const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
		const layout = new LayoutRunner(
			this.view.places,
			{ moved: (atOnce) => this.#moved(atOnce), rested: () => this.#rested() },
			still
		);
		this.#layout = layout;
		const offTheme = onThemeChange(() => this.#drawing?.repaint(paletteOf(element)));
		void import('./sigma.ts').then(
			({ Drawing }) => {
				if (gone) return;
				this.#drawing = new Drawing(
					element,
					this.view.places,
					paletteOf(element),
					this.#hand(),
					still,
					() => this.covered()
				);
				this.state = 'drawing';
			},
			() => {
				// The program's part did not arrive or could not start: the table shows the same.
				if (!gone) this.state = 'absent';
			}
		);
		return () => {
			gone = true;
			offTheme();
			layout.stop();
			this.#layout = null;
			this.#drawing?.kill();
			this.#drawing = null;
			this.#drawn = noPicture;
		};
	};

	#hand() {
		const { view } = this;
		return {
			select: (entity: string | null, more: boolean) => this.#select(entity, more),
			selectLine: (id: string) => this.#selectLine(id),
			pin: (entities: readonly string[]) => {
				if (entities.some((id) => !view.places.pinned.has(id))) view.bulk.pin(entities);
			},
			expand: (entity: string) => {
				const group = this.#folded(entity);
				if (group) view.bulk.fold(group);
				else void view.expandMostUseful(entity);
			},
			menu: (entity: string | null, at: Point) => {
				// A right click on one of several keeps them: the menu is theirs.
				if (entity !== null && view.path.from === null && !view.selection.ids.has(entity))
					this.#select(entity, false);
				this.onmenu(entity, at);
			},
			lost: () => {
				this.state = 'lost';
			}
		};
	}

	#folded(id: string): Group | undefined {
		return this.view.scene.touches.groups.find((group) => group.folded && group.id === id);
	}

	#select(entity: string | null, more: boolean): void {
		const { view } = this;
		const group = entity === null ? undefined : this.#folded(entity);
		if (group)
			view.choose(
				group.members.filter((id) => view.byId.has(id)),
				more ? 'add' : 'replace'
			);
		else if (entity !== null && more) view.toggle(entity);
		else view.select(entity);
	}

	/** A line that ends at a folded group stands for many: the entities at its ends are selected. */
	#selectLine(id: string): void {
		const { view } = this;
		const { folded, drawnLines, lines } = view;
		const line = drawnLines.find((one) => one.id === id);
		if (!line || folded.within.size === 0 || lines.some((one) => one.id === id)) {
			view.selectLine(id);
			return;
		}
		const claims = line.claims.map((claim) => claim.id);
		view.choose(
			view.claims.filter(({ id }) => claims.includes(id)).flatMap(({ from, to }) => [from, to])
		);
	}

	/** Hands the drawing what the view shows; called from an effect, so it follows the view. */
	follow(): void {
		const drawing = this.#drawing;
		const picture = pictureOf(this.view);
		if (!drawing) return;
		untrack(() => this.#show(drawing, picture));
	}

	#show(drawing: Drawing, picture: Picture): void {
		if (picture.nodes === this.#drawn.nodes && picture.lines === this.#drawn.lines) {
			drawing.show(picture);
			this.#drawn = picture;
			return;
		}
		const places = this.view.places.points;
		const { ids, arrived, newcomers, free } = arrivals(this.#drawn, picture, places);
		this.#layout?.welcome(ids, picture.lines);
		drawing.show(picture);
		const first = this.#drawn.nodes.length === 0;
		this.#drawn = picture;
		if (newcomers > 1 || (newcomers === 1 && picture.lines.length > 0)) {
			this.#fitWhenRested = true;
			this.#layout?.run(picture.nodes, picture.lines, free);
		} else if (arrived > 0 && (first || drawing.lens.overflows)) drawing.lens.fit();
	}

	#moved(atOnce: boolean): void {
		const drawing = this.#drawing;
		if (!drawing) return;
		if (atOnce) drawing.glide();
		else drawing.place();
		// A large drawing takes a while to rest: it stays in sight meanwhile.
		if (this.#fitWhenRested && this.#drawn.nodes.length > large && drawing.lens.overflows)
			drawing.lens.fit();
	}

	#rested(): void {
		const drawing = this.#drawing;
		if (!drawing || !this.#fitWhenRested) return;
		this.#fitWhenRested = false;
		if (drawing.lens.overflows || drawing.lens.cramped) drawing.lens.fit();
	}

	/** Lays everything out anew; only what was pinned stays. */
	arrange(kind: Arrangement): void {
		const { folded, drawnLines } = this.view;
		this.#fitWhenRested = true;
		this.arrangement = kind;
		this.#layout?.run(folded.nodes, drawnLines, null, { kind, roots: this.#drawn.chosen });
	}

	fit(): void {
		this.#drawing?.lens.fit();
	}

	zoom(factor: number): void {
		this.#drawing?.lens.zoom(factor);
	}

	reveal(id: string): void {
		this.#drawing?.lens.reveal(id);
	}

	/** Where an entity is, in pixels of the window. */
	at(id: string): Point | undefined {
		const drawing = this.#drawing;
		const point = drawing?.lens.at(id);
		if (!drawing || !point) return undefined;
		const { left, top } = drawing.container.getBoundingClientRect();
		return { x: left + point.x, y: top + point.y };
	}

	/** The entities that stand within a shape on the drawing, in pixels within the container. */
	within(corners: readonly Point[]): string[] {
		const drawing = this.#drawing;
		if (!drawing) return [];
		return this.view.folded.nodes
			.filter(({ id }) => {
				const at = drawing.lens.at(id);
				return at !== undefined && encloses(corners, at);
			})
			.flatMap(({ id }) => this.#folded(id)?.members ?? [id]);
	}

	restart(): void {
		this.state = 'starting';
		this.attempt++;
	}
}
