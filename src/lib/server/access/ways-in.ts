/**
 * What lets somebody in besides a password: open sessions, right passwords that wait for their code, and
 * invitations. They end in the transaction that changes the account they come from.
 */
import * as v from 'valibot';
import { findUser } from './auth.ts';
import type { Adapter } from './auth-adapter.ts';
import { decide } from './decide.ts';
import { mayGive } from './duties.ts';
import { operatorAccount } from './viewer.ts';
import type { Role } from '#lib/domain/audience.ts';

/** An account as it stood when somebody began to sign in: how often its ways in had been ended by then. */
export interface Standing {
	id: string;
	endings: number | null;
}
const Standing = v.object({ id: v.string(), endings: v.nullish(v.number(), null) });

/** `by`: its id or address. Nobody's stands for nothing. */
export async function standingOf(
	adapter: Pick<Adapter, 'findOne'>,
	by: { field: 'id' | 'email'; value: string }
): Promise<Standing> {
	const user = await adapter.findOne({ model: 'user', where: [by] });
	return user ? v.parse(Standing, user) : { id: '', endings: null };
}

/**
 * Whether no ending came between. Asked once there is a session, or a right password that waits: an ending that is
 * under way holds the account, so it either finds what was made, or is waited for here and seen.
 */
export const stillStands = async (
	adapter: Pick<Adapter, 'incrementOne'>,
	{ id, endings }: Standing
): Promise<boolean> =>
	(await adapter.incrementOne({
		model: 'user',
		where: [
			{ field: 'id', value: id },
			{ field: 'endings', value: endings }
		],
		increment: {},
		set: { endings }
	})) !== null;

/** Ends the sessions of an account, or all but one, and every right password that waits; counts sessions. */
export async function endSessions(
	adapter: Pick<Adapter, 'deleteMany' | 'incrementOne'>,
	account: string,
	except?: string
): Promise<number> {
	// First of all: a sign-in that is under way finds the account held until the rest is done.
	await adapter.incrementOne({
		model: 'user',
		where: [{ field: 'id', value: account }],
		increment: { endings: 1 }
	});
	await adapter.deleteMany({ model: 'verification', where: [{ field: 'value', value: account }] });
	return adapter.deleteMany({
		model: 'session',
		where: [
			{ field: 'userId', value: account },
			...(except === undefined ? [] : [{ field: 'id', operator: 'ne' as const, value: except }])
		]
	});
}

/** Ends the open invitations that an account made; counts them. */
export const endInvitations = (
	adapter: Pick<Adapter, 'deleteMany'>,
	account: string
): Promise<number> =>
	adapter.deleteMany({ model: 'invitation', where: [{ field: 'invitedBy', value: account }] });

/** Whether an organisation has no account yet. */
export const hasNoAccount = async (
	adapter: Pick<Adapter, 'count'>,
	organisation: string
): Promise<boolean> =>
	(await adapter.count({
		model: 'user',
		where: [{ field: 'organisation', value: organisation }]
	})) === 0;

interface Invited {
	organisation: string;
	roles: readonly Role[];
}

/**
 * One's own organisation, or the first administrator of one that it has bound, and nobody else of that.
 * `boundBy`: who bound the organisation.
 */
export async function reachOf(
	adapter: Pick<Adapter, 'count'>,
	inviter: { operator: boolean; organisation: string },
	{ organisation, roles }: Invited,
	boundBy: string | null | undefined
): Promise<'own' | 'first' | undefined> {
	if (inviter.operator || inviter.organisation === organisation) return 'own';
	if (boundBy !== inviter.organisation || roles.join() !== 'administrator') return undefined;
	return (await hasNoAccount(adapter, organisation)) ? 'first' : undefined;
}

/** Whether whoever made the invitation could make it now. */
export async function stillInvites(
	adapter: Pick<Adapter, 'findOne' | 'count'>,
	{ invitedBy, ...to }: Invited & { invitedBy: string },
	boundBy: string | null | undefined
): Promise<boolean> {
	if (invitedBy === operatorAccount) return true;
	const inviter = await findUser(adapter, invitedBy);
	if (!inviter) return false;
	const asking = { ...inviter, operator: false };
	return (
		!inviter.disabled &&
		decide(asking, 'access.invite').allowed &&
		to.roles.every((role) => mayGive(asking, role)) &&
		(await reachOf(adapter, asking, to, boundBy)) !== undefined
	);
}
