/**
 * Whether a statement adds up: its opening booked balance and its booked entries make its closing one, and it holds
 * as many entries as its summary says. A statement that does not is stored, with a remark: pages may be missing.
 */
import { closingBalance, openingBalances } from '#lib/domain/camt-mapping.ts';
import { textAt, type XmlElement } from '../xml/elements.ts';
import { amountOf, signOf } from './value.ts';

interface Balance {
	minor: bigint;
	currency: string;
}

export class Balances {
	readonly #balances = new Map<string, Balance>();
	#sum = 0n;
	#currencies = new Set<string>();
	#entries = 0;
	#isWhole = true;
	#number: string | undefined;

	/** Takes a balance in; says what of it cannot be read. */
	balance(element: XmlElement): string | undefined {
		const code = textAt(element, 'Tp', 'CdOrPrtry', 'Cd');
		const amount = amountOf(element.children.find(({ local }) => local === 'Amt'));
		const sign = signOf(element);
		if ('problem' in amount) return `Bal: ${amount.problem}`;
		if (!sign) return 'Bal: CdtDbtInd: expected CRDT or DBIT';
		if (code !== undefined && !this.#balances.has(code))
			this.#balances.set(code, {
				minor: BigInt(amount.minor) * BigInt(sign),
				currency: amount.currency
			});
		return undefined;
	}

	summary(element: XmlElement): void {
		this.#number = textAt(element, 'TtlNtries', 'NbOfNtries');
	}

	entry(booked: Balance | undefined): void {
		this.#entries++;
		if (!booked) this.#isWhole = false;
		else {
			this.#sum += booked.minor;
			this.#currencies.add(booked.currency);
		}
	}

	/** What does not add up, in words. */
	faults(): string[] {
		const number = this.#number;
		const count =
			number !== undefined && /^\d{1,15}$/.test(number) && Number(number) !== this.#entries
				? [`TxsSummry: it says another number of entries than the ${this.#entries} that are there`]
				: [];
		return [...count, ...this.#balanceFaults()];
	}

	#balanceFaults(): string[] {
		const opening = openingBalances.map((code) => this.#balances.get(code)).find(Boolean);
		const closing = this.#balances.get(closingBalance);
		if (!opening || !closing) return [];
		if (!this.#isWhole) return ['Bal: not checked, because an entry could not be read'];
		const currencies = new Set([opening.currency, closing.currency, ...this.#currencies]);
		if (currencies.size > 1)
			return ['Bal: not checked, because balances and entries are in several currencies'];
		return opening.minor + this.#sum === closing.minor
			? []
			: ['Bal: opening balance and booked entries do not add up to the closing balance'];
	}
}
