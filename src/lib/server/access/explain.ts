/**
 * Why was this allowed or refused? The same function that decides is asked for somebody else, and for an
 * entity the same rule of audiences. Whoever asks learns no more of the entity than whether that person
 * sees it: one that is out of their sight and one that does not exist answer alike, and the tokens that
 * matched are named only where whoever asks sees the record themselves. Asked about an entry of the log, the
 * answer also says what was recorded then. Asking is audited.
 */
import * as v from 'valibot';
import { StoredEntry } from '#lib/domain/audit-entry.ts';
import { isConfined, type Token } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { faultOf } from '#lib/server/audit/entry.ts';
import { by, type Audit } from '#lib/server/audit/event.ts';
import { readEntries, readHead, readNumbered } from '#lib/server/audit/queries.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { actions, type ActionName } from './actions.ts';
import { findUser, type Auth, type AuthUser } from './auth.ts';
import { decide, demand, type Decision, type RuleId } from './decide.ts';
import { sharedTokens } from './queries.ts';
import { rulingOf, type Ruling } from './ruling.ts';
import { viewerOfUser } from './viewer.ts';

export interface Question {
	/** Account id; nobody's for what a visitor without an account may do. */
	person: string | null;
	action: ActionName;
	entity?: string;
	/** The number of an entry of theirs about this act: what was decided then. */
	entry?: number;
}

export interface EntityAnswer {
	/** `no-tokens`: their roles carry none, or a confined role takes all away. */
	seen: 'seen' | 'not-seen' | 'no-tokens';
	/** Those of the person's tokens that matched, on records that whoever asks sees too. */
	tokens: Token[];
	/** Whether there is more that whoever asks may not be told. */
	withheld: boolean;
}

/** What an entry recorded of its decision. */
export interface Then extends Ruling {
	seq: number;
	at: string;
	outcome: string;
}

export interface Answer {
	decision: Decision;
	disabled: boolean;
	confined: boolean;
	then?: Then;
	entity?: EntityAnswer;
}

export interface Refusal {
	/** Of the entry in the log. */
	id: string;
	seq: number;
	at: string;
	action: string;
	/** Account id. */
	actor: string;
	/** The rule that refused; absent on entries of features that refused for reasons of their own. */
	rule?: RuleId;
	obstacle?: string;
	/** What was asked for, as the log has it. */
	subjects: string[];
}

export interface Explain {
	/** Undefined for a person of another organisation, as for one that does not exist. */
	why(viewer: Viewer, question: Question): Promise<Answer | undefined>;
	/** What was refused to people of the viewer's organisation, latest first, and how far back was read. */
	refusals(viewer: Viewer): Promise<{ refusals: Refusal[]; entriesRead: number }>;
}

/** So many of the latest entries are read, and so many refusals shown. */
const entriesRead = 5_000;
const refusalsShown = 100;

export const isActionName = (name: string): name is ActionName => Object.hasOwn(actions, name);

export function explainOf({
	store,
	audit,
	auth
}: {
	store: GraphStore;
	audit: Audit;
	auth: Auth;
}): Explain {
	async function person(viewer: Viewer, id: string): Promise<AuthUser | undefined> {
		const { adapter } = await auth.$context;
		const user = await findUser(adapter, id);
		return user && (viewer.operator || user.organisation === viewer.organisation.id)
			? user
			: undefined;
	}

	async function matched(viewer: Viewer, target: Viewer, entity: string): Promise<EntityAnswer> {
		if (target.audience.length === 0) return { seen: 'no-tokens', tokens: [], withheld: false };
		const tokens = [...target.audience];
		const all = await store.read(sharedTokens, { id: entity, audience: tokens, tokens });
		const told = await store.read(sharedTokens, {
			id: entity,
			audience: [...viewer.audience],
			tokens
		});
		return {
			seen: all.length > 0 ? 'seen' : 'not-seen',
			tokens: told.map(({ token }) => token),
			withheld: told.length < all.length
		};
	}

	/**
	 * An administrator asks about what was refused, which the list of refusals shows as well; what was
	 * done is read by whoever may read the log.
	 */
	async function recorded(
		viewer: Viewer,
		{ person: id, action, entry: seq = 0 }: Question
	): Promise<Then | undefined> {
		const [kept] = await store.read(readNumbered, { seqs: [seq] });
		const parsed = v.safeParse(StoredEntry, kept?.entry);
		// What was rewritten since is no record of then.
		if (!parsed.success || faultOf(parsed.output)) return undefined;
		const { at, outcome, organisation, actor, action: done } = parsed.output;
		const fits = done === action && actor === (id ?? 'nobody');
		const theirs = viewer.operator || organisation === viewer.organisation.id;
		const mayRead = outcome === 'refused' || decide(viewer, 'audit.read').allowed;
		return fits && theirs && mayRead ? { seq, at, outcome, ...rulingOf(parsed.output) } : undefined;
	}

	return {
		async why(viewer, question) {
			const { person: id, action, entity, entry } = question;
			demand(viewer, 'access.explain');
			const user = id === null ? undefined : await person(viewer, id);
			const isKnown = id === null || user !== undefined;
			await audit.consult({
				...by(viewer),
				action: 'access.explain',
				outcome: isKnown ? 'done' : 'refused',
				subjects: [...(id === null ? [] : [id]), ...(entity ? [entity] : [])],
				detail: { act: 'why', asked: action, ...(entry ? { entry } : {}) }
			});
			if (!isKnown) return undefined;
			// To the hook a disabled account is nobody.
			const target = user && !user.disabled ? await viewerOfUser(store, auth, user) : null;
			const then = entry ? await recorded(viewer, question) : undefined;
			return {
				decision: decide(target, action),
				disabled: user?.disabled ?? false,
				confined: target?.roles.some(isConfined) ?? false,
				...(then ? { then } : {}),
				...(entity
					? {
							entity: target
								? await matched(viewer, target, entity)
								: { seen: 'no-tokens' as const, tokens: [], withheld: false }
						}
					: {})
			};
		},
		async refusals(viewer) {
			demand(viewer, 'access.explain');
			const [head] = await store.read(readHead, {});
			const size = head?.size ?? 0;
			const rows = await store.read(readEntries, {
				from: Math.max(1, size - entriesRead + 1),
				to: size + 1
			});
			await audit.consult({
				...by(viewer),
				action: 'access.explain',
				outcome: 'done',
				subjects: [],
				detail: { act: 'refusals' }
			});
			const refusals = rows
				.map(({ entry }) => v.safeParse(StoredEntry, entry))
				.flatMap((parsed) => (parsed.success ? [parsed.output] : []))
				.filter(
					({ outcome, organisation }) =>
						outcome === 'refused' && (viewer.operator || organisation === viewer.organisation.id)
				)
				.slice(-refusalsShown)
				.reverse()
				.map((entry) => {
					const { id, seq, at, action, actor, subjects } = entry;
					const { rule, obstacle } = rulingOf(entry);
					return {
						...{ id, seq, at, action, actor, subjects },
						...(rule ? { rule } : {}),
						...(obstacle ? { obstacle } : {})
					};
				});
			return { refusals, entriesRead: Math.min(size, entriesRead) };
		}
	};
}
