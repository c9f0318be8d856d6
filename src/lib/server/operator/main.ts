/** The command line: finds the command, runs it here or through a running server, prints what came of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { App } from '#lib/server/app.ts';
import { describeFinding } from '#lib/server/audit/finding.ts';
import { StoreLocked } from '#lib/server/graph/store.ts';
import {
	exits,
	helpOf,
	parse,
	text,
	UsageError,
	type Arguments,
	type Command,
	type LocalCommand,
	type Outcome,
	type Output,
	type Place
} from './command.ts';
import { commands } from './commands.ts';
import { bench } from './commands/bench.ts';
import { restore } from './commands/restore.ts';
import { verifyProof } from './commands/verify-proof.ts';
import { failure, perform } from './run.ts';
import { isServed, request } from './socket.ts';
import { harmless, Screen, type Streams } from './terminal.ts';

export interface Surroundings {
	version: string;
	environment: Readonly<Record<string, string | undefined>>;
	streams: Streams;
	/** The folder the command was given in. */
	folder: string;
	signal: AbortSignal;
	now: () => Date;
	/** `serve` becomes the server, so it is the program's own. */
	serve: LocalCommand;
}

const localCommands = (serve: LocalCommand): readonly LocalCommand[] => [
	serve,
	restore,
	verifyProof,
	bench
];

function overview({ version, serve }: Surroundings): string {
	const all = [...localCommands(serve), ...commands];
	const order = [
		'serve',
		'import',
		'search',
		'export',
		'verify',
		'audit',
		'verify-proof',
		'backup',
		'restore',
		'seed',
		'user',
		'bench'
	];
	const listed = order.flatMap((name) => all.find((command) => command.name === name) ?? []);
	return [
		`faisceau ${version}: who is linked to whom, by what, and who says so`,
		'',
		'usage: faisceau COMMAND [options]',
		'',
		...listed.map(({ name, summary }) => `  ${name.padEnd(12)}  ${summary}`),
		'',
		'All take --data DIR (or FAISCEAU_DATA, else data/), --json and --help.',
		'FAISCEAU_GRAPH=neo4j://… works on a Neo4j server instead of the embedded file.',
		'',
		'exit codes: 0 done, 1 failed, 2 usage, 3 refused or locked, 4 partly (import --strict), 130 stopped'
	].join('\n');
}

/** Neo4j takes several clients at once; the embedded file has one writer. */
const graphOf = ({ environment }: Surroundings): string | undefined => {
	const graph = environment.FAISCEAU_GRAPH;
	return graph && graph !== 'embedded' ? graph : undefined;
};

function placeOf(around: Surroundings, args: Arguments): Place {
	const named = text(args, 'data') ?? around.environment.FAISCEAU_DATA;
	const data = path.resolve(around.folder, named || 'data');
	const port = around.environment.PORT ?? '3000';
	const origin = around.environment.ORIGIN ?? `http://localhost:${port}`;
	const open = async (folder: string, graph: string | undefined): Promise<App> => {
		// Late, so that help and errors in what was typed come at once.
		const { openApp } = await import('#lib/server/app.ts');
		const auditMirror = around.environment.FAISCEAU_AUDIT_MIRROR || undefined;
		return openApp({ data: folder, graph, origin, auditMirror, logLevel: 'error' });
	};
	return {
		data,
		graph: graphOf(around),
		now: around.now,
		open: () => open(data, graphOf(around)),
		served: () => isServed(data),
		async openScratch() {
			const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-scratch-'));
			const app = await open(folder, undefined);
			return {
				...app,
				close: async () => {
					await app.close();
					rmSync(folder, { recursive: true, force: true });
				}
			};
		}
	};
}

/** Opens the store and runs the command here; says what opening brought to light. */
async function runOpen(
	command: Command,
	argv: readonly string[],
	{ place, output }: { place: Place; output: Output }
): Promise<Outcome> {
	const app = await place.open();
	try {
		for (const warning of app.store.warnings) output.say(`warning: ${warning}`);
		if (command.name !== 'verify')
			for (const finding of app.audit.findings())
				output.say(`warning: ${describeFinding(finding)}; see faisceau verify`);
		return await perform(app, command, argv, output);
	} finally {
		await app.close();
	}
}

async function runAnywhere(
	command: Command,
	argv: readonly string[],
	{ place, output }: { place: Place; output: Output }
): Promise<Outcome> {
	const asked = { command: command.name, args: argv, output };
	if (!place.graph) {
		const answered = await request(place.data, asked);
		if (answered) return answered;
	}
	try {
		return await runOpen(command, argv, { place, output });
	} catch (error) {
		if (!(error instanceof StoreLocked)) throw error;
		// A server that was starting a moment ago may listen by now.
		const answered = await request(place.data, asked);
		if (answered) return answered;
		throw error;
	}
}

export async function main(argv: readonly string[], around: Surroundings): Promise<number> {
	const screen = new Screen(around.streams, around.now);
	const asJson = argv.includes('--json');
	const [name = '', ...rest] = argv;
	if (['--help', '-h', 'help'].includes(name)) {
		await screen.print([overview(around)]);
		return exits.done;
	}
	if (name === '--version') {
		await screen.print([around.version]);
		return exits.done;
	}
	const output = (answer?: string): Output => ({
		progress: (line) => screen.progress(line),
		say: (line) => screen.say(line),
		signal: around.signal,
		folder: around.folder,
		answer
	});
	const conclude = async (outcome: Outcome): Promise<number> => {
		await screen.print(asJson ? [JSON.stringify(outcome.result)] : outcome.lines.map(plain));
		return outcome.exit;
	};
	const local = localCommands(around.serve).find((command) => command.name === name);
	const command = commands.find((each) => each.name === name);
	const named = local ?? command;
	if (!named) {
		const reason =
			name === '' || name.startsWith('-') ? 'which command?' : `there is no command '${name}'`;
		screen.say(reason);
		screen.streams.stderr.write(`\n${overview(around)}\n`);
		return asJson
			? conclude({ exit: exits.usage, result: { error: { reason } }, lines: [] })
			: exits.usage;
	}
	try {
		const args = parse(named, rest);
		if (args.values.help) {
			await screen.print([helpOf(named)]);
			return exits.done;
		}
		const place = placeOf(around, args);
		if (local) {
			const outcome = await local.runHere(args, output(), place);
			// A server that has begun has no result yet.
			return outcome.exit < 0 ? outcome.exit : await conclude(outcome);
		}
		await command?.check(args, output());
		const question = named.asks?.(args);
		const answer = question === undefined ? undefined : await screen.ask(question);
		return command
			? await conclude(await runAnywhere(command, rest, { place, output: output(answer) }))
			: exits.failed;
	} catch (error) {
		const outcome = failure(error, output());
		if (error instanceof UsageError) screen.say(`usage: faisceau ${named.usage}`);
		return conclude(outcome);
	}
}

/** Results hold names as they are; a terminal gets them without what it would obey. */
const plain = harmless;
