/** A note or a claim being written: its fields, how far it may reach, and sending it once. */
import { usualEnds, claimTypeNames, type ClaimType } from '#lib/domain/claim-types.ts';
import type { ClaimForm } from '#lib/domain/contribution.ts';
import { schemes, ungraded, type Scheme } from '#lib/domain/grading.ts';
import {
	handlingCodes,
	stricterTlp,
	tlpLevels,
	type HandlingCode,
	type Tlp
} from '#lib/domain/marking.ts';
import type { PhiaTerm } from '#lib/domain/probability.ts';
import type { NetworkNode, Note } from '#lib/domain/subgraph.ts';
import { minorOf } from '#lib/domain/money.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Refusal } from './api.ts';
import { refusalOf } from './questions.svelte.ts';
import type { NetworkView } from './view.svelte.ts';

/** The marking that a note or a claim of one's own begins with, at least. */
const ownWords: Tlp = 'amber+strict';

export class Adding {
	open = $state(false);
	what = $state<'note' | 'claim'>('note');
	about = $state.raw<readonly NetworkNode[]>([]);
	from = $state('');
	to = $state('');
	/** What a claim says is always chosen, never left as it came: empty until then. */
	type = $state<ClaimType | ''>('');
	statement = $state<'fact' | 'assessment' | ''>('');
	probability = $state<PhiaTerm>('realistic-possibility');
	scheme = $state<Scheme>(ungraded.scheme);
	grade = $state({ source: ungraded.source, information: ungraded.information });
	own = $state(true);
	source = $state('');
	validFrom = $state('');
	validUntil = $state('');
	/** Of a transfer: as it is written, and when. */
	amount = $state('');
	currency = $state('');
	happened = $state('');
	role = $state<NonNullable<ClaimForm['role']>>('other');
	text = $state('');
	/** Of a note: the document or the person behind it, in words. */
	takenFrom = $state('');
	tlp = $state<Tlp>(ownWords);
	handling = $state<HandlingCode[]>([]);
	levels = $state.raw<readonly Tlp[]>([]);
	replaces = $state.raw<Note | null>(null);
	problem = $state.raw<Refusal | null>(null);
	busy = $state(false);
	/** The import that undoes the claim added last. */
	added = $state.raw<string | null>(null);
	#once = '';
	#asked = 0;

	constructor(readonly view: NetworkView) {}

	/** Drawn entities by name, for the ends of a claim. */
	readonly drawn = $derived.by(() =>
		this.view.nodes.toSorted((a, b) => a.name.localeCompare(b.name))
	);
	readonly types = $derived.by(() => {
		const [from, to] = [this.view.byId.get(this.from), this.view.byId.get(this.to)];
		// Which are meant for two is known once both are chosen.
		if (!from || !to) return { usual: [], other: [] };
		const fits = (type: ClaimType) => usualEnds(type, from.kind, to.kind);
		return {
			usual: claimTypeNames.filter(fits),
			other: claimTypeNames.filter((type) => !fits(type))
		};
	});

	start(about: readonly NetworkNode[], replaces: Note | null = null): void {
		this.about = about;
		this.replaces = replaces;
		this.what = 'note';
		this.text = replaces?.text ?? '';
		this.takenFrom = replaces?.takenFrom ?? '';
		this.from = about[0]?.id ?? '';
		// Nobody is claimed to be related who was not chosen.
		this.to = about.length > 1 ? (about.at(-1)?.id ?? '') : '';
		[this.amount, this.currency, this.happened] = ['', '', ''];
		[this.own, this.source, this.validFrom, this.validUntil] = [true, '', '', ''];
		[this.type, this.statement] = ['', ''];
		this.problem = null;
		this.added = null;
		this.#once = crypto.randomUUID();
		this.open = true;
		void this.settle();
	}

	/** The amount in minor units, why it cannot be read, or undefined where none is written. */
	readonly minor = $derived.by(() =>
		this.type !== 'TRANSFERRED' || this.amount.trim() === '' || this.currency === ''
			? undefined
			: minorOf(this.amount, this.currency)
	);

	get rests(): NetworkNode[] {
		const ids = this.what === 'note' ? this.about.map(({ id }) => id) : [this.from, this.to];
		return ids.flatMap(
			(id) => this.view.byId.get(id) ?? this.about.find((one) => one.id === id) ?? []
		);
	}

