/**
 * better-auth's storage over the graph port, on both engines. A model is a label `Auth_<model>`, a
 * field a property. Labels and properties cannot be parameters, so each is looked up in the schema
 * better-auth hands over and held to a plain form; every value is a parameter.
 */
import { createAdapterFactory } from 'better-auth/adapters';
import type { AdapterFactory, CleanedWhere } from 'better-auth/adapters';
import type { BetterAuthOptions } from 'better-auth';
import { getAuthTables } from 'better-auth/db';
import { builtStatement } from '#lib/server/graph/query.ts';
import { QueryFailed, type GraphStore, type Runner } from '#lib/server/graph/store.ts';

type Values = Record<string, unknown>;
type Tables = ReturnType<typeof getAuthTables>;

/** What the adapter needs of a store: a whole one, or one transaction of it. */
type Target = Pick<GraphStore, 'read' | 'write' | 'transaction'>;

const plainName = /^[A-Za-z]\w{0,63}$/;
/** A lock on Neo4j: the property is written before the guard is read again, and taken off after. */
const lock = 'locked';

export class UnknownAuthName extends TypeError {
	override name = 'UnknownAuthName';
}

const named = (name: string): string => {
	if (!plainName.test(name)) throw new UnknownAuthName(`not a plain name: ${JSON.stringify(name)}`);
	return name;
};

/** The label of a model and its properties, each with better-auth's type and own name for it. */
interface Model {
	label: string;
	types: Map<string, unknown>;
	names: Map<string, string>;
}

function modelsOf(tables: Tables): Map<string, Model> {
	return new Map(
		Object.values(tables).map((table) => [
			table.modelName,
			{
				label: `Auth_${named(table.modelName)}`,
				types: new Map<string, unknown>([
					['id', 'string'],
					...Object.entries(table.fields).map(
						([key, field]) => [named(field.fieldName ?? key), field.type] as const
					)
				]),
				names: new Map(
					Object.entries(table.fields).map(([key, field]) => [field.fieldName ?? key, key])
				)
			}
		])
	);
}

/** The keys the graph must know: unique ones and those that are looked up. */
export function authKeys(options: BetterAuthOptions) {
	return Object.values(getAuthTables(options)).map((table) => {
		const fields = Object.entries(table.fields).map(([key, field]) => ({
			...field,
			key: named(field.fieldName ?? key)
		}));
		return {
			label: `Auth_${named(table.modelName)}`,
			unique: ['id', ...fields.filter((field) => field.unique).map(({ key }) => key)],
			indexed: fields
				.filter((field) => !field.unique && (field.index || field.references))
				.map(({ key }) => key)
		};
	});
}

/** One condition as Cypher; its value becomes parameter `slot`. Graph engines disagree on comparisons with null. */
function condition(model: Model, clause: CleanedWhere, slot: string, params: Values): string {
	const type = model.types.get(clause.field);
	if (type === undefined)
		throw new UnknownAuthName(`${model.label} has no field ${JSON.stringify(clause.field)}`);
	const property = `n.\`${clause.field}\``;
	const { value, operator } = clause;
	const many = Array.isArray(value);
	// Grafeo takes '1' for 1: what is not of the field's type matches nothing.
	const fits = (item: unknown) => type !== 'string' || typeof item === 'string';
	const folded =
		clause.mode === 'insensitive' &&
		(many ? value.every((item) => typeof item === 'string') : typeof value === 'string');
	const left = folded ? `toLower(${property})` : property;
	const right = folded && !many ? `toLower($${slot})` : `$${slot}`;

	if (operator === 'in' || operator === 'not_in') {
		const list: unknown[] = [value].flat().filter((item) => item !== null && fits(item));
		params[slot] = folded ? list.map((item) => String(item).toLowerCase()) : list;
		return operator === 'in'
			? `${left} IN $${slot}`
			: `(${property} IS NULL OR NOT ${left} IN $${slot})`;
	}
	if (value === null) {
		if (operator === 'eq') return `${property} IS NULL`;
		return operator === 'ne' ? `${property} IS NOT NULL` : 'false';
	}
	if (!fits(value)) return operator === 'ne' ? 'true' : 'false';
	params[slot] = value;
	switch (operator) {
		case 'eq':
			return `${left} = ${right}`;
		case 'ne':
			return `(${property} IS NULL OR ${left} <> ${right})`;
		case 'lt':
			return `${left} < ${right}`;
		case 'lte':
			return `${left} <= ${right}`;
		case 'gt':
			return `${left} > ${right}`;
		case 'gte':
			return `${left} >= ${right}`;
		case 'contains':
			return `${left} CONTAINS ${right}`;
		case 'starts_with':
			return `${left} STARTS WITH ${right}`;
		case 'ends_with':
			return `${left} ENDS WITH ${right}`;
	}
}

