/** `faisceau export`: everything the operator sees, into one file. */
import { createWriteStream, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FormatName } from '#lib/export/formats.ts';
import {
	exits,
	only,
	text,
	UsageError,
	type Arguments,
	type Command,
	type Output
} from '../command.ts';

/** Cut into pieces that let others in between; tells how much went by. */
async function* watched(pieces: Iterable<string>, output: Output) {
	let written = 0;
	let told = 0;
	for (const piece of pieces) {
		output.signal.throwIfAborted();
		yield piece;
		written += piece.length;
		if (written - told > 1024 * 1024) {
			told = written;
			output.progress(`${Math.round(written / 1024 / 1024)} MiB written`);
			await new Promise(setImmediate);
		}
	}
}

async function wanted(args: Arguments): Promise<{ format: FormatName; out: string }> {
	const { formatNames, isFormat } = await import('#lib/export/formats.ts');
	const format = text(args, 'format') ?? '';
	if (!isFormat(format))
		throw new UsageError(`--format: expected ${formatNames.join(', ')}, got '${format}'`);
	const out = text(args, 'out');
	if (!out) throw new UsageError('--out is missing: name the file to write');
	return { format, out };
}

export const exportFile: Command = {
	name: 'export',
	summary: 'Export everything to one file',
	usage: 'export --format stix|gexf|graphml|csv|json --out FILE',
	options: { format: { type: 'string' }, out: { type: 'string' } },
	help: [
		{ flag: '--format NAME', text: 'stix, gexf, graphml, csv or json' },
		{
			flag: '--out FILE',
			text: 'the file to write; one that is there is replaced when all is done'
		}
	],
	async check(args) {
		only(args, []);
		await wanted(args);
	},
	async run(app, args, output) {
		const { formats } = await import('#lib/export/formats.ts');
		const { contextRefs } = await import('#lib/export/stix.ts');
		const { format, out } = await wanted(args);
		const file = path.resolve(output.folder, out);
		const viewer = await app.access.localOperator();
		output.progress('reading');
		const graph = await app.network.exportGraph(
			viewer,
			undefined,
			format === 'stix' ? contextRefs : undefined,
			{ format, operator: true }
		);
		const part = `${file}.part`;
		try {
			await pipeline(
				Readable.from(watched(formats[format].write(graph), output)),
				createWriteStream(part, { mode: 0o600 })
			);
			renameSync(part, file);
		} catch (error) {
			rmSync(part, { force: true });
			throw error;
		}
		const result = {
			file,
			format,
			bytes: statSync(file).size,
			entities: graph.entities.length,
			claims: graph.claims.length
		};
		return {
			exit: exits.done,
			result,
			lines: [`${result.entities} entities and ${result.claims} claims written to ${file}`]
		};
	}
};
