/** Ends this session and leaves nothing of what was opened in the browser. */
import { deserialize } from '$app/forms';
import { forgetDrawings } from './kept-drawing.ts';
import { forgetOpened } from './recent.ts';

/** The form action of the account page that ends the session; the menu posts to it without a script too. */
export const signOutAction = '/account?/signOut';

/** False when the server did not end the session; otherwise the browser goes to the sign-in page. */
export async function signOut(): Promise<boolean> {
	try {
		const response = await fetch(signOutAction, {
			method: 'POST',
			headers: { 'x-sveltekit-action': 'true', accept: 'application/json' },
			body: new URLSearchParams()
		});
		const result = deserialize(await response.text());
		if (result.type !== 'redirect') return false;
		forgetOpened();
		forgetDrawings();
		location.assign(result.location);
		return true;
	} catch {
		// The server did not answer, so the session is still open: the caller says so.
		return false;
	}
}
