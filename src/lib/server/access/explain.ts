/**
 * Why was this allowed or refused? The same function that decides is asked for somebody else, and for an
 * entity the same rule of audiences. Whoever asks learns no more of the entity than whether that person
 * sees it: one that is out of their sight and one that does not exist answer alike, and the tokens that
 * matched are named only where whoever asks sees the record themselves. Asking is audited.
 */
import * as v from 'valibot';
import { StoredEntry } from '#lib/domain/audit-entry.ts';
import { isConfined, type Token } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { by, type Audit } from '#lib/server/audit/event.ts';
import { readEntries, readHead } from '#lib/server/audit/queries.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { actions, type ActionName } from './actions.ts';
import { AuthUser, type Auth } from './auth.ts';
import { decide, demand, ruleIds, type Decision, type RuleId } from './decide.ts';
import { sharedTokens } from './queries.ts';
import { viewerOfUser } from './viewer.ts';

export interface Question {
	/** Account id; nobody's for what a visitor without an account may do. */
	person: string | null;
	action: ActionName;
	entity?: string;
}

export interface EntityAnswer {
	/** `no-tokens`: their roles carry none, or a confined role takes all away. */
	seen: 'seen' | 'not-seen' | 'no-tokens';
	/** Those of the person's tokens that matched, on records that whoever asks sees too. */
	tokens: Token[];
	/** Whether there is more that whoever asks may not be told. */
	withheld: boolean;
}

export interface Answer {
	decision: Decision;
	disabled: boolean;
	confined: boolean;
	entity?: EntityAnswer;
}

export interface Refusal {
	/** Of the entry in the log. */
	id: string;
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

const Detail = v.object({
	rule: v.optional(v.picklist(ruleIds)),
	obstacle: v.optional(v.string())
});

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
		const found = await adapter.findOne({ model: 'user', where: [{ field: 'id', value: id }] });
		const user = found ? v.parse(AuthUser, found) : undefined;
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

	return {
		async why(viewer, { person: id, action, entity }) {
			demand(viewer, 'access.explain');
			const user = id === null ? undefined : await person(viewer, id);
			const isKnown = id === null || user !== undefined;
			await audit.consult({
				...by(viewer),
				action: 'access.explain',
				outcome: isKnown ? 'done' : 'refused',
				subjects: [...(id === null ? [] : [id]), ...(entity ? [entity] : [])],
				detail: { act: 'why', asked: action }
			});
			if (!isKnown) return undefined;
			// To the hook a disabled account is nobody.
			const target = user && !user.disabled ? await viewerOfUser(store, auth, user) : null;
			return {
				decision: decide(target, action),
				disabled: user?.disabled ?? false,
				confined: target?.roles.some(isConfined) ?? false,
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
				.map(({ id, at, action, actor, detail, subjects }) => {
					const said = v.safeParse(Detail, JSON.parse(detail));
					return { id, at, action, actor, subjects, ...(said.success ? said.output : {}) };
				});
			return { refusals, entriesRead: Math.min(size, entriesRead) };
		}
	};
}
