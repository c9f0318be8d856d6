import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { EntryForm } from '#lib/domain/source-register.ts';
import { decide, demand } from '#lib/server/access/decide.ts';
import { formOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';
import { SourceRefused } from '#lib/server/sources/sources.ts';
import { agencyNames } from '../names.server.ts';

export async function load({ locals, params, url }) {
	const viewer = demand(locals.viewer, 'sources.read');
	const [source, agencies] = await Promise.all([
		app().sources.read(viewer, params.id),
		agencyNames()
	]);
	if (!source) error(404, 'No such source');
	return {
		source,
		owner: agencies[source.owner] ?? source.owner,
		isSaved: url.searchParams.has('saved'),
		mayDescribe: source.isOwn && decide(viewer, 'sources.describe').allowed,
		mayReadImports: source.isOwn && decide(viewer, 'ingest.read').allowed,
		mayReview: decide(viewer, 'sources.review').allowed
	};
}

const text = (value: FormDataEntryValue | null): string => (typeof value === 'string' ? value : '');

export const actions = {
	async describe({ locals, request, params }) {
		const viewer = demand(locals.viewer, 'sources.describe');
		const form = await formOf(request);
		const values = {
			since: text(form.get('since')),
			licence: text(form.get('licence')),
			about: text(form.get('about')),
			purposes: form.getAll('purpose').map(text),
			reliability: text(form.get('reliability')),
			months: text(form.get('months')),
			reviewBy: text(form.get('reviewBy')),
			reason: text(form.get('reason'))
		};
		const said = v.safeParse(EntryForm, values);
		if (!said.success) {
			const fields = said.issues.map((issue) => v.getDotPath(issue) ?? '');
			return fail(400, { problem: 'fields' as const, fields, values });
		}
		try {
			await app().sources.describe(viewer, params.id, said.output);
		} catch (refusal) {
			if (!(refusal instanceof SourceRefused)) throw refusal;
			if (refusal.obstacle === 'gone') error(404, 'No such source');
			return fail(409, { problem: refusal.obstacle, fields: [], values });
		}
		redirect(303, `/sources/${params.id}?saved`);
	}
};
