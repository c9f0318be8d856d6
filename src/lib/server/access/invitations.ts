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
import { by, byAbout, type Audit, type AuditEvent } from '#lib/server/audit/event.ts';
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
import { lockAgency } from './queries.ts';
import type { FactorTry, Throttle } from './throttle.ts';
import { reachOf, stillInvites } from './ways-in.ts';
import type { Guessed } from './wrong-links.ts';

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
type Made = Pick<v.InferOutput<typeof Stored>, 'id' | 'email' | 'organisation' | 'roles'>;
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
	/** The link is in this answer and nowhere else; `replaced`: how many earlier ones it took the place of. */
	invite(
		viewer: Viewer,
		asked: NewInvitation
	): Promise<{ link: string; replaced: number } | { problems: Record<string, Problem> }>;
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
	guessed: Guessed;
}

interface Accepted {
	account?: AccountSummary;
	/** Who has the address already. */
	elsewhere?: AuthUser;
}

/**
 * An address is a sign-in name of the whole installation, so whoever uses a link learns that it is taken. Each
 * try costs an invitation, and stands in the log of the organisation whose account it is.
 */
const knownHere = ({ id, organisation }: AuthUser, invitedTo: string): AuditEvent => ({
	action: 'access.invitation',
	actor: 'nobody',
	organisation,
	outcome: 'refused',
	subjects: [id],
	detail: { reason: 'address known', invitedTo }
});

const hashOf = (token: string) => createHash('sha256').update(`invitation\n${token}`).digest('hex');

export function invitationsOf(settings: InvitationSettings): Invitations {
	const { store, auth, audit, throttle, origin, now, newToken, guessed } = settings;
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
	/** Of one invitation: its id, which stands on what comes of it too, where to, as what, and a commitment of to whom. */
	const eventOf = (viewer: Viewer, act: string, invitation: Made, replaced = 0): AuditEvent => {
		const { id, email, organisation, roles } = invitation;
		const detail = { organisation, roles: joined(roles), address: audit.commit(email) };
		return {
			...event(viewer, act, 'done', { ...detail, ...(replaced ? { replaced } : {}) }),
			...byAbout(viewer, organisation),
			subjects: [id]
		};
	};

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

	return {
		async invite(viewer, asked) {
			demand(viewer, 'access.invite');
			const parsed = v.safeParse(NewInvitation, asked);
			if (!parsed.success) return { problems: problemsOf(parsed.issues) };
			const { email, organisation, roles } = parsed.output;
			const inviter = { operator: viewer.operator, organisation: viewer.organisation.id };
			const agency = await agencyOf(store, organisation);
			const { adapter } = await auth.$context;
			const reached = await reachOf(adapter, inviter, parsed.output, agency?.boundBy);
			if (!reached) return { problems: { organisation: 'invalid' } };
			if (!roles.every((role) => mayGive(viewer, role))) return { problems: { roles: 'invalid' } };
			if (await isTaken(viewer, email)) return { problems: { email: 'taken' } };
			const token = newToken();
			const told = ({ id, replaced }: { id: string; replaced: number }) =>
				eventOf(viewer, 'invite', { id, email, organisation, roles }, replaced);
			const { replaced } = await audit.write(told, async (runner) => {
				const adapter = authAdapterWithin(runner)(auth.options);
				// Of two who invite at once one waits here, and then replaces what the other made.
				await runner.run(lockAgency, { id: organisation });
				// One invitation per address, and one for a first administrator: the new one takes its place.
				const earlier = await adapter.deleteMany({
					model: 'invitation',
					where: [
						...(reached === 'first' ? [] : [{ field: 'email', value: email }]),
						// Only the operator invites to several: their new word is the one that counts.
						...(viewer.operator ? [] : [{ field: 'organisation', value: organisation }])
					]
				});
				const made = await adapter.create({
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
				return { id: v.parse(Stored.entries.id, made.id), replaced: earlier };
			});
			return { link: `${origin}/invitation?token=${encodeURIComponent(token)}`, replaced };
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
				(found: Made | null) =>
					found ? eventOf(viewer, 'revoke', found) : event(viewer, 'revoke', 'refused'),
				async (runner) =>
					v.parse(
						v.nullable(Stored),
						await authAdapterWithin(runner)(auth.options).consumeOne({
							model: 'invitation',
							where: [...reach(viewer), { field: 'id', value: id }]
						})
					)
			);
			return gone !== null;
		},
		async open(token) {
			const found = await find(token);
			if (!found) await guessed('access.invitation', 'wrong link');
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
			if (!(await throttle.allowsFactor(counted))) {
				await guessed('access.invitation', 'throttled');
				return 'throttled';
			}
			const found = await find(token);
			if (!found) {
				await guessed('access.invitation', 'wrong link');
				return undefined;
			}
			const parsed = v.safeParse(NewAccount, {
				...given,
				email: found.email,
				organisation: found.organisation,
				roles: found.roles
			});
			if (!parsed.success) return { problems: problemsOf(parsed.issues) };
			const hash = await (await auth.$context).password.hash(parsed.output.password);
			const { account } = await audit.write(
				({ account, elsewhere }: Accepted) => [
					{
						action: 'access.invitation' as const,
						actor: account?.id ?? 'nobody',
						organisation: found.organisation,
						outcome: account ? ('done' as const) : ('refused' as const),
						subjects: account ? [account.id, found.id] : [found.id],
						detail: { invitedBy: found.invitedBy, roles: joined(found.roles) }
					},
					...(elsewhere ? [knownHere(elsewhere, found.organisation)] : [])
				],
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
					if (!valid) return {};
					const other = await adapter.findOne({
						model: 'user',
						where: [{ field: 'email', value: found.email }]
					});
					if (other) return { elsewhere: v.parse(AuthUser, other) };
					return {
						account: await writeAccount({ runner, auth, now: now() }, parsed.output, hash)
					};
				}
			);
			await throttle.forgetFactor(counted);
			return account && { account };
		}
	};
}
