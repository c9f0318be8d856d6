/**
 * Whom a disclosure may name. The directory is asked, nobody else: an id that it does not hold is refused,
 * and whoever is named in words has no agreement.
 */
import type { Addressee, Recipient, RecipientChoice } from '#lib/domain/recipient.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { demand } from './decide.ts';
import { everyListed } from './directory.ts';

/** Names the field and the reason. */
export class UnknownRecipient extends Error {
	override name = 'UnknownRecipient';
	constructor() {
		super('recipient.id: not an organisation of the directory');
	}
}

export type Disclosing = 'network.export' | 'audit.export';

/** Every organisation but the asker's own, for whoever may disclose something. */
export async function recipients(
	store: Pick<GraphStore, 'read'>,
	asking: Viewer | null,
	action: Disclosing
): Promise<RecipientChoice[]> {
	const viewer = demand(asking, action);
	const listed = await everyListed(store);
	return listed
		.filter(({ id }) => id !== viewer.organisation.id)
		.map(({ id, name, agreement }) => ({ id, name, agreement }));
}

export async function addresseeOf(
	store: Pick<GraphStore, 'read'>,
	viewer: Viewer,
	recipient: Recipient
): Promise<Addressee> {
	const sender = viewer.organisation.id;
	if (recipient.kind === 'other') return { ...recipient, agreement: 'none', sender };
	const id = recipient.kind === 'own' ? sender : recipient.id;
	const found = (await everyListed(store)).find((each) => each.id === id);
	if (id === sender) return { kind: 'own', id, agreement: found?.agreement ?? 'none', sender };
	if (!found) throw new UnknownRecipient();
	return { kind: 'organisation', id, agreement: found.agreement, sender };
}
