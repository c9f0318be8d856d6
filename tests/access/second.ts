/** Accounts with a second factor, for tests. */
import { codeAt } from './authenticator.ts';
import { cookieOf, from, signedIn, viewerOf, type Opened } from './opened.ts';

export type { Opened };

/** Whoever a cookie stands for, as pages hand them to the server. */
export async function own(opened: Opened, cookie: string) {
	const found = await viewerOf(opened, cookie);
	if (!found) throw new Error('nobody is signed in');
	return { viewer: found.viewer, session: found.session, from: from(cookie) };
}

/** Signs in and adds an authenticator; `asking` is the session it leaves. */
export async function enrolled(opened: Opened, email: string) {
	const asking = await own(opened, await signedIn(opened, email));
	await opened.access.factors.begin(asking, { password: '', code: '' });
	const { pending } = await opened.access.factors.state(asking);
	const secret = pending?.secret ?? '';
	const confirmedWith = codeAt(secret, Date.now());
	const { outcome, codes, cookies } = await opened.access.factors.confirm(asking, confirmedWith);
	if (outcome !== 'done') throw new Error(`the first code was ${outcome}`);
	return { secret, codes, confirmedWith, asking: await own(opened, cookieOf(cookies)) };
}
