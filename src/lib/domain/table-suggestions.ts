/**
 * Mappings that the headers of well-known tables suggest: call records, transfers of coins, bank statements, lists
 * of links. A suggestion is made only where each column it needs is found once; what is open (the order of day and
 * month, a decimal comma, a time zone) it leaves open, and the reader asks.
 */
import { fold } from './fold.ts';
import type { TableMapping, Value } from './table-mapping.ts';

export interface Suggestion {
	id: 'calls' | 'coins' | 'bank' | 'links';
	mapping: TableMapping;
}

const words = {
	caller: [
		[
			'a number',
			'a party',
			'calling number',
			'calling party',
			'caller',
			'caller number',
			'from number'
		],
		['numero appelant', 'appelant', 'msisdn a', 'numero a', 'rufnummer a']
	],
	callee: [
		[
			'b number',
			'b party',
			'called number',
			'called party',
			'callee',
			'callee number',
			'to number'
		],
		['numero appele', 'appele', 'msisdn b', 'numero b', 'rufnummer b']
	],
	start: [
		[
			'start',
			'start time',
			'call start',
			'date time',
			'datetime',
			'timestamp',
			'time',
			'started at'
		],
		['date heure', 'debut', 'debut appel', 'horodatage', 'beginn']
	],
	duration: [
		['duration', 'duration s', 'duration seconds', 'duration sec', 'call duration', 'seconds'],
		['duree', 'duree s', 'duree secondes', 'dauer']
	],
	transaction: [['txid', 'tx hash', 'txhash', 'transaction hash', 'transaction id', 'hash', 'tx']],
	sender: [['from', 'from address', 'sender', 'sender address', 'input address', 'source address']],
	receiver: [
		['to', 'to address', 'receiver', 'recipient', 'recipient address', 'output address'],
		['destination address']
	],
	amount: [['amount', 'value', 'montant', 'betrag', 'importe', 'quantity', 'amount booked']],
	currency: [
		['currency', 'ccy', 'devise', 'waehrung', 'wahrung', 'asset', 'coin', 'token', 'symbol']
	],
	account: [
		['account', 'iban', 'account iban', 'own account', 'account number', 'own iban'],
		['compte', 'iban compte', 'konto']
	],
	other: [
		[
			'counterparty account',
			'counterparty iban',
			'other account',
			'beneficiary iban',
			'contra account'
		],
		['iban contrepartie', 'compte contrepartie', 'gegenkonto']
	],
	otherName: [
		['counterparty', 'counterparty name', 'other party', 'beneficiary', 'name'],
		['contrepartie', 'nom contrepartie', 'beneficiaire', 'auftraggeber empfanger']
	],
	booked: [
		['booking date', 'date', 'posting date', 'transaction date', 'booked'],
		['date operation', 'date comptable', 'buchungstag']
	],
	source: [['source', 'from', 'start node', 'node a']],
	target: [['target', 'to', 'end node', 'node b']]
} as const;
type Word = keyof typeof words;

const bare = (header: string): string =>
	fold(header)
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();

/** The one column that a word stands for. */
function finder(headers: readonly string[]) {
	const folded = headers.map(bare);
	return (word: Word): Value | undefined => {
		const synonyms: readonly string[] = words[word].flat();
		const found = headers.filter((_, i) => synonyms.includes(folded[i] ?? ''));
		const [column, other] = found;
		return column !== undefined && other === undefined ? { column } : undefined;
	};
}

const base = { encoding: 'utf-8', header: 1, dates: { order: 'iso' } } as const;
const nothing = { names: [], attributes: [] };

function calls(find: ReturnType<typeof finder>): TableMapping | undefined {
	const [caller, callee, start] = [find('caller'), find('callee'), find('start')];
	if (!caller || !callee || !start) return undefined;
	const phone = (id: string, value: Value) => ({
		id,
		kind: 'phone' as const,
		...nothing,
		identifiers: [{ scheme: 'phone' as const, value }]
	});
	return {
		...base,
		things: [phone('caller', caller), phone('callee', callee)],
		claims: [
			{
				type: 'COMMUNICATED_WITH',
				from: 'caller',
				to: 'callee',
				reference: [],
				validFrom: start,
				seconds: find('duration'),
				attributes: []
			}
		]
	};
}

function coins(find: ReturnType<typeof finder>): TableMapping | undefined {
	const [from, to, value] = [find('sender'), find('receiver'), find('amount')];
	const [reference, currency] = [find('transaction'), find('currency')];
	if (!from || !to || !value || !reference || !currency) return undefined;
	const wallet = (id: string, address: Value) => ({
		id,
		kind: 'wallet' as const,
		...nothing,
		identifiers: [{ scheme: 'wallet' as const, value: address }]
	});
	return {
		...base,
		things: [wallet('sender', from), wallet('receiver', to)],
		claims: [
			{
				type: 'TRANSFERRED',
				from: 'sender',
				to: 'receiver',
				reference: [reference],
				happenedAt: find('start') ?? find('booked'),
				amount: { value, currency, negative: 'refuse' },
				attributes: []
			}
		]
	};
}

function bank(find: ReturnType<typeof finder>): TableMapping | undefined {
	const [account, other, value] = [find('account'), find('other'), find('amount')];
	const [currency, booked] = [find('currency'), find('booked')];
	if (!account || !other || !value || !currency || !booked) return undefined;
	const name = find('otherName');
	const held = (id: string, iban: Value, names: Value[]) => ({
		id,
		kind: 'account' as const,
		names,
		attributes: [],
		identifiers: [{ scheme: 'iban' as const, value: iban }]
	});
	return {
		...base,
		things: [held('account', account, []), held('counterparty', other, name ? [name] : [])],
		claims: [
			{
				type: 'TRANSFERRED',
				from: 'counterparty',
				to: 'account',
				reference: [],
				happenedAt: booked,
				amount: { value, currency, negative: 'reverse' },
				attributes: []
			}
		]
	};
}

function links(find: ReturnType<typeof finder>): TableMapping | undefined {
	const [from, to] = [find('source'), find('target')];
	if (!from || !to) return undefined;
	const node = (id: string, name: Value) => ({
		id,
		kind: 'concept' as const,
		names: [name],
		identifiers: [],
		attributes: []
	});
	return {
		...base,
		things: [node('source', from), node('target', to)],
		claims: [{ type: 'RELATED_TO', from: 'source', to: 'target', reference: [], attributes: [] }]
	};
}

/** What the columns of a table, by their names, say that it is. */
export function suggestionFor(headers: readonly string[]): Suggestion | undefined {
	const find = finder(headers);
	for (const [id, make] of Object.entries({ calls, coins, bank, links })) {
		const mapping = make(find);
		if (mapping) return { id: id as Suggestion['id'], mapping };
	}
	return undefined;
}
