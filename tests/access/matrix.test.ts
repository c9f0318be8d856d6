/**
 * Every route × verb × role × marking, asked of the real application: what is observed equals what the
 * table of actions and the rule of audiences declare, and is written down in docs/access-matrix.md.
 * `npx vitest run tests/access/matrix.test.ts -u` writes it anew.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredEntry } from '#lib/domain/audit-entry.ts';
import { roles, sees, type Role } from '#lib/domain/audience.ts';
import { forOwn } from '#lib/domain/recipient.ts';
import { actions, type Action, type ActionName } from '#lib/server/access/actions.ts';
import { isForPrograms } from '#lib/server/access/programs.ts';
import { isFile, routes, type Guard } from '#lib/server/access/routes.ts';
import { rulingOf } from '#lib/server/access/ruling.ts';
import { readEntries } from '#lib/server/audit/queries.ts';
import { formatNames } from '#lib/export/formats.ts';
import { ask, refusesAlone, type Answer, type Asked } from './in-process.ts';
import {
	columns,
	hub,
	openMarked,
	unknown,
	type Marked,
	type Marks,
	type Person
} from './marked.ts';
import { grid, page } from './matrix-page.ts';

let world: Marks;
beforeAll(async () => {
	world = await openMarked();
});
afterAll(() => world.close());

const verbsOf = (guard: Guard): [string, ActionName][] =>
	typeof guard === 'string' ? [['GET', guard]] : (Object.entries(guard) as [string, ActionName][]);
const declaredOfAll = Object.entries(routes).flatMap(([route, guard]) =>
	verbsOf(guard).map(([verb, action]) => ({ route, verb, action }))
);
const declared = declaredOfAll.filter(({ route }) => !isForPrograms(route));
/** These answer keys only: what a key reaches is in tests/taxii. */
const forKeys = declaredOfAll.filter(({ route }) => isForPrograms(route));

/** Read off the table by itself, without the function that decides. */
function mayBy(action: ActionName, held: readonly Role[] | null): boolean {
	const { roles: may, exceptions = [] }: Action = actions[action];
	if (may === 'public') return true;
	if (!held) return false;
	const confined = ['issuing-judge', 'magistrate', 'defence', 'provider', 'foreign-authority'];
	if (held.some((role) => confined.includes(role)))
		return held.some((role) => (exceptions as readonly Role[]).includes(role));
	return may === 'signed-in' || held.some((role) => may.includes(role));
}
const personOf = (title: string): Person => {
	const known = world.people.get(title);
	if (!known) throw new Error(`no account of ${title}`);
	return known;
};
/** Signing out and the like end the session that asked. */
const endsSession = (action: ActionName, verb: string) =>
	action.startsWith('access.') && verb !== 'GET';

const observed = { routes: new Map<string, string[]>(), marks: new Map<string, string[]>() };
const titles = columns.map(({ title }) => title);
const anyone = [null, ...titles];

