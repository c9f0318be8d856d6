import { decide, demand } from '#lib/server/access/decide.ts';
import { app } from '#lib/server/app.ts';
import { agencyNames } from './names.server.ts';

export async function load({ locals }) {
	const viewer = demand(locals.viewer, 'sources.read');
	const [sources, agencies] = await Promise.all([app().sources.list(viewer), agencyNames()]);
	return { sources, agencies, mayReview: decide(viewer, 'sources.review').allowed };
}
