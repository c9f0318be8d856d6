/**
 * No expression and no reader of text is slow on purpose-made input: each of src, cli and seed gets 100 kB
 * of what it is made of, again and again with an end that does not fit, and may take 50 ms.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { fold, searchText, searchWords } from '#lib/domain/fold.ts';
import { notesOf } from '#lib/domain/checkpoint.ts';
import { identifiersIn } from '#lib/domain/identifiers.ts';
import { visible } from '#lib/explorer/deeds.ts';
import { escapeXml } from '#lib/export/xml.ts';
import { Email } from '#lib/server/access/accounts.ts';
import { safeNext } from '#lib/server/access/request.ts';
import { latin } from '#lib/server/graph/search-text.ts';
import { momentOf } from '#lib/server/ingest/table/moment.ts';
import { unsafe } from '#lib/server/ingest/stix/statement.ts';
import { csv } from '#lib/ui/csv.ts';
import { processorMs } from './processor-time.ts';

const most = 50;
const size = 100_000;
const filled = (piece: string) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

const walk = (folder: string): string[] =>
	readdirSync(folder).flatMap((name) => {
		const file = path.posix.join(folder, name);
		if (file === 'src/lib/paraglide') return [];
		return statSync(file).isDirectory() ? walk(file) : [file];
	});

/** The script of a component and the expressions in its markup, as far as they are scripts of their own. */
const scriptOf = (file: string, text: string) =>
	file.endsWith('.svelte')
		? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code).join('\n')
		: text;

const expressions = new Map<string, string>();
/** Checks of the library that the sources name, such as `email`, and the files that make an expression while they run. */
const borrowed = new Set<string>();
const made = new Set<string>();
for (const file of ['src', 'cli', 'seed'].flatMap(walk)) {
	if (!/\.(ts|js|svelte)$/.test(file)) continue;
	const text = scriptOf(file, readFileSync(file, 'utf8'));
	const visit = (node: ts.Node): void => {
		if (ts.isRegularExpressionLiteral(node)) expressions.set(node.text, file);
		if (ts.isNewExpression(node) && node.expression.getText() === 'RegExp') made.add(file);
		if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'v')
			borrowed.add(node.name.text);
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
}

/** The expressions of the library behind the checks that are used. */
const ofLibrary = [...borrowed].flatMap((name): [string, RegExp][] => {
	const make = (v as unknown as Record<string, unknown>)[name];
	if (typeof make !== 'function') return [];
	let check: unknown;
	try {
		check = Reflect.apply(make, v, []);
	} catch {
		// One that cannot be made without being told more holds no expression of its own.
		return [];
	}
	const { requirement } = (check ?? {}) as { requirement?: unknown };
	return requirement instanceof RegExp ? [[name, requirement]] : [];
});

const compiled = (literal: string): RegExp => {
	const end = literal.lastIndexOf('/');
	return new RegExp(literal.slice(1, end), literal.slice(end + 1));
};

const general = [
	...['a', '0', ' ', '\t', '\n', '-', '_', '.', '/', '\\', '<', '&', '"', "'", '@', '(', '[', '='],
	...[
		'a@',
		'a.',
		'a-',
		'0.',
		'1,',
		'://',
		'http://a',
		'[.]',
		'a b',
		'a\n',
		'\r\n',
		'%2',
		'aA0',
		'::'
	],
	...['\u00a0', '\u200b', '\ud800', '\u0301', '\u0315\u0316', '\u{1f9ff}', 'İ', 'ß']
];
/** The characters an expression names, alone and in pairs, and what is hostile to any. */
function pieces(literal: string): string[] {
	const own = [...new Set(literal.replace(/\\[a-zA-Z](\{[^}]*\})?/g, ''))]
		.filter((letter) => !'^$|()[]{}*+?\\'.includes(letter))
		.slice(0, 5);
	return [...new Set([...general, ...own, ...own.flatMap((a) => own.map((b) => a + b))])];
}
const ends = ['', '!'];

test('the walk finds the expressions', () => {
	expect(expressions.size).toBeGreaterThan(100);
});

test('what backtracks without end is noticed', () => {
	const text = `${'a'.repeat(24)}!`;
	expect(processorMs(() => void /^(a+)+$/.test(text), 1)).toBeGreaterThan(most);
});

function withstands(expression: RegExp, own: readonly string[]) {
	for (const piece of own)
		for (const end of ends) {
			const text = filled(piece) + end;
			const spent = processorMs(() => {
				expression.lastIndex = 0;
				text.replace(expression, '');
			});
			expect(spent, `${JSON.stringify(piece)} … ${JSON.stringify(end)}`).toBeLessThan(most);
		}
}

test.each([...expressions])('%s of %s', (literal) => {
	withstands(compiled(literal), pieces(literal));
});

test('the checks of the library that have an expression are known', () => {
	expect(ofLibrary.map(([name]) => name)).toEqual(
		expect.arrayContaining(['email', 'isoDate', 'isoTimestamp', 'uuid'])
	);
});

test.each(ofLibrary)('%s of the library', (_, expression) => {
	withstands(new RegExp(expression.source, expression.flags.replace('g', '')), [
		...general,
		...['a.a', 'a+', 'a@a.', '0-', '2026-', '2026-01-01T', '00:', '.0', 'f-', '+00:']
	]);
});

/** Each file that makes an expression while it runs, and what makes it work on a text of anybody's. */
const makers: Record<string, (text: string) => unknown> = {
	'src/lib/domain/fold.ts': fold,
	'src/lib/server/graph/search-text.ts': latin,
	// Takes the expression `unsafe`, a literal among those above, to replace each hit.
	'src/lib/server/ingest/stix/statement.ts': (text) =>
		text.replace(new RegExp(unsafe.source, 'gu'), ''),
	'src/lib/server/ingest/table/moment.ts': (text) => [
		momentOf(`2026-03-01 10:00:00.${text}`, 'iso', 'UTC'),
		momentOf(text, 'dmy', 'UTC')
	],
	// The name of a file in a manifest.
	'src/lib/server/operations/restore.ts': (text) =>
		/^nodes\/(\w+)\.ndjson\.gz$/.exec(`nodes/${text}`)
};
test('every file that makes an expression while it runs is attacked below', () => {
	expect([...made].sort()).toEqual(Object.keys(makers).sort());
});

describe('readers of text', () => {
	const readers: [string, (text: string) => unknown][] = [
		['fold', fold],
		['searchWords', searchWords],
		['searchText', (text) => searchText([text], [{ scheme: 'url', value: text }])],
		['identifiersIn', identifiersIn],
		['notesOf', notesOf],
		['visible', visible],
		['escapeXml', escapeXml],
		['safeNext', (text) => safeNext(`/${text}`, 'http://localhost:3102')],
		['Email', (text) => v.safeParse(Email, text)],
		...Object.entries(makers),
		['csv', (text) => csv(['a'], [[text]])]
	];
	test.each(readers)('%s', (_, read) => {
		for (const piece of [...general, 'http://a.', 'a@b.', 'xn--', 'é.', '1.1.1.1/'])
			for (const end of ends) {
				const text = filled(piece) + end;
				expect(
					processorMs(() => void read(text)),
					`${JSON.stringify(piece)} … ${JSON.stringify(end)}`
				).toBeLessThan(most);
			}
	});
});
