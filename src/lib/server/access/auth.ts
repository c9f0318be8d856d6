/**
 * better-auth as Faisceau uses it: accounts made by an administrator only, passwords of twelve
 * characters and more, sessions in the graph, no cookie cache, no telemetry, no linking by e-mail,
 * and a second factor that is asked for before there is a session.
 */
import { passkey } from '@better-auth/passkey';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { BetterAuthOptions } from 'better-auth';
import * as v from 'valibot';
import { roles } from '#lib/domain/audience.ts';
import { passwordLength } from '#lib/domain/password.ts';
import type { Audit } from '#lib/server/audit/event.ts';
import { latelyOf } from '#lib/server/audit/lately.ts';
import { ensureKeys } from '#lib/server/graph/schema.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { authAdapter, authKeys, type Adapter } from './auth-adapter.ts';
import { ensureAgencyKeys } from './agencies.ts';
import { halfSignedInMs, ownModels, sessionFactors } from './auth-plugin.ts';
import { recoveryStorage } from './recovery-codes.ts';
import { throttleOf, tryWindowMs } from './throttle.ts';

export const authPath = '/api/auth';
/** Set by the server from the connection; what a client sends under this name is dropped. */
export const clientHeader = 'x-app-client';

/** What the server writes to its own log, such as pino. */
export interface Log {
	info(fields: object, message: string): void;
	warn(fields: object, message: string): void;
	error(fields: object, message: string): void;
}

export interface AuthSettings {
	store: GraphStore;
	audit: Audit;
	secret: string;
	/** Where people reach this server: `http://localhost:3000`, `https://faisceau.example`. */
	origin: string;
	now: () => Date;
	log: Log;
}

const text = { type: 'string', required: false, input: false, defaultValue: '' } as const;
const list = v.pipe(
	v.nullish(v.string(), ''),
	v.transform((joined) => joined.split(' ').filter(Boolean))
);

/** A user as better-auth gives it back, with our fields: lists are words joined by a space. */
export const AuthUser = v.object({
	id: v.string(),
	name: v.string(),
	email: v.string(),
	organisation: v.string(),
	roles: v.pipe(list, v.array(v.picklist(roles))),
	clientOf: list,
	groups: list,
	disabled: v.nullish(v.boolean(), false),
	/** Whether the account has any second factor, an authenticator or a passkey. */
	twoFactorEnabled: v.nullish(v.boolean(), false),
	createdAt: v.date()
});
export type AuthUser = v.InferOutput<typeof AuthUser>;
export const joined = (words: readonly string[]) => words.join(' ');

export async function findUser(
	adapter: Pick<Adapter, 'findOne'>,
	id: string
): Promise<AuthUser | undefined> {
	const user = await adapter.findOne({ model: 'user', where: [{ field: 'id', value: id }] });
	return user ? v.parse(AuthUser, user) : undefined;
}

/** better-auth throws its refusals from several copies of one class. */
const isRefusal = (error: unknown): boolean =>
	error instanceof APIError || (error instanceof Error && error.name === 'APIError');

const wrong = () =>
	new APIError('UNAUTHORIZED', {
		// In this order, as better-auth writes a wrong password: not even the bytes tell them apart.
		message: 'Invalid email or password',
		code: 'INVALID_EMAIL_OR_PASSWORD'
	});

/** A right password of an account with a second factor opens nothing yet. */
const sessionDetail = (user: unknown): Record<string, string> =>
	v.parse(AuthUser, user).twoFactorEnabled ? { step: 'password' } : { factor: 'password' };

const Credentials = v.object({ email: v.string() });

