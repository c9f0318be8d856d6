/**
 * Signing in through an institution. An account is bound to an issuer and the subject it uses, by an
 * administrator; never by e-mail, which says nothing of who somebody is. What waits between leaving and
 * coming back is in a sealed cookie of that browser, for ten minutes, and serves once.
 */
import { createHash, randomBytes } from 'node:crypto';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import * as v from 'valibot';
import type { Viewer } from '#lib/domain/viewer.ts';
import { byAbout, type Audit } from '#lib/server/audit/event.ts';
import { authAdapterWithin } from './auth-adapter.ts';
import { AuthUser, type Auth } from './auth.ts';
import { trusted, type From } from './caller.ts';
import { demand } from './decide.ts';
import { barTo } from './duties.ts';
import { discover, subjectOf, type Institution } from './institution.ts';
import type { FactorTry, Throttle } from './throttle.ts';
import { nobody, type Guessed } from './wrong-links.ts';

export const waitMs = 10 * 60_000;
const provider = 'institution';

export interface Institutions {
	list(): { id: string; name: string }[];
	/** Where to send the browser; undefined for an institution there is none of. */
	begin(id: string, next: string): Promise<{ address: string; cookies: string[] } | undefined>;
	/** What the browser came back with. Every refusal but the last is one and the same. */
	finish(
		id: string,
		query: URLSearchParams,
		from: From
	): Promise<{
		outcome: 'done' | 'wrong' | 'throttled' | 'unknown';
		next: string;
		cookies: string[];
	}>;
	/** Binds an account to a subject, or frees it: `subject` undefined. */
	bind(
		viewer: Viewer,
		email: string,
		to: { institution: string; subject?: string }
	): Promise<'done' | 'unknown' | 'taken'>;
	/** The institutions one's own account is bound to. */
	bound(viewer: Viewer): Promise<string[]>;
}

interface InstitutionSettings {
	institutions: readonly Institution[];
	auth: Auth;
	audit: Audit;
	throttle: Throttle;
	guessed: Guessed;
	origin: string;
	now: () => Date;
	log: { warn(fields: object, message: string): void };
}

const Waiting = v.pipe(
	v.string(),
	v.parseJson(),
	v.object({
		id: v.string(),
		state: v.string(),
		nonce: v.string(),
		verifier: v.string(),
		next: v.string(),
		until: v.number()
	})
);
const random = () => randomBytes(32).toString('base64url');
const keyOf = ({ issuer }: Institution, subject: string) => `${issuer}\n${subject}`;

