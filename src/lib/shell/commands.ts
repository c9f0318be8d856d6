/** What the command palette can do without asking the server: go to a page, or do something here. */
import { fold } from '#lib/domain/fold.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale, setLocale } from '#lib/paraglide/runtime.js';
import type { LucideIcon } from '@lucide/svelte';
import Bookmark from '@lucide/svelte/icons/bookmark';
import BookOpen from '@lucide/svelte/icons/book-open';
import Languages from '@lucide/svelte/icons/languages';
import LogOut from '@lucide/svelte/icons/log-out';
import Monitor from '@lucide/svelte/icons/monitor';
import Moon from '@lucide/svelte/icons/moon';
import KeyRound from '@lucide/svelte/icons/key-round';
import Sun from '@lucide/svelte/icons/sun';
import { pages, type PageId } from './pages.ts';
import { signOut } from './sign-out.ts';
import { chooseTheme, isDark } from './theme.ts';

export interface Command {
	id: string;
	label: string;
	/** Other words it is found by. */
	also?: string;
	icon: LucideIcon;
	href?: string;
	/** Resolves to a text when it did not work. */
	act?: () => Promise<string | undefined> | undefined;
}

export const goTo = (allowed: readonly PageId[]): Command[] => [
	...pages
		.filter(({ id }) => allowed.includes(id))
		.map(({ id, href, label, icon }) => ({ id, label: label(), icon, href })),
	{ id: 'account', label: m.shell_sessions(), icon: KeyRound, href: '/account' },
	{ id: 'glossary', label: m.glossary_title(), icon: BookOpen, href: '/glossary' }
];

export const doHere = (): Command[] => [
	{
		id: 'theme',
		label: isDark() ? m.shell_theme_light() : m.shell_theme_dark(),
		icon: isDark() ? Sun : Moon,
		act: () => void chooseTheme(isDark() ? 'light' : 'dark')
	},
	{
		id: 'theme-system',
		label: m.shell_theme_system(),
		icon: Monitor,
		act: () => void chooseTheme('system')
	},
	{
		id: 'language',
		label: getLocale() === 'en' ? m.shell_language_to_fr() : m.shell_language_to_en(),
		icon: Languages,
		act: () => void setLocale(getLocale() === 'en' ? 'fr' : 'en')
	},
	{
		id: 'sign-out',
		label: m.shell_sign_out(),
		icon: LogOut,
		act: async () => ((await signOut()) ? undefined : m.shell_sign_out_failed())
	}
];

/** Glossary terms, once their names have been asked for. */
export const termCommands = (
	terms: readonly { id: string; name: string; also: string }[]
): Command[] =>
	terms.map(({ id, name, also }) => ({
		id: `term-${id}`,
		label: name,
		also,
		icon: BookOpen,
		href: `/glossary#${id}`
	}));

/** The account's own views of the network, by name. */
export const viewCommands = (views: readonly { id: string; name: string }[]): Command[] =>
	views.map(({ id, name }) => ({
		id: `view-${id}`,
		label: m.shell_palette_view({ name }),
		icon: Bookmark,
		href: `/network?view=${encodeURIComponent(id)}`
	}));

/** Commands whose label, or other words, have every word typed, in order of the list. */
export function fitting(commands: readonly Command[], query: string): Command[] {
	const words = fold(query).split(' ').filter(Boolean);
	return commands.filter(({ label, also = '' }) => {
		const said = fold(`${label} ${also}`);
		return words.every((word) => said.includes(word));
	});
}
