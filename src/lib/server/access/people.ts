/**
 * The people of an organisation, for its administrators: seen, given roles, stopped and let in again.
 * Each change asks `duties.ts`, keeps an entry, and is one transaction in which the organisation is
 * locked, so that two administrators who take each other's role at once do not leave it without one.
 */
import * as v from 'valibot';
import { roles, type Role } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { by, type Audit } from '#lib/server/audit/event.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import { authAdapterWithin } from './auth-adapter.ts';
import { AuthUser, joined, type Auth } from './auth.ts';
import { demand } from './decide.ts';
import { barTo, clashOf, mayGive, type Bar, type Clash } from './duties.ts';
import { lockAgency } from './queries.ts';
import { endInvitations, endSessions } from './ways-in.ts';

export interface Colleague {
	id: string;
	name: string;
	email: string;
	organisation: string;
	roles: Role[];
	disabled: boolean;
	createdAt: string;
	/** Why this viewer may not change their roles, if so. */
	bar?: Bar;
}

export interface ColleagueDetail extends Colleague {
	clientOf: string[];
	groups: string[];
	sessions: number;
	/** The roles that the viewer may give or take away. */
	givable: Role[];
	/** Why this viewer may not stop them or end their sessions, if so. */
	stopBar?: Bar;
}

/** Why a change was refused. Another organisation's account is `unknown`, as one that never was. */
export type Obstacle =
	'unknown' | Exclude<Bar, 'elsewhere'> | Clash | 'no-role' | 'not-given' | 'last-administrator';
export type Changed = { done: true } | { obstacle: Obstacle };

export interface People {
	list(viewer: Viewer): Promise<Colleague[]>;
	read(viewer: Viewer, id: string): Promise<ColleagueDetail | undefined>;
	setRoles(viewer: Viewer, id: string, roles: readonly string[]): Promise<Changed>;
	setDisabled(viewer: Viewer, id: string, disabled: boolean): Promise<Changed>;
	endSessions(viewer: Viewer, id: string): Promise<Changed>;
}

const Roles = v.array(v.picklist(roles));
const most = 10_000;

function colleagueOf(viewer: Viewer, user: AuthUser): Colleague {
	const { clientOf: _, groups: __, createdAt, ...rest } = user;
	const bar = barTo(viewer, user, true);
	return { ...rest, createdAt: createdAt.toISOString(), ...(bar ? { bar } : {}) };
}

