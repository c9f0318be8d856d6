/** `faisceau import`: files into the graph, one after the other, each whole or resumable. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as v from 'valibot';
import { Slug } from '#lib/domain/audience.ts';
import {
	progressOf,
	written,
	type DifferenceCount,
	type ImportDetail
} from '#lib/domain/import-state.ts';
import { parseTlp, tlpLevels, tlpName } from '#lib/domain/marking.ts';
import { TableMapping } from '#lib/domain/table-mapping.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { App } from '#lib/server/app.ts';
import { readers } from '#lib/server/ingest/readers.ts';
import {
	exits,
	flag,
	text,
	UsageError,
	type Arguments,
	type Command,
	type Outcome,
	type Output
} from '../command.ts';

interface Listed {
	at: string;
	id: string | null;
	reason: string;
}

/** What came of all the files together, as `--json` prints it. */
interface Result {
	read: number;
	accepted: number;
	rejected: Listed[];
	warnings: Listed[];
	entities: number;
	records: number;
	claims: number;
	seconds: number;
	peakMiB: number;
	imports: { id: string; file: string; state: string }[];
	/** Of a dry run: what each file would change. */
	differences?: {
		file: string;
		records: DifferenceCount;
		claims: DifferenceCount;
		joins: number;
	}[];
	error?: { file: string; at: string; reason: string };
}

/** What can be told apart, by the names `--format` takes. */
const formats = readers.map(({ id }) => id);
const progressEveryMs = 200;
/** Remarks a person is shown; the result and the page have them all. */
const remarksShown = 20;

const peakMiB = () => Math.round(process.resourceUsage().maxRSS / 1024);
const number = (value: number) => value.toLocaleString('en-GB').replaceAll(',', ' ');

/** A mapping of the columns of tables, from a file of JSON. */
function mappingIn(name: string | undefined, { folder }: Output): TableMapping | undefined {
	if (name === undefined) return undefined;
	let said: unknown;
	try {
		said = JSON.parse(readFileSync(path.resolve(folder, name), 'utf8'));
	} catch (error) {
		throw new UsageError(`--mapping: ${name}: ${error instanceof Error ? error.message : error}`);
	}
	const found = v.safeParse(TableMapping, said);
	if (found.success) return found.output;
	const faults = found.issues.map((issue) =>
		[v.getDotPath(issue), issue.message].filter(Boolean).join(': ')
	);
	throw new UsageError(`--mapping: ${name}: ${faults.slice(0, 5).join('; ')}`);
}

function settings(args: Arguments, output: Output) {
	const owner = text(args, 'as');
	if (owner !== undefined && !v.is(Slug, owner))
		throw new UsageError(`--as: expected the id of an organisation, got '${owner}'`);
	const level = text(args, 'tlp') ?? 'amber+strict';
	const tlp = parseTlp(level);
	if (!tlp)
		throw new UsageError(`--tlp: expected ${tlpLevels.map(tlpName).join(', ')}, got '${level}'`);
	const source = text(args, 'source')?.trim();
	if (source !== undefined && (source === '' || source.length > 200))
		throw new UsageError('--source: expected a name of 1 to 200 characters');
	const isDryRun = flag(args, 'dry-run');
	const format = text(args, 'format');
	if (format !== undefined && !formats.includes(format))
		throw new UsageError(`--format: expected ${formats.join(', ')}, got '${format}'`);
	const mapping = mappingIn(text(args, 'mapping'), output);
	const mappingName = text(args, 'mapping-name');
	if (mapping && mappingName !== undefined)
		throw new UsageError('--mapping and --mapping-name: give one of them');
	return {
		owner,
		tlp,
		format,
		mapping,
		mappingName,
		isDryRun,
		source: source && { ref: `named:${source}`, name: source }
	};
}

