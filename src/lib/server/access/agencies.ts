/** Agencies: the organisations that hold accounts and own data. */
import * as v from 'valibot';
import { Slug } from '#lib/domain/audience.ts';
import { query } from '#lib/server/graph/query.ts';
import { ensureKeys } from '#lib/server/graph/schema.ts';
import type { GraphStore, Runner } from '#lib/server/graph/store.ts';

export const Agency = v.object({
	id: Slug,
	name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
	kind: v.pipe(v.string(), v.minLength(1)),
	country: v.nullish(v.string()),
	demonstration: v.boolean()
});
export type Agency = v.InferOutput<typeof Agency>;

const none = v.object({});
const listed = query('access/agencies', { params: none, row: Agency });
const read = query('access/agency', { params: v.object({ id: v.string() }), row: Agency });
const ensured = query('access/ensure-agency', {
	params: v.object({ id: Slug, props: v.record(v.string(), v.union([v.string(), v.boolean()])) }),
	row: v.object({ id: v.string() })
});

/** The fictional unit the first account belongs to, so that the demonstration shows. */
export const belmark: Agency = {
	id: 'belmark',
	name: 'Belmark national unit',
	kind: 'national-unit',
	country: null,
	demonstration: true
};

export const ensureAgencyKeys = (store: GraphStore) => ensureKeys(store, 'Agency', ['id'], []);

/** Makes the agency unless its id is known; a known one keeps what it has. */
export async function ensureAgency({ run }: Runner, agency: Agency): Promise<void> {
	const { id, name, kind, country, demonstration } = v.parse(Agency, agency);
	await run(ensured, { id, props: { name, kind, demonstration, ...(country ? { country } : {}) } });
}

export const listAgencies = (store: GraphStore): Promise<Agency[]> => store.read(listed, {});

export const agencyOf = async (store: GraphStore, id: string): Promise<Agency | undefined> =>
	(await store.read(read, { id }))[0];
