import * as v from 'valibot';
import { actions, type Action, type ActionName } from '#lib/server/access/actions.ts';
import { decide, demand } from '#lib/server/access/decide.ts';
import { isActionName, type Answer, type Refusal } from '#lib/server/access/explain.ts';
import { app } from '#lib/server/app.ts';
import { actionFound, actionSaid, ruleSaid } from '../words.server.ts';

/** The question is in the address, so that it can be sent to a colleague; asking it again is logged again. */
const Question = v.object({
	person: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{0,64}$/)), ''),
	action: v.optional(v.string(), ''),
	entity: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200)), '')
});

function said({ decision, ...rest }: Answer) {
	const { roles: may }: Action = actions[decision.action];
	return {
		...rest,
		allowed: decision.allowed,
		rule: decision.rule,
		ruleSaid: ruleSaid(decision.rule),
		role: decision.role ?? null,
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
	const { access } = app();
	const parsed = v.safeParse(Question, Object.fromEntries(url.searchParams));
	const question = parsed.success ? parsed.output : { person: '', action: '', entity: '' };
	const { person, action, entity } = question;
	const asked = isActionName(action)
		? await access.explain.why(viewer, {
				person: person || null,
				action,
				...(entity ? { entity } : {})
			})
		: null;
	const { refusals, entriesRead } = await access.explain.refusals(viewer);
	return {
		question,
		answer: asked === null ? null : asked === undefined ? ('unknown' as const) : said(asked),
		/** Only whoever manages the accounts is given their names; others ask by the account’s id. */
		people: decide(viewer, 'access.manage').allowed
			? (await access.people.list(viewer)).map(({ id, name, email }) => ({ id, name, email }))
			: null,
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
