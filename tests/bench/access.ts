/**
 * How long the decision takes that every request goes through: `node scripts/bench.js access`. The bar is
 * 0.1 ms. Beside it, in the same run, a peer that does the least one can do: a role’s set of actions in
 * a Map, looked up. The ratio says what naming the rule, confined roles and words cost over a bare answer.
 * Each figure is the median of nine rounds; the whole way of a request is shown so that the decision is
 * seen in proportion.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { roles, sees, tokensOf, type Role } from '#lib/domain/audience.ts';
import { actions, type ActionName } from '#lib/server/access/actions.ts';
import { decide } from '#lib/server/access/decide.ts';
import { accessOf } from '#lib/server/access/open.ts';
import { actionOf, routes } from '#lib/server/access/routes.ts';
import { auditOf } from '#lib/server/audit/log.ts';
import { openStore } from '#lib/server/graph/open.ts';

const bar = 0.1;
const names = Object.keys(actions) as ActionName[];
const questions = roles.flatMap((role) =>
	names.map((name) => ({ name, role, viewer: { roles: [role], operator: false } }))
);
/** Kept and printed, so that no engine leaves the work out. */
let allowed = 0;

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
function perAnswer(answers: number, round: () => void): number {
	round();
	const each = Array.from({ length: 9 }, () => {
		const start = performance.now();
		round();
		return (performance.now() - start) / answers;
	});
	return median(each);
}
const repeated = 500;
const all = questions.length * repeated;
const over = (ask: (question: (typeof questions)[number]) => boolean) => () => {
	for (let i = 0; i < repeated; i++) for (const each of questions) if (ask(each)) allowed++;
};

const may = new Map<Role, Set<ActionName>>(
	roles.map((role) => [
		role,
		new Set(names.filter((name) => decide({ roles: [role], operator: false }, name).allowed))
	])
);
const peer = perAnswer(
	all,
	over(({ role, name }) => may.get(role)?.has(name) ?? false)
);
const ours = perAnswer(
	all,
	over(({ viewer, name }) => decide(viewer, name).allowed)
);

const asked = Object.keys(routes);
const url = new URL('http://localhost/x');
const analyst = { roles: ['analyst'] as const, operator: false };
const routed = perAnswer(asked.length * repeated, () => {
	for (let i = 0; i < repeated; i++)
		for (const route of asked) {
			const action = actionOf(route, 'GET', url);
			if (action && decide(analyst, action).allowed) allowed++;
		}
});

const tokens = tokensOf({
	account: 'ada',
	organisation: 'belmark',
	clientOf: Array.from({ length: 20 }, (_, n) => `agency-${n}`),
	groups: Array.from({ length: 20 }, (_, n) => `group-${n}`),
	cases: Array.from({ length: 60 }, (_, n) => `case-${n}`),
	roles: ['analyst'],
	demonstration: true
});
const audience = ['org:elsewhere', 'person:nobody'];
const sight = perAnswer(10_000, () => {
	for (let i = 0; i < 10_000; i++) if (sees(tokens, audience)) allowed++;
});

const micro = (ms: number) => `${(ms * 1000).toFixed(3)} µs`;
console.log(`decision, over ${questions.length} questions (role × action): ${micro(ours)}`);
console.log(`peer, a Map of Sets that answers yes or no: ${micro(peer)}`);
console.log(`ratio to the peer: ${(ours / peer).toFixed(1)}, which buys the rule and its words`);
console.log(`route to action to decision: ${micro(routed)}`);
console.log(
	`audience rule, ${tokens.length} tokens against ${audience.length}, none shared: ${micro(sight)}`
);
console.log(`bar: ${bar} ms; decision is ${Math.round(bar / ours)} times below it`);

const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-bench-'));
const now = () => new Date();
const store = await openStore({ folder, now });
let made = 0;
const audit = await auditOf({ store, folder, key: 'bench', now, newId: () => `entry-${made++}` });
const quiet = () => undefined;
const access = await accessOf({
	store,
	audit,
	secret: 'a secret of this bench, long enough for better-auth',
	origin: 'http://localhost',
	now,
	institutions: [],
	newToken: () => `token-${made++}`,
	log: { info: quiet, warn: quiet, error: quiet }
});
const password = 'correct horse battery';
await access.accounts.create(await access.localOperator(), {
	name: 'ada',
	email: 'ada@belmark.example',
	password,
	organisation: 'belmark',
	roles: ['analyst']
});
const { cookies } = await access.signIn.password(
	{ email: 'ada@belmark.example', password },
	{ headers: new Headers(), client: '192.0.2.1' }
);
const headers = new Headers({ cookie: cookies.map((line) => line.split(';')[0]).join('; ') });
const times: number[] = [];
for (let i = 0; i < 300; i++) {
	const start = performance.now();
	const { signedIn } = await access.signedIn(headers);
	if (decide(signedIn?.viewer ?? null, 'network.search').allowed) allowed++;
	times.push(performance.now() - start);
}
console.log(
	`with the session and the viewer’s tokens read from the store, as each request does: ${median(times).toFixed(2)} ms (median of ${times.length})`
);
console.log(`(${allowed} answers were yes)`);
await audit.close();
await store.close();
rmSync(folder, { recursive: true });
process.exitCode = ours <= bar ? 0 : 1;
