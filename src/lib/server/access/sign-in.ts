/**
 * The steps into an account: password, then the code of an authenticator or a recovery code, or a passkey
 * instead of both. Every factor is counted before it is looked at, and each step leaves its entry. The
 * answers hold cookies only: a session's token never reaches a page.
 */
import * as v from 'valibot';
import type { Audit } from '#lib/server/audit/event.ts';
import { latelyOf } from '#lib/server/audit/lately.ts';
import type { Factor } from './auth-plugin.ts';
import { AuthUser, findUser, type Auth } from './auth.ts';
import { unknown, without, type Caller, type From } from './caller.ts';
import { isRecoveryCode, recoveryHash } from './recovery-codes.ts';
import { tryWindowMs, type FactorTry, type Throttle } from './throttle.ts';
import { standingOf, stillStands, type Standing } from './ways-in.ts';
import { nobody, type Guessed } from './wrong-links.ts';

export type Outcome = 'done' | 'wrong' | 'throttled';
export interface SignInResult {
	/** `factor`: the password was right, and the second factor is awaited. */
	outcome: Outcome | 'factor';
	cookies: string[];
}
export interface CodeResult {
	/** `expired`: no right password of this browser waits for a code any more. */
	outcome: Outcome | 'expired';
	cookies: string[];
}

export interface SignIn {
	password(credentials: { email: string; password: string }, from: From): Promise<SignInResult>;
	/** Whether a right password of this browser waits for its second factor. */
	waits(from: From): Promise<boolean>;
	/** An authenticator's six digits or a recovery code, of whoever is half or wholly signed in. */
	code(typed: string, from: From, asked?: { confirms: boolean }): Promise<CodeResult>;
	passkeyOptions(from: From): Promise<{ options: unknown; cookies: string[] }>;
	passkey(response: unknown, from: From): Promise<{ outcome: Outcome; cookies: string[] }>;
	signOut(from: From): Promise<string[]>;
}

interface SignInSettings {
	auth: Auth;
	audit: Audit;
	caller: Caller;
	throttle: Throttle;
	guessed: Guessed;
	secret: string;
	now: () => Date;
}

const Made = v.object({ token: v.string(), user: v.object({ id: v.string() }) });
const MadeByPasskey = v.object({
	session: v.object({ token: v.string() }),
	user: v.object({ id: v.string(), organisation: v.string() })
});
const Redirect = v.object({ twoFactorRedirect: v.literal(true) });
const OwnedPasskey = v.nullable(v.object({ userId: v.string() }));
const Assertion = v.object({ id: v.pipe(v.string(), v.maxLength(1_400)) });

const cookiesOf = ({ headers }: Response): string =>
	headers
		.getSetCookie()
		.map((line) => line.replace(/;.*/s, ''))
		.filter((pair) => !pair.endsWith('='))
		.join('; ');