export async function authOf({ store, audit, secret, origin, now, log }: AuthSettings) {
	const throttle = throttleOf(store, secret, now);
	const signInPath = '/sign-in/email';
	const placed = (headers?: Headers) => headers?.get(clientHeader) ?? '';
	type Finding = { findUserByEmail(email: string): Promise<{ user: unknown } | null> };
	const accountOf = async (email: string, adapter: Finding) => {
		const found = await adapter.findUserByEmail(email.toLowerCase());
		return found ? v.parse(AuthUser, found.user) : undefined;
	};
	const lately = latelyOf(now, tryWindowMs);
	/**
	 * One entry for an account in a window, however many tries come after; one for all names that nobody has, so
	 * that nobody fills the disk by making names up.
	 */
	async function tooMany(email: string, adapter: Finding) {
		const known = await accountOf(email, adapter);
		await lately.once(known?.id ?? 'nobody', 'throttled', [''], () =>
			audit.consult({
				action: 'access.sign-in',
				actor: 'nobody',
				organisation: known?.organisation ?? 'none',
				outcome: 'refused',
				subjects: known ? [known.id] : [],
				detail: { factor: 'password', reason: 'throttled' }
			})
		);
	}
	const emailOf = (body: unknown) => {
		const parsed = v.safeParse(Credentials, body);
		return parsed.success ? parsed.output.email : '';
	};
	const options = {
		appName: 'Faisceau',
		baseURL: origin,
		basePath: authPath,
		secret,
		database: authAdapter(store),
		telemetry: { enabled: false },
		logger: {
			level: 'error',
			// What follows a colon may be what somebody typed.
			log: (_, message) => log.error({}, `sign-in: ${message.replace(/:.*/s, '')}`)
		},
		onAPIError: {
			// Refusals are ordinary and already answered; a fault of ours belongs in the log.
			onError: (error) => {
				if (!isRefusal(error)) log.error({ err: error }, 'sign-in failed');
			}
		},
		emailAndPassword: {
			enabled: true,
			disableSignUp: true,
			minPasswordLength: passwordLength.least,
			maxPasswordLength: passwordLength.most,
			revokeSessionsOnPasswordReset: true
		},
		// Every factor is counted by our own throttle, which tells accounts and places apart.
		rateLimit: {
			enabled: true,
			storage: 'database',
			customRules: { '/sign-in/email': false, '/two-factor/*': false, '/passkey/*': false }
		},
		session: {
			expiresIn: 12 * 3600,
			updateAge: 3600,
			cookieCache: { enabled: false },
			additionalFields: { factor: text }
		},
		plugins: [
			twoFactor({
				issuer: 'Faisceau',
				twoFactorCookieMaxAge: halfSignedInMs / 1000,
				// Ours counts per account in any window, and never locks for longer than it.
				accountLockout: { enabled: false },
				backupCodeOptions: { storeBackupCodes: recoveryStorage }
			}),
			passkey({
				rpID: new URL(origin).hostname,
				rpName: 'Faisceau',
				origin: new URL(origin).origin,
				authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
				// A passkey stands for both factors only when the device knew its owner.
				registration: {
					afterVerification: ({ verification }) => {
						if (!verification.registrationInfo?.userVerified) throw wrong();
					}
				},
				authentication: {
					afterVerification: ({ verification }) => {
						if (!verification.authenticationInfo.userVerified) throw wrong();
					}
				}
			}),
			ownModels(now)
		],
		account: { accountLinking: { enabled: false, disableImplicitLinking: true } },
		user: {
			additionalFields: {
				organisation: { ...text, required: true },
				roles: text,
				clientOf: text,
				groups: text,
				disabled: { type: 'boolean', required: false, input: false, defaultValue: false },
				/** How often every way in was ended: a sign-in that began before one opens nothing. */
				endings: { type: 'number', required: false, input: false, returned: false }
			}
		},
		advanced: {
			cookiePrefix: 'faisceau',
			disableOriginCheck: false,
			useSecureCookies: origin.startsWith('https:'),
			ipAddress: { ipAddressHeaders: [clientHeader] }
		},
		disabledPaths: [
			'/sign-up/email',
			'/update-user',
			'/delete-user',
			'/change-email',
			'/two-factor/disable',
			'/two-factor/enable'
		],
		databaseHooks: {
			session: {
				create: {
					// A disabled account answers exactly as a wrong password does.
					before: async (session, context) => {
						const user = await context?.context.internalAdapter.findUserById(session.userId);
						if (user && v.parse(AuthUser, user).disabled) throw wrong();
						const factor = sessionFactors[String(context?.path)] ?? 'password';
						return { data: { ...session, factor } };
					}
				}
			}
		},
		hooks: {
			before: createAuthMiddleware(async (context) => {
				if (context.path === '/sign-out') {
					const ending = await getSessionFromCtx(context);
					if (ending) {
						const { id, organisation, roles } = v.parse(AuthUser, ending.user);
						await audit.consult({
							action: 'access.session',
							actor: id,
							organisation,
							holder: { roles, operator: false },
							outcome: 'done',
							subjects: [id],
							detail: { act: 'sign-out' }
						});
					}
				}
				if (context.path !== signInPath) return;
				if (await throttle.allows(emailOf(context.body), placed(context.headers))) return;
				// Not waited for: whether there is an account must not be told by how soon the answer comes.
				tooMany(emailOf(context.body), context.context.internalAdapter).catch((error: unknown) =>
					log.error({ err: error }, 'that there were too many tries was not kept')
				);
				throw new APIError('TOO_MANY_REQUESTS', {
					code: 'TOO_MANY_TRIES',
					message: 'Too many tries'
				});
			}),
			after: createAuthMiddleware(async (context) => {
				if (context.path !== signInPath) return;
				const email = emailOf(context.body);
				const session = context.context.newSession;
				// Asked for a right password too, so that neither takes longer.
				const known = await accountOf(email, context.context.internalAdapter);
				try {
					await audit.consult({
						action: 'access.sign-in',
						actor: session?.user.id ?? 'nobody',
						organisation: known?.organisation ?? 'none',
						outcome: session ? 'done' : 'refused',
						subjects: known ? [known.id] : [],
						detail: session
							? sessionDetail(session.user)
							: { account: audit.commit(email.toLowerCase()) }
					});
				} catch (error) {
					// No entry, no answer: the session that was just made ends.
					if (session) await context.context.internalAdapter.deleteSession(session.session.token);
					throw error;
				}
				if (session) await throttle.forget(email, placed(context.headers));
			})
		}
	} satisfies BetterAuthOptions;

	for (const { label, unique, indexed } of authKeys(options))
		await ensureKeys(store, label, unique, indexed);
	await ensureKeys(store, 'SignInTries', ['key'], []);
	await ensureKeys(store, 'SignInPlace', ['key'], []);
	await ensureKeys(store, 'SetUpLink', ['id'], []);
	await ensureAgencyKeys(store);
	return betterAuth(options);
}

export type Auth = Awaited<ReturnType<typeof authOf>>;
