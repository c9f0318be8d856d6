/**
 * The people of an organisation, for its administrators: seen, given roles, stopped and let in again.
 * Each change is made by `change.ts`, which asks `duties.ts` and keeps an entry.
 */
import * as v from 'valibot';
import { roles, type Role } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { by, type Audit } from '#lib/server/audit/event.ts';
import { AuthUser, findUser, joined, type Auth } from './auth.ts';
import { changeOf, inOrganisation, mostAccounts, type Changed } from './change.ts';
import { demand } from './decide.ts';
import { barTo, clashOf, mayGive, type Bar } from './duties.ts';
import { endSessions } from './ways-in.ts';

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

export interface People {
	list(viewer: Viewer): Promise<Colleague[]>;
	read(viewer: Viewer, id: string): Promise<ColleagueDetail | undefined>;
	setRoles(viewer: Viewer, id: string, roles: readonly string[]): Promise<Changed>;
	setDisabled(viewer: Viewer, id: string, disabled: boolean): Promise<Changed>;
	endSessions(viewer: Viewer, id: string): Promise<Changed>;
}

const Roles = v.array(v.picklist(roles));

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
	const change = changeOf(audit, auth);
	const consulted = (viewer: Viewer, act: string, subjects: string[], detail = {}) =>
		audit.consult({
			...by(viewer),
			action: 'access.manage',
			outcome: 'done',
			subjects,
			detail: { act, ...detail }
		});

	return {
		async list(viewer) {
			demand(viewer, 'access.manage');
			const { adapter } = await auth.$context;
			const users = await adapter.findMany({
				model: 'user',
				where: viewer.operator ? [] : inOrganisation(viewer.organisation.id),
				limit: mostAccounts,
				sortBy: { field: 'email', direction: 'asc' }
			});
			await consulted(viewer, 'list', [], { accounts: users.length });
			return users.map((user) => colleagueOf(viewer, v.parse(AuthUser, user)));
		},
		async read(viewer, id) {
			demand(viewer, 'access.manage');
			const { adapter } = await auth.$context;
			const user = await findUser(adapter, id);
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
				{ act: 'roles', id, takes: true, unseats, detail: { asked: joined(asked) } },
				async (adapter, user) => {
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
					// Given again later, the role begins without a case.
					if (!asked.includes('prosecutor'))
						await adapter.deleteMany({
							model: 'charge',
							where: [{ field: 'account', value: user.id }]
						});
					return undefined;
				}
			);
		},
		setDisabled: (viewer, id, disabled) =>
			change(
				viewer,
				// Letting somebody in again gives back all their roles, so it asks as much as giving them.
				{ act: disabled ? 'disable' : 'enable', id, takes: !disabled, unseats: disabled },
				async (adapter, user) => {
					await adapter.update({
						model: 'user',
						where: [{ field: 'id', value: user.id }],
						update: { disabled, updatedAt: now() }
					});
					if (disabled) await endSessions(adapter, user.id);
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
