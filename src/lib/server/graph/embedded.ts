/** The embedded engine: Grafeo, one file in the data folder, one process at a time. */
import grafeo from '@grafeo-db/js';
import {
	chmodSync,
	constants,
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import path from 'node:path';
import { changesContent, checkParams, checkRows, type Query, type TextIndex } from './query.ts';
import {
	OverBudget,
	QueryFailed,
	StoreFull,
	StoreLocked,
	StoreRefused,
	widestLimits,
	type GraphStore,
	type Limits,
	type Runner
} from './store.ts';

const { GrafeoDB } = grafeo;
type Database = InstanceType<typeof GrafeoDB>;
type EngineTransaction = ReturnType<Database['beginTransaction']>;

const fileName = 'graph.grafeo';
/** Remembers whether the file was closed cleanly, so that a missing write-ahead log is noticed. */
const stateName = 'graph.state.json';

/** The full-text indexes; the engine keeps them with the file and in step with every write. */
const textIndexes = [{ label: 'Record', property: 'search' }];
/** More than any graph this engine is meant for: a lookup is cut by the query, never by the index. */
const allHits = 1_000_000_000;

const conflictCode = '40000';
const retries = 20;

const text = (error: unknown) => (error instanceof Error ? error.message : String(error));
const code = (error: unknown) =>
	typeof error === 'object' && error !== null && 'gqlStatus' in error
		? String(error.gqlStatus)
		: undefined;
const isConflict = (error: unknown): boolean =>
	(error instanceof QueryFailed && isConflict(error.cause)) ||
	code(error) === conflictCode ||
	/\b40000\b|write conflict|serialization/i.test(text(error));

/** Reported under the code of a conflict, but trying again at once does not help. */
const isFull = (error: unknown): boolean => /No space left on device|ENOSPC/.test(text(error));

function writeState(folder: string, closed: boolean) {
	const target = path.join(folder, stateName);
	writeFileSync(`${target}.part`, JSON.stringify({ closed }), { mode: 0o600 });
	renameSync(`${target}.part`, target);
}

function openFile(
	folder: string,
	warnings: string[],
	{ shuffleUnordered = false }: EmbeddedOptions
): Database {
	const file = path.join(folder, fileName);
	const log = `${file}.wal`;
	const state = path.join(folder, stateName);
	if (!existsSync(file)) {
		if (existsSync(log))
			throw new StoreRefused(
				`${file} is missing although its write-ahead log is there: restore the file from a backup, or move ${log} away to start empty`
			);
		return GrafeoDB.create(file, { shuffleUnordered });
	}
	const closedCleanly =
		existsSync(state) && (JSON.parse(readFileSync(state, 'utf8')) as { closed: boolean }).closed;
	const logIsThere = existsSync(log) && readdirSync(log).length > 0;
	if (!closedCleanly && existsSync(state) && !logIsThere)
		throw new StoreRefused(
			`${log} is missing although the last process did not close the file: later writes would be lost without a word. Put the log back or restore a backup; to accept the loss, delete ${state}`
		);
	const kept = logIsThere ? keepLog(log) : undefined;
	try {
		const before = logIsThere ? sizeOf(log) : 0;
		const database = GrafeoDB.open(file);
		const dropped = before - sizeOf(log);
		// The engine cuts a log at its first damaged commit and drops whatever follows, without a word.
		if (dropped > 0) warnings.push(damage(`${dropped} bytes after it were dropped`, log, kept));
		return database;
	} catch (error) {
		if (/lock/i.test(text(error)))
			throw new StoreLocked(
				`${file} is open in another process: stop it, or work through it (the command line does so by itself when a server runs)`,
				{ cause: error }
			);
		if (!/GRAFEO-S002|corrupt|checksum/i.test(text(error)))
			throw new StoreRefused(`${file} cannot be opened: ${text(error)}. Restore a backup.`, {
				cause: error
			});
		const salvaged = salvage(file, error);
		warnings.push(damage(text(error), log, kept));
		return salvaged;
	} finally {
		if (kept) rmSync(kept, { recursive: true, force: true });
	}
}

/** Bytes in a folder of log files; 0 when it is not there. */
const sizeOf = (log: string): number =>
	existsSync(log)
		? readdirSync(log).reduce((sum, name) => sum + statSync(path.join(log, name)).size, 0)
		: 0;

/** A copy of the log as the last process left it, for as long as it takes to open the file. */
function keepLog(log: string): string | undefined {
	const copy = `${log}.before-${process.pid}`;
	try {
		rmSync(copy, { recursive: true, force: true });
		cpSync(log, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
		return copy;
	} catch {
		// A full disk must not keep the file shut: the damage is still told, only not kept.
		rmSync(copy, { recursive: true, force: true });
		return undefined;
	}
}

/** Keeps the damaged log for whoever must find out what was in it, and says what happened. */
function damage(what: string, log: string, copy: string | undefined): string {
	const names = ['damaged', ...Array.from({ length: 99 }, (_, n) => `damaged-${n + 2}`)];
	const aside = names.map((name) => `${log}.${name}`).find((place) => !existsSync(place));
	if (copy && aside) renameSync(copy, aside);
	const kept = copy && aside ? ` The log as it was is kept as ${path.basename(aside)}.` : '';
	return `the write-ahead log was damaged: opened at the last whole commit before the damage (${what}).${kept} Run faisceau verify: it tells whether confirmed changes are missing.`;
}

function salvage(file: string, cause: unknown): Database {
	try {
		return GrafeoDB.create(file, { walSalvage: true });
	} catch (error) {
		throw new StoreRefused(
			`${file} is damaged (${text(cause)}) and its log cannot be salvaged (${text(error)}): restore a backup`,
			{ cause }
		);
	}
}

/** Grafeo's `undefined` is null on both engines; everything else passes as it is. */
const bind = (params: object): Record<string, unknown> =>
	Object.fromEntries(Object.entries(params).map(([key, value]) => [key, value ?? null]));

/** Whole numbers come back as bigint past 2^53 only; a row is plain data either way. */
const plain = (value: unknown): unknown => {
	if (
		typeof value === 'bigint' &&
		value >= Number.MIN_SAFE_INTEGER &&
		value <= Number.MAX_SAFE_INTEGER
	)
		return Number(value);
	if (Array.isArray(value)) return value.map(plain);
	if (value !== null && typeof value === 'object')
		return Object.fromEntries(
			Object.entries(value)
				.filter(([key]) => key !== '_id' && key !== '_labels' && key !== '_type')
				.map(([key, item]) => [key, plain(item)])
		);
	return value;
};

/** Makes the text indexes that are missing. Every word counts: what is searched are names, not prose. */
async function ensureTextIndexes(database: Database) {
	for (const { label, property } of textIndexes) {
		try {
			await database.textSearch(label, property, 'probe', 1);
		} catch (error) {
			if (!/no text index/i.test(text(error))) throw error;
			await database.createTextIndex(label, property, { tokenizer: 'standard', stopWords: [] });
		}
	}
}

/** The answer, or OverBudget when it does not come in time: the engine has no way to stop a statement. */
async function inTime<T>(name: string, answer: Promise<T>, timeMs: number): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => {
			const ended = answer.catch(() => undefined);
			reject(new OverBudget('time', `${name}: no answer within ${timeMs} ms`, ended));
		}, timeMs);
	});
	try {
		return await Promise.race([answer, late]);
	} finally {
		clearTimeout(timer);
	}
}

