/** `faisceau audit`: the public key, a signed checkpoint, and proof that an entry is in the log. */
import { parseNote } from '#lib/domain/checkpoint.ts';
import type { App } from '#lib/server/app.ts';
import { by } from '#lib/server/audit/event.ts';
import { exits, UsageError, type Arguments, type Command, type Outcome } from '../command.ts';

async function prove(app: App, seq: number): Promise<Outcome> {
	const proof = await app.audit.prove(seq);
	await app.audit.consult({
		...by(await app.access.localOperator()),
		action: 'audit.read',
		outcome: proof ? 'done' : 'failed',
		subjects: proof ? [proof.entry.id] : [],
		detail: { act: 'prove', seq }
	});
	if (!proof)
		return {
			exit: exits.failed,
			result: { error: { reason: `there is no audit entry ${seq}` } },
			lines: [`there is no audit entry ${seq}`]
		};
	return { exit: exits.done, result: proof, lines: JSON.stringify(proof, null, '\t').split('\n') };
}

async function checkpoint(app: App): Promise<Outcome> {
	const { note } = await app.audit.checkpoint();
	const { size, root } = parseNote(note) ?? {};
	return {
		exit: exits.done,
		result: { note, size, root, key: app.audit.key },
		lines: note.trimEnd().split('\n')
	};
}

const key = (app: App): Promise<Outcome> =>
	Promise.resolve({ exit: exits.done, result: { key: app.audit.key }, lines: [app.audit.key] });

function seqOf({ positionals: [act, number = '', surplus] }: Arguments): number | undefined {
	if (act !== 'prove' && act !== 'checkpoint' && act !== 'key')
		throw new UsageError(`expected prove, checkpoint or key, got '${act ?? ''}'`);
	const unexpected = act === 'prove' ? surplus : number || undefined;
	if (unexpected !== undefined) throw new UsageError(`unexpected argument '${unexpected}'`);
	if (act !== 'prove') return undefined;
	if (!/^[1-9]\d{0,14}$/.test(number))
		throw new UsageError(`expected the number of an entry, got '${number}'`);
	return Number(number);
}

export const audit: Command = {
	name: 'audit',
	summary: 'The audit log: prove an entry, sign a checkpoint, show the public key',
	usage: 'audit prove NUMBER | checkpoint | key',
	options: {},
	help: [
		{
			flag: 'prove NUMBER',
			text: 'the entry with its path and checkpoint; see faisceau verify-proof'
		},
		{ flag: 'checkpoint', text: 'sign the log as it is now; keep what is printed somewhere else' },
		{ flag: 'key', text: 'the public key of the checkpoints' }
	],
	check: (args) => void seqOf(args),
	async run(app, args) {
		const seq = seqOf(args);
		if (seq !== undefined) return prove(app, seq);
		return args.positionals[0] === 'key' ? key(app) : checkpoint(app);
	}
};
