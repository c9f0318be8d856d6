/**
 * Queries are files under cypher/, one each, loaded by name. The header says title, access,
 * parameters and columns; tests hold it against the schema given here. Nothing builds Cypher from
 * strings: where a label or type must be chosen, the header names a closed list and the file is
 * expanded once per member when it is loaded.
 *
 *     // The ties of one entity that a viewer may see.
 *     // @access read
 *     // @param id string · audience string[] · limit integer
 *     // @returns claim, type, other
 *     // @choose TYPE claim-type          (optional: __TYPE__ stands for each member in turn)
 *     // @scans 2000                      (optional: rows it may read in a graph of 50 000 nodes)
 *     // @unfiltered sizes of the store  (optional: why no audience applies; tests list who may say so)
 *     // @textindex found Record.search word   (only in a `.embedded.cypher` twin, see TextIndex)
 */
import * as v from 'valibot';
import { claimTypeNames } from '#lib/domain/claim-types.ts';
import { kindNames, kinds } from '#lib/domain/kinds.ts';
import { storedLabels } from './stored.ts';
import type { Engine } from './store.ts';

const files = import.meta.glob<string>('/cypher/**/*.cypher', {
	query: '?raw',
	import: 'default',
	eager: true
});

/**
 * A lookup in the full-text index. Neo4j does it inside the query, with
 * `CALL db.index.fulltext.queryNodes('record_search', $word) YIELD node`; Grafeo has no such call,
 * so its twin names a parameter that the engine binds, before the query runs, to the internal ids of
 * the nodes whose property holds the word: `WHERE id(n) IN $found`. Inside a transaction it finds
 * what was committed before. The word must be one `searchWord`, which both engines split alike.
 */
export interface TextIndex {
	/** The parameter that receives the ids; not one of `@param`. */
	param: string;
	label: string;
	property: string;
	/** The `@param` that holds the word. */
	word: string;
}

export interface Header {
	title: string;
	access: 'read' | 'write';
	params: Record<string, string>;
	returns: string[];
	choose?: { slot: string; list: ChoiceList };
	scans?: number;
	textIndex?: TextIndex;
	unfiltered?: string;
}

/** Closed lists a file may be expanded over. */
export const choiceLists = {
	'claim-type': claimTypeNames as readonly string[],
	'kind-label': kindNames.map((kind) => kinds[kind].label) as readonly string[],
	'stored-label': storedLabels as readonly string[]
};
export type ChoiceList = keyof typeof choiceLists;

export interface Query<P extends object, R extends object> {
	readonly name: string;
	readonly access: 'read' | 'write';
	readonly text: Record<Engine, string>;
	readonly params: v.GenericSchema<P>;
	readonly row: v.GenericSchema<unknown, R>;
	/** What the embedded engine looks up before it runs its twin. */
	readonly textIndex?: TextIndex;
}

/** Whether a query writes what people read: not an account, a session, a visit or the audit log. */
export const changesContent = ({ access, name }: Pick<Query<object, object>, 'access' | 'name'>) =>
	access === 'write' && !/^(access|audit|home|schema)\//.test(name);

/** `network/neighbours` → the text of cypher/network/neighbours.cypher for each engine. */
const textOf = (name: string): Record<Engine, string> => {
	const common = files[`/cypher/${name}.cypher`];
	const embedded = files[`/cypher/${name}.embedded.cypher`];
	if (common === undefined) throw new Error(`no query file cypher/${name}.cypher`);
	return { neo4j: common, embedded: embedded ?? common };
};