describe('every route, verb and role', () => {
	test.each(declared)('$verb $route', async ({ route, verb, action }) => {
		const cells: string[] = [];
		for (const role of anyone) {
			const who = role ? personOf(role) : null;
			const asked = whole(route, verb, who);
			const { status, location, reached } = await ask(route, verb, {
				...asked,
				...(who ? { cookie: who.cookie } : {})
			});
			const said = `${role ?? 'nobody'}: ${verb} ${route} answered ${status}`;
			expect(reached, said).toBe(mayBy(action, who ? who.roles : null));
			// What a deletion names is there for nobody.
			if (reached && asked && verb !== 'DELETE') expect(status, said).toBeLessThan(400);
			if (reached) {
				expect(status, said).not.toBe(405);
				expect(status, said).toBeLessThan(500);
				expect([401, 403], said).not.toContain(status);
				cells.push('yes');
			} else if (role) {
				expect(status, said).toBe(403);
				cells.push('403');
			} else if (verb === 'GET' && !isFile(route)) {
				expect([status, location?.split('?')[0]], said).toEqual([303, '/sign-in']);
				cells.push('sign-in');
			} else {
				expect(status, said).toBe(401);
				cells.push('401');
			}
			if (role && reached && endsSession(action, verb)) await world.signIn(role);
		}
		observed.routes.set(`${verb} ${route}`, cells);
	});

	test.each(forKeys)('$verb $route opens to no session', async ({ route, verb }) => {
		const cells: string[] = [];
		for (const role of anyone) {
			const asked = role ? { cookie: personOf(role).cookie } : {};
			const { status, reached } = await ask(route, verb, asked);
			expect([reached, status], `${role ?? 'nobody'}: ${verb} ${route}`).toEqual([false, 401]);
			cells.push('401');
		}
		observed.routes.set(`${verb} ${route}`, cells);
	});

	test.each(declaredOfAll.filter(({ action }) => actions[action].roles !== 'public'))(
		'$verb $route refuses by itself whoever may not, even if the hook let them through',
		async ({ route, verb, action }) => {
			for (const role of titles.filter((each) => !mayBy(action, personOf(each).roles))) {
				const { viewer, session } = personOf(role);
				const locals = {
					viewer,
					session,
					program: null,
					setCookies: [],
					held: null,
					client: '192.0.2.1'
				};
				const asks = example(route)?.(world.marked[0] ?? unknown) ?? [];
				const asked = asks.find((each) => each.verb === verb) ?? {};
				expect(await refusesAlone(route, verb, locals, asked), `${role}: ${verb} ${route}`).toBe(
					true
				);
			}
		}
	);

	test.each(['POST', 'PUT', 'PATCH', 'DELETE', '?/nothing'])(
		'%s where it is not declared reaches nothing, whoever asks',
		async (verb) => {
			for (const [route, guard] of Object.entries(routes)) {
				// A post to a page is its default form; a form's name means nothing to an endpoint.
				const forms = verbsOf(guard).some(([each]) => each.startsWith('?/'));
				const meant =
					forms && verb === 'POST' ? '?/default' : !forms && verb[0] === '?' ? 'POST' : verb;
				if (verbsOf(guard).some(([each]) => each === meant)) continue;
				for (const role of [null, 'analyst', 'administrator', 'magistrate'] as const) {
					const asked = role ? { cookie: personOf(role).cookie } : {};
					const { reached, status } = await ask(route, verb, asked);
					expect([reached, status >= 400], `${role ?? 'nobody'}: ${verb} ${route}`).toEqual([
						false,
						true
					]);
				}
			}
		}
	);
});

