/** What an analyst adds in the explorer: a claim between two entities, or a note about some. */
import * as v from 'valibot';
import { claimTypeNames } from './claim-types.ts';
import { Evaluation } from './grading.ts';
import { handlingCodes, tlpLevels } from './marking.ts';
import { minorDigits } from './money.ts';
import { isOneLine, oneLine } from './one-line.ts';
import { phiaTerms } from './probability.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
/** A day of the calendar: 31 February has the shape of one, and is none. */
const day = v.pipe(
	v.string(),
	v.isoDate('expected a day, 2026-11-22'),
	v.check((text) => {
		const at = new Date(`${text}T00:00:00Z`);
		return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
	}, 'there is no such day')
);
const text = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most));
/** Made where the form is opened, so that sending it twice writes one thing. */
const once = v.pipe(v.string(), v.uuid('expected a UUID'));

export const roles = ['suspect', 'convicted', 'victim', 'witness', 'contact', 'other'] as const;

export const ClaimForm = v.pipe(
	v.object({
		once,
		type: v.picklist(claimTypeNames),
		from: id,
		to: id,
		statement: v.picklist(['fact', 'assessment']),
		/** Of an assessment only. */
		probability: v.optional(v.picklist(phiaTerms)),
		evaluation: Evaluation,
		tlp: v.picklist(tlpLevels),
		handling: v.pipe(v.array(v.picklist(handlingCodes)), v.maxLength(4)),
		/** Nobody named: the analyst's own observation. */
		source: v.optional(v.pipe(text(200), v.minLength(1, 'expected the name of the source'))),
		validFrom: v.optional(day),
		validUntil: v.optional(day),
		role: v.optional(v.picklist(roles)),
		/** Of a transfer only: exact integer minor units, and a currency whose smallest unit is known. */
		amount: v.optional(
			v.object({
				minor: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
				currency: v.pipe(
					v.string(),
					v.check(
						(code) => minorDigits(code) !== undefined,
						'the smallest unit of this currency is not known'
					)
				)
			})
		),
		happenedAt: v.optional(day),
		description: text(10_000)
	}),
	v.check(
		({ statement, probability }) => (statement === 'assessment') === (probability !== undefined),
		'an assessment says how likely it is, a fact does not'
	),
	v.check(({ from, to }) => from !== to, 'a claim is about two different entities'),
	v.check(
		({ validFrom, validUntil }) => !validFrom || !validUntil || validFrom <= validUntil,
		'it ends before it begins'
	),
	v.check(
		({ type, role }) => (type === 'INVOLVED_IN') === (role !== undefined),
		'a role belongs to involvement in a case, and to nothing else'
	),
	v.check(
		({ type, amount, happenedAt }) =>
			type === 'TRANSFERRED' || (amount === undefined && happenedAt === undefined),
		'an amount and its day belong to a transfer, and to nothing else'
	)
);
export type ClaimForm = v.InferOutput<typeof ClaimForm>;

export const noteEntities = 50;
export const NoteForm = v.object({
	once,
	entities: v.pipe(v.array(id), v.minLength(1), v.maxLength(noteEntities)),
	tlp: v.picklist(tlpLevels),
	handling: v.pipe(v.array(v.picklist(handlingCodes)), v.maxLength(4)),
	text: v.pipe(text(10_000), v.minLength(1, 'expected a text')),
	/** The document or the person behind it, in words; nobody named: the author's own. */
	takenFrom: v.optional(
		v.pipe(
			text(300),
			v.minLength(1, 'expected what the note is taken from, or to be left out'),
			v.check(isOneLine, oneLine)
		)
	),
	/** The note this one takes the place of. */
	supersedes: v.optional(id)
});
export type NoteForm = v.InferOutput<typeof NoteForm>;
