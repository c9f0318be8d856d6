/**
 * Organisations as partners: what they are, and under which agreement data may pass between them
 * (Regulation (EU) 2016/794, arts. 23–27). What was not read in the official text says so.
 */
import * as v from 'valibot';
import { Slug } from './audience.ts';

export const organisationKinds = [
	'national-unit',
	'union-body',
	'third-country',
	'international',
	'csirt',
	'provider',
	'private',
	'academia'
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

export const agreementTypes = [
	'member-state',
	'union-body',
	'adequacy',
	'agreement',
	'pre-2017-agreement',
	'none'
] as const;
export type AgreementType = (typeof agreementTypes)[number];

/** Under `none` nothing operational flows out, whatever else a transfer may rest on. */
export const mayReceive = (agreement: AgreementType): boolean => agreement !== 'none';

/** An organisation as it is called; the French name where there is one. */
export interface Called {
	name: string;
	nameFr?: string | null;
}
/** Its name in the reader's language. */
export type Calls = (organisation: Called) => string;

const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** One row of the vocabulary `seed/organisations.json`. */
export const Organisation = v.object({
	id: Slug,
	kind: v.picklist(organisationKinds),
	/** ISO 3166-1 alpha-2, `EU`, or none. */
	country: v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/))),
	name: v.object({ en: Name, fr: Name }),
	agreement: v.picklist(agreementTypes),
	/** Where the agreement type comes from. */
	basis: v.pipe(v.string(), v.minLength(1)),
	/** Whether somebody read it in the official text; false is shown to the reader. */
	verified: v.boolean(),
	fictional: v.boolean()
});
export type Organisation = v.InferOutput<typeof Organisation>;
