/** The other engine: a Neo4j server or cluster, reached by its driver over Bolt. */
import neo4j, { type Driver, type Record as Row, type Result, type Session } from 'neo4j-driver';
import * as v from 'valibot';
import { changesContent, checkParams, checkRows, query as queryFile, type Query } from './query.ts';
import {
	OutcomeUnknown,
	OverBudget,
	QueryFailed,
	StoreRefused,
	StoreUnavailable,
	widestLimits,
	type GraphStore,
	type Limits,
	type Runner,
	type StoreHealth
} from './store.ts';

export interface Neo4jOptions {
	user?: string;
	password?: string;
	database?: string;
	/** The clock for the time since when the server is not answering. */
	now: () => Date;
	/** Longest a statement may run on the server. */
	readTimeoutMs?: number;
	writeTimeoutMs?: number;
	/** How long a query is tried again after a lost connection or a deadlock. */
	readPatienceMs?: number;
	writePatienceMs?: number;
	/** How often the server is asked whether it is back. */
	recheckMs?: number;
}

const firstDelayMs = 25;
const longestDelayMs = 1600;
/** On top of what the server may take: after that the answer is not coming. */
const graceMs = 5000;

export const counts = queryFile('graph/counts', {
	params: v.object({}),
	row: v.object({ nodes: v.number(), relationships: v.number() })
});

/** Where to connect and as whom. Credentials and database may stand in the address itself. */
export function parseAddress(url: string, options: Omit<Neo4jOptions, 'now'> = {}) {
	let address: URL;
	try {
		address = new URL(url);
	} catch (cause) {
		throw new StoreRefused('the address of Neo4j is not a URL such as neo4j://localhost:7687', {
			cause
		});
	}
	const named = decodeURIComponent(address.pathname.replace(/^\/+/, ''));
	return {
		/** Without credentials: safe to print. */
		url: `${address.protocol}//${address.host}${address.search}`,
		user: options.user ?? decodeURIComponent(address.username),
		password: options.password ?? decodeURIComponent(address.password),
		database: options.database ?? (named || undefined)
	};
}

/** Whole numbers become integers (the driver would send floats), what is missing becomes null. */
const toNeo4j = (value: unknown): unknown => {
	if (value === undefined) return null;
	if (typeof value === 'number') return Number.isSafeInteger(value) ? neo4j.int(value) : value;
	if (Array.isArray(value)) return value.map(toNeo4j);
	if (value !== null && typeof value === 'object') return bind(value);
	return value;
};
const bind = (params: object): Record<string, unknown> =>
	Object.fromEntries(Object.entries(params).map(([key, item]) => [key, toNeo4j(item)]));

/** Integers become numbers while they are exact, nodes and relationships become their properties. */
const fromNeo4j = (value: unknown): unknown => {
	if (neo4j.isInt(value)) return value.inSafeRange() ? value.toNumber() : value.toBigInt();
	if (Array.isArray(value)) return value.map(fromNeo4j);
	if (value === null || typeof value !== 'object') return value;
	const fields: object =
		neo4j.isNode(value) || neo4j.isRelationship(value) ? value.properties : value;
	return Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, fromNeo4j(item)]));
};

const codeOf = (error: unknown): string => (error instanceof neo4j.Neo4jError ? error.code : '');
const text = (error: unknown) => (error instanceof Error ? error.message : String(error));
const firstLine = (error: unknown) => text(error).split('\n')[0]?.trim() ?? '';

/** The driver's words for a connection that broke or a server that is not the one to ask. */
const lostConnection = new Set<string>([
	neo4j.error.SERVICE_UNAVAILABLE,
	neo4j.error.SESSION_EXPIRED,
	'Neo.TransientError.General.DatabaseUnavailable',
	'Neo.ClientError.Cluster.NotALeader',
	'Neo.ClientError.General.ForbiddenOnReadOnlyDatabase',
	'Neo.ClientError.Security.AuthorizationExpired'
]);
const refusedCredentials =
	/^Neo\.ClientError\.Security\.(Unauthorized|AuthenticationRateLimit|TokenExpired|CredentialsExpired)$/;
const ranOut = /^Neo\.(ClientError|TransientError)\.Transaction\.TransactionTimedOut/;

/** A server that took the question and says nothing. */
class NoAnswer extends Error {
	override name = 'NoAnswer';
}

const isLost = (error: unknown) => error instanceof NoAnswer || lostConnection.has(codeOf(error));