export function peopleOf({
	audit,
	auth,
	now
}: {
	audit: Audit;
	auth: Auth;
	now: () => Date;
}): People {
	type Adapter = ReturnType<ReturnType<typeof authAdapterWithin>>;
	const inOrganisation = (organisation: string) => [{ field: 'organisation', value: organisation }];

	async function find(adapter: Pick<Adapter, 'findOne'>, id: string) {
		const user = await adapter.findOne({ model: 'user', where: [{ field: 'id', value: id }] });
		return user ? v.parse(AuthUser, user) : undefined;
	}
	const consulted = (viewer: Viewer, act: string, subjects: string[], detail = {}) =>
		audit.consult({
			...by(viewer),
			action: 'access.manage',
			outcome: 'done',
			subjects,
			detail: { act, ...detail }
		});

	/** Whether somebody else of the organisation still administers it. */
	async function another(adapter: Adapter, { id, organisation }: AuthUser): Promise<boolean> {
		const users = await adapter.findMany({
			model: 'user',
			where: inOrganisation(organisation),
			limit: most
		});
		return users
			.map((user) => v.parse(AuthUser, user))
			.some((each) => each.id !== id && !each.disabled && each.roles.includes('administrator'));
	}

	/** What else came of a deed, for its entry. */
	type Facts = { invitationsEnded?: number };
	interface Deed {
		act: string;
		id: string;
		/** Whether it hands over or widens what the account may do. */
		takes: boolean;
		/** Whether the account would administer its organisation no more. */
		unseats: boolean;
		asked?: readonly Role[];
	}
	/** Does the deed to one account, or says what is in the way; either leaves an entry. */
	async function change(
		viewer: Viewer,
		{ act, id, takes, unseats, asked }: Deed,
		deed: (adapter: Adapter, user: AuthUser, facts: Facts) => Promise<Obstacle | undefined>
	): Promise<Changed> {
		demand(viewer, 'access.manage');
		interface Attempt {
			obstacle?: Obstacle;
			user?: AuthUser;
			facts?: Facts;
		}
		const attempt = async (runner: Runner): Promise<Attempt> => {
			const adapter = authAdapterWithin(runner)(auth.options);
			const first = await find(adapter, id);
			if (!first) return { obstacle: 'unknown' };
			await runner.run(lockAgency, { id: first.organisation });
			// As it is now that nobody else changes it.
			const user = await find(adapter, id);
			const bar = user && barTo(viewer, user, takes);
			if (!user || bar === 'elsewhere') return { obstacle: 'unknown' };
			if (bar) return { obstacle: bar, user };
			const isLast =
				unseats &&
				user.roles.includes('administrator') &&
				!user.disabled &&
				!(await another(adapter, user));
			if (isLast) return { obstacle: 'last-administrator', user };
			const facts: Facts = {};
			return { obstacle: await deed(adapter, user, facts), user, facts };
		};
		const { obstacle } = await audit.write(
			({ obstacle, user, facts }: Attempt) => ({
				...by(viewer),
				action: 'access.manage',
				outcome: obstacle ? 'refused' : 'done',
				subjects: user ? [user.id] : [],
				detail: {
					act,
					...(user ? { organisation: user.organisation, roles: joined(user.roles) } : {}),
					...(asked ? { asked: joined(asked) } : {}),
					...(obstacle ? { obstacle } : {}),
					...facts
				}
			}),
			attempt
		);
		return obstacle ? { obstacle } : { done: true };
	}
	return {
		async list(viewer) {
			demand(viewer, 'access.manage');
			const { adapter } = await auth.$context;
			const users = await adapter.findMany({
				model: 'user',
				where: viewer.operator ? [] : inOrganisation(viewer.organisation.id),
				limit: most,
				sortBy: { field: 'email', direction: 'asc' }
			});
			await consulted(viewer, 'list', [], { accounts: users.length });
			return users.map((user) => colleagueOf(viewer, v.parse(AuthUser, user)));
		},
		async read(viewer, id) {
			demand(viewer, 'access.manage');
			const { adapter } = await auth.$context;
			const user = await find(adapter, id);
			if (!user || barTo(viewer, user, false) === 'elsewhere') return undefined;
			const sessions = await adapter.count({
				model: 'session',
				where: [
					{ field: 'userId', value: id },
					{ field: 'expiresAt', operator: 'gt', value: now() }
				]
			});
			await consulted(viewer, 'read', [id]);
			const stopBar = barTo(viewer, user, false);
			return {
				...colleagueOf(viewer, user),
				clientOf: user.clientOf,
				groups: user.groups,
				sessions,
				givable: roles.filter((role) => mayGive(viewer, role)),
				...(stopBar ? { stopBar } : {})
			};
		},
		async setRoles(viewer, id, wanted) {
			const parsed = v.safeParse(Roles, [...new Set(wanted)]);
			const asked = parsed.success ? roles.filter((role) => parsed.output.includes(role)) : [];
			const unseats = !asked.includes('administrator');
			return change(
				viewer,
				{ act: 'roles', id, takes: true, unseats, asked },
				async (adapter, user, facts) => {
					if (asked.length === 0) return 'no-role';
					const clash = clashOf(asked);
					if (clash) return clash;
					const changed = roles.filter(
						(role) => asked.includes(role) !== user.roles.includes(role)
					);
					if (!changed.every((role) => mayGive(viewer, role))) return 'not-given';
					await adapter.update({
						model: 'user',
						where: [{ field: 'id', value: user.id }],
						update: { roles: joined(asked), updatedAt: now() }
					});
					if (unseats) facts.invitationsEnded = await endInvitations(adapter, user.id);
					return undefined;
				}
			);
		},
		setDisabled: (viewer, id, disabled) =>
			change(
				viewer,
				// Letting somebody in again gives back all their roles, so it asks as much as giving them.
				{ act: disabled ? 'disable' : 'enable', id, takes: !disabled, unseats: disabled },
				async (adapter, user, facts) => {
					await adapter.update({
						model: 'user',
						where: [{ field: 'id', value: user.id }],
						update: { disabled, updatedAt: now() }
					});
					if (disabled) {
						await endSessions(adapter, user.id);
						facts.invitationsEnded = await endInvitations(adapter, user.id);
					}
					return undefined;
				}
			),
		endSessions: (viewer, id) =>
			change(
				viewer,
				{ act: 'end-sessions', id, takes: false, unseats: false },
				async (adapter, user) => {
					await endSessions(adapter, user.id);
					return undefined;
				}
			)
	};
}
