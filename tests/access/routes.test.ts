import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { actions } from '#lib/server/access/actions.ts';
import { actionOf, isFile, routes, verbOf } from '#lib/server/access/routes.ts';

const root = 'src/routes';
const files = (folder: string): string[] =>
	readdirSync(folder).flatMap((name) => {
		const entry = path.join(folder, name);
		return statSync(entry).isDirectory() ? files(entry) : [entry];
	});
/** Route ids as kit makes them: folders that hold a page or an endpoint. */
const endpoints = files(root)
	.filter((file) =>
		/^\+(page(\.server)?\.(ts|js|svelte)|server\.(ts|js))$/.test(path.basename(file))
	)
	.map((file) => ({
		file,
		id: `/${path.relative(root, path.dirname(file))}`.replace(/^\/$/, '/')
	}));
const at = (search = '') => new URL(`http://localhost:3102/x${search}`);

describe('every route of the file system is in the table', () => {
	test.each([...new Set(endpoints.map(({ id }) => id))])('%s', (id) => {
		expect(Object.keys(routes)).toContain(id);
	});

	test.each(endpoints.filter(({ file }) => file.endsWith('+server.ts')))(
		'$file: each method it answers',
		({ file, id }) => {
			const methods = [
				...readFileSync(file, 'utf8').matchAll(
					/export (?:async )?(?:function|const) (GET|POST|PUT|PATCH|DELETE)\b/g
				)
			].map(([, method]) => method ?? '');
			expect(methods).not.toEqual([]);
			for (const method of methods)
				expect(actionOf(id, method, at()), `${method} ${id}`).toBeDefined();
		}
	);

	test.each(endpoints.filter(({ file }) => file.endsWith('+page.server.ts')))(
		'$file: each form action',
		({ file, id }) => {
			const text = readFileSync(file, 'utf8');
			const block = /export const actions[^=]*= \{\n([\s\S]*?)\n\}/.exec(text)?.[1] ?? '';
			const named = [...block.matchAll(/^\t(?:async )?(\w+)[(:]/gm)].map(([, name]) => name ?? '');
			if (/export const actions/.test(text)) expect(named).not.toEqual([]);
			for (const name of named)
				expect(
					actionOf(id, 'POST', at(name === 'default' ? '' : `?/${name}`)),
					`?/${name} ${id}`
				).toBeDefined();
		}
	);
});

describe('the table', () => {
	test('names no route that is gone', () => {
		const ids = new Set(endpoints.map(({ id }) => id));
		expect(Object.keys(routes).filter((id) => !ids.has(id))).toEqual([]);
	});

	test('names actions that exist', () => {
		for (const guard of Object.values(routes))
			for (const action of typeof guard === 'string' ? [guard] : Object.values(guard))
				expect(Object.keys(actions)).toContain(action);
	});
});

describe('what is not declared has no action', () => {
	test.each([
		['/nowhere', 'GET', ''],
		['/ingest', 'POST', ''],
		['/ingest', 'POST', '?/drop'],
		['/ingest', 'DELETE', ''],
		['/ingest/upload', 'GET', ''],
		['/ingest/upload', 'POST', ''],
		['/', 'POST', ''],
		['/health.json', 'POST', '?/default'],
		['constructor', 'GET', ''],
		['__proto__', 'GET', ''],
		['/account', 'POST', '?/constructor'],
		['/account', '__proto__', '']
	])('%s %s %s', (route, method, search) => {
		expect(actionOf(route, method, at(search))).toBeUndefined();
	});

	test('a file is told from a page, and from what is no route', () => {
		expect(['/network/search.json', '/audit/export.[format]', '/a/b.csv'].every(isFile)).toBe(true);
		expect([null, '/', '/network', '/json'].some(isFile)).toBe(false);
	});

	test('a form action is told from its name, however many others stand beside it', () => {
		expect(verbOf('POST', at('?next=%2F&/signOut'), true)).toBe('?/signOut');
		expect(verbOf('POST', at('?next=%2Fx'), true)).toBe('?/default');
		expect(verbOf('POST', at('?/signOut'), false)).toBe('POST');
		expect(verbOf('HEAD', at(), true)).toBe('GET');
	});
});
