/** `faisceau export`: everything the operator sees, into one file. */
import { createWriteStream, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';
import { Slug } from '#lib/domain/audience.ts';
import { recipientLength, type Disclosure } from '#lib/domain/recipient.ts';
import { purposes } from '#lib/domain/restricted.ts';
import type { FormatName } from '#lib/export/formats.ts';
import {
	CommandRefused,
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

/** `--for`: an organisation's id, or somebody in two words at least, so that a mistyped id is no name. */
function disclosureOf(args: Arguments): Disclosure {
	const whom = (text(args, 'for') ?? 'operator').trim();
	const said = text(args, 'purpose') ?? 'supervision';
	const purpose = purposes.find((each) => each === said);
	if (!purpose) throw new UsageError(`--purpose: expected ${purposes.join(', ')}, got '${said}'`);
	if (whom === 'operator') return { recipient: { kind: 'own' }, purpose };
	if (/\s/.test(whom)) {
		if (whom.length > recipientLength.most)
			throw new UsageError(`--for: expected ${recipientLength.most} characters at most`);
		return { recipient: { kind: 'other', text: whom }, purpose };
	}
	const { success } = v.safeParse(Slug, whom);
	if (!success)
		throw new UsageError(`--for: expected an organisation's id or words, got '${whom}'`);
	return { recipient: { kind: 'organisation', id: whom }, purpose };
}

/** The directory does not know the recipient, or some of it may not go there: said as a list. */
async function orWhyNot<T>(work: Promise<T>): Promise<T> {
	const { UnknownRecipient } = await import('#lib/server/access/recipients.ts');
	const { NotReleasable } = await import('#lib/server/network/taken.ts');
	try {
		return await work;
	} catch (cause) {
		if (cause instanceof UnknownRecipient)
			throw new CommandRefused('--for: not an organisation of the directory', { cause });
		if (!(cause instanceof NotReleasable)) throw cause;
		const list = cause.against.map(({ bar, count }) => `${count} ${bar}`).join(', ');
		throw new CommandRefused(
			`some of it may not go to this recipient: ${list}; --leave-out exports the rest`,
			{ cause }
		);
	}
}

export const exportFile: Command = {
	name: 'export',
	summary: 'Export everything to one file',
	usage:
		'export --format stix|misp|ftm|case|gexf|graphml|csv|json --out FILE [--for WHOM] [--purpose WHY]',
	options: {
		format: { type: 'string' },
		out: { type: 'string' },
		for: { type: 'string' },
		purpose: { type: 'string' },
		'leave-out': { type: 'boolean' }
	},
	help: [
		{ flag: '--format NAME', text: 'stix, misp, ftm, case, gexf, graphml, csv or json' },
		{
			flag: '--out FILE',
			text: 'the file to write; one that is there is replaced when all is done'
		},
		{
			flag: '--for WHOM',
			text: "for whom, kept in the audit log: an organisation's id, or words (operator)"
		},
		{ flag: '--purpose WHY', text: `${purposes.join(', ')} (supervision)` },
		{ flag: '--leave-out', text: 'what may not go to the recipient stays out, instead of all' }
	],
	async check(args) {
		only(args, []);
		await wanted(args);
		disclosureOf(args);
	},
	async run(app, args, output) {
		const { formats } = await import('#lib/export/formats.ts');
		const { contextRefs } = await import('#lib/export/stix.ts');
		const { format, out } = await wanted(args);
		const file = path.resolve(output.folder, out);
		const viewer = await app.access.localOperator();
		output.progress('reading');
		const graph = await orWhyNot(
			app.network.exportGraph(
				viewer,
				disclosureOf(args),
				undefined,
				format === 'stix' ? contextRefs : undefined,
				{
					format,
					operator: true,
					leaveOut: args.values['leave-out'] === true,
					flat: 'flat' in formats[format]
				}
			)
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
