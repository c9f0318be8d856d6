/** Accounts: made, listed, stopped and given a new password by whoever manages them; each act is audited. */
import * as v from 'valibot';
import { roles, Slug, type Role } from '#lib/domain/audience.ts';
import { isGuessable } from '#lib/domain/guessable.ts';
import { isOneLine, oneLine } from '#lib/domain/one-line.ts';
import { passwordLength } from '#lib/domain/password.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { by, byAbout, type Audit, type AuditEvent } from '#lib/server/audit/event.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import type { ActionName } from './actions.ts';
import { ensureAgency } from './agencies.ts';
import type { Agency } from './agency.ts';
import { authAdapterWithin } from './auth-adapter.ts';
import { AuthUser, joined, type Auth } from './auth.ts';
import { demand } from './decide.ts';
import { agencyFor } from './directory.ts';
import { barTo, clashOf, mayGive } from './duties.ts';
import { endInvitations, endSessions } from './ways-in.ts';

/** How the check of a password that anybody would try is told from the others. */
const common = 'common';
/** `about`: what its owner is called, and where they are written to. */
const passwordFor = (about: readonly string[]) =>
	v.pipe(
		v.string(),
		v.minLength(passwordLength.least),
		v.maxLength(passwordLength.most),
		v.check((password) => !isGuessable(password, about), common)
	);
/** What is wrong with a password that somebody chose, if anything. */
export function passwordProblem(
	password: string,
	about: readonly string[]
): 'invalid' | 'common' | undefined {
	const { issues = [] } = v.safeParse(passwordFor(about), password);
	return issues.map(problemOf)[0];
}
export const Email = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email(), v.maxLength(254));

const AccountFields = v.object({
	name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200), v.check(isOneLine, oneLine)),
	email: Email,
	password: passwordFor([]),
	organisation: Slug,
	roles: v.pipe(
		v.array(v.picklist(roles)),
		v.minLength(1),
		v.check((held) => clashOf(held) === undefined, 'roles that one account may not hold together')
	),
	clientOf: v.optional(v.array(Slug), []),
	groups: v.optional(v.array(Slug), [])
});
export const NewAccount = v.pipe(
	AccountFields,
	v.forward(
		v.check(({ password, name, email }) => !isGuessable(password, [name, email]), common),
		['password']
	)
);
export type NewAccount = v.InferInput<typeof NewAccount>;

export interface AccountSummary {
	id: string;
	name: string;
	email: string;
	organisation: string;
	roles: Role[];
	disabled: boolean;
	createdAt: string;
}

/** What is wrong with a field, by its name; the page and the terminal have the words. */
export type Problem = 'invalid' | 'taken' | 'common';
export type Made<T> = { account: T } | { problems: Record<string, Problem> };

export interface Accounts {
	create(viewer: Viewer, input: NewAccount): Promise<Made<AccountSummary>>;
	list(viewer: Viewer): Promise<AccountSummary[]>;
	/** Names of those of some accounts that belong to the viewer's organisation, by id. */
	colleagues(viewer: Viewer, ids: readonly string[]): Promise<Record<string, string>>;
	/** A disabled account has no sessions and cannot sign in; undefined when there is none. */
	setDisabled(
		viewer: Viewer,
		email: string,
		disabled: boolean
	): Promise<AccountSummary | undefined>;
	/** Ends every session of the account. */
	setPassword(
		viewer: Viewer,
		email: string,
		password: string
	): Promise<Made<AccountSummary> | undefined>;
	/** Takes every second factor off an account and ends its sessions, after somebody made sure who asks. */
	resetFactors(viewer: Viewer, email: string): Promise<AccountSummary | undefined>;
}

export interface AccountSettings {
	audit: Audit;
	auth: Auth;
	now: () => Date;
}

const summary = (user: unknown): AccountSummary => {
	const { clientOf: _, groups: __, createdAt, ...rest } = v.parse(AuthUser, user);
	return { ...rest, createdAt: createdAt.toISOString() };
};

const problemOf = ({ message }: v.BaseIssue<unknown>) =>
	message === common ? ('common' as const) : ('invalid' as const);

/** The first problem of each field of a refused form. */
export function problemsOf(issues: readonly v.BaseIssue<unknown>[]): Record<string, Problem> {
	return Object.fromEntries(
		issues.toReversed().map((issue) => [String(issue.path?.[0]?.key ?? ''), problemOf(issue)])
	);
}

export type ParsedAccount = v.InferOutput<typeof NewAccount>;

/** The nodes of one account, in a transaction that someone else opened and audits. */
export async function writeAccount(
	{ runner, auth, now }: { runner: Runner; auth: Auth; now: Date },
	{ password: _, ...account }: ParsedAccount,
	hash: string,
	agency?: Agency
): Promise<AccountSummary> {
	const adapter = authAdapterWithin(runner)(auth.options);
	await ensureAgency(runner, agency ?? agencyFor(account.organisation));
	const user = await adapter.create({
		model: 'user',
		data: {
			name: account.name,
			email: account.email,
			emailVerified: false,
			organisation: account.organisation,
			roles: joined(account.roles),
			clientOf: joined(account.clientOf),
			groups: joined(account.groups),
			disabled: false,
			createdAt: now,
			updatedAt: now
		}
	});
	const made = summary(user);
	await adapter.create({
		model: 'account',
		data: {
			userId: made.id,
			accountId: made.id,
			providerId: 'credential',
			password: hash,
			createdAt: now,
			updatedAt: now
		}
	});
	return made;
}

