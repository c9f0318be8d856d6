/**
 * What happens to every request, in this order: size, address, who asks, whether they owe a second
 * factor, which action the route performs, whether they may. What is not declared is refused. The page comes after all that.
 */
import { building, dev } from '$app/environment';
import { env } from '$env/dynamic/private';
import {
	isRedirect,
	json,
	redirect,
	type Handle,
	type HandleServerError,
	type Redirect,
	type RequestEvent,
	type ServerInit
} from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { m } from '#lib/paraglide/messages.js';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { ActionName } from '#lib/server/access/actions.ts';
import { authPath } from '#lib/server/access/auth.ts';
import { isConfinedWrite, writesHeld } from '#lib/server/access/confined-writes.ts';
import { decide, Refused, type Decision } from '#lib/server/access/decide.ts';
import {
	bodyProblem,
	clientOf,
	idsInBody,
	isForm,
	isOurs,
	namedAddress,
	naming,
	secure,
	secureFromTheStart
} from '#lib/server/access/request.ts';
import { actionOf, isFile, isOpenWhileHeld, takesForms } from '#lib/server/access/routes.ts';
import { isForPrograms } from '#lib/server/access/programs.ts';
import { app, firstStart, start, type AppOptions } from '#lib/server/app.ts';
import { by } from '#lib/server/audit/event.ts';
import { withWrites } from '#lib/server/graph/held-writes.ts';
import { OverBudget, StoreFull, StoreUnavailable } from '#lib/server/graph/store.ts';
import { listen } from '#lib/server/operator/socket.ts';
import { taxiiError } from '#lib/server/taxii/answer.ts';
import { howToNarrow } from '#lib/server/too-much.ts';
import { organisationName } from '#lib/ui/words.ts';
import { forProgram } from './program.server.ts';
import { themeCookie, themeOf } from '#lib/shell/theme.ts';

export const init: ServerInit = async () => {
	if (building) return;
	const options: AppOptions = {
		data: env.FAISCEAU_DATA ?? 'data',
		graph: env.FAISCEAU_GRAPH,
		origin: env.ORIGIN ?? `http://localhost:${env.PORT ?? (dev ? '5173' : '3000')}`,
		auditMirror: env.FAISCEAU_AUDIT_MIRROR || undefined,
		empty: env.FAISCEAU_EMPTY === '1',
		feedOrigins: env.FAISCEAU_FEED_ORIGINS || undefined,
		feedFolder: env.FAISCEAU_FEED_FOLDER || undefined,
		nameless: (as, tag) =>
			as === 'victim' ? m.network_nameless_victim({ tag }) : m.network_nameless_witness({ tag }),
		calls: organisationName
	};
	secureFromTheStart(options.origin.startsWith('https:'));
	const opened = await start(options);
	// The command line works through this process while it has the embedded file open.
	const socket = await listen(opened, opened.data);
	// adapter-node says so once the last connection has ended.
	process.once('sveltekit:shutdown', async () => {
		await socket?.close();
		await opened.close();
	});
	const link = await firstStart(opened, options);
	opened.watchDates();
	if (link)
		process.stdout.write(
			`\nOpen this link to make the first account. It works once, for 24 hours.\n${link}\n\n`
		);
};

type RefusalStatus = 401 | 403 | 404 | 411 | 413 | 415 | 422 | 500 | 503 | 507;
interface Failure {
	status: RefusalStatus;
	errorId?: string;
}

/** What a load function or action threw, for the answer: kit itself makes 500 of everything unknown. */
const failures = new WeakMap<RequestEvent, Failure>();

const words: Record<RefusalStatus, () => string> = {
	401: m.access_sign_in_first,
	403: m.error_title_403,
	404: m.error_title_404,
	411: m.access_length_required,
	413: m.error_title_413,
	415: m.access_form_expected,
	422: m.error_title_422,
	500: m.error_title_500,
	503: m.error_title_503,
	507: m.error_title_507
};

