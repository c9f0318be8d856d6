/**
 * Tooltips go away on Escape and stay away until the pointer or the focus goes elsewhere (WCAG 1.4.13).
 * They are drawn by CSS alone; this only says when they may not be.
 */
export function dismissableTips(root: HTMLElement): () => void {
	const listening = new AbortController();
	const { signal } = listening;
	const back = () => delete root.dataset.tips;
	const tipped = (event: Event) =>
		event.target instanceof Element ? event.target.closest('[data-tip]') : null;
	let last: Element | null = null;
	root.addEventListener(
		'keydown',
		(event) => {
			if (event.key === 'Escape') root.dataset.tips = 'off';
		},
		{ signal, capture: true }
	);
	root.addEventListener('focusin', back, { signal });
	root.addEventListener(
		'pointerover',
		(event) => {
			const now = tipped(event);
			if (now !== last) back();
			last = now;
		},
		{ signal }
	);
	return () => listening.abort();
}
