/** TAXII 2.1: manifest. */
import { programOf } from '#lib/server/access/programs.ts';
import { app } from '#lib/server/app.ts';
import { taxiiAnswer } from '#lib/server/taxii/answer.ts';

/** TAXII ends its addresses in `/`; without, they answer alike. */
export const trailingSlash = 'ignore';

export const GET = async ({ locals, params, url }) =>
	taxiiAnswer(
		app().taxii.contents(programOf(locals), params.collection, 'manifest', url.searchParams)
	);
