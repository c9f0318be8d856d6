/** Answers of TAXII as HTTP: its media type, its dates, and its error message (§3.6.1). */
import { taxiiMediaType } from './media.ts';
import { BadFilter } from './page.ts';
import type { Answer } from './taxii.ts';

const titles: Record<number, string> = {
	400: 'The request is not understood',
	401: 'A key is needed',
	403: 'This collection is read only',
	404: 'There is no such thing here',
	405: 'This can only be read',
	406: 'Only application/taxii+json;version=2.1 is spoken here',
	415: 'Only application/taxii+json;version=2.1 is spoken here',
	422: 'The answer would take too much',
	429: 'Too many requests',
	503: 'The store does not answer'
};

export function taxiiError(
	status: number,
	{ headers = {}, description }: { headers?: Record<string, string>; description?: string } = {}
): Response {
	const body = {
		title: titles[status] ?? 'The server failed',
		http_status: String(status),
		...(description ? { description } : {})
	};
	return new Response(JSON.stringify(body), {
		status,
		headers: { 'content-type': taxiiMediaType, ...headers }
	});
}

/** What was found, or that there is none; a filter that is wrong is told. */
export async function taxiiAnswer(work: Promise<Answer | undefined>): Promise<Response> {
	try {
		const found = await work;
		if (!found) return taxiiError(404);
		const headers = new Headers({ 'content-type': taxiiMediaType });
		if (found.dates) {
			headers.set('x-taxii-date-added-first', found.dates.first);
			headers.set('x-taxii-date-added-last', found.dates.last);
		}
		return new Response(JSON.stringify(found.body), { headers });
	} catch (error) {
		if (error instanceof BadFilter) return taxiiError(400, { description: error.message });
		throw error;
	}
}
