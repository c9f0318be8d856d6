/** An agency: an organisation that holds accounts and owns data. */
import * as v from 'valibot';
import { Slug } from '#lib/domain/audience.ts';

export const Agency = v.object({
	id: Slug,
	name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
	kind: v.pipe(v.string(), v.minLength(1)),
	country: v.nullish(v.string()),
	demonstration: v.boolean()
});
export type Agency = v.InferOutput<typeof Agency>;