export function signInOf(settings: SignInSettings): SignIn {
	const { auth, audit, caller, throttle, guessed, secret, now } = settings;
	const lately = latelyOf(now, tryWindowMs);

	/** No entry, no answer: a session that was just made ends when its entry cannot be kept. */
	async function entered(token: string, write: () => Promise<void>): Promise<void> {
		try {
			await write();
		} catch (error) {
			const { internalAdapter } = await auth.$context;
			await internalAdapter.deleteSession(token);
			throw error;
		}
	}

	/** Whoever the cookies stand for: signed in already, or with a right password a moment ago. */
	async function whose({ headers }: From): Promise<{ account?: string; session?: string }> {
		if (!headers.has('cookie')) return {};
		const [session, half] = await Promise.all([
			auth.api.getSession({ headers, query: { disableRefresh: true } }),
			auth.api.halfSignedIn({ headers })
		]);
		return { account: session?.user.id ?? half?.account, session: session?.session.id };
	}

	/** The cookie that said who is asking, and not the other: it may no longer say anything by the time it is read. */
	async function decided(from: From, session: string | undefined): Promise<From> {
		const { authCookies, createAuthCookie } = await auth.$context;
		const other = session === undefined ? authCookies.sessionToken : createAuthCookie('two_factor');
		return without(from, other.name);
	}

	/** Ends what an answer opened, if anything: nobody has its cookies yet. */
	async function takeBack(answer: Response): Promise<void> {
		const headers = new Headers({ cookie: cookiesOf(answer) });
		const opened = await auth.api.getSession({ headers, query: { disableRefresh: true } });
		if (!opened) return;
		const { internalAdapter } = await auth.$context;
		await internalAdapter.deleteSession(opened.session.token);
	}

	const begun = async (field: 'id' | 'email', value: string) =>
		standingOf((await auth.$context).adapter, { field, value });

	/** Whether every way into the account was ended since; what the answer opened then ends too. */
	async function endedSince(began: Standing, answer: Response): Promise<boolean> {
		if (await stillStands((await auth.$context).adapter, began)) return false;
		await takeBack(answer);
		return true;
	}

	/** A session that was opened with one factor has shown the second. */
	async function strengthen(session: string, factor: Factor): Promise<void> {
		const { adapter } = await auth.$context;
		await adapter.updateMany({
			model: 'session',
			where: [{ field: 'id', value: session }],
			update: { factor }
		});
	}

	async function isConfirmed(account: string): Promise<boolean> {
		const { adapter } = await auth.$context;
		const where = [
			{ field: 'userId', value: account },
			{ field: 'verified', value: true }
		];
		return (await adapter.count({ model: 'twoFactor', where })) > 0;
	}

	const organisationOf = async (account: string) => {
		const { internalAdapter } = await auth.$context;
		const user = await internalAdapter.findUserById(account);
		return user ? v.parse(AuthUser, user).organisation : 'none';
	};

	/** Whose passkey it is; undefined for one that nobody has. */
	async function ownerOf(passkey: string): Promise<AuthUser | undefined> {
		const { adapter } = await auth.$context;
		const where = [{ field: 'credentialID', value: passkey }];
		const kept = v.parse(OwnedPasskey, await adapter.findOne({ model: 'passkey', where }));
		return kept ? findUser(adapter, kept.userId) : undefined;
	}

	/**
	 * A passkey that was refused: what is guessed at somebody's stands under their organisation, each try that was
	 * looked at and one for all that were too many; what nobody has, once in a while.
	 */
	async function passkeyRefused(passkey: string, reason: 'wrong' | 'throttled'): Promise<void> {
		const owner = await ownerOf(passkey);
		if (!owner) return guessed('access.sign-in', reason, nobody, { factor: 'passkey' });
		const entry = () =>
			audit.consult({
				action: 'access.sign-in',
				actor: 'nobody',
				organisation: owner.organisation,
				outcome: 'refused',
				subjects: [owner.id],
				detail: { factor: 'passkey', reason }
			});
		return reason === 'wrong' ? entry() : lately.once(owner.id, reason, ['passkey'], entry);
	}

	return {
		async password(credentials, from) {
			const began = await begun('email', credentials.email.toLowerCase());
			const answer = await caller.post('/sign-in/email', credentials, unknown(from));
			if (!answer.ok)
				return { outcome: answer.status === 429 ? 'throttled' : 'wrong', cookies: [] };
			if (await endedSince(began, answer)) {
				await audit.consult({
					action: 'access.sign-in',
					actor: began.id,
					organisation: await organisationOf(began.id),
					outcome: 'refused',
					subjects: [began.id],
					detail: { factor: 'password', reason: 'ended' }
				});
				return { outcome: 'wrong', cookies: [] };
			}
			const cookies = answer.headers.getSetCookie();
			return { outcome: v.is(Redirect, await answer.json()) ? 'factor' : 'done', cookies };
		},
		waits: async ({ headers }) =>
			headers.has('cookie') && (await auth.api.halfSignedIn({ headers })) !== null,
		async code(typed, from, { confirms } = { confirms: false }) {
			const { account, session } = await whose(from);
			if (account === undefined) return { outcome: 'expired', cookies: [] };
			const isRecovery = isRecoveryCode(typed);
			const code = isRecovery ? recoveryHash(secret, account, typed) : typed.replace(/\D/g, '');
			const entry = async (outcome: 'done' | 'refused', reason?: string) =>
				audit.consult({
					action: 'access.sign-in',
					actor: account,
					organisation: await organisationOf(account),
					outcome,
					subjects: [account],
					detail: { factor: isRecovery ? 'recovery' : 'totp', ...(reason ? { reason } : {}) }
				});
			const counted: FactorTry = { kind: 'code', id: account };
			if (!(await throttle.allowsFactor(counted))) {
				await lately.once(account, 'throttled', ['code'], () => entry('refused', 'throttled'));
				return { outcome: 'throttled', cookies: [] };
			}
			// Spent before it is looked at: of two who present one code at once, one is refused.
			if (!(await throttle.takesOnce(account, code))) {
				await entry('refused', 'repeated');
				return { outcome: 'wrong', cookies: [] };
			}
			// An authenticator that waits for its first code proves nothing yet.
			if (!confirms && session !== undefined && !(await isConfirmed(account))) {
				await entry('refused');
				return { outcome: 'wrong', cookies: [] };
			}
			const began = await begun('id', account);
			const path = isRecovery ? '/two-factor/verify-backup-code' : '/two-factor/verify-totp';
			const answer = await caller.post(path, { code }, await decided(from, session));
			if (!answer.ok) {
				await entry('refused');
				return { outcome: 'wrong', cookies: [] };
			}
			const { token, user } = v.parse(Made, await answer.json());
			if (user.id !== account) {
				await takeBack(answer);
				await entry('refused', 'another account');
				return { outcome: 'wrong', cookies: [] };
			}
			if (await endedSince(began, answer)) {
				await entry('refused', 'ended');
				return { outcome: 'wrong', cookies: [] };
			}
			await entered(token, () => entry('done'));
			if (session !== undefined) await strengthen(session, isRecovery ? 'recovery' : 'totp');
			await throttle.forgetFactor(counted);
			return { outcome: 'done', cookies: answer.headers.getSetCookie() };
		},
		async passkeyOptions(from) {
			const answer = await caller.get('/passkey/generate-authenticate-options', unknown(from));
			const options = v.parse(v.looseObject({ challenge: v.string() }), await answer.json());
			return {
				// The device must know its owner: a passkey stands for both factors.
				options: { ...options, userVerification: 'required' },
				cookies: answer.headers.getSetCookie()
			};
		},
		async passkey(response, from) {
			const asked = v.safeParse(Assertion, response);
			if (!asked.success) return { outcome: 'wrong', cookies: [] };
			const { id } = asked.output;
			const counted: FactorTry = { kind: 'passkey', id, client: from.client };
			if (!(await throttle.allowsFactor(counted))) {
				await passkeyRefused(id, 'throttled');
				return { outcome: 'throttled', cookies: [] };
			}
			const owner = await ownerOf(id);
			const began = await begun('id', owner?.id ?? '');
			const answer = await caller.post('/passkey/verify-authentication', { response }, from);
			if (!answer.ok || (await endedSince(began, answer))) {
				await passkeyRefused(id, 'wrong');
				return { outcome: 'wrong', cookies: [] };
			}
			const { session, user } = v.parse(MadeByPasskey, await answer.json());
			await entered(session.token, () =>
				audit.consult({
					action: 'access.sign-in',
					actor: user.id,
					organisation: user.organisation,
					outcome: 'done',
					subjects: [user.id],
					detail: { factor: 'passkey' }
				})
			);
			await throttle.forgetFactor(counted);
			return { outcome: 'done', cookies: answer.headers.getSetCookie() };
		},
		async signOut(from) {
			const answer = await caller.post('/sign-out', {}, from);
			if (!answer.ok) throw new Error(`sign-out answered ${answer.status}`);
			return answer.headers.getSetCookie();
		}
	};
}