type Ask = Asked & { verb: string };
const search = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
/** How each route that reads the graph takes an object. A route is here, or among those that take none. */
const objects: Record<string, (target: Marked) => Ask[]> = {
	'/network/card.json': ({ id }) => [{ verb: 'GET', search: search({ entity: id }) }],
	'/network/expand.json': ({ id }) => [
		{ verb: 'GET', search: search({ entity: id }) },
		{ verb: 'POST', body: { entity: id } }
	],
	'/network/expansions.json': ({ id }) => [{ verb: 'GET', search: search({ entity: id }) }],
	'/network/path.json': ({ id }) => [
		{ verb: 'GET', search: search({ from: hub, to: id }) },
		{ verb: 'GET', search: search({ from: id, to: hub }) }
	],
	'/network/ways.json': ({ id }) => [
		{ verb: 'GET', search: search({ from: hub, to: id }) },
		{ verb: 'GET', search: search({ from: id, to: hub }) }
	],
	'/network/standing.json': ({ id }) => [{ verb: 'POST', body: { ids: [hub, id] } }],
	'/network/claims.json': ({ claim }) => [{ verb: 'POST', body: { from: hub, ids: [claim] } }],
	'/network/nodes.json': ({ id }) => [{ verb: 'POST', body: { ids: [id] } }],
	'/network/between.json': ({ id }) => [{ verb: 'POST', body: { ids: [hub, id] } }],
	'/network/search.json': ({ word }) => [
		{ verb: 'GET', search: search({ q: word }) },
		{ verb: 'GET', search: search({ q: word.slice(0, 7) }) }
	],
	'/network/picture.json': ({ id }) => [
		{ verb: 'POST', body: { format: 'svg', ids: [hub, id], ...forOwn() } }
	],
	'/network/export.[format]': ({ id }) =>
		formatNames.map((format) => ({
			verb: 'POST',
			params: { format },
			body: { ids: [hub, id], ...forOwn() }
		}))
};
const once = '7f2c1f2a-3a53-4f0e-9d5e-1f1e1a6e2b01';
/** What a route needs to be asked well whose answer is not compared below. */
const otherwise: Record<string, () => Ask[]> = {
	'/tours.json': () => [{ verb: 'PUT', body: { ended: 'watch' } }],
	'/network/notes.json': () => [
		{ verb: 'POST', body: { ids: [hub] } },
		{
			verb: 'PUT',
			body: { once, entities: [hub], tlp: 'green', handling: [], text: 'a note' }
		}
	],
	'/network/claim.json': () => [
		{
			verb: 'POST',
			body: {
				once,
				type: 'USES',
				from: hub,
				to: world.marked[0]?.id,
				statement: 'fact',
				evaluation: { scheme: 'europol-4x4', source: 'A', information: '1' },
				tlp: 'green',
				handling: [],
				description: ''
			}
		}
	],
	'/network/justification.json': () => [
		{ verb: 'POST', body: { entity: hub, purpose: 'investigation', text: 'a reason long enough' } }
	],
	'/views/saved.json': () => [
		{ verb: 'PUT', body: { name: 'a view', ids: [hub], outline: {} } },
		{ verb: 'DELETE', search: search({ id: 'a-view' }) }
	],
	'/ingest/mappings.json': () => [
		{
			verb: 'PUT',
			body: {
				name: 'a mapping',
				mapping: { things: [{ id: 'a', kind: 'person', names: [{ column: 'A' }] }] },
				overwrite: true
			}
		},
		{ verb: 'DELETE', search: search({ id: 'a-mapping' }) }
	],
	'/views/stars.json': () => [{ verb: 'PUT', body: { entity: hub, on: true } }],
	'/audit/export.[format]': () => [
		{
			verb: 'POST',
			params: { format: 'json' },
			body: { kind: 'own', purpose: 'supervision' },
			form: true
		}
	]
};
/** A request that is right in all but who asks, where the route takes a body or an id: it must succeed. */
const whole = (route: string, verb: string, who: Person | null): Ask | undefined => {
	const seen = world.marked.find(({ audience }) => !who || sees(who.viewer.audience, audience));
	return example(route)?.(seen ?? unknown).find((each) => each.verb === verb);
};
const example = (route: string) => ({ ...objects, ...otherwise })[route];
/** Routes that take no id of the graph, or hand it back without reading anything. */
const takesNone = new Set([
	'/',
	'/health.json',
	'/refused',
	'/setup',
	'/setup/finish',
	'/invitation',
	'/administration/invitations',
	'/administration/second-factor',
	'/tours.json',
	// Notes, and what is written about entities: tests/network/notes.test.ts, tests/ingest/claim.
	'/network/notes.json',
	'/network/claim.json',
	// Answers alike whether the entity is there or not: tests/audit/justification.test.ts.
	'/network/justification.json',
	// What an account keeps is filtered as it is read: tests/views.
	'/views/saved.json',
	'/views/stars.json',
	// Entries name ids and nothing else: tests/audit/inspection.test.ts.
	'/audit',
	'/audit/[seq]',
	'/audit/verify.json',
	'/audit/export.[format]',
	// Words and their sources, the same for everyone.
	'/glossary',
	'/glossary/terms.json',
	'/glossary/[term].json',
	'/sign-in',
	'/sign-in/passkey.json',
	'/sign-in/institution',
	'/sign-in/institution/[id]',
	'/second-factor',
	'/account/passkey.json',
	'/account',
	// Keys of one’s own; what one reaches with them: tests/access/keys, tests/taxii.
	'/account/keys',
	...forKeys.map(({ route }) => route),
	'/administration',
	'/administration/people',
	// These two name a person or ask about an entity for somebody else: people.test.ts, explain.test.ts.
	'/administration/people/[id]',
	'/administration/decisions',
	'/administration/organisations',
	'/administration/roles',
	// The directory, the same for everyone who may export.
	'/network/recipients.json',
	'/network',
	'/ingest',
	'/ingest/upload',
	// One’s own upload, and the mappings of one’s own organisation: tests/ingest/preview, mappings.
	'/ingest/preview.json',
	'/ingest/mappings.json',
	// Feeds of one’s own organisation: tests/feeds.
	'/ingest/feeds',
	'/ingest/[id]',
	'/ingest/[id].json',
	'/ingest/[id]/remarks.csv',
	// What is compared, decided and moved, and what of it is out of sight: tests/identity.
	'/identity',
	'/identity/decisions',
	'/identity/[id]',
	// By source and by date, never by entity: tests/sources, tests/ingest/retention.
	'/sources',
	'/sources/[id]',
	'/sources/reviews'
]);

