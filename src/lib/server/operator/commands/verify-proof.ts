/** `faisceau verify-proof`: checks a proof that `faisceau audit prove` gave, without any store. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { AuditProof, checkProof, isProven, type ProofCheck } from '#lib/domain/audit-proof.ts';
import { parseNote } from '#lib/domain/checkpoint.ts';
import { exits, only, text, UsageError, type LocalCommand } from '../command.ts';

const said = (good: boolean, yes: string, no: string) =>
	`${good ? 'holds' : 'FAILS'}: ${good ? yes : no}`;

const linesOf = ({ content, inclusion, signature }: ProofCheck, seq: number, origin: string) => [
	said(content, 'the entry is what its hash says', 'the entry is not what its hash says'),
	said(
		inclusion,
		`entry ${seq} is in the log under that number`,
		`entry ${seq} is not in the log that the checkpoint speaks of`
	),
	said(
		signature === true,
		`the checkpoint is signed by ${origin}`,
		'the checkpoint is not signed with that key'
	)
];

function read(file: string): v.InferOutput<typeof AuditProof> {
	let value: unknown;
	try {
		value = JSON.parse(readFileSync(file, 'utf8'));
	} catch (error) {
		if (error instanceof SyntaxError) throw new UsageError(`${file} is not JSON`);
		throw error;
	}
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
		{ flag: '--key KEY', text: 'the public key as it came another way; else the one in the file' }
	],
	async runHere(args, output) {
		const [name = ''] = only(args, ['FILE']);
		const given = read(path.resolve(output.folder, name));
		const proof = { ...given, key: text(args, 'key') ?? given.key };
		const check = await checkProof(globalThis.crypto.subtle, proof);
		const { origin = '', size = 0, root = '', at = '' } = parseNote(proof.checkpoint) ?? {};
		return {
			exit: isProven(check) ? exits.done : exits.failed,
			result: { ...check, seq: proof.entry.seq, origin, size, root, at },
			lines: linesOf(check, proof.entry.seq, origin)
		};
	}
};
