/** What is taken away; where a reason is wanted first, an answer that says for what (RFC 6585, 428). */
import { json } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { ReasonNeeded } from '#lib/server/network/taken.ts';

export async function withReason(take: () => Promise<Response>): Promise<Response> {
	try {
		return await take();
	} catch (fault) {
		if (!(fault instanceof ReasonNeeded)) throw fault;
		const { about, count } = fault;
		return json({ message: m.reason_export_wanted(), reason: { about, count } }, { status: 428 });
	}
}
