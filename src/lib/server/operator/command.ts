/**
 * Commands are plain objects. The command line runs them itself, or asks a running server to run them
 * over its socket: the same object either way, with the same words and the same exit codes.
 */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { App } from '#lib/server/app.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** What a command's end tells a script. */
export const exits = {
	done: 0,
	failed: 1,
	usage: 2,
	/** Refused, or the store is held by another process; nothing was changed. */
	refused: 3,
	/** `import --strict`: some objects were rejected, the others are in. */
	partial: 4,
	/** Stopped with Ctrl-C. */
	stopped: 130
} as const;

/** What a command writes while it works; the result comes at its end. */
export interface Output {
	/** How far it is: on a terminal one line that is written over. */
	progress(line: string): void;
	/** A line for whoever reads along, on standard error. */
	say(line: string): void;
	/** Aborted by Ctrl-C, or when whoever asked has gone. */
	readonly signal: AbortSignal;
	/** The folder that file names are relative to. */
	readonly folder: string;
	/** What was typed or piped in, for a command that asks. */
	readonly answer?: string;
}

export interface Arguments {
	values: Readonly<Record<string, string | boolean | string[] | undefined>>;
	positionals: readonly string[];
}

export interface Outcome {
	exit: number;
	/** The one line of `--json`. */
	result: object;
	/** What a person reads instead. */
	lines: string[];
}

export interface OptionHelp {
	/** As in the usage: `--tlp LEVEL`. */
	flag: string;
	text: string;
}

export interface Named {
	name: string;
	summary: string;
	/** After `faisceau`. */
	usage: string;
	options: Options;
	help: readonly OptionHelp[];
	/** The question to ask, without showing what is typed. */
	asks?: (args: Arguments) => string | undefined;
}

export interface Command extends Named {
	/** Looks at what was typed before anything is opened; throws UsageError. */
	check(args: Arguments, output: Output): void | Promise<void>;
	run(app: App, args: Arguments, output: Output): Promise<Outcome>;
}

/** Where a command of its own works: nothing is open yet. */
export interface Place {
	data: string;
	/** A Neo4j address; absent for the embedded file. */
	graph?: string;
	now: () => Date;
	open(): Promise<App>;
	/** An empty installation of its own for measuring, removed at its end. */
	openScratch(): Promise<App>;
	/** True while a server has the data folder. */
	served(): Promise<boolean>;
}

/** A command that opens what it needs itself, and so is never run by a server for someone else. */
export interface LocalCommand extends Named {
	runHere(args: Arguments, output: Output, place: Place): Promise<Outcome>;
}

/** Something is wrong with what was typed; nothing was done. */
export class UsageError extends Error {
	override name = 'UsageError';
}

/** What was typed is well, and may not be done; nothing was. */
export class CommandRefused extends Error {
	override name = 'CommandRefused';
}

export const common = {
	data: { type: 'string' },
	json: { type: 'boolean' },
	help: { type: 'boolean', short: 'h' }
} as const satisfies Options;

export const commonHelp: readonly OptionHelp[] = [
	{ flag: '--data DIR', text: 'the data folder (FAISCEAU_DATA, else data/)' },
	{ flag: '--json', text: 'the result as one line of JSON at the end of standard output' },
	{ flag: '-h, --help', text: 'this text' }
];

export function parse(command: Named, argv: readonly string[]): Arguments {
	try {
		const { values, positionals } = parseArgs({
			args: [...argv],
			options: { ...command.options, ...common },
			allowPositionals: true,
			strict: true
		});
		return {
			values: Object.fromEntries(
				Object.entries(values).map(([key, value]) => [
					key,
					Array.isArray(value) ? value.map(String) : value
				])
			),
			positionals
		};
	} catch (error) {
		// Node names the option; its advice about `--` and positionals helps nobody here.
		const [message = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
		throw new UsageError(`${message.replace(/\.$/, '')}`);
	}
}

export const text = (args: Arguments, name: string): string | undefined => {
	const value = args.values[name];
	return typeof value === 'string' ? value : undefined;
};
export const texts = (args: Arguments, name: string): string[] => {
	const value = args.values[name];
	return Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
};
export const flag = (args: Arguments, name: string): boolean => args.values[name] === true;

export function whole(args: Arguments, name: string, otherwise: number): number {
	const value = text(args, name);
	if (value === undefined) return otherwise;
	if (!/^\d{1,9}$/.test(value))
		throw new UsageError(`--${name}: expected a whole number, got '${value}'`);
	return Number(value);
}

export function only(args: Arguments, names: readonly string[]): string[] {
	if (args.positionals.length < names.length)
		throw new UsageError(`${names[args.positionals.length] ?? ''} is missing`);
	const surplus = args.positionals[names.length];
	if (surplus !== undefined) throw new UsageError(`unexpected argument '${surplus}'`);
	return [...args.positionals];
}

export const helpOf = (command: Named): string => {
	const options = [...command.help, ...commonHelp];
	const width = Math.max(...options.map((option) => option.flag.length));
	return [
		`${command.summary}`,
		'',
		`usage: faisceau ${command.usage}`,
		'',
		...options.map((option) => `  ${option.flag.padEnd(width)}  ${option.text}`)
	].join('\n');
};
