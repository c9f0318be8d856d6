/**
 * The second factors of one's own account: an authenticator with its recovery codes, and passkeys. Each
 * change is one transaction with its audit entry; an account keeps `twoFactorEnabled` as long as it has
 * any factor, so that a password alone never opens it.
 */
import { randomBytes } from 'node:crypto';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import * as v from 'valibot';
import type { Viewer } from '#lib/domain/viewer.ts';
import { by, type Audit, type AuditEvent } from '#lib/server/audit/event.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import { authAdapterWithin } from './auth-adapter.ts';
import { AuthUser, type Auth } from './auth.ts';
import { base32 } from './base32.ts';
import type { Caller } from './caller.ts';
import { demand } from './decide.ts';
import type { Policy } from './factor-policy.ts';
import { freshMs, type Own, type Proof, type Shown } from './proof.ts';
import { newRecoveryCodes, recoveryHash } from './recovery-codes.ts';
import type { Outcome, SignIn } from './sign-in.ts';

export interface OwnPasskey {
	id: string;
	name: string;
	since: string;
}
export interface FactorState {
	authenticator: boolean;
	/** Recovery codes that still work. */
	codesLeft: number;
	passkeys: OwnPasskey[];
	/** Whether the policy asks for a second factor. */
	required: boolean;
	/** What must be typed before anything here is changed. */
	asks: { password: boolean; code: boolean };
	/** An authenticator that was begun and not confirmed: what it must be told. */
	pending?: { address: string; secret: string };
}

export interface Factors {
	state(own: Own): Promise<FactorState>;
	/** Makes the secret of an authenticator; it counts for nothing before its first code. */
	begin(own: Own, shown: Shown): Promise<Outcome | 'has'>;
	/** The first code: from now on it is asked for. The recovery codes are given here and never again. */
	confirm(
		own: Own,
		code: string
	): Promise<{ outcome: Outcome; codes: string[]; cookies: string[] }>;
	/** Forgets an authenticator that was begun. */
	abandon(viewer: Viewer): Promise<void>;
	removeAuthenticator(own: Own, shown: Shown): Promise<Outcome>;
	renewCodes(own: Own, shown: Shown): Promise<{ outcome: Outcome; codes: string[] }>;
	passkeyOptions(
		own: Own,
		shown: Shown
	): Promise<{ outcome: Outcome; options?: unknown; cookies: string[] }>;
	addPasskey(own: Own, name: string, response: unknown): Promise<Outcome>;
	/** `unknown`: not a passkey of the viewer, as one that never was. */
	removePasskey(own: Own, id: string, shown: Shown): Promise<Outcome | 'unknown'>;
}

interface FactorSettings {
	auth: Auth;
	audit: Audit;
	caller: Caller;
	policy: Policy;
	proof: Proof;
	signIn: SignIn;
	secret: string;
	now: () => Date;
}

const Authenticator = v.object({
	id: v.string(),
	secret: v.string(),
	verified: v.nullish(v.boolean(), true),
	begunAt: v.nullish(v.date(), () => new Date(0)),
	begunIn: v.nullish(v.string(), ''),
	backupCodes: v.pipe(v.string(), v.parseJson(), v.array(v.string()))
});
type Authenticator = v.InferOutput<typeof Authenticator>;
const Passkey = v.object({
	id: v.string(),
	name: v.nullish(v.string(), ''),
	createdAt: v.date()
});
/** better-auth's own mark for a secret that is written in base 32. */
const mark = 'base32:';

