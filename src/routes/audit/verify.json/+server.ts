/** Reads the whole log and says how far it is: one JSON object a line, the result last. */
import { app } from '#lib/server/app.ts';
import { demand } from '#lib/server/access/decide.ts';

const encoder = new TextEncoder();

export function POST({ locals }) {
	const viewer = demand(locals.viewer, 'audit.read');
	const stop = new AbortController();
	const body = new ReadableStream<Uint8Array>({
		async start(controller) {
			const say = (line: object) => controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
			try {
				const result = await app().inspection.verify(viewer, {
					signal: stop.signal,
					progress: (done, total) => say({ done, total })
				});
				const { size, root, findings } = result;
				say({ size, root: root ?? null, findings });
				controller.close();
			} catch (error) {
				// Who asked has gone: there is nobody to tell. Anything else ends the answer early.
				if (!stop.signal.aborted) controller.error(error);
			}
		},
		cancel: () => stop.abort()
	});
	return new Response(body, {
		headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' }
	});
}