/** True when the same work may succeed a moment later: the driver's own judgement, under any wrapping. */
const mayTryAgain = (error: unknown): boolean =>
	error instanceof neo4j.Neo4jError
		? error.retryable && !ranOut.test(error.code)
		: error instanceof Error && mayTryAgain(error.cause);

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function within<T>(ms: number, answer: PromiseLike<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new NoAnswer(`no answer within ${ms} ms`)), ms);
	});
	try {
		return await Promise.race([answer, late]);
	} finally {
		clearTimeout(timer);
	}
}

/** Row by row as they arrive; the rest is not fetched once there are too many. */
async function rowsOf(name: string, result: Result, most: number): Promise<Row[]> {
	const rows: Row[] = [];
	for await (const row of result) {
		if (rows.length >= most) throw new OverBudget('rows', `${name}: more than ${most} rows`);
		rows.push(row);
	}
	return rows;
}

/** Gives a session's connection back; a server that hangs must not hold up whoever already has an answer. */
async function release(session: Session) {
	try {
		await within(graceMs, session.close());
	} catch {
		// The answer or the failure is already known; the driver discards the broken connection itself.
	}
}

/** The state of the connection: set by every answer, and asked again in the background while it is lost. */
class Connection {
	state: StoreHealth = { up: true };
	#timer: NodeJS.Timeout | undefined;
	#open = true;

	constructor(
		readonly address: string,
		readonly check: () => Promise<unknown>,
		readonly now: () => Date,
		readonly recheckMs: number
	) {}

	answered() {
		this.state = { up: true };
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	lost(cause: unknown): StoreUnavailable {
		const reason = `${this.address} does not answer (${firstLine(cause)})`;
		if (this.state.up) this.state = { up: false, since: this.now().toISOString(), reason };
		if (this.#open && !this.#timer) this.#askAgain();
		return new StoreUnavailable(reason, { cause });
	}

	#askAgain() {
		this.#timer = setTimeout(() => {
			within(graceMs, this.check()).then(
				() => this.answered(),
				// Still down, whatever the reason: the next timer asks again.
				() => (this.#open ? this.#askAgain() : undefined)
			);
		}, this.recheckMs);
		this.#timer.unref();
	}

