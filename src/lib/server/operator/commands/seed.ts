/** `faisceau seed`: the fictional demonstration, in or out. */
import { exits, flag, only, type Command } from '../command.ts';

export const seed: Command = {
	name: 'seed',
	summary: 'Load the fictional demonstration, or take it out',
	usage: 'seed [--remove]',
	options: { remove: { type: 'boolean' } },
	help: [{ flag: '--remove', text: 'take it out again' }],
	check: (args) => void only(args, []),
	async run(app, args, output) {
		const viewer = await app.access.localOperator();
		if (flag(args, 'remove')) {
			const removed = await app.demonstration.remove(viewer);
			return { exit: exits.done, result: { removed }, lines: [`${removed} imports taken out`] };
		}
		output.progress('loading the demonstration');
		const created = await app.demonstration.load(viewer);
		return {
			exit: exits.done,
			result: { ...created },
			lines: [
				`created ${created.entities} entities, ${created.records} records, ${created.claims} claims`
			]
		};
	}
};
