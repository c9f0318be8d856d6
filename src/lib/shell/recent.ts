/**
 * Entities a person opened last, kept in this browser only and apart for each account. Signing out
 * clears them. Nothing marked TLP:RED is kept, and no victim or witness, whose name asks for a reason. The explorer calls `rememberOpened` when a card opens.
 */
import { isKind, type Kind } from '#lib/domain/kinds.ts';
import type { Tlp } from '#lib/domain/marking.ts';

export interface Opened {
	id: string;
	name: string;
	kind: Kind;
}

const most = 12;
const place = (account: string) => `faisceau:opened:${account}`;

const isOpened = (value: unknown): value is Opened => {
	if (typeof value !== 'object' || value === null) return false;
	const { id, name, kind } = value as Partial<Record<keyof Opened, unknown>>;
	return (
		typeof id === 'string' && typeof name === 'string' && typeof kind === 'string' && isKind(kind)
	);
};

export function recallOpened(account: string): Opened[] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(place(account)) ?? '[]');
		return Array.isArray(kept) ? kept.filter(isOpened).slice(0, most) : [];
	} catch {
		// Storage is closed to us or holds something else: as if nothing had been opened.
		return [];
	}
}

export function rememberOpened(
	account: string,
	entity: Opened & { tlp: Tlp; shielded?: true }
): void {
	if (entity.tlp === 'red' || entity.shielded) return;
	const { id, name, kind } = entity;
	const others = recallOpened(account).filter((other) => other.id !== id);
	try {
		localStorage.setItem(
			place(account),
			JSON.stringify([{ id, name, kind }, ...others].slice(0, most))
		);
	} catch {
		// Storage is full or closed: the list is a comfort, not a record.
	}
}

export function forgetOpened(): void {
	try {
		for (const key of Object.keys(localStorage))
			if (key.startsWith('faisceau:opened:')) localStorage.removeItem(key);
	} catch {
		// Storage is closed to us, so there is nothing to clear.
	}
}
