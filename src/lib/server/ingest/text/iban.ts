/** IBANs as they stand in a text, with or without their groups of four (ISO 13616; lengths: the SWIFT registry). */
import { iban } from '#lib/domain/identifiers.ts';

const lengths: ReadonlyMap<string, number> = new Map(
	`AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29
	ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20
	LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29
	PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20
	YE30`
		.split(/\s+/)
		.map((word) => [word.slice(0, 2), Number(word.slice(2))])
);

export interface FoundIban {
	/** In one spelling; undefined where its check digits are wrong. */
	value: string | undefined;
	text: string;
	from: number;
	to: number;
}

const start = /(?<![A-Za-z0-9])([A-Z]{2})\d{2}(?=[ \u00a0\u202f-]?[A-Z0-9])/g;
const isGap = (sign: string) => /[ \u00a0\u202f-]/.test(sign);

/** Reads as many letters and digits as the country's numbers have, one gap between two at most. */
function readFrom(line: string, from: number, length: number): number | undefined {
	let signs = 0;
	let at = from;
	for (; signs < length; at++) {
		const sign = line[at] ?? '';
		if (/[A-Z0-9]/.test(sign)) signs++;
		else if (!isGap(sign) || isGap(line[at - 1] ?? '')) return undefined;
	}
	return /[A-Za-z0-9]/.test(line[at] ?? '') ? undefined : at;
}

export function* ibansIn(line: string): Generator<FoundIban> {
	let after = 0;
	for (const match of line.matchAll(start)) {
		if (match.index < after) continue;
		const length = lengths.get(match[1] ?? '');
		const to = length === undefined ? undefined : readFrom(line, match.index, length);
		if (to === undefined) continue;
		after = to;
		const text = line.slice(match.index, to);
		yield { value: iban(text.replaceAll('-', ' ')), text, from: match.index, to };
	}
}