/** The mapping of a file, or one that the owner keeps under a name. */
async function mappingOf(
	app: App,
	viewer: Viewer,
	{ mapping, mappingName, owner }: ReturnType<typeof settings>
): Promise<TableMapping | undefined> {
	if (mappingName === undefined) return mapping;
	const keeper = owner ?? viewer.organisation.id;
	const found = await app.ingest.mappings.named(viewer, keeper, mappingName);
	if (found) return found.mapping;
	throw new UsageError(`--mapping-name: ${keeper} keeps no mapping '${mappingName.slice(0, 100)}'`);
}

const modes = ['resume', 'undo', 'list'] as const;

function modeOf(args: Arguments): (typeof modes)[number] | undefined {
	const [mode, other] = modes.filter((name) => args.values[name] !== undefined);
	if (other || (mode && args.positionals.length))
		throw new UsageError('give files, --resume, --undo or --list, and only one of them');
	return mode;
}

/** Looks at every file before the first is begun, so that a mistyped name changes nothing. */
function filesOf(args: Arguments, { folder }: Output): string[] {
	if (args.positionals.length === 0) throw new UsageError('FILE is missing');
	return args.positionals.map((name) => {
		const file = path.resolve(folder, name);
		if (!existsSync(file)) throw new UsageError(`${name}: there is no such file`);
		if (!statSync(file).isFile()) throw new UsageError(`${name}: it is not a file`);
		return file;
	});
}

type Counts = Parameters<typeof progressOf>[0] & { read: number };

function lineOf(name: string, detail: Counts): string {
	const total = detail.recordsTotal + detail.claimsTotal;
	if (detail.state === 'reading' || total === 0) return `${name}: ${number(detail.read)} read`;
	const { share } = progressOf(detail, { done: 0, forMs: 0 });
	const percent = share === null ? '' : ` (${Math.floor(share * 100)} %)`;
	return `${name}: ${number(written(detail))} of ${number(total)} written${percent}`;
}

/** Waits for one import, showing how far it is; Ctrl-C cancels it after the batch at hand. */
async function follow(
	app: App,
	viewer: Viewer,
	started: { id: string; finished: Promise<ImportDetail> },
	{ name, output }: { name: string; output: Output }
): Promise<ImportDetail> {
	const timer = setInterval(() => {
		const now = app.ingest.progress(started.id);
		if (now) output.progress(lineOf(name, now));
	}, progressEveryMs);
	const cancel = () => {
		// Refused when it has ended meanwhile: then there is nothing to cancel.
		app.ingest.cancel(viewer, started.id).catch(() => undefined);
	};
	output.signal.addEventListener('abort', cancel);
	if (output.signal.aborted) cancel();
	try {
		return await started.finished;
	} finally {
		clearInterval(timer);
		output.signal.removeEventListener('abort', cancel);
	}
}

async function remarksOf(app: App, viewer: Viewer, id: string, prefix: string) {
	const placed = (remarks: readonly Listed[]) =>
		remarks.map(({ at, id, reason }) => ({ at: prefix + at, id, reason }));
	return {
		rejected: placed(await app.ingest.remarks(viewer, id, 'rejected')),
		warnings: placed(await app.ingest.remarks(viewer, id, 'warning'))
	};
}

function advise(output: Output, detail: ImportDetail) {
	output.say(
		`what was written of ${detail.file} stays whole: go on with --resume ${detail.id}, or take it out with --undo ${detail.id}`
	);
}

function conclude(result: Result, last: ImportDetail | undefined, output: Output): number {
	const shown = (kind: string, list: readonly Listed[]) => {
		for (const { at, id, reason } of list.slice(0, remarksShown))
			output.say(`${kind} ${at}${id === null ? '' : ` ${id}`}: ${reason}`);
		if (list.length > remarksShown)
			output.say(`${kind}: ${number(list.length - remarksShown)} more, all of them with --json`);
	};
	shown('rejected', result.rejected);
	shown('warning', result.warnings);
	if (result.error) {
		output.say(`${result.error.file}: ${result.error.at}: ${result.error.reason}`);
		return exits.failed;
	}
	if (last?.state === 'cancelled') {
		advise(output, last);
		return exits.stopped;
	}
	if (last?.state === 'done' && result.read > 0 && result.accepted === 0) {
		output.say('nothing of it could be read: every object was rejected');
		return exits.failed;
	}
	if (last && last.state !== 'done' && last.state !== 'declined') {
		advise(output, last);
		return exits.failed;
	}
	return exits.done;
}

