/** What keys, buttons and menus do; the page performs it. */
import { isHeading, type Heading } from './walk.ts';

export interface Hands {
	search(): void;
	expand(): void;
	collapse(): void;
	path(): void;
	hide(): void;
	fit(): void;
	/** The choice of layouts; at a button, or where there is room for it. */
	arrange(button?: HTMLElement): void;
	undo(): void;
	redo(): void;
	menu(): void;
	openCard(): void;
	keys(): void;
	table(): void;
	/** Hides, groups, pins everything selected. */
	group(): void;
	pin(): void;
	only(): void;
	colour(): void;
	/** The window of what can be selected, and how it joins. */
	choose(): void;
	neighbours(): void;
	invert(): void;
	all(): void;
	rectangle(): void;
	lasso(): void;
	escape(): void;
	/** `adding`: the way walked stays selected. */
	walk(heading: Heading, adding: boolean): void;
	zoom(factor: number): void;
	/** A note or a claim about what is selected. */
	add(): void;
	compare(): void;
	save(): void;
	star(): void;
	/** At a button, or where there is room for it. */
	exportMenu(button?: HTMLElement): void;
}

type Plain = Exclude<keyof Hands, 'walk' | 'zoom'>;

export const plainKeys: Record<string, Plain> = {
	'/': 'search',
	e: 'expand',
	c: 'collapse',
	p: 'path',
	h: 'hide',
	f: 'fit',
	l: 'arrange',
	t: 'table',
	g: 'group',
	k: 'pin',
	o: 'only',
	m: 'colour',
	a: 'choose',
	n: 'neighbours',
	i: 'invert',
	r: 'rectangle',
	q: 'lasso',
	x: 'exportMenu',
	w: 'add',
	d: 'compare',
	s: 'save',
	b: 'star',
	'[': 'undo',
	']': 'redo',
	'.': 'menu',
	'?': 'keys',
	Escape: 'escape'
};

/** Keys that only mean something while the drawing itself has the focus, or nothing has. */
export interface Pressed {
	key: string;
	ctrlKey: boolean;
	metaKey: boolean;
	shiftKey: boolean;
	altKey: boolean;
}

/** Performs what a key means; false when it means nothing here. `onDrawing`: the focus is there. */
export function press(hands: Hands, event: Pressed, onDrawing: boolean): boolean {
	const control = event.ctrlKey || event.metaKey;
	if (event.altKey) return false;
	if (control) {
		const letter = event.key.toLowerCase();
		if (letter === 'z') hands[event.shiftKey ? 'redo' : 'undo']();
		else if (letter === 'y') hands.redo();
		else if (letter === 'a') hands.all();
		else return false;
		return true;
	}
	if (onDrawing) {
		if (isHeading(event.key)) {
			hands.walk(event.key, event.shiftKey);
			return true;
		}
		if (event.key === 'Enter') {
			hands.openCard();
			return true;
		}
		if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
			hands.menu();
			return true;
		}
	}
	if (event.key === '+' || event.key === '=') hands.zoom(1.4);
	else if (event.key === '-') hands.zoom(1 / 1.4);
	else {
		const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
		const deed = Object.hasOwn(plainKeys, name) ? plainKeys[name] : undefined;
		if (!deed) return false;
		hands[deed]();
	}
	return true;
}
