/** Lays the network out away from the page's own thread. A newer request replaces the running one. */
import { arrange } from './arrangements.ts';
import { settle } from './layout.ts';
import { parseRequest, type LayoutReply } from './layout-messages.ts';

let current = -1;

async function run(data: unknown): Promise<void> {
	const request = parseRequest(data);
	if (!request) return;
	current = request.run;
	const { kind } = request;
	for (const batch of kind === 'forces' ? settle(request) : arrange(kind, request)) {
		if (current !== request.run) return;
		const reply: LayoutReply = { run: request.run, ...batch };
		postMessage(reply);
		// Lets a newer request be heard between two batches.
		await new Promise((resolve) => setTimeout(resolve, 0));
	}
}

addEventListener('message', (event: MessageEvent<unknown>) => void run(event.data));