export function accountsOf({ audit, auth, now }: AccountSettings): Accounts {
	const byEmail = async (runner: Runner, email: string) => {
		const adapter = authAdapterWithin(runner)(auth.options);
		const user = await adapter.findOne({
			model: 'user',
			where: [{ field: 'email', value: email }]
		});
		return {
			adapter,
			found: user ? summary(user) : undefined,
			managed: user ? v.parse(AuthUser, user) : undefined
		};
	};
	const event =
		(viewer: Viewer, act: string, action: ActionName = 'access.manage') =>
		(account: AccountSummary | undefined): AuditEvent => ({
			...byAbout(viewer, account?.organisation ?? viewer.organisation.id),
			action,
			outcome: account ? 'done' : 'refused',
			subjects: account ? [account.id] : [],
			detail: {
				act,
				...(account ? { organisation: account.organisation, roles: joined(account.roles) } : {})
			}
		});
	/** An administrator manages their own organisation; only the local operator manages all. */
	const manages = (viewer: Viewer, organisation: string) =>
		viewer.operator || viewer.organisation.id === organisation;
	const hashed = async (password: string) => (await auth.$context).password.hash(password);

	return {
		async create(viewer, input) {
			demand(viewer, 'access.manage');
			const parsed = v.safeParse(NewAccount, input);
			if (!parsed.success) return { problems: problemsOf(parsed.issues) };
			if (!manages(viewer, parsed.output.organisation))
				return { problems: { organisation: 'invalid' } };
			if (!parsed.output.roles.every((role) => mayGive(viewer, role)))
				return { problems: { roles: 'invalid' } };
			if (!viewer.operator && parsed.output.clientOf.length)
				return { problems: { clientOf: 'invalid' } };
			if (!viewer.operator && parsed.output.groups.length)
				return { problems: { groups: 'invalid' } };
			const hash = await hashed(parsed.output.password);
			const account = await audit.write(event(viewer, 'create'), async (runner) => {
				const { found } = await byEmail(runner, parsed.output.email);
				return found ? undefined : writeAccount({ runner, auth, now: now() }, parsed.output, hash);
			});
			return account ? { account } : { problems: { email: 'taken' } };
		},
		async list(viewer) {
			demand(viewer, 'access.manage');
			const { adapter } = await auth.$context;
			const users = await adapter.findMany({
				model: 'user',
				where: viewer.operator ? [] : [{ field: 'organisation', value: viewer.organisation.id }],
				limit: 10_000,
				sortBy: { field: 'email', direction: 'asc' }
			});
			await audit.consult({
				...by(viewer),
				action: 'access.manage',
				outcome: 'done',
				subjects: [],
				detail: { act: 'list', accounts: users.length }
			});
			return users.map(summary);
		},
		async colleagues(viewer, ids) {
			demand(viewer, 'access.session');
			if (ids.length === 0) return {};
			const { adapter } = await auth.$context;
			const users = await adapter.findMany({
				model: 'user',
				where: [
					{ field: 'organisation', value: viewer.organisation.id },
					{ field: 'id', operator: 'in', value: [...ids] }
				],
				limit: ids.length
			});
			return Object.fromEntries(users.map(summary).map(({ id, name }) => [id, name]));
		},
		async setDisabled(viewer, email, disabled) {
			demand(viewer, 'access.manage');
			return audit.write(event(viewer, disabled ? 'disable' : 'enable'), async (runner) => {
				const { adapter, found, managed } = await byEmail(runner, email.trim().toLowerCase());
				if (!found || !managed || barTo(viewer, managed, false)) return undefined;
				await adapter.update({
					model: 'user',
					where: [{ field: 'id', value: found.id }],
					update: { disabled, updatedAt: now() }
				});
				if (disabled) {
					await endSessions(adapter, found.id);
					await endInvitations(adapter, found.id);
				}
				return { ...found, disabled };
			});
		},
		async setPassword(viewer, email, password) {
			demand(viewer, 'access.manage');
			const problem = passwordProblem(password, [email]);
			if (problem) return { problems: { password: problem } };
			const hash = await hashed(password);
			const account = await audit.write(event(viewer, 'set-password'), async (runner) => {
				const { adapter, found, managed } = await byEmail(runner, email.trim().toLowerCase());
				if (!found || !managed || barTo(viewer, managed, true)) return undefined;
				await adapter.updateMany({
					model: 'account',
					where: [
						{ field: 'userId', value: found.id },
						{ field: 'providerId', value: 'credential' }
					],
					update: { password: hash, updatedAt: now() }
				});
				await endSessions(adapter, found.id);
				return found;
			});
			return account && { account };
		},
		async resetFactors(viewer, email) {
			demand(viewer, 'access.manage');
			return audit.write(event(viewer, 'reset-factors'), async (runner) => {
				const { adapter, found, managed } = await byEmail(runner, email.trim().toLowerCase());
				if (!found || !managed || barTo(viewer, managed, true)) return undefined;
				for (const model of ['twoFactor', 'passkey'])
					await adapter.deleteMany({ model, where: [{ field: 'userId', value: found.id }] });
				await endSessions(adapter, found.id);
				await adapter.update({
					model: 'user',
					where: [{ field: 'id', value: found.id }],
					update: { twoFactorEnabled: false, updatedAt: now() }
				});
				return found;
			});
		}
	};
}