const wordsFor = (event: RequestEvent, status: RefusalStatus): string =>
	status === 422 ? howToNarrow(event.route.id) : words[status]();

const reads = (event: RequestEvent) =>
	event.request.method === 'GET' || event.request.method === 'HEAD';
const wantsPage = (event: RequestEvent) =>
	!event.isDataRequest && (event.request.headers.get('accept') ?? '').includes('text/html');
/** Only a page is worth coming back to after signing in; a file answers whoever asks in the same way. */
const isPage = (event: RequestEvent) =>
	reads(event) && !isFile(event.route.id) && (wantsPage(event) || event.isDataRequest);

/** A refusal as whoever asks can read it: a page in the shell, or JSON. */
async function refuse(event: RequestEvent, failure: Failure): Promise<Response> {
	const { status, errorId } = failure;
	if (wantsPage(event) && !event.isSubRequest) {
		const query = new URLSearchParams({ status: String(status), ...(errorId ? { errorId } : {}) });
		const page = await event.fetch(`/refused?${query}`, { headers: { accept: 'text/html' } });
		return new Response(page.body, { status, headers: page.headers });
	}
	return json({ message: wordsFor(event, status), ...(errorId ? { errorId } : {}) }, { status });
}

function failed(error: unknown): RefusalStatus {
	if (error instanceof Refused) return 403;
	if (error instanceof OverBudget) return 422;
	if (error instanceof StoreUnavailable) return 503;
	return error instanceof StoreFull ? 507 : 500;
}

/** Logs a fault under a number that the reader is shown; addresses and what was typed stay out. */
function fault(event: RequestEvent, error: unknown): Failure {
	const errorId = randomUUID();
	const status = failed(error);
	app().log.error({ err: error, errorId, status, route: event.route.id }, 'a request failed');
	return { status, errorId };
}

/** Who asks. A refusal page is shown without knowing, because the store may be what does not answer. */
async function recognise(event: RequestEvent): Promise<void> {
	if (event.route.id === '/health.json') return;
	try {
		const { signedIn, cookies } = await app().access.signedIn(event.request.headers);
		event.locals.viewer = signedIn?.viewer ?? null;
		event.locals.session = signedIn?.session ?? null;
		event.locals.held = signedIn?.held ?? null;
		event.locals.setCookies.push(...cookies);
	} catch (error) {
		if (event.route.id !== '/refused') throw error;
	}
}

/** What an address or a body of JSON names. */
const askedFor = async ({ params, url, request }: RequestEvent): Promise<string[]> => [
	...new Set([
		...[params.id, ...naming.map((name) => url.searchParams.get(name))].flatMap((id) => id || []),
		...(await idsInBody(request))
	])
];

/** A refusal is kept wherever it was decided: before the page, or within what the page called. */
const kept = async (event: RequestEvent, viewer: Viewer, decision: Decision): Promise<void> =>
	app().audit.consult({
		...by(viewer),
		action: decision.action,
		outcome: 'refused',
		subjects: await askedFor(event),
		detail: { rule: decision.rule }
	});