const linesOf = (result: Result, owner: string): string[] => [
	`read ${number(result.read)}, accepted ${number(result.accepted)}, rejected ${number(result.read - result.accepted)}, warnings ${number(result.warnings.length)}`,
	...(result.differences ?? []).flatMap(({ file, records, claims, joins }) => [
		`${file} would change:`,
		`  ${differenceLine('records', records)}; ${number(joins)} of the new ones are about entities known already`,
		`  ${differenceLine('claims', claims)}`
	]),
	...(result.differences
		? ['nothing was written: this was a dry run']
		: [
				`created ${number(result.entities)} entities, ${number(result.records)} records, ${number(result.claims)} claims in ${result.seconds.toFixed(1)} s`
			]),
	...(result.records + result.claims > 0
		? [`what was created belongs to ${owner}: others see of it what its marking allows`]
		: [])
];

/** Ends a dry run: what it would have changed, and nothing of it kept. */
async function drop(app: App, viewer: Viewer, id: string) {
	const review = await app.ingest.review(viewer, id);
	await app.ingest.decline(viewer, id, 'dry run');
	if (!review) throw new Error('a held import has a review');
	const { records, claims, joins } = review.difference;
	return { records, claims, joins };
}

const differenceLine = (what: string, { created, updated, known, conflicts }: DifferenceCount) =>
	`${what}: ${number(created)} new, ${number(updated)} updated, ${number(known)} known already, ${number(conflicts)} conflicts`;

/** Several imports one after the other; the first that does not end well ends them all. */
async function all(
	app: App,
	viewer: Viewer,
	begin: readonly { name: string; start: () => ReturnType<App['ingest']['start']> }[],
	{ output, strict }: { output: Output; strict: boolean }
): Promise<Outcome> {
	const startedAt = app.now().getTime();
	const result: Result = {
		read: 0,
		accepted: 0,
		rejected: [],
		warnings: [],
		entities: 0,
		records: 0,
		claims: 0,
		seconds: 0,
		peakMiB: 0,
		imports: []
	};
	let last: ImportDetail | undefined;
	for (const { name, start } of begin) {
		output.signal.throwIfAborted();
		last = await follow(app, viewer, await start(), { name, output });
		const { rejected, warnings } = await remarksOf(
			app,
			viewer,
			last.id,
			begin.length > 1 ? `${name}: ` : ''
		);
		result.rejected.push(...rejected);
		result.warnings.push(...warnings);
		for (const key of ['read', 'accepted', 'entities', 'records', 'claims'] as const)
			result[key] += last[key];
		result.imports.push({ id: last.id, file: name, state: last.state });
		if (last.error) result.error = { file: name, ...last.error };
		if (last.state === 'held') {
			const difference = await drop(app, viewer, last.id);
			result.differences = [...(result.differences ?? []), { file: name, ...difference }];
			last = { ...last, state: 'declined' };
			continue;
		}
		if (last.state !== 'done') break;
	}
	result.seconds = (app.now().getTime() - startedAt) / 1000;
	result.peakMiB = peakMiB();
	const exit = conclude(result, last, output);
	const partial = strict && exit === exits.done && result.rejected.length > 0;
	return {
		exit: partial ? exits.partial : exit,
		result,
		lines: linesOf(result, last?.owner.id ?? '')
	};
}