/** `MATCH … WHERE …` and its parameters: every AND holds, and one of the ORs if there are any. */
function selection(model: Model, where: readonly CleanedWhere[] | undefined, start = '') {
	const params: Values = {};
	const written = (where ?? []).map((clause, i) => ({
		connector: clause.connector,
		text: condition(model, clause, `${start}w${i}`, params)
	}));
	const all = written.filter(({ connector }) => connector !== 'OR').map(({ text }) => text);
	const some = written.filter(({ connector }) => connector === 'OR').map(({ text }) => text);
	if (some.length) all.push(`(${some.join(' OR ')})`);
	return {
		match: `MATCH (n:${model.label})`,
		where: all.length ? ` WHERE ${all.join(' AND ')}` : '',
		params
	};
}

/** Null values say "remove": both engines drop a null property, but only through `+=`. */
const present = (data: Values): Values =>
	Object.fromEntries(
		Object.entries(data).filter(([, value]) => value !== null && value !== undefined)
	);

const settable = (model: Model, data: Values): Values => {
	for (const key of Object.keys(data))
		if (!model.types.has(key))
			throw new UnknownAuthName(`${model.label} has no field ${JSON.stringify(key)}`);
	return data;
};

/** What a racing transaction deleted while this one waited for its lock, as Neo4j says it. */
const isGone = (error: unknown) =>
	error instanceof QueryFailed &&
	error.cause instanceof Error &&
	'code' in error.cause &&
	error.cause.code === 'Neo.ClientError.Statement.EntityNotFound';

/** How many rows a statement of ours says it met. */
const totalOf = (rows: readonly Values[]): number =>
	rows.reduce((sum, { total }) => sum + Number(total), 0);

/** A transaction as a target: everything runs in it. */
const within = (runner: Runner): Target => {
	const target: Target = {
		read: (query, params) => runner.run(query, params),
		write: (query, params) => runner.run(query, params),
		transaction: (work) => work(runner)
	};
	return target;
};

