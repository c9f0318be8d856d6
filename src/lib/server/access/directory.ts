/**
 * The directory of organisations: the vocabulary every installation starts from, and the agencies that
 * hold accounts or own data here. What the vocabulary does not know has no agreement: deny by default.
 */
import * as v from 'valibot';
import { agencies as fictional } from '#seed/agencies.ts';
import vocabulary from '#seed/organisations.json';
import { Organisation, type AgreementType } from '#lib/domain/organisation.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { agencyOf, listAgencies } from './agencies.ts';
import { demand } from './decide.ts';

export const known: readonly Organisation[] = v.parse(v.array(Organisation), vocabulary);

export interface Listed {
	id: string;
	/** In both languages where the vocabulary has it, else as it was entered. */
	name: { en: string; fr: string };
	/** A kind of the vocabulary, or what an earlier version wrote. */
	kind: string;
	country: string | null;
	agreement: AgreementType;
	basis: string | null;
	verified: boolean;
	fictional: boolean;
	/** Whether it holds accounts or owns data in this installation. */
	here: boolean;
}

export async function directory(store: GraphStore, viewer: Viewer): Promise<Listed[]> {
	demand(viewer, 'access.organisations');
	return everyListed(store);
}

/** For those functions that ask for leave themselves. */
export async function everyListed(store: Pick<GraphStore, 'read'>): Promise<Listed[]> {
	const agencies = await listAgencies(store);
	const here = new Set(agencies.map(({ id }) => id));
	const others = agencies
		.filter(({ id }) => !known.some((each) => each.id === id))
		.map(({ id, name, nameFr, kind, country, demonstration }) => ({
			id,
			name: { en: name, fr: nameFr ?? name },
			kind,
			country: country ?? null,
			agreement: fictional.find((each) => each.id === id)?.agreement ?? ('none' as const),
			basis: null,
			verified: false,
			fictional: demonstration,
			here: true
		}));
	return [...others, ...known.map((each) => ({ ...each, here: here.has(each.id) }))];
}

/** What the vocabulary says of an id, for an agency that is made the first time an account names it. */
export function agencyFor(id: string) {
	const found = known.find((each) => each.id === id);
	return {
		id,
		name: found?.name.en ?? id,
		...(found ? { nameFr: found.name.fr } : {}),
		kind: found?.kind ?? 'agency',
		country: found?.country ?? null,
		demonstration: false
	};
}

/** What it is called in both languages; the id where nobody named it. */
export async function namesOf(
	store: Pick<GraphStore, 'read'>,
	id: string
): Promise<{ en: string; fr: string }> {
	const found = known.find((each) => each.id === id);
	if (found) return found.name;
	const agency = await agencyOf(store, id);
	return { en: agency?.name ?? id, fr: agency?.nameFr ?? agency?.name ?? id };
}
