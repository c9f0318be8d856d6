/** One's own sessions: seen and ended. A session's token never leaves the server; its id is its name. */
import { isIP } from 'node:net';
import * as v from 'valibot';
import type { Viewer } from '#lib/domain/viewer.ts';
import { by, type Audit } from '#lib/server/audit/event.ts';
import { authAdapterWithin } from './auth-adapter.ts';
import { passwordProblem } from './accounts.ts';
import type { Auth } from './auth.ts';
import { demand } from './decide.ts';
import type { CheckPassword } from './proof.ts';
import { endSessions } from './ways-in.ts';

export interface OwnSession {
	id: string;
	/** The one this page was asked with. */
	current: boolean;
	since: string;
	until: string;
	/** The last time it was used, to the hour. */
	seen: string;
	factor: string;
	browser: string;
	address: string;
}

const Session = v.object({
	id: v.string(),
	createdAt: v.date(),
	expiresAt: v.date(),
	updatedAt: v.date(),
	factor: v.nullish(v.string(), ''),
	userAgent: v.nullish(v.string(), ''),
	ipAddress: v.nullish(v.string(), '')
});

export interface Sessions {
	list(viewer: Viewer, current: string): Promise<OwnSession[]>;
	/** Ends one of the viewer's own sessions; false for any other id, as for one that never was. */
	end(viewer: Viewer, session: string): Promise<boolean>;
	/** Ends all of them, or all but one, and every sign-in that waits for its code. */
	endAll(viewer: Viewer, except?: string): Promise<number>;
	/** Changes the viewer's own password and ends every other session. */
	changePassword(
		viewer: Viewer,
		current: string,
		change: { from: string; to: string }
	): Promise<'changed' | 'wrong' | 'invalid' | 'common' | 'throttled'>;
}

export function sessionsOf({
	audit,
	auth,
	check,
	now
}: {
	audit: Audit;
	auth: Auth;
	check: CheckPassword;
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
				const { id, createdAt, expiresAt, updatedAt, factor, userAgent, ipAddress } = v.parse(
					Session,
					session
				);
				return {
					id,
					current: id === current,
					since: createdAt.toISOString(),
					until: expiresAt.toISOString(),
					seen: updatedAt.toISOString(),
					factor,
					browser: userAgent,
					address: isIP(ipAddress) ? ipAddress : ''
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
				(runner) => endSessions(authAdapterWithin(runner)(auth.options), viewer.account, except)
			);
		},
		async changePassword(viewer, current, { from, to }) {
			demand(viewer, 'access.session');
			const problem = passwordProblem(to, [viewer.name]);
			if (problem) return problem;
			const checked = await check(viewer.account, from);
			if (checked !== 'done') {
				await audit.consult(act(viewer, 'change-password', 'refused'));
				return checked;
			}
			const { password } = await auth.$context;
			const credential = [...own(viewer), { field: 'providerId', value: 'credential' }];
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
					return endSessions(within, viewer.account, current);
				}
			);
			return 'changed';
		}
	};
}