export function institutionsOf(settings: InstitutionSettings): Institutions {
	const { institutions, auth, audit, throttle, guessed, origin, now, log } = settings;
	const byId = (id: string) => institutions.find((each) => each.id === id);
	const isSecure = origin.startsWith('https:');
	const cookieName = `${isSecure ? '__Secure-' : ''}faisceau.institution`;
	const cookie = (value: string, seconds: number) =>
		`${cookieName}=${value}; Path=/sign-in; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
	const redirectOf = (id: string) => `${origin}/sign-in/institution/${id}`;

	async function waiting(from: From) {
		const sent = (from.headers.get('cookie') ?? '')
			.split('; ')
			.find((each) => each.startsWith(`${cookieName}=`));
		if (sent === undefined) return undefined;
		try {
			const { secretConfig } = await auth.$context;
			const data = await symmetricDecrypt({
				key: secretConfig,
				data: sent.slice(cookieName.length + 1)
			});
			const found = v.parse(Waiting, data);
			const left = found.until - now().getTime();
			// More than it was given: the clock was set back.
			return left > 0 && left <= waitMs ? found : undefined;
		} catch {
			// Not sealed by this server.
			return undefined;
		}
	}

	/** Whom a subject stands for, once everything fits; `undefined` when it stands for nobody. */
	async function accountOf(institution: Institution, subject: string) {
		const { adapter, internalAdapter } = await auth.$context;
		const account = v.parse(
			v.nullable(v.object({ userId: v.string() })),
			await adapter.findOne({
				model: 'account',
				where: [
					{ field: 'providerId', value: provider },
					{ field: 'accountId', value: keyOf(institution, subject) }
				]
			})
		);
		const user = account && (await internalAdapter.findUserById(account.userId));
		const parsed = user ? v.parse(AuthUser, user) : undefined;
		return parsed?.disabled ? undefined : parsed;
	}

	return {
		list: () => institutions.map(({ id, name }) => ({ id, name })),
		async begin(id, next) {
			const institution = byId(id);
			if (!institution) return undefined;
			const { authorization_endpoint } = await discover(institution);
			const [state, nonce, verifier] = [random(), random(), random()];
			const { secretConfig } = await auth.$context;
			const sealed = await symmetricEncrypt({
				key: secretConfig,
				data: JSON.stringify({ id, state, nonce, verifier, next, until: now().getTime() + waitMs })
			});
			const address = new URL(authorization_endpoint);
			const asked = {
				response_type: 'code',
				client_id: institution.clientId,
				redirect_uri: redirectOf(id),
				scope: 'openid',
				state,
				nonce,
				code_challenge: createHash('sha256').update(verifier).digest('base64url'),
				code_challenge_method: 'S256'
			};
			for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
			return { address: address.href, cookies: [cookie(sealed, waitMs / 1000)] };
		},
		async finish(id, query, from) {
			const institution = byId(id);
			const found = await waiting(from);
			const cookies = [cookie('', 0)];
			const next = found?.next ?? '/';
			const code = query.get('code');
			const refused = async (
				outcome: 'wrong' | 'throttled' | 'unknown',
				more: Record<string, string> = {}
			) => {
				const facts = { factor: 'institution', institution: institution?.id ?? '', ...more };
				await guessed('access.sign-in', outcome, nobody, facts);
				return { outcome, next, cookies };
			};
			const counted: FactorTry = {
				kind: 'institution',
				id: found?.state ?? from.client,
				client: from.client
			};
			if (!(await throttle.allowsFactor(counted))) return refused('throttled');
			const fits =
				institution &&
				found?.id === id &&
				query.get('state') === found.state &&
				(query.get('iss') ?? institution.issuer) === institution.issuer;
			if (!fits || !code || !(await throttle.takesOnce('institution', found.state)))
				return refused('wrong');
			const { verifier, nonce } = found;
			const redirect = redirectOf(id);
			const asked = { code, verifier, nonce, redirect, now: now() };
			const subject = await subjectOf(institution, asked).catch(({ name }: Error) => {
				// Its name alone: what else an error says may be what the institution said.
				log.warn({ institution: id, reason: name }, 'what an institution said was not believed');
				return undefined;
			});
			if (subject === undefined) return refused('wrong');
			const user = await accountOf(institution, subject);
			if (!user) return refused('unknown', { subject: audit.commit(keyOf(institution, subject)) });
			const factor = institution.secondFactor ? 'institution' : 'institution-alone';
			await audit.consult({
				action: 'access.sign-in',
				actor: user.id,
				organisation: user.organisation,
				outcome: 'done',
				subjects: [user.id],
				detail: { factor, institution: id }
			});
			const opened = await auth.api.openSession({
				body: { account: user.id, factor },
				headers: trusted(from.headers, from.client),
				returnHeaders: true
			});
			await throttle.forgetFactor(counted);
			return { outcome: 'done', next, cookies: [...cookies, ...opened.headers.getSetCookie()] };
		},
		async bind(viewer, email, { institution: id, subject }) {
			demand(viewer, 'access.manage');
			const institution = byId(id);
			if (!institution) return 'unknown';
			const key = subject === undefined ? undefined : keyOf(institution, subject);
			let outcome: 'done' | 'unknown' | 'taken' = 'done';
			await audit.write(
				(account: AuthUser | undefined) => ({
					...byAbout(viewer, account?.organisation ?? viewer.organisation.id),
					action: 'access.manage',
					outcome: account ? 'done' : 'refused',
					subjects: account ? [account.id] : [],
					detail: {
						act: key === undefined ? 'unbind' : 'bind',
						institution: id,
						...(key === undefined ? {} : { subject: audit.commit(key) })
					}
				}),
				async (runner) => {
					const adapter = authAdapterWithin(runner)(auth.options);
					const where = [{ field: 'email', value: email.trim().toLowerCase() }];
					const found = await adapter.findOne({ model: 'user', where });
					const user = found ? v.parse(AuthUser, found) : undefined;
					if (!user || barTo(viewer, user, true)) {
						outcome = 'unknown';
						return undefined;
					}
					const bound = { field: 'providerId', value: provider };
					const others = { field: 'accountId', value: key ?? '' };
					if ((await adapter.count({ model: 'account', where: [bound, others] })) > 0) {
						outcome = 'taken';
						return undefined;
					}
					await adapter.deleteMany({
						model: 'account',
						where: [
							bound,
							{ field: 'userId', value: user.id },
							{ field: 'accountId', operator: 'starts_with', value: keyOf(institution, '') }
						]
					});
					if (key !== undefined)
						await adapter.create({
							model: 'account',
							data: {
								userId: user.id,
								accountId: key,
								providerId: provider,
								createdAt: now(),
								updatedAt: now()
							}
						});
					return user;
				}
			);
			return outcome;
		},
		async bound(viewer) {
			demand(viewer, 'access.session');
			const { adapter } = await auth.$context;
			const found = await adapter.findMany({
				model: 'account',
				where: [
					{ field: 'userId', value: viewer.account },
					{ field: 'providerId', value: provider }
				]
			});
			const keys = v.parse(v.array(v.object({ accountId: v.string() })), found);
			return institutions
				.filter((each) => keys.some(({ accountId }) => accountId.startsWith(keyOf(each, ''))))
				.map(({ name }) => name);
		}
	};
}
