/** A small server of other people, for tests: a TAXII 2.1 collection, and every way in which a server misbehaves. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const mediaType = 'application/taxii+json;version=2.1';
export const collection = '91a7b528-80eb-42ed-a74d-c6fbd5a26116';

export interface Added {
	at: string;
	object: Record<string, unknown>;
}
type Answer = (asked: IncomingMessage, answer: ServerResponse) => void;

export interface Foreign {
	origin: string;
	/** What its collection holds, in the order in which it came. */
	held: Added[];
	/** Every request as it came. */
	asked: { url: string; headers: IncomingMessage['headers'] }[];
	/** Answers of its own by path. */
	paths: Map<string, Answer>;
	/** `user:password` that it asks for; none where empty. */
	login: string;
	/** Answers everything with this status instead. */
	status: { code: number; headers?: Record<string, string> } | undefined;
	close(): Promise<void>;
}

export const indicator = (n: number, name = `Indicator ${n}`): Record<string, unknown> => ({
	type: 'domain-name',
	spec_version: '2.1',
	id: `domain-name--${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`,
	value: `${name.toLowerCase().replaceAll(' ', '-')}.example`
});

export async function foreignServer(pageSize = 2): Promise<Foreign> {
	const foreign: Pick<Foreign, 'held' | 'asked' | 'paths' | 'login' | 'status'> = {
		held: [],
		asked: [],
		paths: new Map(),
		login: '',
		status: undefined
	};
	const json = (answer: ServerResponse, body: object, headers: Record<string, string> = {}) => {
		answer.writeHead(200, { 'content-type': mediaType, ...headers });
		answer.end(JSON.stringify(body));
	};
	const objects = (url: URL, answer: ServerResponse) => {
		const after = url.searchParams.get('added_after') ?? '';
		const from = Number(url.searchParams.get('next') ?? 0);
		const found = foreign.held.filter(({ at }) => at > after);
		const page = found.slice(from, from + pageSize);
		const [first] = page;
		const last = page.at(-1);
		const more = from + pageSize < found.length;
		json(
			answer,
			page.length
				? {
						objects: page.map(({ object }) => object),
						more,
						...(more ? { next: String(from + pageSize) } : {})
					}
				: {},
			first && last
				? { 'x-taxii-date-added-first': first.at, 'x-taxii-date-added-last': last.at }
				: {}
		);
	};
	const server = createServer((asked, answer) => {
		foreign.asked.push({ url: asked.url ?? '', headers: asked.headers });
		const url = new URL(asked.url ?? '', 'http://localhost');
		const own = foreign.paths.get(url.pathname);
		if (own) return own(asked, answer);
		if (foreign.status) {
			answer.writeHead(foreign.status.code, foreign.status.headers);
			return answer.end();
		}
		const given = Buffer.from((asked.headers.authorization ?? '').slice(6), 'base64').toString();
		if (foreign.login && given !== foreign.login) {
			answer.writeHead(401);
			return answer.end();
		}
		if (url.pathname === '/taxii2/')
			return json(answer, { title: 'Partner', api_roots: ['/taxii2/api/'] });
		if (url.pathname === '/taxii2/api/')
			return json(answer, { title: 'Root', versions: [mediaType], max_content_length: 1 });
		if (url.pathname === '/taxii2/api/collections/')
			return json(answer, {
				collections: [
					{ id: collection, title: 'Shared indicators', can_read: true, can_write: false }
				]
			});
		if (url.pathname === `/taxii2/api/collections/${collection}/objects/`)
			return objects(url, answer);
		answer.writeHead(404);
		return answer.end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return Object.assign(foreign, {
		origin: `http://127.0.0.1:${port}`,
		close: () =>
			new Promise<void>((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			})
	});
}
