/** For whom something is taken away, as it is being said: what was typed, and what it lacks. */
import { fold } from '#lib/domain/fold.ts';
import {
	recipientLength,
	type Disclosure,
	type RecipientChoice,
	type RecipientKind
} from '#lib/domain/recipient.ts';
import type { Purpose } from '#lib/domain/restricted.ts';

export class RecipientForm {
	kind = $state<RecipientKind>('own');
	/** The name of an organisation, as it was typed or chosen. */
	typed = $state('');
	text = $state('');
	purpose = $state<Purpose>('investigation');
	choices = $state.raw<readonly RecipientChoice[]>([]);
	/** Something lacks, and whoever sent it was told. */
	tried = $state(false);

	constructor(
		readonly locale: 'en' | 'fr',
		purpose: Purpose = 'investigation'
	) {
		this.purpose = purpose;
	}

	/** Only a whole name counts: what goes to the wrong recipient cannot be taken back. */
	get chosen(): RecipientChoice | undefined {
		const said = fold(this.typed).trim();
		const named = this.choices.filter(({ name }) => fold(name[this.locale]).trim() === said);
		return named.length === 1 ? named[0] : undefined;
	}

	/** By name; empty for one's own organisation. */
	get named(): string {
		if (this.kind === 'other') return this.text.trim();
		return this.kind === 'organisation' ? (this.chosen?.name[this.locale] ?? '') : '';
	}

	/** The recipient is outside every agreement that is known here. */
	get hasNone(): boolean {
		return (
			this.kind === 'other' || (this.kind === 'organisation' && this.chosen?.agreement === 'none')
		);
	}

	get lacks(): boolean {
		if (this.kind === 'organisation') return this.chosen === undefined;
		return this.kind === 'other' && this.text.trim().length < recipientLength.least;
	}

	/** What is sent, or undefined while something lacks. */
	given(): Disclosure | undefined {
		this.tried = this.lacks;
		const { kind, purpose, chosen } = this;
		if (this.lacks) return undefined;
		if (kind === 'own') return { recipient: { kind }, purpose };
		if (kind === 'other') return { recipient: { kind, text: this.text.trim() }, purpose };
		return chosen && { recipient: { kind, id: chosen.id }, purpose };
	}
}
