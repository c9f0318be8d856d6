/** An agency: an organisation that holds accounts and owns data. */
import * as v from 'valibot';
import { Slug } from '#lib/domain/audience.ts';

export const Agency = v.object({
	id: Slug,
	name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
	/** In French, where it has another name there. */
	nameFr: v.nullish(v.pipe(v.string(), v.trim(), v.maxLength(200))),
	kind: v.pipe(v.string(), v.minLength(1)),
	country: v.nullish(v.string()),
	demonstration: v.boolean(),
	/** The organisation whose administrator bound it: the one that may invite its first administrator. */
	boundBy: v.nullish(v.string())
});
export type Agency = v.InferOutput<typeof Agency>;
