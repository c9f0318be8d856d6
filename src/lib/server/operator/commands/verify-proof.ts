/** `faisceau verify-proof`: checks a proof that `faisceau audit prove` gave, without any store. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { AuditProof, checkProof, isProven, type ProofCheck } from '#lib/domain/audit-proof.ts';
import { parseNote } from '#lib/domain/checkpoint.ts';
import { exits, only, text, UsageError, type LocalCommand } from '../command.ts';

const said = (good: boolean, yes: string, no: string) =>
	`${good ? 'holds' : 'FAILS'}: ${good ? yes : no}`;

interface About {
	seq: number;
	origin: string;
	/** Whether the key came another way than with the proof. */
	known: boolean;
}

const linesOf = ({ content, inclusion, signature }: ProofCheck, about: About) => [
	said(content, 'the entry is what its hash says', 'the entry is not what its hash says'),
	said(
		inclusion,
		`entry ${about.seq} is in the log under that number`,
		`entry ${about.seq} is not in the log that the checkpoint speaks of`
	),
	signature === true && !about.known
		? `UNPROVEN: the checkpoint is signed, by an unknown key that came with the proof and calls itself ${about.origin}: ask for the key another way and give it with --key`
		: said(
				signature === true,
				`the checkpoint is signed by ${about.origin}`,
				'the checkpoint is not signed with that key'
			)
];

/** Without spaces between its parts: of a part that is there twice, readers would take either. */
const compact = (json: string) =>
	json.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, text: string | undefined) => text ?? '');

function read(file: string): v.InferOutput<typeof AuditProof> {
	const written = readFileSync(file, 'utf8');
	let value: unknown;
	try {
		value = JSON.parse(written);
	} catch (error) {
		if (error instanceof SyntaxError) throw new UsageError(`${file} is not JSON`);
		throw error;
	}
	if (JSON.stringify(value) !== compact(written))
		throw new UsageError(`${file} says something twice, or was written by another program`);
	const parsed = v.safeParse(AuditProof, value);
	if (!parsed.success) throw new UsageError(`${file} is no proof of an audit entry`);
	return parsed.output;
}

export const verifyProof: LocalCommand = {
	name: 'verify-proof',
	summary: 'Check a proof of an audit entry, without the store',
	usage: 'verify-proof FILE [--key KEY]',
	options: { key: { type: 'string' } },
	help: [
		{
			flag: '--key KEY',
			text: 'the public key as it came another way; without it nobody knows whose log it is, and the exit is not 0'
		}
	],
	async runHere(args, output) {
		const [name = ''] = only(args, ['FILE']);
		const given = read(path.resolve(output.folder, name));
		const key = text(args, 'key');
		const proof = { ...given, key: key ?? given.key };
		const check = await checkProof(globalThis.crypto.subtle, proof);
		const { origin = '', size = 0, root = '', at = '' } = parseNote(proof.checkpoint) ?? {};
		return {
			exit: isProven(check) && key !== undefined ? exits.done : exits.failed,
			result: { ...check, known: key !== undefined, seq: proof.entry.seq, origin, size, root, at },
			lines: linesOf(check, { seq: proof.entry.seq, origin, known: key !== undefined })
		};
	}
};
