/** What a mapping that is being made still lacks, by name; or the mapping itself, as the reader takes it. */
import * as v from 'valibot';
import {
	settledDecimal,
	settledOrder,
	type ColumnProfile,
	type Settled
} from './column-profile.ts';
import { momentFields, type DraftClaim, type MappingDraft } from './mapping-draft.ts';
import { usesIn } from './mapping-uses.ts';
import {
	TableMapping,
	type DateOrder,
	type Delimiter,
	type Encoding,
	type Value
} from './table-mapping.ts';

/** What a file tells of itself. */
export interface Told {
	columns: readonly string[];
	/** By column. */
	profiles: Readonly<Record<string, ColumnProfile>>;
	delimiter: Delimiter | null;
	encoding: Encoding | null;
	/** Of a workbook; empty for text. */
	sheets: readonly string[];
}

export const questions = [
	'sheet',
	'delimiter',
	'encoding',
	'order',
	'zone',
	'decimal',
	'phone-country'
] as const;
export type Question = (typeof questions)[number];

export type Problem =
	| { why: 'no-thing' }
	| { why: 'unnamed-thing'; thing: string }
	| { why: 'no-end' | 'no-amount' | 'no-currency'; claim: number }
	| { why: 'missing-columns'; columns: string[] }
	/** Something that the content does not settle; `how`: why it does not. */
	| {
			why: 'question';
			question: Question;
			how: 'either' | 'both' | 'nothing' | 'unsaid' | 'unknown';
	  }
	| { why: 'not-a-mapping'; reason: string };

export const isQuestion = (problem: Problem): problem is Extract<Problem, { why: 'question' }> =>
	problem.why === 'question';

export type Checked =
	{ mapping: TableMapping; problems: readonly [] } | { mapping: null; problems: Problem[] };

const profilesOf = (
	draft: MappingDraft,
	{ profiles }: Told,
	isAsked: (use: ReturnType<typeof usesIn>[number]) => boolean
): ColumnProfile[] =>
	[
		...new Set(
			usesIn(draft)
				.filter(isAsked)
				.map(({ column }) => column)
		)
	].flatMap((column) => {
		const profile = Object.hasOwn(profiles, column) ? profiles[column] : undefined;
		return profile ? [profile] : [];
	});

const moments = (draft: MappingDraft, told: Told) =>
	profilesOf(draft, told, ({ slot }) => momentFields.some((field) => field === slot.field));

export interface Answers {
	order: Settled<DateOrder>;
	decimal: Settled<'.' | ','>;
	zone: 'not-needed' | 'asked';
	phoneCountry: 'not-needed' | 'asked';
}

/** What the cells that are read settle by themselves, and what they leave open. */
export function answersIn(draft: MappingDraft, told: Told): Answers {
	const days = moments(draft, told);
	const amounts = profilesOf(draft, told, ({ slot }) => slot.field === 'amount');
	const phones = profilesOf(
		draft,
		told,
		({ slot }) => slot.of === 'thing' && slot.field === 'identifier' && slot.scheme === 'phone'
	);
	return {
		order: settledOrder(days),
		decimal: settledDecimal(amounts),
		zone: days.some(({ local }) => local > 0) ? 'asked' : 'not-needed',
		phoneCountry: phones.some(({ national }) => national > 0) ? 'asked' : 'not-needed'
	};
}

export function isZone(name: string): boolean {
	try {
		return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
	} catch (error) {
		if (error instanceof RangeError) return false;
		throw error;
	}
}

type How = Extract<Problem, { why: 'question' }>['how'];
const question = (name: Question, how: How = 'unsaid'): Problem => ({
	why: 'question',
	question: name,
	how
});

