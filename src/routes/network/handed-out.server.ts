/**
 * What is taken away, or why it is not: a reason is wanted first, and the answer says for what (RFC 6585,
 * 428); something may not go to the recipient, and the answer lists how much under which marking (403); or
 * the directory does not know the recipient (400).
 */
import { error, json } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { UnknownRecipient } from '#lib/server/access/recipients.ts';
import { NotReleasable, ReasonNeeded } from '#lib/server/network/taken.ts';

export async function handedOut(take: () => Promise<Response>): Promise<Response> {
	try {
		return await take();
	} catch (fault) {
		if (fault instanceof UnknownRecipient) error(400, fault.message);
		if (fault instanceof NotReleasable) {
			const { against, remains } = fault;
			return json({ message: m.recipient_barred(), barred: { against, remains } }, { status: 403 });
		}
		if (!(fault instanceof ReasonNeeded)) throw fault;
		const { about, count } = fault;
		return json({ message: m.reason_export_wanted(), reason: { about, count } }, { status: 428 });
	}
}
