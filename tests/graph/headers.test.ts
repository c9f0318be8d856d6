import { describe, expect, test } from 'vitest';
import { claimTypeNames } from '#lib/domain/claim-types.ts';
import { declared, parseHeader, queryFiles, type Header } from '#lib/server/graph/query.ts';

const modules = import.meta.glob('/src/lib/server/**/*.ts');
const sources = import.meta.glob<string>('/src/lib/server/**/*.ts', {
	query: '?raw',
	import: 'default',
	eager: true
});
for (const [path, source] of Object.entries(sources))
	if (/\bquery(Per)?\(\s*'/.test(source)) await modules[path]?.();

/**
 * Who may read without an audience, the header saying why: the size of the store, and the feature that
 * checks and backs it up whole. Nothing of it is shown to a viewer.
 */
const mayBeUnfiltered = (name: string) =>
	['graph/counts', 'graph/search-texts'].includes(name) || name.startsWith('operations/');

interface File {
	name: string;
	header: Header;
	/** The query without comments and without the text of literals. */
	body: string;
}

const parsed = (name: string, text: string): File => ({
	name,
	header: parseHeader(name, text),
	body: text
		.split('\n')
		.filter((line) => !line.startsWith('//'))
		.join('\n')
		.replace(/'(?:[^'\\]|\\.)*'/g, "''")
});
const files = [...queryFiles()]
	.filter(([name]) => !/^schema\/\d/.test(name))
	.map(([name, text]) => parsed(name, text));
const table = files.map((file) => [file.name, file] as const);

const baseName = (name: string) => name.replace(/\.embedded$/, '');
const namesOf = (schema: object): string[] | undefined =>
	'entries' in schema && typeof schema.entries === 'object' && schema.entries !== null
		? Object.keys(schema.entries)
		: undefined;
const declaredAs = (name: string) =>
	[...declared.values()].filter((query) => query.name.replace(/#.*/, '') === baseName(name));

/** Splits at commas outside brackets. */
function parts(list: string): string[] {
	let depth = 0;
	const found = [''];
	for (const letter of list) {
		if ('([{'.includes(letter)) depth++;
		if (')]}'.includes(letter)) depth--;
		if (letter === ',' && depth === 0) found.push('');
		else found[found.length - 1] += letter;
	}
	return found.map((part) => part.trim());
}

/** What stands in the outermost RETURN clauses, one list per branch of a UNION. */
function returned(body: string): string[][] {
	let depth = 0;
	const outer = [...body].map((letter) => {
		if (letter === '}') depth--;
		const shown = depth === 0 ? letter : ' ';
		if (letter === '{') depth++;
		return shown;
	});
	return [...outer.join('').matchAll(/\bRETURN\s+(?:DISTINCT\s+)?/g)].map((match) => {
		const from = match.index + match[0].length;
		const end = /\b(ORDER BY|SKIP|LIMIT|UNION)\b/.exec(outer.slice(from).join(''))?.index;
		return parts(body.slice(from, end === undefined ? undefined : from + end));
	});
}
const columnOf = (item: string) => /\bAS\s+(\w+)$/.exec(item)?.[1] ?? item;

const structural = ['DESCRIBES', 'IDENTIFIED_BY', 'FROM'];
const predicate = (variable: string) =>
	new RegExp(`any\\(\\s*(\\w+) IN ${variable}\\.audience WHERE \\1 IN \\$audience\\s*\\)`);

/** What a query reads that only some may see: variables of records and claims, and nameless ones. */
export function guarded(body: string): { variables: Set<string>; nameless: string[] } {
	const variables = new Set<string>();
	const nameless: string[] = [];
	for (const [whole, variable] of body.matchAll(/\((\w*):Record\b[^)]*\)/g))
		if (variable) variables.add(variable);
		else nameless.push(whole);
	for (const [, variable] of body.matchAll(/YIELD node(?: AS (\w+))?/g))
		variables.add(variable ?? 'node');
	for (const [whole, inner] of body.matchAll(/\)\s*<?-(?:\[([^\]]*)\])?->?\s*\(/g)) {
		const [, variable = '', types = ''] = /^(\w*)\s*:?([\w|]*)/.exec(inner ?? '') ?? [];
		if (types && types.split('|').every((type) => structural.includes(type))) continue;
		const claim =
			!types ||
			types
				.split('|')
				.some((type) => type === '__TYPE__' || claimTypeNames.some((known) => known === type));
		if (!claim) continue;
		if (variable) variables.add(variable);
		else nameless.push(whole);
	}
	return { variables, nameless };
}

/** What is wrong with how a file guards what it reads. Empty: nothing. */
function unguarded({ name, header, body }: File): string[] {
	if (header.unfiltered)
		return mayBeUnfiltered(baseName(name)) ? [] : ['says @unfiltered by itself'];
	const { variables, nameless } = guarded(body);
	const open = [...variables].filter((variable) => !predicate(variable).test(body));
	if (header.access === 'write') {
		// A writer works on what was read with an audience before; it may answer with counts and keys only.
		const told = returned(body)
			.flat()
			.filter((item) =>
				open.some((variable) =>
					new RegExp(`\\b${variable}\\b(?!\\.id\\b)`).test(item.replace(/\bcount\([^)]*\)/g, ''))
				)
			);
		return told.map((item) => `returns ${item} of what it did not guard`);
	}
	return [
		...open.map((variable) => `does not guard ${variable}`),
		...nameless.map((pattern) => `cannot guard ${pattern}`)
	];
}

