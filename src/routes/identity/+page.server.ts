import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { decisionReason, pairOf, type IdentityObstacle } from '#lib/domain/identity.ts';
import type { EntityCard } from '#lib/domain/subgraph.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { decide, demand } from '#lib/server/access/decide.ts';
import { fieldsOf, formOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';
import { summarise } from '#lib/shell/screen-marking.ts';
import { agencyNames, obstacleOf, takenBack } from './refusal.server.ts';
import { fallsUnder, isRule, ruleNames } from './rules.ts';

const listed = 40;
const inBulk = 100;

const Id = v.pipe(v.string(), v.regex(/^[\w-]{1,128}$/));
const Pair = v.object({ a: Id, b: Id });

/** What of a card two columns are made of. */
const sideOf = ({ node, records, claimTotal, claims }: EntityCard, viewer: Viewer) => ({
	node,
	records,
	claimTotal,
	others: [...new Set(claims.map(({ other }) => other.id))],
	owners: [...new Map(records.map(({ owner }) => [owner.id, owner])).values()],
	mine: records.some(({ owner }) => owner.id === viewer.organisation.id)
});
export type Side = ReturnType<typeof sideOf>;

/** The one that others describe too stays, else the one that more records describe. */
function keeps(a: Side, b: Side, viewer: Viewer): string {
	const foreign = ({ owners }: Side) => owners.some(({ id }) => id !== viewer.organisation.id);
	if (foreign(a) !== foreign(b)) return foreign(a) ? a.node.id : b.node.id;
	if (a.records.length !== b.records.length)
		return a.records.length > b.records.length ? a.node.id : b.node.id;
	return a.node.id < b.node.id ? a.node.id : b.node.id;
}

async function sides(viewer: Viewer, pair: { a: string; b: string }) {
	const { network } = app();
	const [a, b] = await Promise.all([network.card(viewer, pair.a), network.card(viewer, pair.b)]);
	if (!a || !b) return null;
	const [left, right] = [sideOf(a, viewer), sideOf(b, viewer)];
	const names = new Map([...a.claims, ...b.claims].map(({ other }) => [other.id, other.name]));
	return {
		left,
		right,
		into: keeps(left, right, viewer),
		common: left.others.flatMap((id) =>
			right.others.includes(id) ? [{ id, name: names.get(id) ?? id }] : []
		)
	};
}

export async function load({ locals, url }) {
	const viewer = demand(locals.viewer, 'identity.read');
	const { identity, network } = app();
	const again = url.searchParams.has('again');
	const [found, proposals] = await Promise.all([
		identity.candidates(viewer, { again }),
		identity.proposals(viewer)
	]);
	const rule = url.searchParams.get('rule');
	const chosen = isRule(rule) ? rule : null;
	const under = Object.fromEntries(
		ruleNames.map((name) => [name, found.pairs.filter((pair) => fallsUnder(pair, name)).length])
	);
	const pairs = chosen
		? found.pairs.filter((pair) => fallsUnder(pair, chosen)).slice(0, inBulk)
		: found.pairs.slice(0, listed);
	const named = url.searchParams.get('pair');
	const at = Number(url.searchParams.get('at') ?? '0');
	const proposed = proposals.map(({ a, b }) => ({ a, b }));
	const selected = chosen
		? null
		: (pairs.find(({ a, b }) => pairOf(a, b) === named) ??
			proposed.find(({ a, b }) => pairOf(a, b) === named) ??
			pairs[Math.min(Number.isInteger(at) && at >= 0 ? at : 0, pairs.length - 1)] ??
			null);
	const nodes = await network.glimpse(viewer, [
		...new Set([...pairs, ...proposed].flatMap(({ a, b }) => [a, b]))
	]);
	return {
		found: { ...found, pairs: pairs.length, total: found.pairs.length + found.more },
		pairs: pairs.filter(({ a, b }) => nodes.has(a) && nodes.has(b)),
		nodes: Object.fromEntries(nodes),
		rule: chosen,
		under,
		inBulk,
		selected: selected && { a: selected.a, b: selected.b },
		sides: selected ? await sides(viewer, selected) : null,
		proposals: proposals.filter(({ a, b }) => nodes.has(a) && nodes.has(b)),
		agencies: await agencyNames(),
		done: url.searchParams.get('done'),
		verdict: url.searchParams.get('verdict'),
		failed: Number(url.searchParams.get('failed') ?? '0') || 0,
		count: Number(url.searchParams.get('count') ?? '0') || 0,
		may: {
			merge: decide(viewer, 'identity.merge').allowed,
			split: decide(viewer, 'identity.split').allowed
		},
		organisation: viewer.organisation.id,
		marking: summarise([...nodes.values()])
	};
}

const Merge = v.object({
	from: Id,
	into: Id,
	reason: decisionReason,
	at: v.optional(v.string(), '0')
});
const Judge = v.object({
	...Pair.entries,
	verdict: v.picklist(['two', 'later', 'proposed']),
	reason: decisionReason,
	at: v.optional(v.string(), '0')
});
const Answer = v.object({ id: Id, reason: decisionReason });

type Problem = { problem: IdentityObstacle | 'reason' };
const wrong = (problem: Problem['problem'], status = 409) => fail(status, { problem });

const next = (at: string, done: string, verdict: string): never =>
	redirect(303, `/identity?${new URLSearchParams({ at, done, verdict }).toString()}`);

export const actions = {
	async merge({ locals, request }) {
		const viewer = demand(locals.viewer, 'identity.merge');
		const said = v.safeParse(Merge, await fieldsOf(request));
		if (!said.success) return wrong('reason', 400);
		const { from, into, reason, at } = said.output;
		const done = await obstacleOf(app().identity.merge(viewer, { from, into }, { reason }));
		if ('obstacle' in done) return wrong(done.obstacle);
		return next(at, done.value.id, 'one');
	},
	async judge({ locals, request }) {
		const viewer = demand(locals.viewer, 'identity.judge');
		const said = v.safeParse(Judge, await fieldsOf(request));
		if (!said.success) return wrong('reason', 400);
		const { reason, at, ...pair } = said.output;
		const done = await obstacleOf(app().identity.judge(viewer, pair, { reason }));
		if ('obstacle' in done) return wrong(done.obstacle);
		return next(at, done.value.id, pair.verdict);
	},
	/** Pairs of one rule: each is a decision of its own, taken back on its own. */
	async many({ locals, request }) {
		const viewer = demand(locals.viewer, 'identity.merge');
		const form = await formOf(request);
		const reason = v.safeParse(decisionReason, form.get('reason'));
		const rule = form.get('rule');
		const pairs = v.safeParse(
			v.pipe(
				v.array(v.pipe(v.string(), v.regex(/^[\w-]{1,128} [\w-]{1,128}$/))),
				v.maxLength(inBulk)
			),
			form.getAll('pair')
		);
		if (!reason.success || !pairs.success || typeof rule !== 'string' || !isRule(rule))
			return wrong('reason', 400);
		let failed = 0;
		let count = 0;
		/** What came to which: a pair may name one that came to another just now. */
		const now = new Map<string, string>();
		const standing = (id: string): string => {
			const moved = now.get(id);
			return moved === undefined ? id : standing(moved);
		};
		for (const pair of pairs.output) {
			const [a = '', b = ''] = pair.split(' ').map(standing);
			if (a === b) continue;
			const both = await sides(viewer, { a, b });
			const into = both?.into ?? b;
			const from = into === a ? b : a;
			const done = await obstacleOf(
				app().identity.merge(viewer, { from, into }, { reason: reason.output, rule })
			);
			if ('obstacle' in done) failed++;
			else {
				count++;
				now.set(from, into);
			}
		}
		redirect(
			303,
			`/identity?${new URLSearchParams({ verdict: 'many', count: String(count), failed: String(failed) }).toString()}`
		);
	},
	async answer({ locals, request }) {
		const viewer = demand(locals.viewer, 'identity.judge');
		const said = v.safeParse(Answer, await fieldsOf(request));
		if (!said.success) return wrong('reason', 400);
		const done = await obstacleOf(
			app().identity.answer(viewer, said.output.id, said.output.reason)
		);
		if ('obstacle' in done) return wrong(done.obstacle);
		redirect(303, '/identity');
	},
	takeBack: takenBack('/identity')
};
