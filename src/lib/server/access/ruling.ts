/**
 * What an entry of the log keeps of the decision behind it: the rule that allowed or refused, the role it
 * spoke of, and the roles that whoever acted held then. The one function that decides is asked, nothing is
 * decided here. Entries from before this was kept have none of it, and are said to have none.
 */
import * as v from 'valibot';
import { detailOf, type Detail, type StoredEntry } from '#lib/domain/audit-entry.ts';
import { roles, type Role } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { ActionName } from './actions.ts';
import { decide, ruleIds, type RuleId } from './decide.ts';

export type Holder = Pick<Viewer, 'roles' | 'operator'>;

/**
 * The facts for an entry. An act that the table allowed and something else refused (a reason that is owed,
 * a wrong password) names no rule: the rule did not refuse it.
 */
export function rulingFacts(
	holder: Holder | null,
	action: ActionName,
	outcome: 'done' | 'refused' | 'failed'
): Detail {
	const { allowed, rule, role } = decide(holder, action);
	const held = holder?.roles.join(' ');
	return {
		...(allowed === (outcome !== 'refused') ? { rule, ...(role ? { role } : {}) } : {}),
		...(held ? { held } : {})
	};
}

/** As an entry says it; what another version wrote and this one does not know is left out. */
export interface Ruling {
	rule?: RuleId;
	role?: Role;
	/** Absent where the entry is from before roles were kept, or the act needs none. */
	held: Role[];
	/** Why it was refused although the table allowed it. */
	obstacle?: string;
}

const rule = v.picklist(ruleIds);
const role = v.picklist(roles);

function readable(entry: Pick<StoredEntry, 'detail'>): Detail {
	try {
		return detailOf(entry);
	} catch {
		// A damaged entry says nothing; that it is damaged is found elsewhere.
		return {};
	}
}

export function rulingOf(entry: Pick<StoredEntry, 'detail'>): Ruling {
	const detail = readable(entry);
	const named = v.safeParse(rule, detail.rule);
	const spoken = v.safeParse(role, detail.role);
	const held = typeof detail.held === 'string' ? detail.held.split(' ') : [];
	return {
		...(named.success ? { rule: named.output } : {}),
		...(spoken.success ? { role: spoken.output } : {}),
		held: held.flatMap((each) => {
			const known = v.safeParse(role, each);
			return known.success ? [known.output] : [];
		}),
		...(typeof detail.obstacle === 'string' ? { obstacle: detail.obstacle } : {})
	};
}
