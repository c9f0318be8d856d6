/** One's own sessions: seen and ended. A session's token never leaves the server; its id is its name. */
import { isIP } from 'node:net';
import * as v from 'valibot';
import type { Viewer } from '#lib/domain/viewer.ts';
import { by, type Audit } from '#lib/server/audit/event.ts';
import { authAdapterWithin } from './auth-adapter.ts';
import { Password } from './accounts.ts';
import type { Auth } from './auth.ts';
import { demand } from './decide.ts';
import type { Throttle } from './throttle.ts';

export interface OwnSession {
	id: string;
	/** The one this page was asked with. */
	current: boolean;
	since: string;
	until: string;
	browser: string;
	address: string;
}

const Session = v.object({
	id: v.string(),
	createdAt: v.date(),
	expiresAt: v.date(),
	userAgent: v.nullish(v.string(), ''),
	ipAddress: v.nullish(v.string(), '')
});

export interface Sessions {
	list(viewer: Viewer, current: string): Promise<OwnSession[]>;
	/** Ends one of the viewer's own sessions; false for any other id, as for one that never was. */
	end(viewer: Viewer, session: string): Promise<boolean>;
	/** Ends all of them, or all but one. */
	endAll(viewer: Viewer, except?: string): Promise<number>;
	/** Changes the viewer's own password and ends every other session. */
	changePassword(
		viewer: Viewer,
		current: string,
		change: { from: string; to: string }
	): Promise<'changed' | 'wrong' | 'invalid' | 'throttled'>;
}

export function sessionsOf({
	audit,
	auth,
	throttle,
	now
}: {
	audit: Audit;
	auth: Auth;
	throttle: Pick<Throttle, 'allowsChange'>;
	now: () => Date;
}): Sessions {
	const own = (viewer: Viewer) => [{ field: 'userId', value: viewer.account }];
	const act = (viewer: Viewer, act: string, outcome: 'done' | 'refused', ended = 0) =>
		({
			...by(viewer),
			action: 'access.session',
			outcome,
			subjects: [viewer.account],
			detail: { act, ended }
		}) as const;

	return {
		async list(viewer, current) {
			demand(viewer, 'access.session');
			const { adapter } = await auth.$context;
			const found = await adapter.findMany({
				model: 'session',
				where: [...own(viewer), { field: 'expiresAt', operator: 'gt', value: now() }],
				limit: 1_000,
				sortBy: { field: 'createdAt', direction: 'desc' }
			});
			return found.map((session) => {
				const { id, createdAt, expiresAt, userAgent, ipAddress } = v.parse(Session, session);
				return {
					id,
					current: id === current,
					since: createdAt.toISOString(),
					until: expiresAt.toISOString(),
					browser: userAgent ?? '',
					address: isIP(ipAddress ?? '') ? (ipAddress ?? '') : ''
				};
			});
		},
		async end(viewer, session) {
			demand(viewer, 'access.session');
			const ended = await audit.write(
				(count: number) => act(viewer, 'end', count ? 'done' : 'refused', count),
				(runner) =>
					authAdapterWithin(runner)(auth.options).deleteMany({
						model: 'session',
						where: [...own(viewer), { field: 'id', value: session }]
					})
			);
			return ended > 0;
		},
		async endAll(viewer, except) {
			demand(viewer, 'access.session');
			return audit.write(
				(count: number) => act(viewer, except ? 'end-others' : 'end-all', 'done', count),
				(runner) =>
					authAdapterWithin(runner)(auth.options).deleteMany({
						model: 'session',
						where: [
							...own(viewer),
							...(except ? [{ field: 'id', operator: 'ne' as const, value: except }] : [])
						]
					})
			);
		},
		async changePassword(viewer, current, { from, to }) {
			demand(viewer, 'access.session');
			if (!v.is(Password, to)) return 'invalid';
			// A stolen session must not serve to guess the password behind it.
			if (!(await throttle.allowsChange(viewer.account))) {
				await audit.consult(act(viewer, 'change-password', 'refused'));
				return 'throttled';
			}
			const { adapter, password } = await auth.$context;
			const credential = [...own(viewer), { field: 'providerId', value: 'credential' }];
			const stored = v.parse(
				v.nullable(v.object({ password: v.string() })),
				await adapter.findOne({ model: 'account', where: credential })
			);
			if (!stored || !(await password.verify({ password: from, hash: stored.password }))) {
				await audit.consult(act(viewer, 'change-password', 'refused'));
				return 'wrong';
			}
			const hash = await password.hash(to);
			await audit.write(
				(count: number) => act(viewer, 'change-password', 'done', count),
				async (runner) => {
					const within = authAdapterWithin(runner)(auth.options);
					await within.updateMany({
						model: 'account',
						where: credential,
						update: { password: hash, updatedAt: now() }
					});
					return within.deleteMany({
						model: 'session',
						where: [...own(viewer), { field: 'id', operator: 'ne', value: current }]
					});
				}
			);
			return 'changed';
		}
	};
}
