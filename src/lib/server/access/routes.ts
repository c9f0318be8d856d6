/**
 * Every route and the action it performs. A route that is not here cannot be reached by anyone; a
 * test over src/routes fails when one is missing. A guard is one action for reading the page, or an
 * action per method; form actions are `?/name`, `?/default` when they have none.
 */
import type { ActionName } from './actions.ts';

type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | `?/${string}`;
export type Guard = ActionName | Partial<Record<Verb, ActionName>>;

export const routes: Record<string, Guard> = {
	'/': {
		GET: 'home.open',
		'?/acknowledge': 'home.keep',
		'?/restore': 'home.keep',
		'?/takeNote': 'audit.acknowledge'
	},
	'/tours.json': { PUT: 'home.keep' },
	'/glossary': 'glossary.read',
	'/glossary/terms.json': 'glossary.read',
	'/glossary/[term].json': 'glossary.read',
	'/health.json': 'health.read',
	// Shows a refusal that was decided elsewhere, to whoever was refused.
	'/refused': 'access.sign-in',
	'/setup': { GET: 'access.set-up', '?/default': 'access.set-up' },
	'/setup/finish': { GET: 'graph.unseed', '?/default': 'graph.unseed' },
	'/invitation': { GET: 'access.invitation', '?/default': 'access.invitation' },
	'/administration/invitations': {
		GET: 'access.invite',
		'?/invite': 'access.invite',
		'?/revoke': 'access.invite'
	},
	'/administration/second-factor': { GET: 'access.policy', '?/default': 'access.policy' },
	'/sign-in': { GET: 'access.sign-in', '?/default': 'access.sign-in' },
	'/sign-in/institution': 'access.sign-in',
	'/sign-in/institution/[id]': 'access.sign-in',
	'/sign-in/passkey.json': { POST: 'access.sign-in' },
	// Also for whoever has only shown their password: what it tells them, they must know.
	'/second-factor': {
		GET: 'access.sign-in',
		'?/code': 'access.sign-in',
		'?/begin': 'access.factor',
		'?/confirm': 'access.factor',
		'?/abandon': 'access.factor'
	},
	'/account/passkey.json': { POST: 'access.factor' },
	'/account': {
		GET: 'access.session',
		'?/removeAuthenticator': 'access.factor',
		'?/renewCodes': 'access.factor',
		'?/removePasskey': 'access.factor',
		'?/signOut': 'access.session',
		'?/signOutEverywhere': 'access.session',
		'?/endOthers': 'access.session',
		'?/end': 'access.session',
		'?/changePassword': 'access.session'
	},
	'/account/keys': { GET: 'access.key', '?/make': 'access.key', '?/revoke': 'access.key' },
	'/administration': 'access.roles',
	'/administration/people': 'access.manage',
	'/administration/people/[id]': {
		GET: 'access.manage',
		'?/roles': 'access.manage',
		'?/disable': 'access.manage',
		'?/enable': 'access.manage',
		'?/endSessions': 'access.manage',
		'?/charge': 'access.charge',
		'?/discharge': 'access.charge'
	},
	'/administration/organisations': {
		GET: 'access.organisations',
		'?/bind': 'access.bind',
		'?/create': 'access.bind',
		'?/invite': 'access.invite'
	},
	'/administration/roles': 'access.roles',
	'/administration/decisions': 'access.explain',
	'/audit': 'audit.read',
	'/audit/[seq]': 'audit.read',
	'/audit/verify.json': { POST: 'audit.read' },
	'/audit/export.[format]': { POST: 'audit.export' },
	'/ingest': { GET: 'ingest.read', '?/start': 'ingest.import' },
	'/ingest/upload': { PUT: 'ingest.import' },
	'/ingest/preview.json': { POST: 'ingest.import' },
	'/ingest/mappings.json': { GET: 'ingest.map', PUT: 'ingest.map', DELETE: 'ingest.map' },
	'/ingest/[id].json': 'ingest.read',
	'/ingest/[id]': {
		GET: 'ingest.read',
		'?/cancel': 'ingest.import',
		'?/resume': 'ingest.import',
		'?/approve': 'ingest.approve',
		'?/decline': 'ingest.approve',
		'?/undo': 'ingest.undo'
	},
	'/ingest/[id]/remarks.csv': 'ingest.read',
	'/ingest/feeds': {
		GET: 'feeds.read',
		'?/look': 'feeds.keep',
		'?/make': 'feeds.keep',
		'?/pause': 'feeds.keep',
		'?/resume': 'feeds.keep',
		'?/remove': 'feeds.keep',
		'?/poll': 'feeds.poll'
	},
	'/sources': 'sources.read',
	'/sources/[id]': { GET: 'sources.read', '?/describe': 'sources.describe' },
	'/sources/reviews': {
		GET: 'sources.review',
		'?/keep': 'sources.keep',
		'?/erase': 'sources.erase'
	},
	'/identity': {
		GET: 'identity.read',
		'?/merge': 'identity.merge',
		'?/many': 'identity.merge',
		'?/judge': 'identity.judge',
		'?/answer': 'identity.judge',
		'?/takeBack': 'identity.split'
	},
	'/identity/decisions': { GET: 'identity.read', '?/takeBack': 'identity.split' },
	'/identity/[id]': {
		GET: 'identity.read',
		'?/separate': 'identity.split',
		'?/takeBack': 'identity.split'
	},
	'/network': 'network.search',
	'/network/search.json': 'network.search',
	'/network/expand.json': { GET: 'network.expand', POST: 'network.expand' },
	'/network/expansions.json': 'network.expand',
	'/network/card.json': 'network.card',
	'/network/path.json': 'network.path',
	'/network/ways.json': 'network.path',
	'/network/justification.json': { POST: 'network.justify' },
	'/network/claims.json': { POST: 'network.card' },
	'/network/claim.json': { POST: 'ingest.import' },
	'/network/notes.json': { POST: 'network.card', PUT: 'network.note' },
	'/network/standing.json': { POST: 'network.card' },
	'/network/nodes.json': { POST: 'network.expand' },
	'/network/between.json': { POST: 'network.expand' },
	'/views/saved.json': { GET: 'views.keep', PUT: 'views.keep', DELETE: 'views.keep' },
	'/views/stars.json': { GET: 'views.keep', PUT: 'views.keep' },
	'/network/export.[format]': { POST: 'network.export' },
	'/network/picture.json': { POST: 'network.export' },
	'/network/recipients.json': 'network.export',
	// With a key and nothing else: see `isForPrograms`.
	'/taxii2': 'api.pull',
	'/taxii2/api': 'api.pull',
	'/taxii2/api/collections': 'api.pull',
	'/taxii2/api/collections/[collection]': 'api.pull',
	'/taxii2/api/collections/[collection]/objects': 'api.pull',
	'/taxii2/api/collections/[collection]/manifest': 'api.pull',
	'/taxii2/api/collections/[collection]/objects/[object]': 'api.pull',
	'/taxii2/api/collections/[collection]/objects/[object]/versions': 'api.pull'
};

