/** `faisceau verify`: the rules of the data model and the audit log. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { notesOf } from '#lib/domain/checkpoint.ts';
import { by } from '#lib/server/audit/event.ts';
import type { WordsCount } from '#lib/server/audit/promised-words.ts';
import { rules } from '#lib/server/operations/rules.ts';
import { verify as verifyGraph } from '#lib/server/operations/verify.ts';
import { exits, only, text, UsageError, type Command } from '../command.ts';

const linesShown = 50;

const compared = (what: string, { same, given, elsewhere }: WordsCount) =>
	`${same} of ${given} ${what} are as the log committed to them${elsewhere ? `, ${elsewhere} under another secret, which cannot be compared` : ''}`;

export const verify: Command = {
	name: 'verify',
	summary: 'Check the rules of the graph and the audit log',
	usage: 'verify [--checkpoint FILE]',
	options: { checkpoint: { type: 'string' } },
	help: [
		{
			flag: '--checkpoint FILE',
			text: 'hold the audit log against signed checkpoints kept elsewhere'
		}
	],
	check: (args) => void only(args, []),
	async run(app, args, output) {
		const name = text(args, 'checkpoint');
		const file = name === undefined ? undefined : path.resolve(output.folder, name);
		const checkpointFile = file === undefined ? undefined : readFileSync(file, 'utf8');
		if (checkpointFile !== undefined && !notesOf(checkpointFile).length)
			throw new UsageError(`--checkpoint: there is no signed checkpoint in ${file}`);
		const viewer = await app.access.localOperator();
		const result = await verifyGraph({
			store: app.store,
			audit: app.audit,
			checkpointFile,
			signal: output.signal,
			progress: (done, total) => output.progress(`${done} of ${total} checked`)
		});
		await app.audit.consult({
			...by(viewer),
			action: 'graph.verify',
			outcome: 'done',
			subjects: [],
			detail: { ok: result.ok, problems: result.problemsTotal, digest: result.graphDigest }
		});
		for (const { rule, id, detail } of result.problems.slice(0, linesShown))
			output.say(`${rule}: ${id}: ${detail} (${rules[rule]})`);
		if (result.problemsTotal > linesShown)
			output.say(`${result.problemsTotal - linesShown} more problems, the first 1000 with --json`);
		for (const finding of result.audit.findings) output.say(`audit: ${finding}`);
		const { entities = 0, records = 0, claims = 0 } = result.checked;
		return {
			exit: result.ok ? exits.done : exits.failed,
			result: { ...result },
			lines: [
				`${entities} entities, ${records} records, ${claims} claims, ${result.audit.entries} audit entries`,
				`content ${result.graphDigest}`,
				compared('reasons', result.audit.reasons),
				compared('recipients named in words', result.audit.recipients),
				...(result.audit.root ? [`audit root ${result.audit.root}`] : []),
				result.ok
					? 'everything holds'
					: `${result.problemsTotal} problems in the graph, ${result.audit.findings.length} in the audit log`
			]
		};
	}
};
