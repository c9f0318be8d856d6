import * as v from 'valibot';
import { actions, type Action, type ActionName } from '#lib/server/access/actions.ts';
import { decide, demand } from '#lib/server/access/decide.ts';
import { isActionName, type Answer, type Refusal, type Then } from '#lib/server/access/explain.ts';
import { app } from '#lib/server/app.ts';
import { actionFound, actionSaid, ruleSaid } from '../words.server.ts';

/** The question is in the address, so that it can be sent to a colleague; asking it again is logged again. */
const Question = v.object({
	person: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{0,64}$/)), ''),
	action: v.optional(v.string(), ''),
	entity: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200)), ''),
	/** The entry of the log that the question came from. */
	entry: v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d{0,14}$|^$/)), '')
});

const noQuestion = { person: '', action: '', entity: '', entry: '' };

/** What was recorded then, and whether the roles of now would answer otherwise. */
const recorded = ({ decision }: Answer, { rule, role, ...rest }: Then) => ({
	...rest,
	rule: rule ?? null,
	ruleSaid: rule ? ruleSaid(rule) : null,
	role: role ?? null,
	differs: rule !== undefined && (rule !== decision.rule || role !== decision.role)
});

function said(answer: Answer) {
	const { decision, then, ...rest } = answer;
	const { roles: may }: Action = actions[decision.action];
	return {
		...rest,
		allowed: decision.allowed,
		rule: decision.rule,
		ruleSaid: ruleSaid(decision.rule),
		role: decision.role ?? null,
		then: then ? recorded(answer, then) : null,
		/** The roles of the table's row, where it names roles. */
		may: typeof may === 'string' ? null : [...may]
	};
}
const told = ({ rule, action, ...rest }: Refusal) => ({
	...rest,
	action,
	actionSaid: actionFound(action),
	rule: rule ?? null,
	ruleSaid: rule ? ruleSaid(rule) : null
});

export async function load({ locals, url }) {
	const viewer = demand(locals.viewer, 'access.explain');
	const { access, inspection } = app();
	const parsed = v.safeParse(Question, Object.fromEntries(url.searchParams));
	const question = parsed.success ? parsed.output : noQuestion;
	const { person, action, entity, entry } = question;
	const asked = isActionName(action)
		? await access.explain.why(viewer, {
				person: person || null,
				action,
				...(entity ? { entity } : {}),
				...(entry ? { entry: Number(entry) } : {})
			})
		: null;
	const { refusals, entriesRead } = await access.explain.refusals(viewer);
	return {
		question,
		// What cannot be the id of a person, an entity or an entry is told like one that does not exist.
		answer: !parsed.success || asked === undefined ? ('unknown' as const) : asked && said(asked),
		/** Whoever manages the accounts is given their addresses too; who reads the log, names alone. */
		people: decide(viewer, 'access.manage').allowed
			? (await access.people.list(viewer)).map(({ id, name, email }) => ({ id, name, email }))
			: (await inspection.people(viewer)).map(({ id, name }) => ({ id, name, email: null })),
		names: await access.accounts.colleagues(viewer, [
			...new Set(refusals.map(({ actor }) => actor))
		]),
		actions: (Object.keys(actions) as ActionName[]).map((name) => ({
			name,
			description: actionSaid(name)
		})),
		refusals: refusals.map(told),
		entriesRead
	};
}
