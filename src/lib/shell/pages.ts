/** The pages of the rail, in its order. Only pages that work are here; the server says which a person may open. */
import { m } from '#lib/paraglide/messages.js';
import type { LucideIcon } from '@lucide/svelte';
import CopyCheck from '@lucide/svelte/icons/copy-check';
import Eye from '@lucide/svelte/icons/eye';
import ArrowDownToLine from '@lucide/svelte/icons/arrow-down-to-line';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import UsersRound from '@lucide/svelte/icons/users-round';
import Library from '@lucide/svelte/icons/library';
import Waypoints from '@lucide/svelte/icons/waypoints';

export const pageIds = [
	'watch',
	'network',
	'ingest',
	'identity',
	'sources',
	'administration',
	'audit'
] as const;
export type PageId = (typeof pageIds)[number];

interface Page {
	id: PageId;
	href: string;
	label: () => string;
	icon: LucideIcon;
}

export const pages: readonly Page[] = [
	{ id: 'watch', href: '/', label: m.shell_watch, icon: Eye },
	{ id: 'network', href: '/network', label: m.shell_network, icon: Waypoints },
	{ id: 'ingest', href: '/ingest', label: m.shell_ingest, icon: ArrowDownToLine },
	{ id: 'identity', href: '/identity', label: m.shell_identity, icon: CopyCheck },
	{ id: 'sources', href: '/sources', label: m.shell_sources, icon: Library },
	{
		id: 'administration',
		href: '/administration',
		label: m.shell_administration,
		icon: UsersRound
	},
	{ id: 'audit', href: '/audit', label: m.shell_audit, icon: ScrollText }
];

/** The page an address belongs to. */
export const pageAt = (path: string): PageId | undefined =>
	pages.find(({ href }) =>
		href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
	)?.id;
