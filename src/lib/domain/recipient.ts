/**
 * For whom something is taken away, and to what purpose (LED art. 25: a log of disclosures shows the
 * justification and, if possible, the recipient). Nobody may leave it out; one's own organisation is what
 * the pages offer first.
 */
import * as v from 'valibot';
import { Slug } from './audience.ts';
import { isOneLine, oneLine } from './one-line.ts';
import type { AgreementType } from './organisation.ts';
import { purposes, type Purpose } from './restricted.ts';

export const recipientKinds = ['own', 'organisation', 'other'] as const;
export type RecipientKind = (typeof recipientKinds)[number];

export const recipientLength = { least: 3, most: 300 } as const;

/** As it is asked: one's own organisation, another of the directory, or somebody in words. */
export const Recipient = v.variant('kind', [
	v.object({ kind: v.literal('own') }),
	v.object({ kind: v.literal('organisation'), id: Slug }),
	v.object({
		kind: v.literal('other'),
		text: v.pipe(
			v.string(),
			v.trim(),
			v.minLength(recipientLength.least),
			v.maxLength(recipientLength.most),
			v.check(isOneLine, oneLine)
		)
	})
]);
export type Recipient = v.InferOutput<typeof Recipient>;

export const Disclosure = v.object({ recipient: Recipient, purpose: v.picklist(purposes) });
export type Disclosure = v.InferOutput<typeof Disclosure>;

/** What a page offers first. */
export const forOwn = (purpose: Purpose = 'investigation'): Disclosure => ({
	recipient: { kind: 'own' },
	purpose
});

/** An organisation that may be named as a recipient. */
export interface RecipientChoice {
	id: string;
	name: { en: string; fr: string };
	agreement: AgreementType;
}

/** A recipient after the directory was asked. */
export type Addressee =
	| { kind: 'own'; id: string; agreement: AgreementType; sender: string }
	| { kind: 'organisation'; id: string; agreement: AgreementType; sender: string }
	| { kind: 'other'; text: string; agreement: 'none'; sender: string };
