/** Keys for programs: made, with the key shown once; seen; taken back. */
import { error, fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { demand } from '#lib/server/access/decide.ts';
import { fieldsOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';

const Id = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const typed = v.optional(v.pipe(v.string(), v.maxLength(1_000)), '');
const Shown = v.object({ password: typed, code: typed });

const own = ({ locals, request }: { locals: App.Locals; request: Request }) => ({
	viewer: demand(locals.viewer, 'access.key'),
	session: locals.session ?? '',
	from: { headers: request.headers, client: locals.client }
});

export async function load({ locals, request }) {
	const { access } = app();
	const asking = own({ locals, request });
	const [keys, { asks }] = await Promise.all([
		access.keys.list(asking.viewer),
		access.factors.state(asking)
	]);
	return { keys, asks, address: `${access.origin}/taxii2/` };
}

export const actions = {
	async make({ locals, request }) {
		const asking = own({ locals, request });
		const fields = await fieldsOf(request);
		const shown = v.safeParse(Shown, fields);
		if (!shown.success) return fail(400, { refused: 'wrong' as const });
		const text = (name: string) => {
			const value = fields[name];
			return typeof value === 'string' ? value.slice(0, 1_000) : '';
		};
		const asked = {
			name: text('name'),
			use: text('use'),
			purpose: text('purpose'),
			ceiling: text('ceiling'),
			days: text('days')
		};
		const days = /^\d{1,4}$/.test(asked.days) ? Number(asked.days) : 0;
		const made = await app().access.keys.make(asking, { ...asked, days }, shown.output);
		if ('problems' in made) return fail(400, { asked, problems: made.problems });
		if ('refused' in made) return fail(400, { asked, refused: made.refused });
		return made;
	},
	async revoke({ locals, request }) {
		const { viewer } = own({ locals, request });
		const id = v.safeParse(Id, (await fieldsOf(request)).key);
		// Another person's key and one that never was answer alike.
		if (!id.success || !(await app().access.keys.revoke(viewer, id.output))) error(404, '');
		return { takenBack: true as const };
	}
};
