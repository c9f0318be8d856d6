/**
 * What of a line of text names something technical or an account: addresses, domains, links, hashes, numbers of
 * vulnerabilities, wallets, IBANs, telephone numbers in their international form. Links that were defanged are read
 * as they were meant. Words alone are never taken for names of people.
 */
import { parse } from 'tldts';
import type { DraftIdentifier } from '#lib/domain/draft.ts';
import * as identifiers from '#lib/domain/identifiers.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import { walletOf } from './wallet.ts';
import { phoneOf } from '../table/phone.ts';
import { ibansIn } from './iban.ts';

export interface Indicator {
	kind: Kind;
	/** What a MISP or STIX user would call it. */
	type: string;
	identifier: DraftIdentifier;
	/** What somebody who reviews it should know. */
	doubt?: string;
}
/** Something that looks like an indicator and is none. */
export interface Mistaken {
	text: string;
	reason: string;
}
export interface Found {
	indicators: Indicator[];
	mistaken: Mistaken[];
}

/** Undoes, anywhere in a line, the writing that keeps links from being clicked. */
export const refanged = (line: string): string =>
	line
		.replace(/\bhxxp/gi, 'http')
		.replace(/[[({](:\/\/|[.:@/])[\])}]/g, '$1')
		.replace(/ ?[[({] ?dot ?[\])}] ?/gi, '.')
		.replace(/ ?[[({] ?at ?[\])}] ?/gi, '@')
		.replace(/\\\./g, '.');

const boundary = /[\s"'<>()|{}[\],;`“”«»‹›]+/u;
const labelled = /^(?:md5|sha-?1|sha-?256|sha-?512|ip|src|dst|domain|host|url|e?mail|btc|eth)[:=]/i;

/** A word without the signs of the sentence around it. */
const trimmed = (word: string): string => {
	let end = word.length;
	while (end > 0 && '.:!?*_-'.includes(word[end - 1] ?? '')) end--;
	let from = 0;
	while (from < end && '*_-'.includes(word[from] ?? '')) from++;
	return word.slice(from, end);
};

/** Names that are of no register and stand for machines all the same (RFC 2606, RFC 6761, RFC 7686). */
const reserved = /\.(?:example|test|local|internal|onion|i2p|arpa)$/;
/** Endings of files that are registries of domains too. */
const alsoFiles = /^[^.]+\.(?:zip|mov|py|sh|rs|md|pl|ps|so|cab)$/;

function domainIn(word: string): Indicator | undefined {
	if (!/^[^.]+(?:\.[^.]+)+$/.test(word)) return undefined;
	const value = identifiers.domain(word);
	if (value === undefined) return undefined;
	const { isIcann, domain } = parse(value);
	if (!reserved.test(value) && (isIcann !== true || domain === null)) return undefined;
	return {
		kind: 'domain',
		type: 'domain-name',
		identifier: { scheme: 'domain', value },
		...(alsoFiles.test(value) ? { doubt: 'it could be the name of a file' } : {})
	};
}

type Try = (word: string) => Indicator | Mistaken | undefined;

const as =
	(
		kind: Kind,
		type: string,
		scheme: DraftIdentifier['scheme'],
		read: (word: string) => string | undefined
	): Try =>
	(word) => {
		const value = read(word);
		return value === undefined ? undefined : { kind, type, identifier: { scheme, value } };
	};

const wallet: Try = (word) => {
	const found = walletOf(word);
	if (!found) return undefined;
	if ('problem' in found)
		return {
			text: word,
			reason: 'it looks like the address of a wallet, and its check digits are wrong'
		};
	return {
		kind: 'wallet',
		type: 'cryptocurrency-wallet',
		identifier: { scheme: 'wallet', value: found.address },
		...(found.isChecked ? {} : { doubt: 'it is written without check digits' })
	};
};

/** An address of four numbers with the port it was reached at. */
const withoutPort = (word: string): string =>
	word.replace(/^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/, '$1');

const hashOf = (scheme: 'md5' | 'sha1' | 'sha256' | 'sha512'): Try =>
	as('file', 'file', scheme, (word) => identifiers.hash(scheme, word));

const tries: readonly Try[] = [
	as('url', 'url', 'url', (word) =>
		/^https?:|^ftps?:/i.test(word) ? identifiers.url(word) : undefined
	),
	as('email', 'email-addr', 'email', (word) =>
		word.includes('@') ? identifiers.email(word.replace(/^mailto:/i, '')) : undefined
	),
	as('ip', 'ip-addr', 'ip', (word) => identifiers.ip(withoutPort(word))),
	as('network', 'ip-range', 'network', identifiers.network),
	as('network', 'autonomous-system', 'asn', (word) =>
		/^as\d/i.test(word) ? identifiers.asn(word) : undefined
	),
	as('vulnerability', 'vulnerability', 'cve', identifiers.cve),
	as('device', 'mac-addr', 'mac', identifiers.mac),
	hashOf('md5'),
	hashOf('sha1'),
	hashOf('sha256'),
	hashOf('sha512'),
	wallet,
	domainIn
];

const isIndicator = (found: Indicator | Mistaken): found is Indicator => 'identifier' in found;

/** Numbers with their country's code; national ones have no certain meaning in a text. */
const phone = /(?<![\w+])\+[1-9][\d ().\-/\u00a0\u202f]{6,24}\d(?!\w)/g;

/** A line without some of its parts, each given by where it begins and ends, in order. */
function without(line: string, parts: readonly { from: number; to: number }[]): string {
	const left: string[] = [];
	let at = 0;
	for (const { from, to } of parts) {
		left.push(line.slice(at, from));
		at = to;
	}
	return [...left, line.slice(at)].join(' ');
}

function accountsIn(line: string, found: Found): string {
	const ibans = [...ibansIn(line)];
	for (const { value, text } of ibans)
		if (value === undefined)
			found.mistaken.push({
				text,
				reason: 'it looks like an IBAN, and its check digits are wrong'
			});
		else
			found.indicators.push({
				kind: 'account',
				type: 'bank-account',
				identifier: { scheme: 'iban', value }
			});
	return without(line, ibans);
}

function phonesIn(line: string, found: Found): string {
	const parts: { from: number; to: number }[] = [];
	for (const { 0: text, index } of line.matchAll(phone)) {
		const called = phoneOf(text, undefined);
		if (!('number' in called)) continue;
		parts.push({ from: index, to: index + text.length });
		found.indicators.push({
			kind: 'phone',
			type: 'phone-number',
			identifier: { scheme: 'phone', value: called.number }
		});
	}
	return without(line, parts);
}

/** The words of a line; a link keeps the `=` of its query. */
const wordsOf = (line: string): string[] =>
	line
		.split(boundary)
		.flatMap((word) => (/^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(word) ? [word] : word.split('=')));

export function indicatorsIn(line: string): Found {
	const found: Found = { indicators: [], mistaken: [] };
	const rest = phonesIn(accountsIn(refanged(line), found), found);
	for (const word of wordsOf(rest)) {
		const bare = trimmed(word.replace(labelled, ''));
		if (bare.length < 4 || bare.length > 2048) continue;
		for (const attempt of tries) {
			const one = attempt(bare);
			if (!one) continue;
			if (isIndicator(one)) found.indicators.push(one);
			else found.mistaken.push(one);
			break;
		}
	}
	return found;
}
