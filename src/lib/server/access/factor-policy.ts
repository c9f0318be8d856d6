/**
 * Who must have a second factor: nobody, everyone, or the accounts of some roles. Kept in the graph and
 * changed by an administrator. Until somebody changes it: everyone, unless the server is reached on
 * http://localhost only, where nothing leaves the machine.
 */
import * as v from 'valibot';
import { roles, type Role } from '#lib/domain/audience.ts';
import type { Held, Viewer } from '#lib/domain/viewer.ts';
import { by, type Audit } from '#lib/server/audit/event.ts';
import { authAdapterWithin } from './auth-adapter.ts';
import { isStrong } from './auth-plugin.ts';
import { joined, type Auth, type AuthUser } from './auth.ts';
import { demand } from './decide.ts';

export const policyModes = ['nobody', 'everyone', 'roles'] as const;
export const FactorPolicy = v.object({
	mode: v.picklist(policyModes),
	roles: v.array(v.picklist(roles))
});
export type FactorPolicy = v.InferOutput<typeof FactorPolicy>;

const Stored = v.object({
	mode: v.picklist(policyModes),
	roles: v.pipe(
		v.string(),
		v.transform((words) => words.split(' ').filter(Boolean)),
		v.array(v.picklist(roles))
	)
});

export interface Policy {
	read(): Promise<FactorPolicy>;
	/** Whether an account of these roles must have a second factor. */
	requires(roles: readonly Role[]): Promise<boolean>;
	/** False when what was asked for is no policy. */
	change(viewer: Viewer, policy: FactorPolicy): Promise<boolean>;
	held(user: AuthUser, factor: string): Promise<Held | undefined>;
}

const where = [{ field: 'scope', value: 'everyone' }];
const isLocal = (origin: string) => {
	const { protocol, hostname } = new URL(origin);
	return protocol === 'http:' && hostname === 'localhost';
};

export function policyOf({
	auth,
	audit,
	origin
}: {
	auth: Auth;
	audit: Audit;
	origin: string;
}): Policy {
	async function read(): Promise<FactorPolicy> {
		const { adapter } = await auth.$context;
		const stored = await adapter.findOne({ model: 'factorPolicy', where });
		if (!stored) return { mode: isLocal(origin) ? 'nobody' : 'everyone', roles: [] };
		return v.parse(Stored, stored);
	}
	async function requires(held: readonly Role[]): Promise<boolean> {
		const policy = await read();
		return policy.mode === 'roles'
			? held.some((role) => policy.roles.includes(role))
			: policy.mode === 'everyone';
	}
	return {
		read,
		requires,
		async change(viewer, asked) {
			demand(viewer, 'access.policy');
			const parsed = v.safeParse(FactorPolicy, asked);
			if (!parsed.success) return false;
			const { mode, roles } = parsed.output;
			const data = { mode, roles: mode === 'roles' ? joined(roles) : '' };
			await audit.write(
				{
					...by(viewer),
					action: 'access.policy',
					outcome: 'done',
					subjects: [],
					detail: { act: 'second-factor', ...data }
				},
				async (runner) => {
					const adapter = authAdapterWithin(runner)(auth.options);
					const changed = await adapter.updateMany({ model: 'factorPolicy', where, update: data });
					if (changed === 0)
						await adapter.create({ model: 'factorPolicy', data: { scope: 'everyone', ...data } });
				}
			);
			return true;
		},
		async held(user, factor) {
			if (isStrong(factor)) return undefined;
			if (user.twoFactorEnabled) return 'present';
			return (await requires(user.roles)) ? 'set-up' : undefined;
		}
	};
}
