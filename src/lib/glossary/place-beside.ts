/** Puts a card of the top layer under what it explains, or above it, and inside the window. */
const gap = 6;
const edge = 12;

interface Box {
	left: number;
	top: number;
	bottom: number;
}
interface Size {
	width: number;
	height: number;
}

export function placeOf(anchor: Box, card: Size, window: Size): { left: number; top: number } {
	const left = Math.max(edge, Math.min(anchor.left, window.width - card.width - edge));
	const below = anchor.bottom + gap;
	const above = anchor.top - gap - card.height;
	const top =
		below + card.height + edge <= window.height || above < edge
			? Math.min(below, Math.max(edge, window.height - card.height - edge))
			: above;
	return { left, top };
}

export function placeBeside(card: HTMLElement, anchor: HTMLElement): void {
	const { width, height } = card.getBoundingClientRect();
	const { left, top } = placeOf(
		anchor.getBoundingClientRect(),
		{ width, height },
		{ width: innerWidth, height: innerHeight }
	);
	card.style.left = `${left}px`;
	card.style.top = `${top}px`;
}
