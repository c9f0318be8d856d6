/**
 * Who must have a second factor: nobody, everyone, or the accounts of some roles. Each organisation says so
 * for its own accounts, through an administrator. Until one does: everyone, unless the server is reached on
 * http://localhost only, where nothing leaves the machine. The local operator may set a floor under all of
 * them: what it asks of an account is asked, whatever the organisation says.
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
	scope: v.string(),
	mode: v.picklist(policyModes),
	roles: v.pipe(
		v.string(),
		v.transform((words) => words.split(' ').filter(Boolean)),
		v.array(v.picklist(roles))
	)
});

export interface Policies {
	/** What the organisation says of its own accounts. */
	own: FactorPolicy;
	/** What the operator asks of every organisation, where that is anything. */
	floor: FactorPolicy | undefined;
}

export interface Policy {
	read(organisation: string): Promise<Policies>;
	/** Whether an account of these roles in this organisation must have a second factor. */
	requires(organisation: string, roles: readonly Role[]): Promise<boolean>;
	/** Of the viewer's organisation; the local operator's is the floor. False when it is no policy. */
	change(viewer: Viewer, policy: FactorPolicy): Promise<boolean>;
	held(user: AuthUser, factor: string): Promise<Held | undefined>;
}

const floorScope = 'everyone';
const scopeOf = (organisation: string) => `org:${organisation}`;
const at = (scope: string) => [{ field: 'scope', value: scope }];
const asks = (policy: FactorPolicy, held: readonly Role[]) =>
	policy.mode === 'roles'
		? held.some((role) => policy.roles.includes(role))
		: policy.mode === 'everyone';
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
	const unsaid: FactorPolicy = { mode: isLocal(origin) ? 'nobody' : 'everyone', roles: [] };
	async function read(organisation: string): Promise<Policies> {
		const { adapter } = await auth.$context;
		const scopes = [scopeOf(organisation), floorScope];
		const found = await adapter.findMany({
			model: 'factorPolicy',
			where: [{ field: 'scope', operator: 'in', value: scopes }]
		});
		const said = new Map(
			v.parse(v.array(Stored), found).map(({ scope, ...policy }) => [scope, policy])
		);
		const floor = said.get(floorScope);
		return {
			own: said.get(scopeOf(organisation)) ?? unsaid,
			floor: floor?.mode === 'nobody' ? undefined : floor
		};
	}
	async function requires(organisation: string, held: readonly Role[]): Promise<boolean> {
		const { own, floor } = await read(organisation);
		return asks(own, held) || (floor !== undefined && asks(floor, held));
	}
	return {
		read,
		requires,
		async change(viewer, asked) {
			demand(viewer, 'access.policy');
			const parsed = v.safeParse(FactorPolicy, asked);
			if (!parsed.success) return false;
			const { mode, roles } = parsed.output;
			const scope = viewer.operator ? floorScope : scopeOf(viewer.organisation.id);
			const data = { mode, roles: mode === 'roles' ? joined(roles) : '' };
			await audit.write(
				{
					...by(viewer),
					action: 'access.policy',
					outcome: 'done',
					subjects: [],
					detail: { act: 'second-factor', ...(viewer.operator ? { floor: true } : {}), ...data }
				},
				async (runner) => {
					const adapter = authAdapterWithin(runner)(auth.options);
					const changed = await adapter.updateMany({
						model: 'factorPolicy',
						where: at(scope),
						update: data
					});
					if (changed === 0)
						await adapter.create({ model: 'factorPolicy', data: { scope, ...data } });
				}
			);
			return true;
		},
		async held(user, factor) {
			if (isStrong(factor)) return undefined;
			if (user.twoFactorEnabled) return 'present';
			return (await requires(user.organisation, user.roles)) ? 'set-up' : undefined;
		}
	};
}