	/** What the writer has before them: a note may tell of the claims drawn there, and of the open card. */
	get #marks(): { tlp: Tlp; handling: readonly HandlingCode[] }[] {
		const { rests, view } = this;
		if (this.what === 'claim') return rests;
		const about = rests.map(({ id }) => id);
		const card = view.card.content;
		const read = card && about.includes(card.node.id) ? [...card.records, ...card.claims] : [];
		const drawn = view.claims.filter(({ from, to }) => about.includes(from) || about.includes(to));
		return [...rests, ...read, ...drawn];
	}

	/**
	 * Asks how far it may reach; the marking is then the strictest of what it rests on, and for a note of
	 * what is shown of that. Whoever knows that the note says less may widen it, as far as it may reach.
	 */
	async settle(): Promise<void> {
		const { rests } = this;
		if (rests.length === 0) return;
		const asked = ++this.#asked;
		const marks = this.#marks;
		const codes = marks.flatMap(({ handling }) => handling);
		this.handling = handlingCodes.filter((code) => codes.includes(code));
		try {
			const { levels } = await this.view.api.standing(rests.map(({ id }) => id));
			if (asked !== this.#asked) return;
			this.levels = levels;
			// What one writes may say more than what it rests on: it begins inside the house, and is widened knowingly.
			const strictest = marks.map(({ tlp }) => tlp).reduce(stricterTlp, ownWords);
			const place = tlpLevels.indexOf(strictest);
			this.tlp = levels.find((level) => tlpLevels.indexOf(level) >= place) ?? 'red';
		} catch (fault) {
			if (asked === this.#asked) this.problem = refusalOf(fault);
		}
	}

	/** Another scheme begins at its own "unknown": grades are never carried over. */
	regrade(): void {
		const [source = '', information = ''] = schemes[this.scheme].unknown;
		this.grade = { source, information };
	}

	/** Days as `2026-11-23`. */
	get isBackwards(): boolean {
		const { validFrom, validUntil } = this;
		return validFrom !== '' && validUntil !== '' && validUntil < validFrom;
	}

	async send(): Promise<boolean> {
		if (this.what === 'claim' && this.type !== 'TRANSFERRED' && this.isBackwards) return false;
		if (this.what === 'claim' && typeof this.minor === 'object') return false;
		this.busy = true;
		this.problem = null;
		try {
			await (this.what === 'note' ? this.#note() : this.#claim());
			this.open = false;
			return true;
		} catch (fault) {
			this.problem = refusalOf(fault);
			return false;
		} finally {
			this.busy = false;
		}
	}

	async #note(): Promise<void> {
		const { view, tlp, handling, text, replaces } = this;
		const takenFrom = this.takenFrom.trim();
		await view.api.addNote({
			once: this.#once,
			entities: replaces ? replaces.entities : this.about.map(({ id }) => id),
			tlp,
			handling,
			text,
			...(takenFrom === '' ? {} : { takenFrom }),
			...(replaces ? { supersedes: replaces.id } : {})
		});
		view.noted++;
		view.said = m.keep_said_note();
	}

	async #claim(): Promise<void> {
		const { view, type, from, to, statement, tlp, handling } = this;
		if (type === '' || statement === '' || to === '')
			throw new Error('a claim is sent only when chosen');
		const paid = type === 'TRANSFERRED';
		const { minor, currency } = this;
		const { import: id } = await view.api.addClaim({
			once: this.#once,
			type,
			from,
			to,
			statement,
			...(statement === 'assessment' ? { probability: this.probability } : {}),
			evaluation: { scheme: this.scheme, ...this.grade },
			tlp,
			handling,
			...(this.own ? {} : { source: this.source }),
			...(this.validFrom && !paid ? { validFrom: this.validFrom } : {}),
			...(this.validUntil && !paid ? { validUntil: this.validUntil } : {}),
			...(paid && this.happened ? { happenedAt: this.happened } : {}),
			...(typeof minor === 'number' ? { amount: { minor, currency } } : {}),
			...(type === 'INVOLVED_IN' ? { role: this.role } : {}),
			description: this.text
		});
		this.added = id;
		const claims = await view.api.between(view.everything.nodes.map((node) => node.id));
		view.perform({ do: 'join', claims }, view.nameOf(from));
		if (view.selected !== null) void view.card.load(view.selected);
		view.said = m.keep_said_claim();
	}
}
