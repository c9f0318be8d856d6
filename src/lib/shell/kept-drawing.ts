/**
 * The drawing of this tab, kept while the tab is open and apart for each account: ids and places only.
 * Signing out forgets it, also against the page that writes it as it goes.
 */
const place = (account: string) => `faisceau:drawing:${account}`;
let forgotten = false;

function forget(beginning: string): void {
	try {
		for (const key of Object.keys(sessionStorage))
			if (key.startsWith(beginning)) sessionStorage.removeItem(key);
	} catch {
		// Storage is closed to us, so there is nothing to clear.
	}
}

export function recallDrawing(account: string): unknown {
	try {
		return JSON.parse(sessionStorage.getItem(place(account)) ?? 'null');
	} catch {
		// Storage is closed to us or holds something else: as if nothing had been drawn.
		return null;
	}
}

/** Keeps a drawing as plain data; null forgets it. */
export function keepDrawing(account: string, drawing: object | null): void {
	if (forgotten) return;
	try {
		if (drawing) sessionStorage.setItem(place(account), JSON.stringify(drawing));
		else forget(place(account));
	} catch {
		// Storage is full or closed: the drawing is not kept, and no older one stands in for it.
		forget(place(account));
	}
}

export function forgetDrawings(): void {
	forgotten = true;
	forget(place(''));
}
