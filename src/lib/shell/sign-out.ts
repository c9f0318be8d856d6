/** Ends this session and leaves nothing of what was opened in the browser. */
import { forgetOpened } from './recent.ts';

/** True when the server ended the session; the caller then goes to the sign-in page. */
export async function signOut(): Promise<boolean> {
	try {
		const response = await fetch('/api/auth/sign-out', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: '{}'
		});
		if (!response.ok) return false;
	} catch {
		// The server did not answer, so the session is still open: the caller says so.
		return false;
	}
	forgetOpened();
	location.assign('/sign-in');
	return true;
}