export interface EmbeddedOptions {
	/** Told after each query how many rows it read from storage, before any filter. */
	observe?: (query: string, rowsScanned: number) => void;
	/** For tests: a new file whose rows come in random order wherever no ORDER BY says otherwise. */
	shuffleUnordered?: boolean;
}

/** Opens or creates `<folder>/graph.grafeo`. Throws StoreRefused with what to do when it cannot. */
export async function openEmbedded(
	folder: string,
	options: EmbeddedOptions = {}
): Promise<GraphStore> {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const warnings: string[] = [];
	const { observe } = options;
	const database = openFile(folder, warnings, options);
	writeState(folder, false);
	chmodSync(path.join(folder, fileName), 0o600);
	database.setCheckpointTriggers({ walBytes: 64 * 1024 * 1024, intervalMs: 300_000 });
	await ensureTextIndexes(database);

	let open = true;
	let revision = 0;
	/** The write queue: Grafeo refuses the second of two writers at once, so there is only one. */
	let last: Promise<unknown> = Promise.resolve();
	const queued = <T>(work: () => Promise<T>): Promise<T> => {
		const mine = last.then(work, work);
		last = mine.catch(() => undefined);
		return mine;
	};

	/** The node ids that a query's `@textindex` asks for. */
	const found = async (textIndex: TextIndex | undefined, bound: Record<string, unknown>) => {
		if (!textIndex) return {};
		const { label, property, word, param } = textIndex;
		const hits = await database.textSearch(label, property, String(bound[word]), allHits);
		return { [param]: hits.map(([id]) => id) };
	};

	const execute = async <P extends object, R extends object>(
		target: EngineTransaction,
		query: Query<P, R>,
		params: P,
		limits?: Limits
	): Promise<R[]> => {
		if (!open) throw new QueryFailed('the store is closed');
		const bound = bind(checkParams(query, params));
		const lookup = await found(query.textIndex, bound);
		const answer = target
			.executeCypher(query.text.embedded, { ...bound, ...lookup })
			.catch((error: unknown) => {
				throw new QueryFailed(`${query.name}: ${text(error)}`, { cause: error });
			});
		// Inside a transaction a statement must have ended before anything else happens.
		const result = await (limits ? inTime(query.name, answer, limits.timeMs) : answer);
		observe?.(query.name, result.rowsScanned ?? 0);
		if (query.access === 'read' && Object.values(result.counters).some((count) => count > 0))
			throw new QueryFailed(`${query.name}: writes, and may only read`);
		// Counted before rows become objects, which would hold up everybody else.
		if (limits && result.length > limits.rows)
			throw new OverBudget('rows', `${query.name}: more than ${limits.rows} rows`);
		return checkRows(query, result.toArray().map(plain));
	};

	const once = async <T>(work: (run: Runner) => Promise<T>): Promise<T> => {
		const transaction = database.beginTransaction();
		try {
			let failure: { error: unknown } | undefined;
			let changes = false;
			const result = await work({
				run: async (query, params) => {
					changes ||= changesContent(query);
					try {
						return await execute(transaction, query, params);
					} catch (error) {
						failure ??= { error };
						throw error;
					}
				}
			});
			if (failure) throw failure.error;
			transaction.commit();
			if (changes) revision++;
			return result;
		} catch (error) {
			// An error inside a transaction does not stop a later commit on this engine: always roll back.
			try {
				if (transaction.isActive) transaction.rollback();
			} catch {
				// A commit that failed has rolled back already, and calls itself active all the same.
			}
			throw error;
		}
	};

	const transaction = <T>(work: (run: Runner) => Promise<T>): Promise<T> =>
		queued(async () => {
			for (let attempt = 1; ; attempt++) {
				try {
					return await once(work);
				} catch (error) {
					if (isFull(error))
						throw new StoreFull('the disk is full: make room, then try again', { cause: error });
					if (!isConflict(error) || attempt >= retries) throw error;
				}
			}
		});

	/** Outside the write queue: an engine transaction keeps the moment it began, whoever writes. */
	const snapshot = async <T>(work: (run: Runner) => Promise<T>): Promise<T> => {
		if (!open) throw new QueryFailed('the store is closed');
		const view = database.beginTransaction();
		try {
			return await work({
				run: async (query, params) => {
					if (query.access === 'write')
						throw new QueryFailed(`${query.name}: a snapshot is read only`);
					return execute(view, query, params);
				}
			});
		} finally {
			if (view.isActive) view.rollback();
		}
	};

	/**
	 * Outside the write queue, in a transaction that nothing can be kept of: a query that calls itself a
	 * read and writes all the same fails, as in the READ mode of the other engine.
	 */
	const read = async <P extends object, R extends object>(
		query: Query<P, R>,
		params: P,
		limits: Limits = widestLimits
	): Promise<R[]> => {
		if (!open) throw new QueryFailed('the store is closed');
		const view = database.beginTransaction();
		const end = () => {
			if (open && view.isActive) view.rollback();
		};
		try {
			const rows = await execute(view, query, params, limits);
			end();
			return rows;
		} catch (error) {
			// The engine refuses to end a transaction while its statement runs.
			if (error instanceof OverBudget) void error.ended.then(end);
			else end();
			throw error;
		}
	};

	const closeNow = () => {
		if (!open) return;
		open = false;
		database.close();
		writeState(folder, true);
	};
	// A process that ends by itself drops the engine, which takes its log away: close it properly first.
	process.once('exit', closeNow);

	return {
		engine: 'embedded',
		warnings,
		read,
		write: (query, params) => transaction((run) => run.run(query, params)),
		transaction,
		snapshot,
		counts: async () => ({ nodes: database.nodeCount(), relationships: database.edgeCount() }),
		revision: () => revision,
		health: () => ({ up: true }),
		backup: (target) => queued(async () => database.save(path.join(target, fileName))),
		close: () =>
			queued(async () => {
				process.off('exit', closeNow);
				closeNow();
			})
	};
}
