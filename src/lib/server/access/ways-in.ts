/**
 * What lets somebody in besides a password: open sessions, right passwords that wait for their code, and
 * invitations. They end in the transaction that changes the account they come from.
 */
import * as v from 'valibot';
import { AuthUser } from './auth.ts';
import type { authAdapterWithin } from './auth-adapter.ts';
import { decide } from './decide.ts';
import { mayGive } from './duties.ts';
import { operatorAccount } from './viewer.ts';
import type { Role } from '#lib/domain/audience.ts';

type Adapter = ReturnType<ReturnType<typeof authAdapterWithin>>;

/** Ends the sessions of an account, or all but one, and every right password that waits; counts sessions. */
export async function endSessions(
	adapter: Pick<Adapter, 'deleteMany'>,
	account: string,
	except?: string
): Promise<number> {
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

interface Invitation {
	invitedBy: string;
	organisation: string;
	roles: readonly Role[];
}

/** Whether whoever made the invitation could make it now; `boundBy`: who bound the organisation. */
export async function stillInvites(
	adapter: Pick<Adapter, 'findOne' | 'count'>,
	{ invitedBy, organisation, roles }: Invitation,
	boundBy: string | null | undefined
): Promise<boolean> {
	if (invitedBy === operatorAccount) return true;
	const found = await adapter.findOne({
		model: 'user',
		where: [{ field: 'id', value: invitedBy }]
	});
	if (!found) return false;
	const inviter = v.parse(AuthUser, found);
	const isFirst = async () =>
		boundBy === inviter.organisation &&
		roles.join() === 'administrator' &&
		(await adapter.count({
			model: 'user',
			where: [{ field: 'organisation', value: organisation }]
		})) === 0;
	const asking = { roles: inviter.roles, operator: false };
	return (
		!inviter.disabled &&
		(inviter.organisation === organisation || (await isFirst())) &&
		decide(asking, 'access.invite').allowed &&
		roles.every((role) => mayGive(asking, role))
	);
}