function operations(target: Target, tables: Tables) {
	const models = modelsOf(tables);
	const modelOf = (name: string): Model => {
		const model = models.get(name);
		if (!model) throw new UnknownAuthName(`no model ${JSON.stringify(name)}`);
		return model;
	};
	/** The graph drops nulls, so every known field is given back. */
	const whole = (model: Model, properties: unknown, select?: readonly string[]): Values => {
		const stored = properties as Values;
		return Object.fromEntries(
			[...model.types.keys()]
				.filter((key) => !select?.length || select.includes(model.names.get(key) ?? key))
				.map((key) => [key, stored[key] ?? null])
		);
	};
	const statement = (verb: string, model: Model, access: 'read' | 'write', text: string) =>
		builtStatement(`access/auth-adapter ${verb} ${model.label}`, access, text);

	/**
	 * Picks one row, locks it, and acts on it if the guard still holds. Two statements in one
	 * transaction, because Neo4j reads a property before it waits for the lock.
	 */
	async function guarded(
		verb: string,
		model: Model,
		where: readonly CleanedWhere[],
		act: string,
		values: Values
	): Promise<Values | undefined> {
		const { match, where: guard, params } = selection(model, where);
		const take = statement(
			`${verb} (lock)`,
			model,
			'write',
			`${match}${guard} WITH n ORDER BY n.id LIMIT 1 SET n.${lock} = true RETURN n.id AS id`
		);
		const again = guard ? `${guard} AND n.id = $rowId` : ' WHERE n.id = $rowId';
		const finish = statement(
			verb,
			model,
			'write',
			`${match}${again} WITH n, properties(n) AS before ${act}`
		);
		const release = statement(
			`${verb} (release)`,
			model,
			'write',
			`${match} WHERE n.id = $rowId REMOVE n.${lock} RETURN n.id AS id`
		);
		try {
			return await target.transaction(async ({ run }) => {
				const [taken] = await run(take, params);
				if (!taken) return undefined;
				const [row] = await run(finish, { ...params, ...values, rowId: taken.id });
				if (!row) await run(release, { rowId: taken.id });
				return row;
			});
		} catch (error) {
			if (isGone(error)) return undefined;
			throw error;
		}
	}

	return {
		async create<T extends Record<string, unknown>>(input: {
			model: string;
			data: T;
			select?: string[];
		}): Promise<T> {
			const model = modelOf(input.model);
			const [row] = await target.write(
				statement(
					'create',
					model,
					'write',
					`CREATE (n:${model.label}) SET n = $props RETURN properties(n) AS p`
				),
				{ props: present(settable(model, input.data)) }
			);
			return whole(model, row?.p, input.select) as T;
		},
		async findOne<T>(input: {
			model: string;
			where: CleanedWhere[];
			select?: string[];
		}): Promise<T | null> {
			const model = modelOf(input.model);
			const { match, where, params } = selection(model, input.where);
			const [row] = await target.read(
				statement(
					'findOne',
					model,
					'read',
					`${match}${where} RETURN properties(n) AS p ORDER BY n.id LIMIT 1`
				),
				params
			);
			return row ? (whole(model, row.p, input.select) as T) : null;
		},
		async findMany<T>(input: {
			model: string;
			where?: CleanedWhere[];
			limit: number;
			select?: string[];
			sortBy?: { field: string; direction: 'asc' | 'desc' };
			offset?: number;
		}): Promise<T[]> {
			const model = modelOf(input.model);
			const { match, where, params } = selection(model, input.where);
			if (input.sortBy && !model.types.has(input.sortBy.field))
				throw new UnknownAuthName(
					`${model.label} has no field ${JSON.stringify(input.sortBy.field)}`
				);
			const order = input.sortBy
				? `n.\`${input.sortBy.field}\` ${input.sortBy.direction === 'desc' ? 'DESC' : 'ASC'}, n.id`
				: 'n.id';
			const rows = await target.read(
				statement(
					'findMany',
					model,
					'read',
					`${match}${where} RETURN properties(n) AS p ORDER BY ${order} SKIP ${Math.trunc(input.offset ?? 0)} LIMIT ${Math.trunc(input.limit)}`
				),
				params
			);
			return rows.map(({ p }) => whole(model, p, input.select) as T);
		},
		async count(input: { model: string; where?: CleanedWhere[] }): Promise<number> {
			const model = modelOf(input.model);
			const { match, where, params } = selection(model, input.where);
			const rows = await target.read(
				statement('count', model, 'read', `${match}${where} RETURN count(n) AS total`),
				params
			);
			return totalOf(rows);
		},
		async update<T>(input: { model: string; where: CleanedWhere[]; update: T }): Promise<T | null> {
			const model = modelOf(input.model);
			const { match, where, params } = selection(model, input.where);
			const [row] = await target.write(
				statement(
					'update',
					model,
					'write',
					`${match}${where} WITH n ORDER BY n.id LIMIT 1 SET n += $props RETURN properties(n) AS p`
				),
				{ ...params, props: settable(model, input.update as Values) }
			);
			return row ? (whole(model, row.p) as T) : null;
		},
		async updateMany(input: {
			model: string;
			where: CleanedWhere[];
			update: Values;
		}): Promise<number> {
			const model = modelOf(input.model);
			const { match, where, params } = selection(model, input.where);
			const rows = await target.write(
				statement(
					'updateMany',
					model,
					'write',
					`${match}${where} SET n += $props RETURN count(n) AS total`
				),
				{ ...params, props: settable(model, input.update) }
			);
			return totalOf(rows);
		},
		async delete(input: { model: string; where: CleanedWhere[] }): Promise<void> {
			const model = modelOf(input.model);
			const { match, where, params } = selection(model, input.where);
			await target.write(
				statement(
					'delete',
					model,
					'write',
					`${match}${where} WITH n ORDER BY n.id LIMIT 1 DETACH DELETE n`
				),
				params
			);
		},
		async deleteMany(input: { model: string; where: CleanedWhere[] }): Promise<number> {
			const model = modelOf(input.model);
			const { match, where, params } = selection(model, input.where);
			const rows = await target.write(
				statement(
					'deleteMany',
					model,
					'write',
					`${match}${where} WITH n, n.id AS id DETACH DELETE n RETURN count(id) AS total`
				),
				params
			);
			return totalOf(rows);
		},
		async consumeOne<T>(input: { model: string; where: CleanedWhere[] }): Promise<T | null> {
			const model = modelOf(input.model);
			const row = await guarded(
				'consumeOne',
				model,
				input.where,
				'DETACH DELETE n RETURN before AS p',
				{}
			);
			return row ? (whole(model, row.p) as T) : null;
		},
		async incrementOne<T>(input: {
			model: string;
			where: CleanedWhere[];
			increment: Record<string, number>;
			set?: Values;
		}): Promise<T | null> {
			const model = modelOf(input.model);
			settable(model, input.increment);
			const deltas = Object.entries(input.increment);
			const sets = [
				...deltas.map(([key], i) => `n.\`${key}\` = coalesce(n.\`${key}\`, 0) + $d${i}`),
				'n += $props'
			];
			const row = await guarded(
				'incrementOne',
				model,
				input.where,
				`SET ${sets.join(', ')} REMOVE n.${lock} RETURN properties(n) AS p`,
				{
					...Object.fromEntries(deltas.map(([, delta], i) => [`d${i}`, delta])),
					props: settable(model, input.set ?? {})
				}
			);
			return row ? (whole(model, row.p) as T) : null;
		}
	};
}

/** The adapter for `database:` of better-auth's options. */
export function authAdapter(store: Target): AdapterFactory<BetterAuthOptions> {
	const build = (target: Target, nested: boolean): AdapterFactory<BetterAuthOptions> => {
		const factory: AdapterFactory<BetterAuthOptions> = (options) =>
			createAdapterFactory({
				config: {
					adapterId: 'cypher',
					supportsDates: false,
					supportsJSON: false,
					supportsArrays: false,
					supportsNumericIds: false,
					transaction: nested
						? false
						: (callback) =>
								target.transaction((runner) => callback(build(within(runner), true)(options)))
				},
				adapter: ({ schema }) => operations(target, schema)
			})(options);
		return factory;
	};
	return build(store, false);
}

/** The adapter inside a transaction that someone else opened, such as one with its audit entry. */
export const authAdapterWithin = (runner: Runner): AdapterFactory<BetterAuthOptions> =>
	authAdapter(within(runner));

/** Accounts, sessions and what hangs on them, as better-auth's adapter reads and writes them. */
export type Adapter = ReturnType<AdapterFactory<BetterAuthOptions>>;
