/**
 * The graph port: the one way from the application to the property graph. Two engines stand behind
 * it, embedded Grafeo and Neo4j, and run the same Cypher (see docs/data-model.md and CONTRIBUTING.md).
 */
import type { Query } from './query.ts';

export type Engine = 'embedded' | 'neo4j';

/** What both a store and a transaction can do: run one named query with checked parameters. */
export interface Runner {
	run<P extends object, R extends object>(query: Query<P, R>, params: P): Promise<R[]>;
}

/** The most one question may take of the engine. */
export interface Limits {
	timeMs: number;
	rows: number;
}

/** What holds wherever a caller asks for less: no statement of ours needs as much. */
export const widestLimits: Limits = { timeMs: 30_000, rows: 500_000 };

export interface StoreCounts {
	nodes: number;
	relationships: number;
}

export type StoreHealth = { up: true } | { up: false; since: string; reason: string };

export interface GraphStore {
	readonly engine: Engine;
	/**
	 * Runs a read query: no lock, read access mode on Neo4j. Throws OverBudget when it takes more than
	 * `limits`, or than `widestLimits` where none are given.
	 */
	read<P extends object, R extends object>(
		query: Query<P, R>,
		params: P,
		limits?: Limits
	): Promise<R[]>;
	/** Runs one write query in a transaction of its own, retried on conflict. */
	write<P extends object, R extends object>(query: Query<P, R>, params: P): Promise<R[]>;
	/**
	 * Runs several queries whole or not at all. `work` is run again from its start after a conflict
	 * or a lost connection, so it must do nothing outside the graph that cannot be done twice. When
	 * one of its queries fails, nothing is kept, even if `work` itself carries on.
	 */
	transaction<T>(work: (run: Runner) => Promise<T>): Promise<T>;
	/**
	 * Several reads that belong together: of one moment on the embedded engine, which goes on writing
	 * meanwhile. Neo4j reads what is committed at each statement; who needs more compares counts.
	 */
	snapshot<T>(work: (run: Runner) => Promise<T>): Promise<T>;
	counts(): Promise<StoreCounts>;
	/**
	 * Grows with each write that this process commits to what people read; accounts, sessions and the
	 * audit log apart. What is computed from the graph may be kept while it stays the same.
	 */
	revision(): number;
	/** The last known state of the connection; the embedded engine is always up while open. */
	health(): StoreHealth;
	/** Remarks made while opening, such as a damaged log that was cut back. Shown until acknowledged. */
	readonly warnings: readonly string[];
	/** The engine's own consistent copy into an empty folder, where it has one. */
	backup?(folder: string): Promise<void>;
	close(): Promise<void>;
}

/** The engine cannot be reached or does not answer. Safe to try again. */
export class StoreUnavailable extends Error {
	override name = 'StoreUnavailable';
}

/**
 * A question that takes more time or rows than it may. Neo4j stops the statement. The embedded engine
 * cannot be stopped: nobody waits for it any longer, and `ended` settles when it is through.
 */
export class OverBudget extends Error {
	override name = 'OverBudget';
	constructor(
		readonly over: 'time' | 'rows',
		message: string,
		readonly ended: Promise<unknown> = Promise.resolve(),
		options?: ErrorOptions
	) {
		super(message, options);
	}
}

/**
 * The connection broke after a commit was sent: the write may or may not be there. It was not tried
 * again; who asked for it looks first, or repeats work that gives the same graph when done twice.
 */
export class OutcomeUnknown extends StoreUnavailable {
	override name = 'OutcomeUnknown';
}

/** There is no room on the disk: nothing of the write was kept, reads go on. */
export class StoreFull extends Error {
	override name = 'StoreFull';
}

/** The stored file is damaged or held by another process; the message says what to do. */
export class StoreRefused extends Error {
	override name = 'StoreRefused';
}

/** Another process holds the embedded file; it may let go of it soon. */
export class StoreLocked extends StoreRefused {
	override name = 'StoreLocked';
}

/** A query failed for a reason of its own: a constraint, a wrong parameter. */
export class QueryFailed extends Error {
	override name = 'QueryFailed';
}
