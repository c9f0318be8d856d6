/** Holds the tree to the rules of docs/design-choices.md: who may import whom, and what goes where. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const walk = (folder: string): string[] =>
	readdirSync(folder).flatMap((name) => {
		const file = path.posix.join(folder, name);
		if (file === 'src/lib/paraglide') return [];
		return statSync(file).isDirectory() ? walk(file) : [file];
	});

interface Source {
	file: string;
	text: string;
	/** Imported modules, `#lib/…` and relative ones resolved to a path from the root. */
	imports: { from: string; typeOnly: boolean }[];
}

const importPattern =
	/(?:^|\n)\s*(?:import|export)\s+(type\s+)?[^'"`;]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g;

const sources: Source[] = [...walk('src'), ...walk('cli'), ...walk('seed')]
	.filter((file) => /\.(ts|js|svelte)$/.test(file))
	.map((file) => {
		const text = readFileSync(file, 'utf8');
		const imports = [...text.matchAll(importPattern)].map(([, typeOnly, a, b, c]) => {
			const from = a ?? b ?? c ?? '';
			const resolved = from.startsWith('#lib/')
				? `src/lib/${from.slice(5)}`
				: from.startsWith('#seed/')
					? `seed/${from.slice(6)}`
					: from.startsWith('.')
						? path.posix.join(path.posix.dirname(file), from)
						: from;
			return { from: resolved, typeOnly: Boolean(typeOnly) };
		});
		return { file, text, imports };
	});

const within = (folder: string) => (source: { file: string }) => source.file.startsWith(folder);
const offenders = (
	where: (source: Source) => boolean,
	forbidden: (from: string, source: Source) => boolean
) =>
	sources
		.filter(where)
		.flatMap((source) =>
			source.imports
				.filter(({ from }) => forbidden(from, source))
				.map(({ from }) => `${source.file} imports ${from}`)
		);

describe('directions of dependency', () => {
	test('the walk finds the tree', () => {
		expect(sources.length).toBeGreaterThan(80);
		expect(sources.flatMap((source) => source.imports).length).toBeGreaterThan(200);
	});

	test('domain imports only itself and the schema library', () => {
		expect(
			offenders(
				within('src/lib/domain/'),
				(from) => from !== 'valibot' && !from.startsWith('src/lib/domain/')
			)
		).toEqual([]);
	});

	test('the pure parts know neither server nor pages', () => {
		expect(
			offenders(
				(source) =>
					['src/lib/export/', 'src/lib/ui/'].some((folder) => source.file.startsWith(folder)),
				(from) =>
					from.startsWith('src/lib/server/') ||
					from.startsWith('src/routes/') ||
					from.startsWith('node:')
			)
		).toEqual([]);
	});

	test('what runs in a browser never imports the server', () => {
		expect(
			offenders(
				({ file }) =>
					!file.startsWith('src/lib/server/') &&
					!/\.server\.ts$|\+server\.ts$/.test(file) &&
					file.startsWith('src/'),
				(from) => from.startsWith('src/lib/server/')
			)
		).toEqual([]);
	});

	const shared = ['graph', 'access', 'audit', 'blobs'];
	const joins =
		/^src\/lib\/server\/(app|demonstration|institutions|secret)\.ts$|^src\/lib\/server\/operator\//;
	test('a feature of the server never imports another feature', () => {
		expect(
			offenders(
				({ file }) => file.startsWith('src/lib/server/') && !joins.test(file),
				(from, { file }) => {
					const feature = file.split('/')[3];
					const [, other] = /^src\/lib\/server\/([^/]+)/.exec(from) ?? [];
					return other !== undefined && other !== feature && !shared.includes(other);
				}
			)
		).toEqual([]);
	});

	test('graph stands below everything else on the server', () => {
		expect(
			offenders(within('src/lib/server/graph/'), (from) =>
				/^src\/lib\/(server\/(?!graph\/)|explorer|ui|shell)|^src\/routes/.test(from)
			)
		).toEqual([]);
	});

	test('$app and $env stay in hooks, routes, the shell and the explorer', () => {
		expect(
			offenders(
				({ file }) => /^(src\/lib\/(domain|export|server)|cli|seed)\//.test(file),
				(from) => from.startsWith('$app') || from.startsWith('$env')
			)
		).toEqual([]);
	});
});

describe('one importer for each foreign library', () => {
	const only: Record<string, RegExp> = {
		'@grafeo-db/js': /^src\/lib\/server\/graph\/embedded\.ts$/,
		'neo4j-driver': /^src\/lib\/server\/graph\/neo4j\.ts$/,
		sigma: /^src\/lib\/explorer\/drawing\/sigma\.ts$/,
		pino: /^src\/lib\/server\/app\.ts$/,
		'better-auth': /^src\/lib\/server\/access\//,
		yauzl: /^src\/lib\/server\/ingest\/workbook\/archive\.ts$/,
		saxes: /^src\/lib\/server\/ingest\/xml\.ts$/
	};
	for (const [library, allowed] of Object.entries(only))
		test(library, () => {
			const users = sources
				.filter((source) =>
					source.imports.some(
						({ from, typeOnly }) =>
							!typeOnly && (from === library || from.startsWith(`${library}/`))
					)
				)
				.map((source) => source.file);
			expect(users.length).toBeGreaterThan(0);
			expect(users.filter((file) => !allowed.test(file))).toEqual([]);
		});
});

describe('what stays where', () => {
	test('Cypher is in files: nothing else names a MATCH or a MERGE', () => {
		const allowed =
			/^src\/lib\/server\/(access\/auth-adapter|graph\/(schema|embedded|neo4j|query))\.ts$/;
		const written = sources.filter(
			({ file, text }) => !allowed.test(file) && /\b(MATCH|MERGE|UNWIND)\b\s*[($]/.test(text)
		);
		expect(written.map(({ file }) => file)).toEqual([]);
	});

	test('statements are built in two places only', () => {
		const users = sources
			.filter(({ text }) => /\bbuiltStatement\(/.test(text))
			.map(({ file }) => file);
		expect(users.sort()).toEqual([
			'src/lib/server/access/auth-adapter.ts',
			'src/lib/server/graph/schema.ts'
		]);
	});

	test('time, chance and environment come in as arguments below the composition root', () => {
		const free = sources.filter(
			({ file, text }) =>
				/^src\/lib\/(domain|export|server)\//.test(file) &&
				!/^src\/lib\/server\/(app\.ts|operator\/)/.test(file) &&
				/\bMath\.random\(|\bDate\.now\(|\bnew Date\(\)|\bprocess\.env\b/.test(text)
		);
		expect(free.map(({ file }) => file)).toEqual([]);
	});

	test('no drawers: no utils, helpers or barrel files', () => {
		expect(
			sources
				.filter(({ file }) => /(^|\/)(utils?|helpers?|common|misc|index)(\.|\/)/.test(file))
				.map(({ file }) => file)
		).toEqual([]);
	});

	test('no escapes from the type system', () => {
		expect(
			sources
				.filter(({ text }) =>
					/@ts-(ignore|nocheck|expect-error)|eslint-disable|\bas any\b/.test(text)
				)
				.map(({ file }) => file)
		).toEqual([]);
	});

	test('no file has grown past two reasons to change', () => {
		expect(
			sources.filter(({ text }) => text.split('\n').length > 500).map(({ file }) => file)
		).toEqual([]);
	});

	test('both languages have the same messages', () => {
		const keys = (locale: string) =>
			Object.keys(JSON.parse(readFileSync(`messages/${locale}.json`, 'utf8')) as object);
		expect(keys('fr')).toEqual(keys('en'));
	});
});
