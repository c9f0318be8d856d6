/**
 * Why somebody reads what is restricted about an entity. The answer is the same whether the entity is
 * there for them or not.
 */
import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { Reason } from '#lib/domain/restricted.ts';
import { demand } from '#lib/server/access/decide.ts';
import { app } from '#lib/server/app.ts';
import { justify } from '#lib/server/audit/justification.ts';
import { newId } from '#lib/server/new-id.ts';
import { fromBody, Id } from '../asked.ts';

const Body = v.object({ entity: Id, ...Reason.entries });

export async function POST({ locals, request }) {
	const viewer = demand(locals.viewer, 'network.justify');
	const { entity, ...reason } = await fromBody(Body, request);
	const { audit, now } = app();
	const { until } = await justify(audit, viewer, { id: newId(), now: now(), entity, reason });
	return json({ until });
}
