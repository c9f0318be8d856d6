/**
 * Who stands across from the statement's account in a transaction. What comes to the account comes from the debtor,
 * what leaves it goes to the creditor; of a reversal or a return the parties are those of the transaction that is
 * taken back, so there it is the other way round. A side that is the statement's own account is never across from it.
 */
import type { Remarks } from '../stix/object.ts';
import { elementAt, textAt, type XmlElement } from '../xml/elements.ts';
import { accountOf, bankOf, nameOf, type Account } from './account.ts';
import { isTrue } from './value.ts';

type Side = 'Dbtr' | 'Cdtr';

/** One side of a transaction, where the statement says anything of it. */
function sideOf(
	details: XmlElement,
	side: Side,
	{ own, remarks }: { own: Account; remarks: Remarks }
): Account | undefined {
	const parties = elementAt(details, 'RltdPties');
	const account = elementAt(parties, `${side}Acct`);
	const party = elementAt(parties, side);
	const agent = elementAt(details, 'RltdAgts', `${side}Agt`);
	const holder = nameOf(party);
	if (!account && holder === undefined) return undefined;
	const bank = bankOf(agent) ?? bankOf(elementAt(party, 'Agt'));
	return accountOf(account, { bank, holder, scope: scopeOf(own) }, remarks);
}

/** The statement's own account, as what only it knows is told apart by. */
export const scopeOf = ({ identifier, number, holder }: Account): string =>
	identifier?.value ?? number ?? holder ?? '';

const isOwn = (account: Account, own: Account) =>
	(account.identifier !== undefined && account.identifier.value === own.identifier?.value) ||
	(account.number !== undefined && account.number === own.number);

const hasAccount = ({ identifier, number }: Account) =>
	identifier !== undefined || number !== undefined;

export function counterpartyOf(
	{ entry, details, sign }: { entry: XmlElement; details?: XmlElement; sign: 1 | -1 },
	own: Account,
	remarks: Remarks
): Account {
	const across: Side = sign === 1 ? 'Dbtr' : 'Cdtr';
	const beside: Side = sign === 1 ? 'Cdtr' : 'Dbtr';
	const isBack = isTrue(textAt(entry, 'RvslInd'));
	const sides = details
		? (isBack ? [beside, across] : [across, beside]).map((side) =>
				sideOf(details, side, { own, remarks })
			)
		: [];
	const [first, second] = sides.map((side) => (side && !isOwn(side, own) ? side : undefined));
	if (first && (!isBack || hasAccount(first) || !second || !hasAccount(second))) return first;
	// The other side counts where it names an account that is not our own: a return without the indicator does so.
	if (second && (isBack || hasAccount(second))) return second;
	return first ?? { key: 'unknown', scope: scopeOf(own) };
}
