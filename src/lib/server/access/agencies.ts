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
	nameFr: 'Unité nationale de Belmark',
	kind: 'national-unit',
	country: null,
	demonstration: true
};

export const ensureAgencyKeys = (store: GraphStore) => ensureKeys(store, 'Agency', ['id'], []);

/** Makes the agency unless its id is known; a known one keeps what it has. */
export async function ensureAgency({ run }: Runner, agency: Agency): Promise<void> {
	const { id, name, nameFr, kind, country, demonstration, boundBy } = v.parse(Agency, agency);
	await run(putAgency, {
		id,
		props: {
			name,
			kind,
			demonstration,
			...(nameFr ? { nameFr } : {}),
			...(country ? { country } : {}),
			...(boundBy ? { boundBy } : {})
		}
	});
}

export const listAgencies = (store: Pick<GraphStore, 'read'>): Promise<Agency[]> =>
	store.read(readAgencies, {});

export const agencyOf = async (
	from: Pick<GraphStore, 'read'> | Runner,
	id: string
): Promise<Agency | undefined> =>
	('run' in from ? await from.run(readAgency, { id }) : await from.read(readAgency, { id }))[0];
