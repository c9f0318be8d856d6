/**
 * Which entities are one. A decision is a person's, with a reason; it moves records of the person's own
 * organisation and can be taken back. What two organisations hold is never made one by a machine.
 */
import * as v from 'valibot';

/** `one`: records were brought together; `apart`: taken out of an entity; `two`: said to be different. */
export const verdicts = ['one', 'apart', 'two', 'later', 'proposed'] as const;
export type Verdict = (typeof verdicts)[number];

/** Two entities in one order, whoever names them first. */
export const pairOf = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

export const decisionReason = v.pipe(
	v.string(),
	v.trim(),
	v.minLength(3, 'a reason in words'),
	v.maxLength(1_000)
);

export interface Decision {
	id: string;
	verdict: Verdict;
	/** Of `one` what came to `b`; of `apart` what `b` was taken out of. */
	a: string;
	b: string;
	/** The organisation that decided. */
	owner: string;
	account: string;
	accountName: string;
	at: string;
	reason: string;
	/** The rule that a decision over many followed. */
	rule: string | null;
	/** Likeness when it was decided, in bits. */
	points: number | null;
	demonstration: boolean;
	/** Organisations that are asked; of a proposal alone. */
	asked: string[];
	endedAt: string | null;
	/** Name of whoever took it back or answered it. */
	endedBy: string | null;
	endReason: string | null;
}

/** How a record came to stand at its entity. */
export type Because = 'decision' | 'identifier' | 'reference' | 'alone';

export interface WhyHere {
	record: string;
	because: Because;
	/** `scheme:value`, of those it shares with another visible record of the entity. */
	shared: string[];
	decision: Decision | null;
	/** Of the viewer's own organisation, so theirs to move. */
	mine: boolean;
}

/** Why something was refused: `unknown` also for what is out of sight. */
export type IdentityObstacle =
	'unknown' | 'same' | 'not-yours' | 'marking' | 'all' | 'ended' | 'not-all-seen' | 'unseen-there';
