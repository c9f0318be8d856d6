/** Steps in words, for "Undo: expand Kestrel". */
import { m } from '#lib/paraglide/messages.js';
import type { Deed } from './history.ts';

const words: Record<Deed['do'], (inputs: { name: string }) => string> = {
	open: m.network_deed_open,
	expand: m.network_deed_expand,
	collapse: m.network_deed_collapse,
	hide: m.network_deed_hide,
	only: m.network_deed_only,
	reveal: m.network_deed_reveal,
	path: m.network_deed_path,
	join: m.network_deed_join,
	'leave-path': m.network_deed_leave_path,
	clear: m.network_deed_clear,
	pin: m.network_deed_pin,
	unpin: m.network_deed_unpin,
	colour: m.network_deed_colour,
	group: m.network_deed_group,
	ungroup: m.network_deed_ungroup,
	rename: m.network_deed_rename,
	fold: m.network_deed_fold,
	unfold: m.network_deed_unfold
};

export const deedName = (deed: Deed): string =>
	words[deed.do]({ name: shortName(deed.name ?? '') });

/** A name that fits a tooltip or a label: long ones keep their beginning. */
export function shortName(name: string, most = 32): string {
	const letters = [...visible(name)];
	return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}…`;
}

/**
 * A name on a canvas, where no markup isolates it: control characters and marks that turn the
 * direction of text are shown as what they are, foreign bodies. Marks piled on one letter end where
 * no language piles more, so that none paints over the lines around it.
 */
export const visible = (name: string): string =>
	name
		.replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, '\uFFFD')
		.replace(/(\p{M}{4})\p{M}+/gu, '$1');
