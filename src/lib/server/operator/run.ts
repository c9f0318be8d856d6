/** Runs one command on an open application, and turns what goes wrong into words and an exit code. */
import { Refused } from '#lib/server/access/decide.ts';
import type { App } from '#lib/server/app.ts';
import {
	OutcomeUnknown,
	OverBudget,
	StoreFull,
	StoreRefused,
	StoreUnavailable
} from '#lib/server/graph/store.ts';
import { ImportRefused } from '#lib/server/ingest/refused.ts';
import { DumpDamaged, OperationRefused } from '#lib/server/operations/manifest.ts';
import {
	CommandRefused,
	exits,
	parse,
	UsageError,
	type Command,
	type Outcome,
	type Output
} from './command.ts';

const text = (error: unknown) => (error instanceof Error ? error.message : String(error));

const exitOf = (error: unknown): number => {
	if (error instanceof UsageError) return exits.usage;
	const refusals = [Refused, CommandRefused, StoreRefused, ImportRefused, OperationRefused];
	return refusals.some((refusal) => error instanceof refusal) ? exits.refused : exits.failed;
};

/** Words for what is known to go wrong; anything else is a fault of ours. */
const isKnown = (error: unknown): boolean =>
	exitOf(error) !== exits.failed ||
	error instanceof DumpDamaged ||
	error instanceof StoreUnavailable ||
	error instanceof OverBudget ||
	error instanceof OutcomeUnknown ||
	error instanceof StoreFull ||
	(error instanceof Error && 'code' in error && typeof error.code === 'string' && 'path' in error);

/** What a failure leaves: said on standard error, and in the result for a script. */
export function failure(error: unknown, output: Pick<Output, 'say' | 'signal'>): Outcome {
	if (output.signal.aborted) {
		output.say('stopped');
		return { exit: exits.stopped, result: { stopped: true }, lines: [] };
	}
	output.say(isKnown(error) ? text(error) : `an unexpected fault: ${text(error)}`);
	return { exit: exitOf(error), result: { error: { reason: text(error) } }, lines: [] };
}

export async function perform(
	app: App,
	command: Command,
	argv: readonly string[],
	output: Output
): Promise<Outcome> {
	try {
		const args = parse(command, argv);
		await command.check(args, output);
		return await command.run(app, args, output);
	} catch (error) {
		if (!isKnown(error) && !output.signal.aborted)
			app.log.error({ err: error, command: command.name }, 'a command failed');
		const outcome = failure(error, output);
		if (error instanceof UsageError) output.say(`usage: faisceau ${command.usage}`);
		return outcome;
	}
}