test('there are query files, and every one is declared', () => {
	expect(files.length).toBeGreaterThan(50);
	expect(
		files.filter((file) => declaredAs(file.name).length === 0).map((file) => file.name)
	).toEqual([]);
});

describe.each(table)('%s', (name, file) => {
	const { header, body } = file;

	test('says in a sentence what it is for', () => {
		expect(header.title).toMatch(/^[A-Z].{6,}\.$/s);
	});

	test('names exactly the parameters it uses', () => {
		const used = new Set([...body.matchAll(/\$(\w+)/g)].map(([, word]) => word));
		// A lookup binds one parameter and uses up another before the query runs.
		if (header.textIndex && used.delete(header.textIndex.param)) used.add(header.textIndex.word);
		expect([...used].sort()).toEqual(Object.keys(header.params).sort());
		expect(Object.values(header.params).filter((type) => type === '')).toEqual([]);
	});

	test('agrees with the schema of its parameters and rows', () => {
		for (const query of declaredAs(name)) {
			expect(namesOf(query.params)?.sort()).toEqual(Object.keys(header.params).sort());
			expect(namesOf(query.row)?.sort()).toEqual([...header.returns].sort());
		}
	});

	test('returns the columns it announces', () => {
		const branches = returned(body);
		expect(branches.length).toBeGreaterThan(0);
		for (const branch of branches) expect(branch.map(columnOf)).toEqual(header.returns);
	});

	test('changes the graph only when it says so', () => {
		const changes = /\b(CREATE|MERGE|SET|DELETE|REMOVE)\b/.test(body);
		expect(changes).toBe(header.access === 'write');
	});

	test('guards every record and claim it reads with the audience', () => {
		expect(unguarded(file)).toEqual([]);
	});

	test('keeps to the Cypher that means the same on both engines', () => {
		const hidden = /\bNOT\s+any\s*\(|\bnone\s*\(/i;
		expect(body).not.toMatch(hidden);
		const reserved =
			'case match in where set with return create merge delete remove unwind optional union as and or xor not is null true false when then else distinct detach';
		const asName = new RegExp(
			`(?:[:.$]|\\bAS\\s)\\s*(?:${reserved.replaceAll(' ', '|')})\\b(?!\\s*\\()`,
			'i'
		);
		const plain = body.replace(/:\s*(true|false|null)\b/g, ': 0').replace(/`[^`]*`/g, '');
		expect(plain).not.toMatch(asName);
		expect(body.replace(/coalesce\(\s*(sum|stDev)\(/gi, '')).not.toMatch(
			/\b(sum|stDev|percentileCont|percentileDisc)\(/i
		);
		expect(body).not.toMatch(
			/\b(COLLECT|EXISTS)\s*\{|\bshortestPath\(|\belementId\(|\brandomUUID\(/
		);
		if (!name.endsWith('.embedded')) expect(body).not.toMatch(/\bid\(/);
	});

	test('has a twin with the same header, if it has one', () => {
		if (!name.endsWith('.embedded')) return;
		const common = files.find((other) => other.name === baseName(name));
		const { textIndex, ...ours } = header;
		expect(common?.header).toBeDefined();
		expect({ ...ours, scans: undefined }).toEqual({ ...common?.header, scans: undefined });
		if (textIndex) expect(body).toContain(`$${textIndex.param}`);
	});
});

describe('the guard is seen to refuse', () => {
	const judge = (access: string, body: string) =>
		unguarded(parsed('test/file', `// T.\n// @access ${access}\n${body}`));

	test('a record or claim read without the predicate', () => {
		expect(judge('read', 'MATCH (e:Entity)<-[:DESCRIBES]-(r:Record) RETURN r.id AS id')).toEqual([
			'does not guard r'
		]);
		expect(judge('read', 'MATCH (a:Entity {id: $id})-[c]-(b) RETURN b.id AS id')).toEqual([
			'does not guard c'
		]);
		expect(judge('read', 'MATCH (a:Entity)-[k:KNOWS|MET*1..3]->(b) RETURN b.id AS id')).toEqual([
			'does not guard k'
		]);
		expect(
			judge('read', "CALL db.index.fulltext.queryNodes('x', $w) YIELD node RETURN node.id AS id")
		).toEqual(['does not guard node']);
	});

	test('the predicate on another variable, negated lists, or nothing to put it on', () => {
		expect(
			judge(
				'read',
				'MATCH (r:Record)-[:X]-(s:Record) WHERE any(t IN r.audience WHERE t IN $audience) RETURN s.id AS id'
			)
		).toEqual(['does not guard s']);
		expect(
			judge(
				'read',
				'MATCH (r:Record) WHERE any(t IN r.audience WHERE t IN $tokens) RETURN r.id AS id'
			)
		).toEqual(['does not guard r']);
		expect(judge('read', 'MATCH (a:Entity)--(b) RETURN b.id AS id')).toHaveLength(1);
		expect(
			judge(
				'read',
				'MATCH (a:Entity) WHERE COUNT { (a)<-[:DESCRIBES]-(:Record) } > 0 RETURN a.id AS id'
			)
		).toHaveLength(1);
	});

	test('a writer that tells what it did not guard, and a file that excuses itself', () => {
		expect(
			judge('write', 'MATCH (r:Record {id: $id}) SET r.revoked = true RETURN r.names AS names')
		).toHaveLength(1);
		expect(
			judge('write', 'MATCH (r:Record {id: $id}) SET r.revoked = true RETURN count(r) AS changed')
		).toEqual([]);
		expect(
			judge('read', '// @unfiltered because\nMATCH (r:Record) RETURN r.id AS id')
		).toHaveLength(1);
	});

	test('nothing that is guarded or structural', () => {
		expect(judge('read', 'MATCH (p:Provenance)-[:FROM]->(s:Source) RETURN s.id AS id')).toEqual([]);
		expect(
			judge(
				'read',
				'MATCH (a:Entity)-[c]->(b:Entity) WHERE any(t IN c.audience WHERE t IN $audience) RETURN b.id AS id'
			)
		).toEqual([]);
	});
});
