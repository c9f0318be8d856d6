/** What the command line and a running server say to each other: one JSON object a line. */
import * as v from 'valibot';

export const socketName = 'faisceau.sock';
/** Raised when either side would no longer understand the other. */
export const protocol = 1;
/** A request is a command and a few file names. */
export const longestLine = 1024 * 1024;

export const Request = v.object({
	protocol: v.number(),
	command: v.string(),
	args: v.array(v.string()),
	/** File names in the arguments are relative to it. */
	cwd: v.string(),
	answer: v.optional(v.string())
});
export type Request = v.InferOutput<typeof Request>;

export const Cancel = v.object({ cancel: v.literal(true) });

export const Answer = v.union([
	v.object({ progress: v.string() }),
	v.object({ stderr: v.string() }),
	v.object({
		exit: v.number(),
		result: v.record(v.string(), v.unknown()),
		lines: v.array(v.string())
	})
]);
export type Answer = v.InferOutput<typeof Answer>;

/** Cuts a stream into lines; calls `tooLong` once when a line has no end. */
export function lineReader(onLine: (line: string) => void, tooLong: () => void) {
	let pending = '';
	return (chunk: string) => {
		let from = 0;
		for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', from)) {
			const line = pending + chunk.slice(from, at);
			pending = '';
			from = at + 1;
			if (line !== '') onLine(line);
		}
		pending += chunk.slice(from);
		if (pending.length > longestLine) tooLong();
	};
}
