/** The real hook and the real routes of TAXII behind a port, for clients of others. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestEvent } from '@sveltejs/kit';
import { routes } from '#lib/server/access/routes.ts';
import { handle } from '../../src/hooks.server.ts';
import { answered, handlerOf } from '../access/in-process.ts';

const known = Object.keys(routes)
	.filter((route) => route.startsWith('/taxii2'))
	.map((id) => ({ id, shape: new RegExp(`^${id.replace(/\[(\w+)\]/g, '(?<$1>[^/]+)')}/?$`) }));

let hops = 0;
/** One request, as kit would hand it to the hook. */
export async function asked(request: Request, client = `198.51.100.${hops++ % 250}`) {
	const url = new URL(request.url);
	const found = known.flatMap(({ id, shape }) => {
		const match = shape.exec(url.pathname);
		return match ? [{ id, params: { ...match.groups } }] : [];
	})[0];
	const event = {
		request,
		url,
		route: { id: found?.id ?? null },
		params: found?.params ?? {},
		locals: {},
		isDataRequest: false,
		isSubRequest: false,
		getClientAddress: () => client,
		cookies: { get: () => undefined, getAll: () => [] },
		setHeaders: () => undefined
	} as unknown as RequestEvent;
	return handle({
		event,
		resolve: async (given) => {
			const handler = await handlerOf(found?.id ?? '', 'GET', url);
			return handler
				? answered(given, () => handler(given))
				: new Response('none', { status: 404 });
		}
	});
}

export async function listening(): Promise<{ address: string; close: () => void }> {
	const server = createServer((incoming, outgoing) => {
		void (async () => {
			const { port } = server.address() as AddressInfo;
			const headers = new Headers(
				Object.entries(incoming.headers).map(([name, value]): [string, string] => [
					name,
					String(value)
				])
			);
			const answer = await asked(
				new Request(new URL(incoming.url ?? '/', `http://127.0.0.1:${port}`), {
					method: incoming.method,
					headers
				})
			);
			outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
			outgoing.end(Buffer.from(await answer.arrayBuffer()));
		})();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return { address: `http://127.0.0.1:${port}`, close: () => server.close() };
}
