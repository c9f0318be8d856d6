/** A filled-in claim as the draft that ingest writes. Pure: the same form gives the same draft. */
import type { ClaimForm } from './contribution.ts';
import type { ClaimDraft } from './draft.ts';
import { fold } from './fold.ts';
import { probabilityAttribute, probabilityKey } from './probability.ts';
import type { Viewer } from './viewer.ts';

/** Stands for an entity in the owner's own references, whatever its sources call it. */
export const aboutRef = (entity: string): string => `about:${entity}`;

const midnight = (day: string | undefined) =>
	day === undefined ? undefined : `${day}T00:00:00.000Z`;

/** The analyst's own observation, or what another source said: the same source is one source. */
const sourceOf = ({ source }: ClaimForm, viewer: Pick<Viewer, 'account' | 'organisation'>) =>
	source === undefined
		? { ref: `account:${viewer.account}`, name: viewer.organisation.name }
		: { ref: `named:${fold(source)}`, name: source };

export function claimDraft(
	form: ClaimForm,
	viewer: Pick<Viewer, 'account' | 'organisation'>
): { draft: ClaimDraft; source: { ref: string; name: string } } {
	const { once, type, from, to, probability } = form;
	return {
		source: sourceOf(form, viewer),
		draft: {
			draft: 'claim',
			at: 'form',
			ref: `claim:${viewer.account}:${once}`,
			originalType: type.toLowerCase().replaceAll('_', '-'),
			type,
			from: aboutRef(from),
			to: aboutRef(to),
			ends: { from, to },
			markingRefs: [],
			tlp: form.tlp,
			handling: form.handling,
			evaluation: form.evaluation,
			statement: form.statement,
			validFrom: midnight(form.validFrom),
			validUntil: midnight(form.validUntil),
			description: form.description || undefined,
			role: form.role,
			amountMinor: form.amount?.minor,
			currency: form.amount?.currency,
			happenedAt: midnight(form.happenedAt),
			attributes: probability ? { [probabilityAttribute]: probabilityKey(probability) } : {}
		}
	};
}