async function notAllowed(event: RequestEvent, decision: Decision): Promise<Response> {
	const { viewer } = event.locals;
	if (!viewer) {
		if (isPage(event)) {
			const next = event.url.pathname + event.url.search;
			redirect(303, next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`);
		}
		return refuse(event, { status: 401 });
	}
	await kept(event, viewer, decision);
	return refuse(event, { status: 403 });
}

/** A session that owes its second factor is led to where it can be shown or added, and nowhere else. */
async function held(event: RequestEvent): Promise<Response> {
	if (!isPage(event)) return refuse(event, { status: 403 });
	const next = event.url.pathname + event.url.search;
	redirect(303, `/second-factor?next=${encodeURIComponent(next)}`);
}

async function guarded(event: RequestEvent, resolve: () => Promise<Response>): Promise<Response> {
	const { request, url, locals } = event;
	if (isForPrograms(url.pathname)) {
		const response = await forProgram(event, resolve);
		const failure = failures.get(event);
		return failure ? taxiiError(failure.status) : response;
	}
	const problem = bodyProblem(request, url.pathname);
	if (problem) return refuse(event, { status: problem });
	const { access } = app();
	if (!isOurs(request, url.origin)) {
		await recognise(event);
		const { viewer } = locals;
		await access.guessed(
			actionOf(event.route.id ?? '', request.method, url) ?? 'access.session',
			'another site',
			viewer ? by(viewer) : undefined
		);
		return refuse(event, { status: 403 });
	}

	const named =
		event.route.id === '/health.json' || !reads(event)
			? undefined
			: namedAddress(request.headers.get('host'), url, access.origin);
	if (named) redirect(307, named);

	// better-auth's own addresses are closed, all of them: its answers hold the tokens of sessions.
	if (url.pathname === authPath || url.pathname.startsWith(`${authPath}/`))
		return refuse(event, { status: 404 });

	await recognise(event);
	if (event.route.id === null) return resolve();
	if (locals.held && !isOpenWhileHeld(event.route.id, request.method, url)) return held(event);
	const action: ActionName | undefined = actionOf(event.route.id, request.method, url);
	if (!action) {
		app().log.warn(
			{ route: event.route.id, method: request.method },
			'no action is declared for this'
		);
		return locals.viewer || !reads(event)
			? refuse(event, { status: 403 })
			: refuse(event, { status: 404 });
	}
	const decision = decide(locals.viewer, action);
	if (!decision.allowed) return notAllowed(event, decision);

	if (request.method === 'POST' && takesForms(event.route.id) && !isForm(request))
		return refuse(event, { status: 415 });

	const response = await (writesHeld(locals.viewer)
		? withWrites(isConfinedWrite, resolve)
		: resolve());
	const failure = failures.get(event);
	return failure && failure.status !== 500 ? refuse(event, failure) : response;
}

/** A redirect as whoever asks can follow it: kit's own requests for data are told where to in JSON. */
const led = (event: RequestEvent, { status, location }: Redirect): Response =>
	event.isDataRequest
		? json({ type: 'redirect', location })
		: new Response(null, { status, headers: { location } });

export const handle: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, async ({ request, locale }) => {
		event.request = request;
		event.locals.viewer = null;
		event.locals.session = null;
		event.locals.held = null;
		event.locals.program = null;
		event.locals.setCookies = [];
		event.locals.client = clientOf(event);
		const page = () =>
			resolve(event, {
				transformPageChunk: ({ html }) =>
					html.replace('%lang%', locale).replace('%theme%', themeOf(event.cookies.get(themeCookie)))
			});
		let answer: Response;
		try {
			answer = await guarded(event, async () => page());
		} catch (error) {
			if (!(error instanceof Error) && !isRedirect(error)) throw error;
			if (isRedirect(error)) answer = led(event, error);
			else {
				const failure = fault(event, error);
				answer = isForPrograms(event.url.pathname)
					? taxiiError(failure.status)
					: await refuse(event, failure);
			}
		}
		// Answers of fetch and redirects have headers that cannot be changed.
		const response = new Response(answer.body, answer);
		for (const cookie of event.locals.setCookies) response.headers.append('set-cookie', cookie);
		secure(response.headers, {
			signedIn: event.locals.viewer !== null,
			https: app().access.origin.startsWith('https:')
		});
		return response;
	});

export const handleError: HandleServerError = async ({ error, event, status, message }) => {
	if (status === 404) return { message: words[404]() };
	if (status < 500) return { message };
	if (error instanceof Refused && event.locals.viewer)
		await kept(event, event.locals.viewer, error.decision);
	const failure = fault(event, error);
	failures.set(event, failure);
	return { message: wordsFor(event, failure.status), errorId: failure.errorId };
};