/** Of that organisation is the record which no other may see. */
const mayHidden = ({ viewer }: Person) => viewer.organisation.id === 'sefrin';

/** Without what the question itself said and the moment of the answer: alike means alike to the letter. */
const plain = ({ status, text }: Answer, { id, claim, word }: Marked): string =>
	`${status} ${text}`
		.replaceAll(id, '<id>')
		.replaceAll(claim, '<claim>')
		.replaceAll(word, '<word>')
		.replaceAll(word.slice(0, 7), '<word>')
		// What a reason to find people by this text is kept under: the text itself, keyed.
		.replaceAll(/search [\w-]{20,}/g, 'search <text>')
		.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
		// MISP says moments in seconds since 1970.
		.replaceAll(/(timestamp": ?")\d{10}"/g, '$1<time>"');

describe('every route that reads the graph, role and marking', () => {
	test.each(Object.keys(routes))('%s says how it takes an object, or takes none', (route) => {
		expect([Object.hasOwn(objects, route), takesNone.has(route)]).toContain(true);
		expect(Object.hasOwn(objects, route) && takesNone.has(route)).toBe(false);
	});

	test.each(titles)(
		'%s sees what the audience rule says, and the rest does not exist',
		async (role) => {
			const who = personOf(role);
			const seen = new Map<string, Set<boolean>>(world.marked.map(({ id }) => [id, new Set()]));
			for (const [route, asks] of Object.entries(objects)) {
				const nothing = asks(unknown);
				for (const [n, blank] of nothing.entries()) {
					const action = declared.find(
						(each) => each.route === route && each.verb === blank.verb
					)?.action;
					if (!action) throw new Error(`${blank.verb} ${route} is not declared`);
					const without = plain(
						await ask(route, blank.verb, { ...blank, cookie: who.cookie }),
						unknown
					);
					for (const target of world.marked) {
						const asked = asks(target)[n] ?? blank;
						const answer = await ask(route, asked.verb, { ...asked, cookie: who.cookie });
						const shows = plain(answer, target) !== without;
						const said = `${role}: ${asked.verb} ${route} for ${target.title}`;
						const may = mayBy(action, who.roles);
						expect(shows, said).toBe(may && sees(who.viewer.audience, target.audience));
						if (!mayHidden(who)) expect(answer.text, said).not.toContain('hiddenname');
						if (may) seen.get(target.id)?.add(shows);
						for (const other of world.marked)
							if (other !== target && !sees(who.viewer.audience, other.audience))
								expect(answer.text, `${said} tells of ${other.title}`).not.toContain(other.word);
					}
				}
			}
			const cell = (answers: ReadonlySet<boolean>) => (answers.has(true) ? 'sees' : '–');
			observed.marks.set(
				role,
				world.marked.map(({ id }) => cell(seen.get(id) ?? new Set()))
			);
		}
	);

	test.each(titles)('%s: nothing around the hub tells of what is out of sight', async (role) => {
		const who = personOf(role);
		const hidden = world.marked.filter(({ audience }) => !sees(who.viewer.audience, audience));
		for (const [route, asks] of Object.entries(objects))
			for (const asked of asks({ ...unknown, id: hub, word: 'zebra' })) {
				const { text } = await ask(route, asked.verb, { ...asked, cookie: who.cookie });
				for (const word of [
					...(mayHidden(who) ? [] : ['hiddenname']),
					...hidden.map((each) => each.word)
				])
					expect(text, `${role}: ${asked.verb} ${route}`).not.toContain(word);
			}
	});
});

describe('imports', () => {
	const shown = ['/ingest/[id]', '/ingest/[id].json', '/ingest/[id]/remarks.csv'];
	const changes = ['?/cancel', '?/resume', '?/undo'];

	test('of another organisation, and RED ones of a colleague, are as those that never were', async () => {
		const { ingest, access } = world.app;
		const colleague = { ...personOf('liaison').viewer };
		const operator = await access.localOperator();
		const bring = async (viewer: typeof operator, tlp: 'amber' | 'red', owner?: string) => {
			const { id, finished } = await ingest.start(viewer, {
				file: 'f',
				tlp,
				owner,
				input: { drafts: [] }
			});
			await finished;
			return id;
		};
		const own = await bring(colleague, 'amber');
		const hidden = [await bring(operator, 'amber', 'sefrin'), await bring(colleague, 'red')];
		const { cookie } = personOf('analyst');
		const plainOf = (answer: Answer, id: string) =>
			`${answer.status} ${answer.text}`.replaceAll(id, '<id>');
		for (const route of shown) {
			const without = plainOf(
				await ask(route, 'GET', { cookie, params: { id: 'unknown' } }),
				'unknown'
			);
			expect((await ask(route, 'GET', { cookie, params: { id: own } })).status, route).toBe(200);
			for (const id of hidden)
				expect(plainOf(await ask(route, 'GET', { cookie, params: { id } }), id), route).toBe(
					without
				);
		}
		for (const verb of changes) {
			const without = await ask('/ingest/[id]', verb, { cookie, params: { id: 'unknown' } });
			for (const id of hidden)
				expect(plainOf(await ask('/ingest/[id]', verb, { cookie, params: { id } }), id), verb).toBe(
					plainOf(without, 'unknown')
				);
		}
	});
});

test('every entry of what was done names the rule that allowed it', async () => {
	const done = (await world.app.store.read(readEntries, { from: 1, to: 1_000_000 }))
		.map(({ entry }) => entry as StoredEntry)
		.filter(({ outcome, detail }) => outcome === 'done' && !detail.includes('"continues"'));
	expect(new Set(done.map(({ actor }) => actor)).size).toBeGreaterThan(10);
	expect(done.filter((entry) => rulingOf(entry).rule === undefined)).toEqual([]);
});

test('docs/access-matrix.md says what was just observed', async () => {
	const names = Object.keys(actions) as ActionName[];
	const text = page([
		grid(
			'Actions',
			['action', 'LED art. 25', ...roles],
			names.map((name) => [
				`\`${name}\``,
				actions[name].operation,
				...roles.map((role) => (mayBy(name, [role]) ? 'yes' : '–'))
			])
		),
		grid(
			'Routes',
			['route', 'nobody', ...titles],
			[...observed.routes].map(([route, cells]) => [`\`${route}\``, ...cells])
		),
		grid(
			'Markings',
			['entity', ...titles],
			world.marked.map(({ title }, n) => [
				title,
				...titles.map((each) => observed.marks.get(each)?.[n] ?? '')
			])
		)
	]);
	await expect(text).toMatchFileSnapshot('../../docs/access-matrix.md');
});