export function factorsOf(settings: FactorSettings): Factors {
	const { auth, audit, caller, policy, proof, signIn, secret, now } = settings;
	const own = (viewer: Viewer) => [{ field: 'userId', value: viewer.account }];
	const event = (viewer: Viewer, act: string, outcome: AuditEvent['outcome'] = 'done') =>
		({
			...by(viewer),
			action: 'access.factor',
			outcome,
			subjects: [viewer.account],
			detail: { act }
		}) satisfies AuditEvent;

	async function authenticatorOf(viewer: Viewer) {
		const { adapter } = await auth.$context;
		const found = await adapter.findOne({ model: 'twoFactor', where: own(viewer) });
		return found ? v.parse(Authenticator, found) : undefined;
	}
	/** Begun in this session a moment ago: nobody else is shown the secret, and nobody else confirms it. */
	const awaits = (session: string, found: Authenticator | undefined) =>
		found?.verified === false &&
		found.begunIn === session &&
		now().getTime() - found.begunAt.getTime() < freshMs;

	async function passkeysOf(viewer: Viewer) {
		const { adapter } = await auth.$context;
		const found = await adapter.findMany({
			model: 'passkey',
			where: own(viewer),
			limit: 100,
			sortBy: { field: 'createdAt', direction: 'asc' }
		});
		return v.parse(v.array(Passkey), found);
	}

	/** Whether any factor is left, kept with the account in the same transaction. */
	async function settle(runner: Runner, viewer: Viewer): Promise<void> {
		const adapter = authAdapterWithin(runner)(auth.options);
		const [authenticators, passkeys] = [
			await adapter.count({
				model: 'twoFactor',
				where: [...own(viewer), { field: 'verified', value: true }]
			}),
			await adapter.count({ model: 'passkey', where: own(viewer) })
		];
		await adapter.update({
			model: 'user',
			where: [{ field: 'id', value: viewer.account }],
			update: { twoFactorEnabled: authenticators + passkeys > 0, updatedAt: now() }
		});
	}

	async function giveCodes(viewer: Viewer, act: string): Promise<string[]> {
		const codes = newRecoveryCodes();
		const hashes = codes.map((code) => recoveryHash(secret, viewer.account, code));
		await audit.write(event(viewer, act), (runner) =>
			authAdapterWithin(runner)(auth.options).updateMany({
				model: 'twoFactor',
				where: own(viewer),
				update: { backupCodes: JSON.stringify(hashes) }
			})
		);
		return codes;
	}

	async function proven(asking: Own, shown: Shown, act: string): Promise<Outcome> {
		demand(asking.viewer, 'access.factor');
		const outcome = await proof.shows(asking, shown);
		if (outcome !== 'done') await audit.consult(event(asking.viewer, act, 'refused'));
		return outcome;
	}

	return {
		async state(asking) {
			const { viewer, session } = asking;
			demand(viewer, 'access.factor');
			const { secretConfig, internalAdapter } = await auth.$context;
			const [authenticator, passkeys, required, asks] = await Promise.all([
				authenticatorOf(viewer),
				passkeysOf(viewer),
				policy.requires(viewer.organisation.id, viewer.roles),
				proof.asks(asking)
			]);
			const verified = authenticator?.verified === true;
			const state: FactorState = {
				authenticator: verified,
				codesLeft: verified ? authenticator.backupCodes.length : 0,
				passkeys: passkeys.map(({ id, name, createdAt }) => ({
					id,
					name,
					since: createdAt.toISOString()
				})),
				required,
				asks
			};
			if (!authenticator || !awaits(session, authenticator)) return state;
			const user = v.parse(AuthUser, await internalAdapter.findUserById(viewer.account));
			const stored = await symmetricDecrypt({ key: secretConfig, data: authenticator.secret });
			const written = stored.slice(mark.length);
			const label = encodeURIComponent(`Faisceau:${user.email}`);
			const address = `otpauth://totp/${label}?secret=${written}&issuer=Faisceau`;
			return { ...state, pending: { address, secret: written } };
		},
		async begin(asking, shown) {
			const { viewer } = asking;
			demand(viewer, 'access.factor');
			if ((await authenticatorOf(viewer))?.verified) return 'has';
			const outcome = await proven(asking, shown, 'begin-authenticator');
			if (outcome !== 'done') return outcome;
			const { secretConfig } = await auth.$context;
			const data = mark + base32(randomBytes(20));
			const encrypted = await symmetricEncrypt({ key: secretConfig, data });
			await audit.write(event(viewer, 'begin-authenticator'), async (runner) => {
				const adapter = authAdapterWithin(runner)(auth.options);
				const given = {
					secret: encrypted,
					backupCodes: '[]',
					verified: false,
					begunAt: now(),
					begunIn: asking.session
				};
				// Not one that another session confirmed meanwhile.
				await adapter.deleteMany({
					model: 'twoFactor',
					where: [...own(viewer), { field: 'verified', value: false }]
				});
				await adapter.create({
					model: 'twoFactor',
					data: { ...given, userId: viewer.account }
				});
			});
			return 'done';
		},
		async confirm({ viewer, session, from }, code) {
			demand(viewer, 'access.factor');
			const none = { codes: [], cookies: [] };
			if (!awaits(session, await authenticatorOf(viewer))) return { outcome: 'wrong', ...none };
			const { outcome, cookies } = await signIn.code(code, from, { confirms: true });
			if (outcome === 'expired') return { outcome: 'wrong', ...none };
			if (outcome !== 'done') return { outcome, ...none };
			const codes = await giveCodes(viewer, 'add-authenticator');
			return { outcome, codes, cookies };
		},
		async abandon(viewer) {
			demand(viewer, 'access.factor');
			await audit.write(event(viewer, 'abandon-authenticator'), (runner) =>
				authAdapterWithin(runner)(auth.options).deleteMany({
					model: 'twoFactor',
					where: [...own(viewer), { field: 'verified', value: false }]
				})
			);
		},
		async removeAuthenticator(asking, shown) {
			const outcome = await proven(asking, shown, 'remove-authenticator');
			if (outcome !== 'done') return outcome;
			await audit.write(event(asking.viewer, 'remove-authenticator'), async (runner) => {
				const adapter = authAdapterWithin(runner)(auth.options);
				await adapter.deleteMany({ model: 'twoFactor', where: own(asking.viewer) });
				await settle(runner, asking.viewer);
			});
			return 'done';
		},
		async renewCodes(asking, shown) {
			const outcome = await proven(asking, shown, 'renew-codes');
			if (outcome !== 'done') return { outcome, codes: [] };
			if (!(await authenticatorOf(asking.viewer))?.verified) return { outcome: 'wrong', codes: [] };
			return { outcome, codes: await giveCodes(asking.viewer, 'renew-codes') };
		},
		async passkeyOptions(asking, shown) {
			const outcome = await proven(asking, shown, 'begin-passkey');
			if (outcome !== 'done') return { outcome, cookies: [] };
			const answer = await caller.get('/passkey/generate-register-options', asking.from);
			if (!answer.ok) return { outcome: 'wrong', cookies: [] };
			const options: unknown = await answer.json();
			return { outcome, options, cookies: answer.headers.getSetCookie() };
		},
		async addPasskey({ viewer, session, from }, name, response) {
			demand(viewer, 'access.factor');
			const body = { response, name: name.trim().slice(0, 60) };
			const answer = await caller.post('/passkey/verify-registration', body, from);
			if (!answer.ok) {
				await audit.consult(event(viewer, 'add-passkey', 'refused'));
				return 'wrong';
			}
			const made = v.parse(v.object({ id: v.string() }), await answer.json());
			try {
				await audit.write(event(viewer, 'add-passkey'), async (runner) => {
					await settle(runner, viewer);
					// This session has just shown it.
					await authAdapterWithin(runner)(auth.options).updateMany({
						model: 'session',
						where: [...own(viewer), { field: 'id', value: session }],
						update: { factor: 'passkey' }
					});
				});
			} catch (error) {
				const { adapter } = await auth.$context;
				await adapter.delete({ model: 'passkey', where: [{ field: 'id', value: made.id }] });
				throw error;
			}
			return 'done';
		},
		async removePasskey(asking, id, shown) {
			demand(asking.viewer, 'access.factor');
			if (!(await passkeysOf(asking.viewer)).some((each) => each.id === id)) return 'unknown';
			const outcome = await proven(asking, shown, 'remove-passkey');
			if (outcome !== 'done') return outcome;
			await audit.write(event(asking.viewer, 'remove-passkey'), async (runner) => {
				const adapter = authAdapterWithin(runner)(auth.options);
				await adapter.deleteMany({
					model: 'passkey',
					where: [...own(asking.viewer), { field: 'id', value: id }]
				});
				await settle(runner, asking.viewer);
			});
			return 'done';
		}
	};
}
