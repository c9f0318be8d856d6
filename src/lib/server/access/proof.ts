/**
 * Showing again who one is before a factor is added, taken away or renewed: the password, and a code of
 * the account's second factor. A passkey of the last ten minutes stands for both; a password of the last
 * ten minutes stands for itself where the account has nothing else.
 */
import * as v from 'valibot';
import type { Viewer } from '#lib/domain/viewer.ts';
import { AuthUser, type Auth } from './auth.ts';
import type { From } from './caller.ts';
import type { Outcome, SignIn } from './sign-in.ts';
import type { Throttle } from './throttle.ts';

export const freshMs = 10 * 60_000;

/** Whoever acts on their own account: their session and the request it came with. */
export interface Own {
	viewer: Viewer;
	session: string;
	from: From;
}
export interface Shown {
	password: string;
	code: string;
}
export interface Proof {
	/** What must be shown now. */
	asks(own: Own): Promise<{ password: boolean; code: boolean }>;
	shows(own: Own, shown: Shown): Promise<Outcome>;
}

const Session = v.nullable(
	v.object({ factor: v.nullish(v.string(), ''), createdAt: v.date(), userId: v.string() })
);

/** The password of an account, compared; counted first. */
export type CheckPassword = (account: string, typed: string) => Promise<Outcome>;

export function passwordCheckOf(auth: Auth, throttle: Throttle): CheckPassword {
	return async (account, typed) => {
		// A stolen session must not serve to guess the password behind it.
		if (!(await throttle.allowsChange(account))) return 'throttled';
		const { adapter, password } = await auth.$context;
		const stored = v.parse(
			v.nullable(v.object({ password: v.string() })),
			await adapter.findOne({
				model: 'account',
				where: [
					{ field: 'userId', value: account },
					{ field: 'providerId', value: 'credential' }
				]
			})
		);
		return stored && (await password.verify({ password: typed, hash: stored.password }))
			? 'done'
			: 'wrong';
	};
}

export function proofOf({
	auth,
	signIn,
	check,
	now
}: {
	auth: Auth;
	signIn: SignIn;
	check: CheckPassword;
	now: () => Date;
}): Proof {
	/** Undefined for a session that is not the viewer's. */
	async function asks({ viewer, session }: Own) {
		const { adapter, internalAdapter } = await auth.$context;
		const found = v.parse(
			Session,
			await adapter.findOne({ model: 'session', where: [{ field: 'id', value: session }] })
		);
		if (found?.userId !== viewer.account) return undefined;
		const user = v.parse(AuthUser, await internalAdapter.findUserById(viewer.account));
		const age = now().getTime() - found.createdAt.getTime();
		const fresh = age < freshMs && age > -60_000;
		if (fresh && (found.factor === 'passkey' || !user.twoFactorEnabled))
			return { password: false, code: false };
		return { password: true, code: user.twoFactorEnabled === true };
	}

	return {
		asks: async (own) => (await asks(own)) ?? { password: true, code: true },
		async shows(own, { password, code }) {
			const asked = await asks(own);
			if (!asked) return 'wrong';
			if (!asked.password) return 'done';
			const typed = await check(own.viewer.account, password);
			if (typed !== 'done' || !asked.code) return typed;
			const shown = await signIn.code(code, own.from);
			return shown.outcome === 'expired' ? 'wrong' : shown.outcome;
		}
	};
}
