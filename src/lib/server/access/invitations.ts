/**
 * Invitations: an administrator names an address and what its owner may do; the owner makes the account
 * with a link that works once, for seven days. Only a hash of the link is kept. A link that was used,
 * taken back, outdated or never made is one and the same: there is no such invitation. So is one whose
 * maker was disabled or may no longer invite to those roles: it is asked again when the link is used.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { roles, Slug, type Role } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { by, type Audit, type AuditEvent } from '#lib/server/audit/event.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import {
	Email,
	NewAccount,
	problemsOf,
	writeAccount,
	type AccountSummary,
	type Problem
} from './accounts.ts';
import { agencyOf } from './agencies.ts';
import { authAdapterWithin } from './auth-adapter.ts';
import { AuthUser, joined, type Auth } from './auth.ts';
import { demand } from './decide.ts';
import { namesOf } from './directory.ts';
import { clashOf, mayGive } from './duties.ts';
import { awaitsFirst } from './organisations.ts';
import { lockAgency } from './queries.ts';
import type { FactorTry, Throttle } from './throttle.ts';
import { stillInvites } from './ways-in.ts';

export const invitationDays = 7;
const dayMs = 24 * 3_600_000;

const words = v.pipe(
	v.string(),
	v.transform((text) => text.split(' ').filter(Boolean)),
	v.array(v.picklist(roles))
);
const Stored = v.object({
	id: v.string(),
	email: v.string(),
	organisation: v.string(),
	roles: words,
	invitedBy: v.string(),
	createdAt: v.date(),
	expiresAt: v.date()
});
export const NewInvitation = v.object({
	email: Email,
	organisation: Slug,
	roles: v.pipe(
		v.array(v.picklist(roles)),
		v.minLength(1),
		v.check((held) => clashOf(held) === undefined, 'roles that one account may not hold together')
	)
});
export type NewInvitation = v.InferInput<typeof NewInvitation>;

export interface Invitation {
	id: string;
	email: string;
	organisation: string;
	roles: Role[];
	createdAt: string;
	expiresAt: string;
}
export interface Invited {
	email: string;
	organisation: { en: string; fr: string };
	roles: Role[];
}

export interface Invitations {
	/** The link is in this answer and nowhere else. */
	invite(
		viewer: Viewer,
		asked: NewInvitation
	): Promise<{ link: string } | { problems: Record<string, Problem> }>;
	/** Those that still work, of the viewer's organisation. */
	pending(viewer: Viewer): Promise<Invitation[]>;
	/** False for one of another organisation, as for one that never was. */
	revoke(viewer: Viewer, id: string): Promise<boolean>;
	/** What a link invites to; undefined when there is no such invitation. */
	open(token: string): Promise<Invited | undefined>;
	accept(
		token: string,
		given: { name: string; password: string },
		client: string
	): Promise<
		{ account: AccountSummary } | { problems: Record<string, Problem> } | 'throttled' | undefined
	>;
}

interface InvitationSettings {
	store: GraphStore;
	auth: Auth;
	audit: Audit;
	throttle: Throttle;
	origin: string;
	now: () => Date;
	newToken: () => string;
}

const hashOf = (token: string) => createHash('sha256').update(`invitation\n${token}`).digest('hex');

