/** One statement, report or notification while it is read: its account, its entries, and what it says of itself. */
import type { ClaimDraft, JsonObject, Place, Reading, RecordDraft } from '#lib/domain/draft.ts';
import { words } from '#lib/domain/camt-mapping.ts';
import { Remarks } from '../stix/object.ts';
import { elementAt, textAt, type XmlElement } from '../xml/elements.ts';
import { shortName } from '../xml/name.ts';
import { placeOf } from '../xml.ts';
import { accountOf, bankOf, nameOf, recordOf, refOf, type Account } from './account.ts';
import { Balances } from './balance.ts';
import { readEntry } from './entry.ts';
import { flatten } from './flat.ts';
import { momentOf } from './value.ts';

export interface FileState {
	/** What the message says before its statements. */
	header: JsonObject;
	/**
	 * References of the records that were handed on: an account that stands in every entry is one draft. About 200
	 * bytes for each account of the file.
	 */
	handed: Set<string>;
	saidLocal: boolean;
}

export class Statement {
	#account: Account | undefined;
	readonly #attributes: JsonObject = {};
	readonly #balances = new Balances();
	readonly #seen = new Map<string, number>();
	/** What tells it from other statements of its account, in the order of the message. */
	readonly #ids: Record<string, string> = {};
	#created: string | undefined;
	#numbers = new Map<string, number>();
	#entries = 0;

	constructor(
		readonly what: string,
		readonly at: Place,
		readonly file: FileState
	) {}

	*part(element: XmlElement): Generator<Reading> {
		if (element.local === 'Ntry') return yield* this.#entry(element);
		if (element.local === 'Acct') yield* this.#ownAccount(element);
		else if (element.local === 'Bal') {
			const problem = this.#balances.balance(element);
			if (problem) yield warning(placeOf(element), problem);
		} else if (element.local === 'TxsSummry') this.#balances.summary(element);
		else if (element.local === 'CreDtTm') this.#created = element.text.trim();
		else if (['Id', 'ElctrncSeqNb', 'LglSeqNb'].includes(element.local))
			this.#ids[element.local] = element.text.trim();
		else if (element.local.endsWith('Pgntn')) this.#ids.page = textAt(element, 'PgNb') ?? '';
		this.#keep(element);
	}

	#keep(element: XmlElement): void {
		const number = (this.#numbers.get(element.local) ?? 0) + 1;
		this.#numbers.set(element.local, number);
		const holder = { ...element, attributes: [], text: '', children: [element] };
		const isNumbered = element.local === 'Bal' || number > 1;
		if (isNumbered)
			flatten(element, this.#attributes, [`${words[element.local] ?? element.local} ${number}`]);
		else flatten(holder, this.#attributes, []);
	}

	*#ownAccount(element: XmlElement): Generator<Reading> {
		const remarks = new Remarks(placeOf(element), null);
		const bank = bankOf(elementAt(element, 'Svcr'));
		const holder = nameOf(elementAt(element, 'Ownr'));
		this.#account = accountOf(element, { bank, holder }, remarks);
		for (const remark of remarks.all()) yield { kind: 'warning', remark };
		if (this.#account.key === 'unknown' || this.#account.key === 'named')
			yield warning(
				placeOf(element),
				'Acct: an account without a number; what two such statements say is told apart by the name alone'
			);
		yield* this.#handOn(recordOf(this.#account, placeOf(element)));
	}

	*#handOn(record: RecordDraft): Generator<Reading> {
		if (this.file.handed.has(record.ref)) return;
		this.file.handed.add(record.ref);
		yield { kind: 'draft', draft: record };
	}

	*#entry(element: XmlElement): Generator<Reading> {
		this.#entries++;
		if (!this.#account) {
			yield { kind: 'read', count: 1 };
			yield rejected(
				placeOf(element),
				'Acct: no account stands before this entry, so it is of none'
			);
			return;
		}
		const read = readEntry(element, {
			own: this.#account,
			statement: this.#key(),
			number: this.#entries,
			...this.#modified(),
			seen: this.#seen,
			localTime: () => this.#localTime()
		});
		this.#balances.entry(read.booked);
		yield { kind: 'read', count: read.transfers.length + read.rejected.length };
		for (const remark of read.warnings) yield { kind: 'warning', remark };
		for (const remark of read.rejected) yield { kind: 'rejected', remark };
		for (const { counterparty, claim } of read.transfers) {
			yield* this.#handOn(counterparty);
			yield { kind: 'draft', draft: claim };
		}
	}

	/** An entry that was too large to be read. */
	*refused(at: Place, reason: string): Generator<Reading> {
		this.#entries++;
		this.#balances.entry(undefined);
		yield { kind: 'read', count: 1 };
		yield rejected(at, reason);
	}

	#localTime(): string | undefined {
		if (this.file.saidLocal) return undefined;
		this.file.saidLocal = true;
		return 'a time without a zone: its day counts and its time is kept as text; other entries of this file are read alike';
	}

	#key(): string {
		const { Id = '', ElctrncSeqNb = '', LglSeqNb = '', page = '' } = this.#ids;
		return JSON.stringify([Id, ElctrncSeqNb, LglSeqNb, page]);
	}

	/** A later statement says the state of an entry anew: pending becomes booked. */
	#modified(): { modified?: string } {
		const { iso } = this.#created === undefined ? {} : momentOf(this.#created);
		return iso === undefined ? {} : { modified: iso };
	}

	*end(): Generator<Reading> {
		for (const fault of this.#balances.faults()) yield warning(this.at, fault);
		yield { kind: 'read', count: 1 };
		if (!this.#account) {
			yield rejected(this.at, 'Acct: a statement without an account');
			return;
		}
		const ref = JSON.stringify(['statement', this.#account.key, this.#key()]);
		const name = [this.what, this.#ids.Id].filter(Boolean).join(' ');
		yield {
			kind: 'draft',
			draft: {
				draft: 'record',
				at: this.at,
				ref,
				originalType: this.what,
				kind: 'document',
				names: [shortName(name)],
				identifiers: [],
				markingRefs: [],
				granularMarkings: [],
				...this.#modified(),
				attributes: { ...this.#attributes, ...this.file.header }
			}
		};
		yield { kind: 'draft', draft: this.#about(ref, this.#account) };
	}

	#about(ref: string, account: Account): ClaimDraft {
		return {
			draft: 'claim',
			at: this.at,
			ref: JSON.stringify(['statement of', ref]),
			originalType: 'statement of',
			type: 'RELATED_TO',
			from: ref,
			to: refOf(account),
			markingRefs: [],
			...this.#modified(),
			attributes: {}
		};
	}
}

const warning = (at: Place, reason: string): Reading => ({
	kind: 'warning',
	remark: { at, id: null, reason }
});
const rejected = (at: Place, reason: string): Reading => ({
	kind: 'rejected',
	remark: { at, id: null, reason }
});