async function list(app: App, viewer: Viewer): Promise<Outcome> {
	const imports = await app.ingest.list(viewer, 1000);
	return {
		exit: exits.done,
		result: { imports },
		lines: imports.map(
			(each) =>
				`${each.id}  ${each.startedAt.slice(0, 16).replace('T', ' ')}  ${each.state.padEnd(11)}  ${each.owner.id}  ${each.file}`
		)
	};
}

async function undo(app: App, viewer: Viewer, id: string): Promise<Outcome> {
	await app.ingest.undo(viewer, id);
	return {
		exit: exits.done,
		result: { id, state: 'undone' },
		lines: [`import ${id} was taken out`]
	};
}

export const importFiles: Command = {
	name: 'import',
	summary: 'Import files, or go on with, take out or list imports',
	usage:
		'import FILE… [--as ORG] [--tlp LEVEL] [--source NAME] [--format FORMAT] [--mapping FILE | --mapping-name NAME] [--dry-run] | --resume ID | --undo ID | --list',
	options: {
		as: { type: 'string' },
		tlp: { type: 'string' },
		source: { type: 'string' },
		format: { type: 'string' },
		mapping: { type: 'string' },
		'mapping-name': { type: 'string' },
		resume: { type: 'string' },
		undo: { type: 'string' },
		list: { type: 'boolean' },
		strict: { type: 'boolean' },
		'dry-run': { type: 'boolean' }
	},
	help: [
		{ flag: '--as ORG', text: 'the organisation that owns what the files say (local)' },
		{ flag: '--tlp LEVEL', text: 'marking of what the files leave unmarked (TLP:AMBER+STRICT)' },
		{ flag: '--source NAME', text: 'who the files come from, where they do not say' },
		{
			flag: '--format FORMAT',
			text: `what the files are, where it cannot be told from them: ${formats.join(', ')}`
		},
		{
			flag: '--mapping FILE',
			text: 'what the columns of tables are, as JSON (docs/formats/table.md)'
		},
		{
			flag: '--mapping-name NAME',
			text: 'a mapping that the organisation keeps under this name'
		},
		{
			flag: '--dry-run',
			text: 'say what would be new, newer, known or in conflict, and write nothing of it'
		},
		{
			flag: '--strict',
			text: 'end with 4 when an object was rejected, although the others are in'
		},
		{ flag: '--resume ID', text: 'go on with an import that was stopped' },
		{ flag: '--undo ID', text: 'take everything an import wrote out again' },
		{ flag: '--list', text: 'the imports so far, newest first' }
	],
	check(args, output) {
		if (modeOf(args)) return;
		settings(args, output);
		filesOf(args, output);
	},
	async run(app, args, output) {
		const mode = modeOf(args);
		const viewer = await app.access.localOperator();
		const strict = flag(args, 'strict');
		if (mode === 'list') return list(app, viewer);
		if (mode === 'undo') return undo(app, viewer, text(args, 'undo') ?? '');
		if (mode === 'resume') {
			const id = text(args, 'resume') ?? '';
			const name = (await app.ingest.read(viewer, id))?.file ?? id;
			return all(app, viewer, [{ name, start: () => app.ingest.resume(viewer, id) }], {
				output,
				strict
			});
		}
		const asked = settings(args, output);
		const { owner, tlp, source, format, isDryRun } = asked;
		const mapping = await mappingOf(app, viewer, asked);
		const files = filesOf(args, output);
		const begin = files.map((file) => ({
			name: path.basename(file),
			start: () =>
				app.ingest.start(viewer, {
					file: path.basename(file),
					...(owner === undefined ? {} : { owner }),
					tlp,
					...(source ? { source } : {}),
					...(format === undefined ? {} : { format }),
					...(mapping === undefined ? {} : { mapping }),
					hold: isDryRun ? 'approval' : 'none',
					input: { path: file }
				})
		}));
		return all(app, viewer, begin, { output, strict });
	}
};
