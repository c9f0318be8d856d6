/** What the pages of identity have in common: a refusal in words, and the way back from a decision. */
import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { decisionReason, type IdentityObstacle } from '#lib/domain/identity.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { demand } from '#lib/server/access/decide.ts';
import { fieldsOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';
import { organisationName } from '#lib/ui/words.ts';
import { IdentityRefused } from '#lib/server/identity/deciding.ts';

export async function obstacleOf<T>(
	deed: Promise<T>
): Promise<{ value: T } | { obstacle: IdentityObstacle }> {
	try {
		return { value: await deed };
	} catch (error) {
		if (error instanceof IdentityRefused) return { obstacle: error.obstacle };
		throw error;
	}
}

/** What organisations are called, by their ids. */
export const agencyNames = async (): Promise<Record<string, string>> =>
	Object.fromEntries(
		(await app().access.agencies()).map((agency) => [agency.id, organisationName(agency)])
	);

const TakeBack = v.object({
	decision: v.pipe(v.string(), v.regex(/^[\w-]{1,128}$/)),
	reason: decisionReason
});

export const takenBack =
	(page: string | ((params: Partial<Record<string, string>>) => string)) =>
	async ({
		locals,
		request,
		params
	}: {
		locals: { viewer: Viewer | null };
		request: Request;
		params: Partial<Record<string, string>>;
	}) => {
		const viewer = demand(locals.viewer, 'identity.split');
		const said = v.safeParse(TakeBack, await fieldsOf(request));
		if (!said.success) return fail(400, { problem: 'reason' as const });
		const { decision, reason } = said.output;
		const done = await obstacleOf(app().identity.takeBack(viewer, decision, reason));
		if ('obstacle' in done) return fail(409, { problem: done.obstacle });
		redirect(303, `${typeof page === 'string' ? page : page(params)}?verdict=back`);
	};
