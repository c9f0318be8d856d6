/**
 * A change to somebody's account by whoever manages the organisation. Each asks `duties.ts`, keeps an
 * entry, and is one transaction in which the organisation is locked, so that two administrators who
 * take each other's role at once do not leave it without one.
 */
import * as v from 'valibot';
import type { Viewer } from '#lib/domain/viewer.ts';
import { by, type Audit } from '#lib/server/audit/event.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import { authAdapterWithin, type Adapter } from './auth-adapter.ts';
import { AuthUser, findUser, joined, type Auth } from './auth.ts';
import { demand } from './decide.ts';
import { barTo, type Bar, type Clash } from './duties.ts';
import { lockAgency } from './queries.ts';
import { endInvitations } from './ways-in.ts';

/** Why a change was refused. Another organisation's account is `unknown`, as one that never was. */
export type Obstacle =
	| 'unknown'
	| Exclude<Bar, 'elsewhere'>
	| Clash
	| 'no-role'
	| 'not-given'
	| 'last-administrator'
	| 'not-prosecutor'
	| 'unknown-case';
export type Changed = { done: true } | { obstacle: Obstacle };

export interface Deed {
	action?: 'access.manage' | 'access.charge';
	act: string;
	id: string;
	/** Whether it hands over or widens what the account may do. */
	takes: boolean;
	/** Whether the account would administer its organisation no more: its open invitations end. */
	unseats: boolean;
	/** What else its entry says. */
	detail?: Record<string, string>;
}

export const mostAccounts = 10_000;
export const inOrganisation = (organisation: string) => [
	{ field: 'organisation', value: organisation }
];

/** Whether somebody else of the organisation still administers it. */
async function another(adapter: Adapter, { id, organisation }: AuthUser): Promise<boolean> {
	const users = await adapter.findMany({
		model: 'user',
		where: inOrganisation(organisation),
		limit: mostAccounts
	});
	return users
		.map((user) => v.parse(AuthUser, user))
		.some((each) => each.id !== id && !each.disabled && each.roles.includes('administrator'));
}

/** Does a deed to one account, or says what is in the way; either leaves an entry. */
export const changeOf =
	(audit: Audit, auth: Auth) =>
	async (
		viewer: Viewer,
		{ action = 'access.manage', act, id, takes, unseats, detail = {} }: Deed,
		deed: (adapter: Adapter, user: AuthUser, runner: Runner) => Promise<Obstacle | undefined>
	): Promise<Changed> => {
		demand(viewer, action);
		interface Attempt {
			obstacle?: Obstacle;
			user?: AuthUser;
			invitationsEnded?: number;
		}
		const attempt = async (runner: Runner): Promise<Attempt> => {
			const adapter = authAdapterWithin(runner)(auth.options);
			const first = await findUser(adapter, id);
			if (!first) return { obstacle: 'unknown' };
			await runner.run(lockAgency, { id: first.organisation });
			// As it is now that nobody else changes it.
			const user = await findUser(adapter, id);
			const bar = user && barTo(viewer, user, takes);
			if (!user || bar === 'elsewhere') return { obstacle: 'unknown' };
			if (bar) return { obstacle: bar, user };
			const isLast =
				unseats &&
				user.roles.includes('administrator') &&
				!user.disabled &&
				!(await another(adapter, user));
			if (isLast) return { obstacle: 'last-administrator', user };
			const obstacle = await deed(adapter, user, runner);
			if (obstacle || !unseats) return { obstacle, user };
			return { user, invitationsEnded: await endInvitations(adapter, user.id) };
		};
		const { obstacle } = await audit.write(
			({ obstacle, user, invitationsEnded }: Attempt) => ({
				...by(viewer),
				action,
				outcome: obstacle ? 'refused' : 'done',
				subjects: user ? [user.id] : [],
				detail: {
					act,
					...(user ? { organisation: user.organisation, roles: joined(user.roles) } : {}),
					...detail,
					...(obstacle ? { obstacle } : {}),
					...(invitationsEnded ? { invitationsEnded } : {})
				}
			}),
			attempt
		);
		return obstacle ? { obstacle } : { done: true };
	};
