/**
 * Who is in charge of which case. An administrator of the organisation puts a prosecutor in charge and
 * takes the case from them again; what was brought in for it is open to them from one request to the
 * next. An administrator reads no case, so they say its number: one that nothing was brought in for is
 * unknown, and none is ever listed. A charge that has ended is in the log.
 */
import * as v from 'valibot';
import { onCase } from '#lib/domain/audience.ts';
import { CaseNumber, caseIdOf } from '#lib/domain/case-number.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { Audit } from '#lib/server/audit/event.ts';
import { findUser, type Auth, type AuthUser } from './auth.ts';
import { changeOf, type Changed } from './change.ts';
import { demand } from './decide.ts';
import { barTo } from './duties.ts';
import { hasToken } from './queries.ts';

const Stored = v.object({
	id: v.string(),
	account: v.string(),
	organisation: v.string(),
	caseId: v.string(),
	number: v.string(),
	since: v.date()
});

export interface Charge {
	caseId: string;
	number: string;
	since: string;
}

export interface Charges {
	/** Of somebody of the viewer's organisation; none of anybody else's. */
	list(viewer: Viewer, account: string): Promise<Charge[]>;
	give(viewer: Viewer, account: string, number: string): Promise<Changed>;
	/** Nothing happens for a case they are not in charge of, as for one that never was. */
	take(viewer: Viewer, account: string, caseId: string): Promise<Changed>;
}

const most = 1_000;
const heldBy = (account: string) => [{ field: 'account', value: account }];
const ofCase = (account: string, caseId: string) => [
	...heldBy(account),
	{ field: 'caseId', value: caseId }
];

async function chargesOf(auth: Auth, user: AuthUser) {
	const { adapter } = await auth.$context;
	const rows = await adapter.findMany({ model: 'charge', where: heldBy(user.id), limit: most });
	return rows
		.map((row) => v.parse(Stored, row))
		.filter(({ organisation }) => organisation === user.organisation);
}

/** The cases whose material an account reaches: none for whoever is no prosecutor. */
export const casesOf = async (auth: Auth, user: AuthUser): Promise<string[]> =>
	user.roles.includes('prosecutor')
		? (await chargesOf(auth, user)).map(({ caseId }) => caseId)
		: [];

export function chargesFor({
	audit,
	auth,
	now
}: {
	audit: Audit;
	auth: Auth;
	now: () => Date;
}): Charges {
	const change = changeOf(audit, auth);
	const deed = (act: string, id: string, takes: boolean, caseId: string) =>
		({
			action: 'access.charge',
			act,
			id,
			takes,
			unseats: false,
			detail: { case: caseId }
		}) as const;

	return {
		async list(viewer, account) {
			demand(viewer, 'access.charge');
			const { adapter } = await auth.$context;
			const user = await findUser(adapter, account);
			if (!user || barTo(viewer, user, false) === 'elsewhere') return [];
			return (await chargesOf(auth, user))
				.map(({ caseId, number, since }) => ({ caseId, number, since: since.toISOString() }))
				.sort((a, b) => a.number.localeCompare(b.number));
		},
		async give(viewer, account, said) {
			demand(viewer, 'access.charge');
			const parsed = v.safeParse(CaseNumber, said);
			const number = parsed.success ? parsed.output : '';
			const caseId = caseIdOf(number);
			return change(viewer, deed('give', account, true, caseId), async (adapter, user, runner) => {
				if (!user.roles.includes('prosecutor')) return 'not-prosecutor';
				const [known] = await runner.run(hasToken, {
					token: onCase(user.organisation, caseId)
				});
				if (!parsed.success || !known?.total) return 'unknown-case';
				const held = await adapter.count({ model: 'charge', where: ofCase(user.id, caseId) });
				if (held === 0)
					await adapter.create({
						model: 'charge',
						data: {
							account: user.id,
							organisation: user.organisation,
							caseId,
							number,
							givenBy: viewer.account,
							since: now()
						}
					});
				return undefined;
			});
		},
		take: (viewer, account, caseId) =>
			change(viewer, deed('take', account, false, caseId), async (adapter, user) => {
				await adapter.deleteMany({ model: 'charge', where: ofCase(user.id, caseId) });
				return undefined;
			})
	};
}
