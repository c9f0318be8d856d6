/** From a session to a viewer: who is asking, and which audience tokens they carry. */
import * as v from 'valibot';
import { demonstration, tokensOf } from '#lib/domain/audience.ts';
import type { Held, Viewer } from '#lib/domain/viewer.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { agencyOf } from './agencies.ts';
import { AuthUser, findUser, type Auth } from './auth.ts';
import { casesOf } from './charges.ts';
import type { Policy } from './factor-policy.ts';
import { allTokens, hasToken } from './queries.ts';

export const operatorAccount = 'local-operator';
export const localOrganisation = 'local';

/** The demonstration is shown while it is loaded: while something in the graph is meant for those who see it. */
export async function showsDemonstration(store: GraphStore): Promise<boolean> {
	const rows = await store.read(hasToken, { token: demonstration });
	return rows.some(({ total }) => total > 0);
}

export async function viewerOfUser(store: GraphStore, auth: Auth, user: AuthUser): Promise<Viewer> {
	const [agency, shown, cases] = await Promise.all([
		agencyOf(store, user.organisation),
		showsDemonstration(store),
		casesOf(auth, user)
	]);
	return {
		account: user.id,
		name: user.name,
		organisation: {
			id: user.organisation,
			name: agency?.name ?? user.organisation,
			...(agency?.nameFr ? { nameFr: agency.nameFr } : {})
		},
		roles: user.roles,
		audience: tokensOf({
			account: user.id,
			organisation: user.organisation,
			clientOf: user.clientOf,
			groups: user.groups,
			cases,
			roles: user.roles,
			demonstration: shown
		}),
		operator: false
	};
}

/** An account as it is now, for work that goes on without its session; null when it was stopped or is not there. */
export async function viewerOfAccount(
	store: GraphStore,
	auth: Auth,
	account: string
): Promise<Viewer | null> {
	const user = await findUser((await auth.$context).adapter, account);
	return user && !user.disabled ? viewerOfUser(store, auth, user) : null;
}

export interface SignedIn {
	viewer: Viewer;
	/** The id of the session, never its token. */
	session: string;
	/** What the session must do before it opens anything. */
	held?: Held;
}

const Found = v.object({
	session: v.object({
		id: v.string(),
		factor: v.nullish(v.string(), ''),
		createdAt: v.date(),
		expiresAt: v.date()
	}),
	user: AuthUser
});
/** How far in the future a session may seem made: clocks are set, but not by more than this. */
const clockSlackMs = 60_000;

interface Recognising {
	auth: Auth;
	store: GraphStore;
	policy: Pick<Policy, 'held'>;
	now: () => Date;
}

/** Who the cookies of a request stand for, and the cookies to send back when the session was renewed. */
export async function signedInOf(
	{ auth, store, policy, now }: Recognising,
	headers: Headers
): Promise<{ signedIn?: SignedIn; cookies: string[] }> {
	if (!headers.has('cookie')) return { cookies: [] };
	const answer = await auth.api.getSession({ headers, returnHeaders: true });
	const cookies = answer.headers.getSetCookie();
	if (!answer.response) return { cookies };
	const { session, user } = v.parse(Found, answer.response);
	// A clock that was set back must not make a session last longer: it is asked for again.
	const at = now().getTime();
	const isOver = session.expiresAt.getTime() <= at;
	if (isOver || session.createdAt.getTime() > at + clockSlackMs || user.disabled)
		return { cookies };
	const [viewer, held] = await Promise.all([
		viewerOfUser(store, auth, user),
		policy.held(user, session.factor)
	]);
	return { signedIn: { viewer, session: session.id, ...(held ? { held } : {}) }, cookies };
}

/**
 * Whoever works on the file itself, on the command line: sees everything in it, owns nothing, is audited.
 */
export async function localOperator(store: GraphStore): Promise<Viewer> {
	const tokens = await store.read(allTokens, {});
	return {
		account: operatorAccount,
		name: 'Local operator',
		organisation: { id: localOrganisation, name: localOrganisation },
		roles: [],
		audience: tokens.map(({ token }) => token),
		operator: true
	};
}