export function invitationsOf(settings: InvitationSettings): Invitations {
	const { store, auth, audit, throttle, origin, now, newToken } = settings;
	/** An administrator invites to their own organisation; only the local operator to any. */
	const reach = (viewer: Viewer) =>
		viewer.operator ? [] : [{ field: 'organisation', value: viewer.organisation.id }];
	const alive = () => ({ field: 'expiresAt', operator: 'gt' as const, value: now() });
	const event = (
		viewer: Viewer,
		act: string,
		outcome: AuditEvent['outcome'],
		detail: AuditEvent['detail'] = {}
	): AuditEvent => ({
		...by(viewer),
		action: 'access.invite',
		outcome,
		subjects: [],
		detail: { act, ...detail }
	});

	async function isTaken(viewer: Viewer, email: string): Promise<boolean> {
		const { adapter } = await auth.$context;
		const user = await adapter.findOne({
			model: 'user',
			where: [{ field: 'email', value: email }]
		});
		if (!user) return false;
		// Whether another organisation knows somebody is not for this one to find out.
		return viewer.operator || v.parse(AuthUser, user).organisation === viewer.organisation.id;
	}
	async function find(token: string) {
		const { adapter } = await auth.$context;
		const found = await adapter.findOne({
			model: 'invitation',
			where: [{ field: 'hash', value: hashOf(token) }, alive()]
		});
		const stored = found ? v.parse(Stored, found) : undefined;
		if (!stored) return undefined;
		const agency = await agencyOf(store, stored.organisation);
		return (await stillInvites(adapter, stored, agency?.boundBy)) ? stored : undefined;
	}

	/** One's own organisation, or the first administrator of one that it has bound, and nobody else of that. */
	async function reachOf(
		viewer: Viewer,
		{ organisation, roles }: { organisation: string; roles: readonly Role[] }
	): Promise<'own' | 'first' | undefined> {
		if (viewer.operator || organisation === viewer.organisation.id) return 'own';
		if (joined(roles) !== 'administrator') return undefined;
		return (await awaitsFirst({ store, auth }, viewer, organisation)) ? 'first' : undefined;
	}

	return {
		async invite(viewer, asked) {
			demand(viewer, 'access.invite');
			const parsed = v.safeParse(NewInvitation, asked);
			if (!parsed.success) return { problems: problemsOf(parsed.issues) };
			const { email, organisation, roles } = parsed.output;
			const reached = await reachOf(viewer, parsed.output);
			if (!reached) return { problems: { organisation: 'invalid' } };
			if (!roles.every((role) => mayGive(viewer, role))) return { problems: { roles: 'invalid' } };
			if (await isTaken(viewer, email)) return { problems: { email: 'taken' } };
			const token = newToken();
			const detail = { organisation, roles: joined(roles), address: audit.commit(email) };
			await audit.write(event(viewer, 'invite', 'done', detail), async (runner) => {
				const adapter = authAdapterWithin(runner)(auth.options);
				// One invitation per address, and one for a first administrator: the new one takes its place.
				await adapter.deleteMany({
					model: 'invitation',
					where: [
						...(reached === 'first' ? [] : [{ field: 'email', value: email }]),
						{ field: 'organisation', value: organisation }
					]
				});
				await adapter.create({
					model: 'invitation',
					data: {
						hash: hashOf(token),
						email,
						organisation,
						roles: joined(roles),
						invitedBy: viewer.account,
						createdAt: now(),
						expiresAt: new Date(now().getTime() + invitationDays * dayMs)
					}
				});
			});
			return { link: `${origin}/invitation?token=${encodeURIComponent(token)}` };
		},
		async pending(viewer) {
			demand(viewer, 'access.invite');
			const { adapter } = await auth.$context;
			const found = await adapter.findMany({
				model: 'invitation',
				where: [...reach(viewer), alive()],
				limit: 10_000,
				sortBy: { field: 'createdAt', direction: 'desc' }
			});
			await audit.consult(event(viewer, 'list', 'done', { invitations: found.length }));
			return v.parse(v.array(Stored), found).map((each) => ({
				id: each.id,
				email: each.email,
				organisation: each.organisation,
				roles: each.roles,
				createdAt: each.createdAt.toISOString(),
				expiresAt: each.expiresAt.toISOString()
			}));
		},
		async revoke(viewer, id) {
			demand(viewer, 'access.invite');
			const gone = await audit.write(
				(count: number) => event(viewer, 'revoke', count ? 'done' : 'refused'),
				(runner) =>
					authAdapterWithin(runner)(auth.options).deleteMany({
						model: 'invitation',
						where: [...reach(viewer), { field: 'id', value: id }]
					})
			);
			return gone > 0;
		},
		async open(token) {
			const found = await find(token);
			return (
				found && {
					email: found.email,
					organisation: await namesOf(store, found.organisation),
					roles: found.roles
				}
			);
		},
		async accept(token, given, client) {
			const counted: FactorTry = { kind: 'invitation', id: hashOf(token), client };
			if (!(await throttle.allowsFactor(counted))) return 'throttled';
			const found = await find(token);
			if (!found) return undefined;
			const parsed = v.safeParse(NewAccount, {
				...given,
				email: found.email,
				organisation: found.organisation,
				roles: found.roles
			});
			if (!parsed.success) return { problems: problemsOf(parsed.issues) };
			const hash = await (await auth.$context).password.hash(parsed.output.password);
			const account = await audit.write(
				(made: AccountSummary | undefined) => ({
					action: 'access.invitation',
					actor: made?.id ?? 'nobody',
					organisation: found.organisation,
					outcome: made ? 'done' : 'refused',
					subjects: made ? [made.id] : [],
					detail: { invitedBy: found.invitedBy, roles: joined(found.roles) }
				}),
				async (runner) => {
					const adapter = authAdapterWithin(runner)(auth.options);
					const taken = await adapter.consumeOne({
						model: 'invitation',
						where: [{ field: 'hash', value: hashOf(token) }]
					});
					// Whoever changes the inviter holds the same lock: one of the two is first.
					await runner.run(lockAgency, { id: found.organisation });
					const agency = await agencyOf(runner, found.organisation);
					const valid = taken !== null && (await stillInvites(adapter, found, agency?.boundBy));
					const other = await adapter.count({
						model: 'user',
						where: [{ field: 'email', value: found.email }]
					});
					if (!valid || other > 0) return undefined;
					return writeAccount({ runner, auth, now: now() }, parsed.output, hash);
				}
			);
			await throttle.forgetFactor(counted);
			return account && { account };
		}
	};
}
