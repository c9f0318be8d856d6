/**
 * An installation with an account of each role in Belmark and one entity under each marking, each tied
 * to a hub that is CLEAR. What an entity is called is in no other: an answer that holds it has shown it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
	audienceOf,
	community,
	demonstration,
	exercise,
	onCase,
	organisation,
	person,
	roles,
	type Role,
	type Token
} from '#lib/domain/audience.ts';
import type { HandlingCode, Pap, Tlp } from '#lib/domain/marking.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { app, start, type App } from '#lib/server/app.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { Draft } from '../network/builders.ts';
import { addWorld } from '../network/world.ts';
import { ask, origin, type Asked } from './in-process.ts';
import { cookieOf, from, password } from './opened.ts';

export interface Marked {
	id: string;
	claim: string;
	word: string;
	/** As the matrix calls it. */
	title: string;
	audience: readonly Token[];
}

/** A column of the matrix: one account, its roles and where it belongs. */
export interface Column {
	title: string;
	roles: readonly Role[];
	organisation: string;
}
/** Each role alone in Belmark, some together, and some of another organisation. */
export const columns: readonly Column[] = [
	...roles.map((role) => ({ title: role, roles: [role], organisation: 'belmark' })),
	...(
		[
			['administrator', 'analyst'],
			['prosecutor', 'researcher'],
			['liaison', 'csirt', 'auditor']
		] as const
	).map((held) => ({ title: held.join(' + '), roles: held, organisation: 'belmark' })),
	...(['analyst', 'prosecutor', 'administrator'] as const).map((role) => ({
		title: `${role} of sefrin`,
		roles: [role],
		organisation: 'sefrin'
	}))
];

export interface Person {
	title: string;
	roles: readonly Role[];
	email: string;
	cookie: string;
	viewer: Viewer;
	session: string;
}

/** The number of the case that the prosecutor is in charge of. */
const charged = '7';
const home = { owner: 'belmark', account: 'ana' };
interface Plan {
	title: string;
	tlp: Tlp;
	owner?: string;
	handling?: HandlingCode[];
	caseId?: string;
	pap?: Pap;
	audience?: (accounts: readonly string[]) => Token[];
}
const plans: readonly Plan[] = [
	{ title: 'CLEAR', tlp: 'clear' },
	{ title: 'GREEN', tlp: 'green' },
	{ title: 'AMBER, own organisation’s', tlp: 'amber' },
	{ title: 'AMBER + H1 + H2, own organisation’s', tlp: 'amber', handling: ['H1', 'H2'] },
	{ title: 'AMBER+STRICT, own organisation’s', tlp: 'amber+strict' },
	{ title: 'CLEAR, PAP:RED', tlp: 'clear', pap: 'red' },
	{ title: 'GREEN, PAP:RED', tlp: 'green', pap: 'red' },
	{ title: 'AMBER, PAP:AMBER, own organisation’s', tlp: 'amber', pap: 'amber' },
	{ title: 'AMBER+STRICT, PAP:GREEN, own organisation’s', tlp: 'amber+strict', pap: 'green' },
	{ title: 'RED, to a colleague', tlp: 'red' },
	{
		title: 'RED, to each of these accounts by name',
		tlp: 'red',
		audience: (accounts) => accounts.map(person)
	},
	{
		title: 'AMBER+STRICT, for the case the prosecutor is in charge of',
		tlp: 'amber+strict',
		caseId: charged
	},
	{ title: 'GREEN, for the same case', tlp: 'green', caseId: charged },
	{ title: 'RED, for the same case, to a colleague', tlp: 'red', caseId: charged },
	{ title: 'AMBER+STRICT, for another case', tlp: 'amber+strict', caseId: '8' },
	{
		title: 'AMBER+STRICT, another organisation’s, for a case of the same number',
		tlp: 'amber+strict',
		owner: 'sefrin',
		caseId: charged
	},
	{ title: 'CLEAR, another organisation’s', tlp: 'clear', owner: 'sefrin' },
	{ title: 'GREEN, another organisation’s', tlp: 'green', owner: 'sefrin' },
	{ title: 'AMBER, another organisation’s', tlp: 'amber', owner: 'sefrin' },
	{ title: 'AMBER+STRICT, another organisation’s', tlp: 'amber+strict', owner: 'sefrin' },
	{ title: 'the demonstration', tlp: 'green', audience: () => [demonstration] },
	{ title: 'a run of an exercise', tlp: 'green', audience: () => [exercise('helix')] },
	{
		title: 'GREEN, with a record that only another organisation sees',
		tlp: 'green',
		audience: () => [community]
	}
];

export const hub = 'hub';
/** Of the same length as the others, so that an answer differs by nothing but what it says. */
export const unknown: Marked = {
	id: 'marked-99',
	claim: 'claim-99',
	word: 'zephyrix',
	title: 'one that does not exist',
	audience: []
};

