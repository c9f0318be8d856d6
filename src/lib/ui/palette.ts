/**
 * The colour a token of app.css has right now, for canvases, which cannot read custom properties.
 * Call it again when the theme changes: `onThemeChange` says when.
 *
 *     readColour(node, '--family-actor')   'rgb(213, 94, 0)'
 */
export type Token = `--${string}`;

export function readColour(within: Element, token: Token): string {
	const probe = within.ownerDocument.createElement('span');
	probe.style.color = `var(${token})`;
	// Where the system forces its colours, names and marks on a canvas would all become one of them.
	probe.style.setProperty('forced-color-adjust', 'none');
	probe.hidden = true;
	within.append(probe);
	const { color } = getComputedStyle(probe);
	probe.remove();
	return color;
}

/** Calls `then` whenever light and dark change places, by the toggle or by the system. */
export function onThemeChange(then: () => void): () => void {
	const system = matchMedia('(prefers-color-scheme: dark)');
	const toggle = new MutationObserver(then);
	toggle.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
	system.addEventListener('change', then);
	return () => {
		toggle.disconnect();
		system.removeEventListener('change', then);
	};
}