function openQuestions(draft: MappingDraft, told: Told): Problem[] {
	const answers = answersIn(draft, told);
	const asks = (settled: Settled<unknown>): How | undefined =>
		typeof settled === 'object' && 'ask' in settled ? settled.ask : undefined;
	const [order, decimal] = [asks(answers.order), asks(answers.decimal)];
	const isText = told.sheets.length === 0;
	return [
		...(told.sheets.length > 1 && !told.sheets.includes(draft.sheet) ? [question('sheet')] : []),
		...(isText && !told.delimiter && !draft.delimiter ? [question('delimiter')] : []),
		...(isText && !told.encoding && !draft.encoding ? [question('encoding')] : []),
		...(order && !draft.order ? [question('order', order)] : []),
		...(draft.zone !== '' && !isZone(draft.zone)
			? [question('zone', 'unknown')]
			: answers.zone === 'asked' && draft.zone === ''
				? [question('zone')]
				: []),
		...(decimal && !draft.decimal ? [question('decimal', decimal)] : []),
		...(answers.phoneCountry === 'asked' && !draft.phoneCountry ? [question('phone-country')] : [])
	];
}

function gaps({ things, claims }: MappingDraft): Problem[] {
	const isThing = (id: string) => things.some((thing) => thing.id === id);
	return [
		...(things.length === 0 ? [{ why: 'no-thing' } as const] : []),
		...things
			.filter(({ names, identifiers }) => names.length + identifiers.length === 0)
			.map(({ id }) => ({ why: 'unnamed-thing', thing: id }) as const),
		...claims.flatMap(({ type, from, to, amount }, claim): Problem[] => [
			...(isThing(from) && isThing(to) ? [] : [{ why: 'no-end', claim } as const]),
			...(type === 'TRANSFERRED' && amount.value && !amount.currency
				? [{ why: 'no-currency', claim } as const]
				: []),
			...(type === 'TRANSFERRED' && amount.currency && !amount.value
				? [{ why: 'no-amount', claim } as const]
				: [])
		])
	];
}

function missing(draft: MappingDraft, { columns }: Told): Problem[] {
	const lost = [...new Set(usesIn(draft).map(({ column }) => column))].filter(
		(column) => !columns.includes(column)
	);
	return lost.length ? [{ why: 'missing-columns', columns: lost }] : [];
}

function claimAsked({ amount, ...claim }: DraftClaim) {
	const { value, currency, negative } = amount;
	const isWhole = claim.type === 'TRANSFERRED' && value && currency;
	return { ...claim, ...(isWhole ? { amount: { value, currency, negative } } : {}) };
}

const settledIn = <T>(settled: Settled<T>): T | undefined =>
	typeof settled === 'object' && 'settled' in settled ? settled.settled : undefined;

/** What the reader is asked, with what the file tells in the place of what was left to it. */
function asked(draft: MappingDraft, told: Told): v.InferInput<typeof TableMapping> {
	const answers = answersIn(draft, told);
	const delimiter = draft.delimiter || told.delimiter;
	const decimal = draft.decimal || settledIn(answers.decimal);
	const isText = told.sheets.length === 0;
	return {
		...(isText && delimiter ? { delimiter } : {}),
		encoding: draft.encoding || told.encoding || 'utf-8',
		...(draft.sheet && !isText ? { sheet: draft.sheet } : {}),
		header: draft.header,
		dates: {
			order: draft.order || settledIn(answers.order) || 'iso',
			...(draft.zone ? { zone: draft.zone } : {})
		},
		...(decimal ? { decimal } : {}),
		...(draft.phoneCountry && draft.phoneCountry !== 'none'
			? { phoneCountry: draft.phoneCountry }
			: {}),
		things: draft.things,
		claims: draft.claims.map(claimAsked)
	};
}

export function checked(draft: MappingDraft, told: Told): Checked {
	const problems = [...gaps(draft), ...missing(draft, told), ...openQuestions(draft, told)];
	if (problems.length) return { mapping: null, problems };
	const parsed = v.safeParse(TableMapping, asked(draft, told));
	if (parsed.success) return { mapping: parsed.output, problems: [] };
	const [issue] = parsed.issues;
	const reason = `${v.getDotPath(issue) ?? 'mapping'}: ${issue.message}`;
	return { mapping: null, problems: [{ why: 'not-a-mapping', reason: reason.slice(0, 300) }] };
}

/** True where the reader takes a column as what this says it is. */
export const isFixed = (value: Value | undefined): value is { text: string } =>
	value !== undefined && 'text' in value;
