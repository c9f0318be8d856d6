/** Agencies: the organisations that hold accounts and own data. */
import * as v from 'valibot';
import { Agency } from './agency.ts';
import { ensureKeys } from '#lib/server/graph/schema.ts';
import type { GraphStore, Runner } from '#lib/server/graph/store.ts';
import { putAgency, readAgencies, readAgency } from './queries.ts';

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
	await run(putAgency, {
		id,
		props: { name, kind, demonstration, ...(country ? { country } : {}) }
	});
}

export const listAgencies = (store: GraphStore): Promise<Agency[]> => store.read(readAgencies, {});

export const agencyOf = async (store: GraphStore, id: string): Promise<Agency | undefined> =>
	(await store.read(readAgency, { id }))[0];