	close() {
		this.#open = false;
		clearTimeout(this.#timer);
	}

	/** What the rest of the application is told about a failure of the driver. */
	explained(name: string, error: unknown): unknown {
		if (isLost(error)) return this.lost(error);
		if (error instanceof OverBudget) this.answered();
		if (!(error instanceof neo4j.Neo4jError)) return error;
		if (refusedCredentials.test(error.code))
			return this.lost(new Error(`it refuses the credentials`, { cause: error }));
		this.answered();
		if (ranOut.test(error.code))
			return new OverBudget('time', `${name}: stopped at its time limit`, undefined, {
				cause: error
			});
		if (error.retryable)
			return new StoreUnavailable(`${name}: ${firstLine(error)}`, { cause: error });
		return new QueryFailed(`${name}: ${text(error)}`, { cause: error });
	}
}

async function connect(url: string, options: Neo4jOptions) {
	const { url: address, user, password, database } = parseAddress(url, options);
	let driver: Driver;
	try {
		driver = neo4j.driver(
			address,
			// One account for the service; a viewer's identity never reaches the connection pool.
			user ? neo4j.auth.basic(user, password) : undefined,
			{
				disableLosslessIntegers: false,
				connectionTimeout: graceMs,
				connectionAcquisitionTimeout: 2 * graceMs,
				telemetryDisabled: true,
				userAgent: 'faisceau'
			}
		);
	} catch (error) {
		throw new StoreRefused(`${address} is no address of a Neo4j server: ${firstLine(error)}`);
	}
	const place = database ? { database } : {};
	const check = () => driver.verifyConnectivity(place);
	try {
		await within(3 * graceMs, check());
	} catch (error) {
		await within(graceMs, driver.close()).catch(() => undefined);
		if (refusedCredentials.test(codeOf(error)))
			throw new StoreRefused(`${address} refuses the user name or password`, { cause: error });
		if (codeOf(error) === 'Neo.ClientError.Database.DatabaseNotFound')
			throw new StoreRefused(`${address} has no database named ${database ?? ''}`, {
				cause: error
			});
		throw new StoreUnavailable(`${address} does not answer (${firstLine(error)})`, {
			cause: error
		});
	}
	/** Every session sees what the others have written, on a cluster too. */
	const bookmarkManager = neo4j.bookmarkManager();
	return {
		driver,
		connection: new Connection(address, check, options.now, options.recheckMs ?? 1000),
		session: (mode: 'READ' | 'WRITE') =>
			driver.session({ defaultAccessMode: neo4j.session[mode], bookmarkManager, ...place })
	};
}

/** Connects, and makes sure that the server answers and takes the credentials. */
export async function openNeo4j(url: string, options: Neo4jOptions): Promise<GraphStore> {
	const { readTimeoutMs = 30_000, writeTimeoutMs = 300_000 } = options;
	const { readPatienceMs = 4000, writePatienceMs = 15_000 } = options;
	const { driver, connection, session } = await connect(url, options);
	let open = true;
	let revision = 0;

	const execute = async <P extends object, R extends object>(
		run: (text: string, params: Record<string, unknown>) => Result,
		query: Query<P, R>,
		params: P,
		{ timeMs, rows }: Limits
	): Promise<R[]> => {
		const bound = bind(checkParams(query, params));
		const answer = rowsOf(query.name, run(query.text.neo4j, bound), rows);
		const records = await within(timeMs + graceMs, answer).catch((error: unknown) => {
			throw connection.explained(query.name, error);
		});
		connection.answered();
		return checkRows(
			query,
			records.map((record) => fromNeo4j(record.toObject()))
		);
	};

	/** Runs `work` again from its start while the failure is one that passes. */
	const patiently = async <T>(patienceMs: number, work: () => Promise<T>): Promise<T> => {
		if (!open) throw new QueryFailed('the store is closed');
		for (let waited = 0, delay = firstDelayMs; ; delay = Math.min(delay * 2, longestDelayMs)) {
			try {
				return await work();
			} catch (error) {
				const again = mayTryAgain(error) && !(error instanceof OutcomeUnknown);
				if (!again || waited >= patienceMs || !open) throw error;
				await pause(delay);
				waited += delay;
			}
		}
	};

	const read = <P extends object, R extends object>(
		query: Query<P, R>,
		params: P,
		limits: Limits = { ...widestLimits, timeMs: readTimeoutMs }
	) =>
		// While the server is known to be down one try is enough: the page says so at once.
		patiently(connection.state.up ? readPatienceMs : 0, async () => {
			const mine = session('READ');
			const settings = {
				// Nought would mean no limit at all, and the driver takes whole numbers only.
				timeout: Math.max(1, Math.ceil(limits.timeMs)),
				metadata: { query: query.name }
			};
			try {
				return await execute(
					(text, bound) => mine.run(text, bound, settings),
					query,
					params,
					limits
				);
			} finally {
				await release(mine);
			}
		});

	const transaction = <T>(name: string, work: (run: Runner) => Promise<T>): Promise<T> =>
		patiently(writePatienceMs, async () => {
			const mine = session('WRITE');
			try {
				const begun = mine.beginTransaction({
					timeout: writeTimeoutMs,
					metadata: { query: name }
				});
				let failure: { error: unknown } | undefined;
				let changes = false;
				const result = await work({
					run: async (query, params) => {
						changes ||= changesContent(query);
						try {
							return await execute((text, bound) => begun.run(text, bound), query, params, {
								timeMs: writeTimeoutMs,
								rows: Infinity
							});
						} catch (error) {
							failure ??= { error };
							throw error;
						}
					}
				});
				if (failure) throw failure.error;
				try {
					await within(writeTimeoutMs + graceMs, begun.commit()).catch((error: unknown) => {
						// The commit was sent: whether it took effect cannot be known, and running the work
						// once more could write the same thing twice.
						const told = connection.explained(name, error);
						throw isLost(error)
							? new OutcomeUnknown(`${name}: ${text(told)}`, { cause: error })
							: told;
					});
				} finally {
					// Also when nobody knows whether it took effect.
					if (changes) revision++;
				}
				return result;
			} finally {
				// Rolls back what was not committed.
				await release(mine);
			}
		});

	return {
		engine: 'neo4j',
		warnings: [],
		read,
		write: (query, params) => transaction(query.name, (run) => run.run(query, params)),
		transaction: (work) => transaction('transaction', work),
		snapshot: (work) =>
			work({
				run: (query, params) => read(query, params, { timeMs: readTimeoutMs, rows: Infinity })
			}),
		counts: async () => {
			const [row] = await read(counts, {});
			return row ?? { nodes: 0, relationships: 0 };
		},
		revision: () => revision,
		health: () => connection.state,
		close: async () => {
			if (!open) return;
			open = false;
			connection.close();
			await driver.close();
		}
	};
}
