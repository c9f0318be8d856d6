/**
 * Accounts as a statement names them. An IBAN with right check digits names one account everywhere; another number
 * names one only within its bank, so it becomes an identifier only together with the bank. The holder's name is
 * the account's name here and no person: a statement says what a bank was told, two people may hold one account,
 * and one name is borne by many.
 */
import type { DraftIdentifier, JsonObject, Place, RecordDraft } from '#lib/domain/draft.ts';
import { bic, iban } from '#lib/domain/identifiers.ts';
import type { Remarks } from '../stix/object.ts';
import { elementAt, textAt, type XmlElement } from '../xml/elements.ts';
import { shortName } from '../xml/name.ts';

export interface Account {
	/** What no other account has: the identifier, or where it was named. */
	key: string;
	identifier?: DraftIdentifier;
	/** Not an IBAN, or none with right check digits. */
	number?: string;
	/** The bank that the number is of. */
	bank?: string;
	holder?: string;
	/** Only the statement it stands in knows it. */
	scope?: string;
}

/** The bank by its BIC, else as a member of a clearing system, else by its LEI; a name of a bank is not one bank's. */
export function bankOf(agent: XmlElement | undefined): string | undefined {
	const institution = elementAt(agent, 'FinInstnId');
	const code = bic(textAt(institution, 'BICFI') ?? textAt(institution, 'BIC') ?? '');
	if (code) return code;
	const member = textAt(institution, 'ClrSysMmbId', 'MmbId');
	const system =
		textAt(institution, 'ClrSysMmbId', 'ClrSysId', 'Cd') ??
		textAt(institution, 'ClrSysMmbId', 'ClrSysId', 'Prtry');
	if (member && system) return `${system}-${member}`;
	return textAt(institution, 'LEI');
}

/** The name of a party of any version: itself, a choice of party and agent, or an institution. */
export const nameOf = (party: XmlElement | undefined): string | undefined =>
	textAt(party, 'Nm') ??
	textAt(party, 'Pty', 'Nm') ??
	textAt(party, 'Agt', 'FinInstnId', 'Nm') ??
	textAt(party, 'FinInstnId', 'Nm') ??
	textAt(party, 'Agt', 'FinInstnId', 'BICFI') ??
	textAt(party, 'FinInstnId', 'BICFI');

const compact = (text: string) => text.replace(/\s/g, '').toUpperCase();

/** What an account is told by; a value that is not certainly what it claims to be gives no identifier. */
function identified(
	account: XmlElement,
	bank: string | undefined,
	remarks: Remarks
): { identifier?: DraftIdentifier; number?: string } {
	const id = elementAt(account, 'Id');
	const written = textAt(id, 'IBAN');
	const other = textAt(id, 'Othr', 'Id');
	const scheme = textAt(id, 'Othr', 'SchmeNm', 'Prtry') ?? textAt(id, 'Othr', 'SchmeNm', 'Cd');
	const international = written ?? (scheme?.toUpperCase() === 'IBAN' ? other : undefined);
	if (international !== undefined) {
		const value = iban(international);
		if (value) return { identifier: { scheme: 'iban', value } };
		remarks.add('IBAN: its check digits are not right; it is kept as a number and joins nothing');
		return { number: compact(international) };
	}
	const number = other ?? textAt(account, 'Prxy', 'Id');
	if (number === undefined) return {};
	if (other === undefined || bank === undefined) return { number: compact(number) };
	return {
		identifier: { scheme: 'account', value: `${bank}:${compact(other)}` },
		number: compact(other)
	};
}

/** An account that stands in a statement; `scope` is the statement's own account, where there is one. */
export function accountOf(
	account: XmlElement | undefined,
	{ bank, holder, scope }: { bank?: string; holder?: string; scope?: string },
	remarks: Remarks
): Account {
	const { identifier, number } = account ? identified(account, bank, remarks) : {};
	const name = holder ?? textAt(account, 'Nm');
	const named = name === undefined ? {} : { holder: name };
	if (identifier) {
		const within = identifier.scheme === 'account' ? { number, bank } : {};
		return { key: `${identifier.scheme}:${identifier.value}`, identifier, ...within, ...named };
	}
	const within = { ...named, ...(scope === undefined ? {} : { scope }) };
	if (number !== undefined) return { key: `number:${bank ?? ''}:${number}`, number, ...within };
	return { key: name === undefined ? 'unknown' : 'named', ...within };
}

/** Identifier and name as given: another holder's name is another record about the same account. */
export const refOf = ({ key, holder, identifier, scope }: Account): string =>
	JSON.stringify(['account', key, holder ?? '', ...(identifier ? [] : [scope ?? null])]);

/** A record holds nothing but what its reference holds, so that it is the same in every entry. */
export function recordOf(account: Account, at: Place): RecordDraft {
	const { identifier, number, holder, scope, bank } = account;
	const attributes: JsonObject = {};
	if (holder !== undefined) attributes['account holder'] = holder;
	if (identifier?.scheme === 'iban') attributes.IBAN = identifier.value;
	else if (number !== undefined) attributes['account number'] = number;
	if (bank !== undefined) attributes.bank = bank;
	if (!identifier && scope !== undefined) attributes['named by the statements of'] = scope;
	const unknown = scope === undefined ? 'Unknown account' : `Unknown counterparties of ${scope}`;
	const name = holder ?? number ?? (identifier ? undefined : unknown);
	return {
		draft: 'record',
		at,
		ref: refOf(account),
		originalType: 'CashAccount',
		kind: 'account',
		names: name === undefined ? [] : [shortName(name)],
		identifiers: identifier ? [identifier] : [],
		markingRefs: [],
		granularMarkings: [],
		attributes
	};
}
