/** Fictional statements: accounts of a bank that does not exist, with right check digits. */

/** An IBAN with the check digits that it must have (ISO 7064 MOD 97-10). */
export function ibanOf(country: string, rest: string): string {
	const digits = [...`${rest}${country}00`].map((sign) => Number.parseInt(sign, 36)).join('');
	return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${rest}`;
}

export const own = ibanOf('DE', '000000001234567890');
export const alma = ibanOf('FR', '00000000000000012345678');
export const bruno = ibanOf('DE', '000000009876543210');

export const entry = (inner: string, amount = '100.00', direction = 'CRDT', more = '') =>
	`<Ntry>
<Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd>${more}<Sts>BOOK</Sts>
<BookgDt><Dt>2026-03-04</Dt></BookgDt><ValDt><Dt>2026-03-05</Dt></ValDt>
${inner}</Ntry>`;

export const account = (iban = own) =>
	`<Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>Vellmoor Trading Ltd</Nm></Ownr><Svcr><FinInstnId><BIC>BELMXXB1</BIC></FinInstnId></Svcr></Acct>`;

export const balance = (code: string, amount: string, direction = 'CRDT') =>
	`<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Dt><Dt>2026-03-04</Dt></Dt></Bal>`;

export const statement = (
	inner: string,
	{ version = '053.001.02', acct = account(), id = 'ST-1', head = '' } = {}
) => {
	const [message, list] = version.startsWith('052')
		? ['BkToCstmrAcctRpt', 'Rpt']
		: version.startsWith('054')
			? ['BkToCstmrDbtCdtNtfctn', 'Ntfctn']
			: ['BkToCstmrStmt', 'Stmt'];
	return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${version}">
<${message}>
<GrpHdr><MsgId>MSG-7</MsgId><CreDtTm>2026-03-05T06:00:00+01:00</CreDtTm></GrpHdr>
<${list}><Id>${id}</Id><ElctrncSeqNb>41</ElctrncSeqNb><CreDtTm>2026-03-05T05:30:00Z</CreDtTm>${head}
${acct}
${inner}
</${list}>
</${message}>
</Document>
`;
};

/** A credit transfer that came in, with everything a bank says of one. */
export const incoming = entry(
	`<AcctSvcrRef>BELM-2026-0001</AcctSvcrRef>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn><Prtry><Cd>NTRF+166</Cd><Issr>BELM</Issr></Prtry></BkTxCd>
<NtryDtls><Btch><NbOfTxs>1</NbOfTxs></Btch><TxDtls>
<Refs><EndToEndId>INV-77</EndToEndId><MndtId>M-1</MndtId></Refs>
<AmtDtls><InstdAmt><Amt Ccy="USD">110.00</Amt></InstdAmt><TxAmt><Amt Ccy="EUR">100.00</Amt><CcyXchg><SrcCcy>USD</SrcCcy><TrgtCcy>EUR</TrgtCcy><XchgRate>1.1</XchgRate></CcyXchg></TxAmt></AmtDtls>
<RltdPties><Dbtr><Nm>Alma Corland</Nm><PstlAdr><Ctry>FR</Ctry><AdrLine>1 Harbour Lane</AdrLine><AdrLine>Port Selin</AdrLine></PstlAdr></Dbtr><DbtrAcct><Id><IBAN>${alma}</IBAN></Id></DbtrAcct><UltmtDbtr><Nm>Corland Estate</Nm></UltmtDbtr></RltdPties>
<RltdAgts><DbtrAgt><FinInstnId><BIC>CORLFRP1XXX</BIC></FinInstnId></DbtrAgt></RltdAgts>
<Purp><Cd>GDDS</Cd></Purp>
<RmtInf><Ustrd>Invoice 77</Ustrd><Ustrd>second part</Ustrd><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd><Strd><RfrdDocInf><Nb>77</Nb></RfrdDocInf></Strd></RmtInf>
</TxDtls></NtryDtls><AddtlNtryInf>SEPA credit transfer</AddtlNtryInf>`
);
