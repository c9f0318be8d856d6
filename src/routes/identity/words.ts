/** Decisions and refusals of identity, in words. */
import type { Decision, IdentityObstacle, Verdict } from '#lib/domain/identity.ts';
import { m } from '#lib/paraglide/messages.js';

const obstacles: Record<IdentityObstacle, () => string> = {
	unknown: m.identity_obstacle_unknown,
	same: m.identity_obstacle_same,
	'not-yours': m.identity_obstacle_not_yours,
	marking: m.identity_obstacle_marking,
	all: m.identity_obstacle_all,
	ended: m.identity_obstacle_ended,
	'not-all-seen': m.identity_obstacle_not_all_seen,
	'unseen-there': m.identity_obstacle_unseen_there
};
export const obstacleText = (obstacle: IdentityObstacle): string => obstacles[obstacle]();

const verdictNames: Record<Verdict, () => string> = {
	one: m.identity_verdict_one,
	apart: m.identity_verdict_apart,
	two: m.identity_verdict_two,
	later: m.identity_verdict_later,
	proposed: m.identity_verdict_proposed
};
export const verdictName = (verdict: Verdict): string => verdictNames[verdict]();

/** Whether a decision moved records, so that there is something to take back. */
export const moves = ({ verdict }: Pick<Decision, 'verdict'>): boolean =>
	verdict === 'one' || verdict === 'apart';

const doneTexts: Record<string, () => string> = {
	one: m.identity_done_one,
	two: m.identity_done_two,
	later: m.identity_done_later,
	proposed: m.identity_done_proposed,
	apart: m.identity_done_apart,
	back: m.identity_done_back
};
export const doneText = (verdict: string): string | undefined =>
	Object.hasOwn(doneTexts, verdict) ? doneTexts[verdict]?.() : undefined;