/** Every query file by name, twins apart (`name.embedded`); for the tests that hold them to the rules. */
export const queryFiles = (): Map<string, string> =>
	new Map(
		Object.entries(files).map(([path, text]) => [
			path.replace(/^\/cypher\//, '').replace(/\.cypher$/, ''),
			text
		])
	);

export function parseHeader(name: string, text: string): Header {
	const lines = text
		.split('\n')
		.filter((line) => line.startsWith('//'))
		.map((line) => line.replace(/^\/\/\s?/, ''));
	const field = (key: string) =>
		lines
			.filter((line) => line.startsWith(`@${key}`))
			.map((line) => line.slice(key.length + 1).trim())
			.join(' · ');
	const access = field('access');
	if (access !== 'read' && access !== 'write')
		throw new Error(`cypher/${name}.cypher: @access must be read or write, got '${access}'`);
	const params = Object.fromEntries(
		field('param')
			.split('·')
			.map((part) => part.trim())
			.filter(Boolean)
			.map((part) => {
				const [key = '', ...type] = part.split(/\s+/);
				return [key, type.join(' ')] as const;
			})
	);
	const returns = field('returns')
		.split(/[,·]/)
		.map((part) => part.trim())
		.filter(Boolean);
	const [slot, list] = field('choose').split(/\s+/);
	if (slot && !(list && Object.hasOwn(choiceLists, list)))
		throw new Error(`cypher/${name}.cypher: @choose names no known list, got '${list ?? ''}'`);
	const scans = field('scans');
	const textIndex = field('textindex');
	const unfiltered = field('unfiltered');
	return {
		title: lines.filter((line) => !line.startsWith('@')).join(' '),
		access,
		params,
		returns,
		...(slot ? { choose: { slot, list: list as ChoiceList } } : {}),
		...(scans ? { scans: Number(scans) } : {}),
		...(unfiltered ? { unfiltered } : {}),
		...(textIndex ? { textIndex: parseTextIndex(name, textIndex, params) } : {})
	};
}

function parseTextIndex(name: string, line: string, params: Record<string, string>): TextIndex {
	const [, param, label, property, word] = /^(\w+) (\w+)\.(\w+) (\w+)$/.exec(line) ?? [];
	if (!param || !label || !property || !word)
		throw new Error(
			`cypher/${name}.cypher: @textindex expects 'parameter Label.property word', got '${line}'`
		);
	if (!Object.hasOwn(params, word) || Object.hasOwn(params, param))
		throw new Error(
			`cypher/${name}.cypher: @textindex looks up the parameter ${word} and binds ${param}: only the first is a @param`
		);
	return { param, label, property, word };
}

interface Shape<P extends object, R extends object> {
	params: v.GenericSchema<P>;
	row: v.GenericSchema<unknown, R>;
}

/** Every query made from a file, for the header and contract tests. */
export const declared = new Map<string, Query<object, object>>();

const declare = <P extends object, R extends object>(query: Query<P, R>): Query<P, R> => {
	declared.set(query.name, query as unknown as Query<object, object>);
	return query;
};

/** The query of one file, with the schema of its parameters and rows. */
export function query<P extends object, R extends object>(
	name: string,
	shape: Shape<P, R>
): Query<P, R> {
	const text = textOf(name);
	const header = parseHeader(name, text.neo4j);
	if (header.choose) throw new Error(`cypher/${name}.cypher is a choice: load it with queryPer`);
	return declare({ name, access: header.access, text, ...textIndexOf(name, text), ...shape });
}

/** The lookup the embedded twin asks for, if it does. */
function textIndexOf(name: string, text: Record<Engine, string>): { textIndex?: TextIndex } {
	const { textIndex } = parseHeader(name, text.embedded);
	if (textIndex && text.embedded === text.neo4j)
		throw new Error(`cypher/${name}.cypher: @textindex belongs in a twin, ${name}.embedded.cypher`);
	return textIndex ? { textIndex } : {};
}

/**
 * A statement made by code. For the two places whose labels and keys come from elsewhere and are
 * checked there: `server/access/auth-adapter.ts` (better-auth's models) and `graph/schema.ts`.
 * Everything else is a file; tests/architecture.test.ts holds the list of importers.
 */
export const builtStatement = (
	name: string,
	access: 'read' | 'write',
	text: string
): Query<Record<string, unknown>, Record<string, unknown>> => ({
	name,
	access,
	text: { neo4j: text, embedded: text },
	params: v.record(v.string(), v.unknown()),
	row: v.record(v.string(), v.unknown())
});

/** One query per member of the closed list the header names. */
export function queryPer<C extends string, P extends object, R extends object>(
	name: string,
	choices: readonly C[],
	shape: Shape<P, R>
): Record<C, Query<P, R>> {
	const text = textOf(name);
	const { choose, access } = parseHeader(name, text.neo4j);
	if (!choose) throw new Error(`cypher/${name}.cypher names no @choose list`);
	const known = choiceLists[choose.list];
	return Object.fromEntries(
		choices.map((choice) => {
			if (!known.includes(choice)) throw new Error(`'${choice}' is not in ${choose.list}`);
			const fill = (part: string) => part.replaceAll(`__${choose.slot}__`, choice);
			return [
				choice,
				declare({
					name: `${name}#${choice}`,
					access,
					text: { neo4j: fill(text.neo4j), embedded: fill(text.embedded) },
					...textIndexOf(name, text),
					...shape
				})
			] as const;
		})
	) as Record<C, Query<P, R>>;
}

/** Parses parameters before they reach an engine; the message names the query and the field. */
export function checkParams<P extends object, R extends object>(query: Query<P, R>, params: P): P {
	const parsed = v.safeParse(query.params, params);
	if (!parsed.success) throw new TypeError(`${query.name}: ${describe(parsed.issues)}`);
	checkValues(query.name, parsed.output);
	if (query.textIndex) {
		const word = new Map(Object.entries(parsed.output)).get(query.textIndex.word);
		if (!v.is(searchWord, word))
			throw new TypeError(
				`${query.name}: ${query.textIndex.word}: expected one word of letters and digits`
			);
	}
	return parsed.output;
}

/** Parses rows as they come back; a mismatch is a fault of ours, so it names the query and column. */
export function checkRows<P extends object, R extends object>(
	query: Query<P, R>,
	rows: unknown[]
): R[] {
	const parsed = v.safeParse(v.array(query.row), rows);
	if (!parsed.success) throw new TypeError(`${query.name} row: ${describe(parsed.issues)}`);
	return parsed.output;
}

const describe = (issues: readonly v.BaseIssue<unknown>[]) =>
	issues
		.slice(0, 3)
		.map((issue) => `${v.getDotPath(issue) ?? 'value'}: ${issue.message}`)
		.join('; ');

/**
 * Refuses what one engine stores and the other does not: maps and mixed lists as property values,
 * null in a list, names starting with `_`. A map under the key `props` is about to become properties.
 */
function checkValues(name: string, value: unknown, path = '', property = false): void {
	if (Array.isArray(value)) {
		const kinds = new Set(value.map((item) => (item === null ? 'null' : typeof item)));
		if (kinds.has('null') || kinds.has('undefined'))
			throw new TypeError(`${name}: ${path}: a list holds null`);
		if (property && (kinds.size > 1 || kinds.has('object')))
			throw new TypeError(`${name}: ${path}: a property holds a mixed or nested list`);
		if (kinds.has('object')) value.forEach((item, i) => checkValues(name, item, `${path}[${i}]`));
		return;
	}
	if (value === null || typeof value !== 'object') {
		if (typeof value === 'number' && !Number.isFinite(value))
			throw new TypeError(`${name}: ${path}: not a finite number`);
		return;
	}
	if (value instanceof Date) throw new TypeError(`${name}: ${path}: a Date; pass ISO text`);
	if (property) throw new TypeError(`${name}: ${path}: a property holds a map`);
	for (const [key, item] of Object.entries(value)) {
		if (path.endsWith('props') && (key.startsWith('_') || !/^[A-Za-z]\w*$/.test(key)))
			throw new TypeError(`${name}: ${path}.${key}: not a property name`);
		checkValues(name, item, path ? `${path}.${key}` : key, path.endsWith('props'));
	}
}

/** Parameter shapes that many queries share. */
/** One folded word: letters, marks and digits, nothing that either engine's tokenizer would split. */
export const searchWord = v.pipe(
	v.string(),
	v.regex(/^[\p{L}\p{M}\p{N}]+$/u, 'one word of letters and digits')
);
export const audience = v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.readonly());
export const props = v.record(
	v.string(),
	v.union([v.string(), v.number(), v.boolean(), v.array(v.string()), v.array(v.number())])
);