/** The verb a request performs: its method, or the form action it names. */
export function verbOf(method: string, url: URL, isPage: boolean): string {
	if (method === 'HEAD' || method === 'OPTIONS') return 'GET';
	if (method !== 'POST' || !isPage) return method;
	const named = [...url.searchParams.keys()].find((key) => key.startsWith('/'));
	return `?${named ?? '/default'}`;
}

/** Whether a route is a page whose posts are forms. */
export const takesForms = (route: string): boolean =>
	Object.hasOwn(routes, route) &&
	typeof routes[route] === 'object' &&
	Object.keys(routes[route]).some((verb) => verb.startsWith('?/'));

/** Whether a route hands out data rather than a page: no link of it ever leads a stranger to sign in. */
export const isFile = (route: string | null): boolean =>
	/\.(json|csv)$|\.\[format\]$/.test(route ?? '');

/** What a session that still owes its second factor reaches: the way to show or add one, and the way out. */
const openWhileHeld = [
	'/second-factor',
	'/sign-in/passkey.json',
	'/account/passkey.json',
	'/refused',
	'/health.json'
];
export const isOpenWhileHeld = (route: string, method: string, url: URL): boolean =>
	openWhileHeld.includes(route) ||
	(route === '/account' && verbOf(method, url, true) === '?/signOut');

/** The action a request needs, or undefined when nothing is declared for it. */
export function actionOf(route: string, method: string, url: URL): ActionName | undefined {
	const guard = Object.hasOwn(routes, route) ? routes[route] : undefined;
	if (guard === undefined) return undefined;
	const declared: Partial<Record<string, ActionName>> =
		typeof guard === 'string' ? { GET: guard } : guard;
	const verb = verbOf(method, url, takesForms(route));
	return Object.hasOwn(declared, verb) ? declared[verb] : undefined;
}