function drawn(accounts: readonly string[]): { draft: Draft; marked: Marked[] } {
	const draft = new Draft();
	draft.record(hub, ['Hub']);
	for (const owner of [home.owner, 'sefrin'])
		draft.record(hub, ['Hub'], { audience: [onCase(owner, charged)] });
	const marked = plans.map(
		({ title, tlp, owner = home.owner, handling = [], caseId, pap, audience }, n) => {
			const number = String(n).padStart(2, '0');
			const id = `marked-${number}`;
			const claim = `claim-${number}`;
			const word = `zebra${number}x`;
			const tokens =
				audience?.(accounts) ?? audienceOf({ tlp }, { owner, account: home.account, caseId });
			const said = {
				...draft.said(`source-${number}`, tlp, owner, home.account),
				handling,
				...(pap ? { pap } : {}),
				audience: tokens
			};
			draft.provenances[draft.provenances.length - 1] = said;
			draft.record(id, [word], { said, attributes: JSON.stringify({ secret: word }) });
			draft.tie(hub, id, { id: claim, said, description: `about ${word}` });
			return { id, claim, word, title, audience: tokens };
		}
	);
	const last = marked.at(-1);
	if (last) {
		const secret = draft.said('source-other', 'amber+strict', 'sefrin', 'sven');
		draft.record(last.id, ['hiddenname'], { said: secret, audience: [organisation('sefrin')] });
		draft.tie(hub, last.id, { id: 'claim-hidden', said: secret, description: 'hiddenname' });
	}
	return { draft, marked };
}

export interface Marks {
	app: App;
	people: Map<string, Person>;
	marked: Marked[];
	signIn(title: string): Promise<Person>;
	close(): Promise<void>;
}

export async function openMarked(): Promise<Marks> {
	const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-matrix-'));
	await start({ data: folder, origin, empty: true, logLevel: 'silent' });
	const { access, store } = app();
	const operator = await access.localOperator();
	const people = new Map<string, Person>();
	const emailOf = (title: string) => `${title.replaceAll(/[^a-z]+/g, '.')}@belmark.example`;

	async function signIn(title: string): Promise<Person> {
		const email = emailOf(title);
		const { outcome, cookies } = await access.signIn.password({ email, password }, from());
		if (outcome !== 'done') throw new Error(`sign-in of ${title}: ${outcome}`);
		const cookie = cookieOf(cookies);
		const { signedIn } = await access.signedIn(new Headers({ cookie }));
		if (!signedIn) throw new Error(`no session of ${title}`);
		const held = columns.find((each) => each.title === title)?.roles ?? [];
		const known = { title, roles: held, email, cookie, ...signedIn };
		people.set(title, known);
		return known;
	}

	const accounts: string[] = [];
	for (const { title, roles: held, organisation } of columns) {
		const made = await access.accounts.create(operator, {
			name: title,
			email: emailOf(title),
			password,
			organisation,
			roles: [...held]
		});
		if ('problems' in made) throw new Error(JSON.stringify(made.problems));
		accounts.push(made.account.id);
	}
	const { draft, marked } = drawn(accounts);
	await addWorld(store, draft);
	for (const token of [demonstration, onCase(home.owner, charged), onCase('sefrin', charged)])
		await store.write(
			builtStatement('tests/token', 'write', 'CREATE (t:AudienceToken {token: $token})'),
			{ token }
		);
	for (const [n, { roles: held }] of columns.entries())
		if (held.includes('prosecutor')) {
			const given = await access.charges.give(operator, accounts[n] ?? '', charged);
			if ('obstacle' in given) throw new Error(given.obstacle);
		}
	for (const { title } of columns) await signIn(title);
	return {
		app: app(),
		people,
		marked,
		signIn,
		async close() {
			await app().close();
			rmSync(folder, { recursive: true });
		}
	};
}

const kept = builtStatement(
	'tests/kept',
	'read',
	'MATCH (n) RETURN labels(n)[0] AS label, n.id AS id, properties(n) AS properties'
);
/** What a request changes whatever it asks for: the log, and the counts of tries. */
const moving = /^(Audit|SignIn)/;

export const everythingIn = async ({ app }: Marks) =>
	((await app.store.read(kept, {})) as { label: string; id: string | null }[]).filter(
		({ label }) => !moving.test(label)
	);

/** All that is kept, a text for each node, to tell whether a request changed anything. */
export const stateOf = async (world: Marks): Promise<string[]> =>
	(await everythingIn(world)).map((node) => JSON.stringify(node)).toSorted();

/** A request with the session of whoever has this role. */
export const askAs = (world: Marks, title: string, route: string, verb: string, asked: Asked) =>
	ask(route, verb, { cookie: world.people.get(title)?.cookie, ...asked });
