/**
 * Technical identifiers in one spelling each, so that two sources naming the same domain, address or
 * hash meet. A value that is not certainly what it claims to be gives no identifier: a wrong join is
 * worse than a missing one. Sources: RFC 5952 (IPv6 text), RFC 3492/UTS 46 (domains, through the URL
 * standard), MITRE CVE id syntax of 2014, ISO 13616 (IBAN) with the check of ISO 7064 MOD 97-10, ISO 9362 (BIC).
 */
import type { DraftIdentifier, IdentifierScheme } from './draft.ts';

/** Engines index keys of limited length; longer values are kept as attributes only. */
const longest = 2_048;

/** Reads a host through the URL standard: lower case, punycode, canonical addresses. */
function hostOf(text: string): string | undefined {
	if (text.length > 512 || /[\s/\\?#@:%[\]<>^|]/u.test(text)) return undefined;
	return parseUrl(`http://${text}/`)?.hostname || undefined;
}

function parseUrl(text: string): URL | undefined {
	try {
		return new URL(text);
	} catch {
		// Not a URL is an answer here, not an error.
		return undefined;
	}
}

const dottedQuad = /^\d{1,3}(?:\.\d{1,3}){3}$/;

export function domain(text: string): string | undefined {
	const host = hostOf(text.trim().replace(/\.$/, ''));
	if (host === undefined || dottedQuad.test(host)) return undefined;
	if (host.length > 253 || !host.split('.').every((label) => /^[a-z0-9_-]{1,63}$/.test(label)))
		return undefined;
	return host;
}

function ipv4(text: string): string | undefined {
	if (!dottedQuad.test(text)) return undefined;
	const octets = text.split('.');
	// A leading zero means octal to some programs: 010.0.0.1 has no certain meaning.
	if (octets.some((octet) => Number(octet) > 255 || (octet.length > 1 && octet.startsWith('0'))))
		return undefined;
	return text;
}

function ipv6(text: string): string | undefined {
	if (!/^[0-9a-f:.]{2,45}$/i.test(text) || !text.includes(':')) return undefined;
	return parseUrl(`http://[${text}]/`)?.hostname.slice(1, -1);
}

/** One address, canonical, or undefined when the text is a range or no address at all. */
export function ip(text: string): string | undefined {
	const [address = '', bits, ...rest] = text.trim().split('/');
	if (rest.length) return undefined;
	const four = ipv4(address);
	if (four !== undefined) return bits === undefined || bits === '32' ? four : undefined;
	const six = ipv6(address);
	return six !== undefined && (bits === undefined || bits === '128') ? six : undefined;
}

/** A range in CIDR form with its host bits cleared: `10.1.2.3/8` is `10.0.0.0/8`. */
export function network(text: string): string | undefined {
	const [address = '', bits = '', ...rest] = text.trim().split('/');
	if (rest.length || !/^(?:0|[1-9]\d{0,2})$/.test(bits)) return undefined;
	const length = Number(bits);
	const four = ipv4(address);
	if (four !== undefined) {
		if (length > 31) return undefined;
		const whole = four.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
		const start = Math.floor(whole / 2 ** (32 - length)) * 2 ** (32 - length);
		const octets = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256);
		return `${octets.join('.')}/${length}`;
	}
	const six = ipv6(address);
	if (six === undefined || length > 127) return undefined;
	const groups = expand(six).map((group, index) => {
		const kept = Math.min(16, Math.max(0, length - index * 16));
		return group & ((0xffff << (16 - kept)) & 0xffff);
	});
	return `${ipv6(groups.map((group) => group.toString(16)).join(':')) ?? six}/${length}`;
}

/** The eight groups of a canonical IPv6 address. */
function expand(canonical: string): number[] {
	const [left = '', right] = canonical.split('::');
	const numbers = (part: string) =>
		part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
	const start = numbers(left);
	const end = right === undefined ? [] : numbers(right);
	return [...start, ...Array<number>(8 - start.length - end.length).fill(0), ...end];
}

export function url(text: string): string | undefined {
	const trimmed = text.trim();
	if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)) return undefined;
	const href = parseUrl(trimmed)?.href;
	return href !== undefined && href.length <= longest ? href : undefined;
}

/** The part before @ is compared without case, as every large provider does. */
export function email(text: string): string | undefined {
	const found = /^([^\s@<>"(),;\\]{1,64})@([^@]+)$/u.exec(text.trim());
	const host = found?.[2] === undefined ? undefined : domain(found[2]);
	return found?.[1] === undefined || host === undefined
		? undefined
		: `${found[1].normalize('NFC').toLowerCase()}@${host}`;
}

export function mac(text: string): string | undefined {
	const digits = text.trim().toLowerCase();
	if (!/^(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$/.test(digits)) return undefined;
	return digits.replaceAll('-', ':');
}

export function asn(value: string | number): string | undefined {
	const digits = String(value).trim().replace(/^as/i, '');
	if (!/^\d{1,10}$/.test(digits) || Number(digits) > 4_294_967_295) return undefined;
	return String(Number(digits));
}

export function cve(text: string): string | undefined {
	const found = /^CVE-\d{4}-\d{4,19}$/i.exec(text.trim());
	return found?.[0].toUpperCase();
}

/** An IBAN in upper case without spaces, where its check digits are right; they find any one wrong character. */
export function iban(text: string): string | undefined {
	if (text.length > 100) return undefined;
	const compact = text.replace(/\s/g, '').toUpperCase();
	if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return undefined;
	const check = Number(compact.slice(2, 4));
	if (check < 2 || check > 98) return undefined;
	let rest = 0;
	for (const sign of compact.slice(4) + compact.slice(0, 4))
		for (const digit of Number.parseInt(sign, 36).toString())
			rest = (rest * 10 + Number(digit)) % 97;
	return rest === 1 ? compact : undefined;
}

/** A BIC in upper case; `XXX` names the head office, as no branch does. */
export function bic(text: string): string | undefined {
	if (text.length > 100) return undefined;
	const code = text.trim().toUpperCase();
	if (!/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(code)) return undefined;
	return code.endsWith('XXX') && code.length === 11 ? code.slice(0, 8) : code;
}

/**
 * An address of a wallet in one spelling: hexadecimal ones (EIP-55) and Bech32 ones (BIP 173) mean the same in
 * either case, others do not. Whether its check digits are right, `ingest/text/wallet.ts` says.
 */
export function wallet(text: string): string | undefined {
	const address = text.trim();
	if (address === '' || address.length > 500) return undefined;
	return /^0x[0-9a-f]{40}$/i.test(address) || /^(?:bc|ltc|tb)1[0-9a-z]{8,87}$/i.test(address)
		? address.toLowerCase()
		: address;
}

/** Strongest first: the first identifier decides which entity a record describes. */
const hashLengths = { sha256: 64, sha512: 128, sha1: 40, md5: 32 } as const satisfies Partial<
	Record<IdentifierScheme, number>
>;
type HashScheme = keyof typeof hashLengths;
const hashSchemes = Object.keys(hashLengths) as HashScheme[];

export const hash = (scheme: HashScheme, text: string): string | undefined => {
	const digits = text.trim().toLowerCase();
	return /^[0-9a-f]+$/.test(digits) && digits.length === hashLengths[scheme] ? digits : undefined;
};

/** Identifiers of a STIX `hashes` dictionary, strongest first. `SHA-256`, `sha256` and `SHA256` are alike. */
export function hashes(dictionary: Readonly<Record<string, unknown>>): DraftIdentifier[] {
	const byScheme = new Map(
		Object.entries(dictionary).map(([name, value]) => [
			name.toLowerCase().replace(/[^a-z0-9]/g, ''),
			value
		])
	);
	return hashSchemes.flatMap((scheme) => {
		const text = byScheme.get(scheme);
		const value = typeof text === 'string' ? hash(scheme, text) : undefined;
		return value === undefined ? [] : [{ scheme, value }];
	});
}

/** Sources whose own numbers people know by heart: they stand alone, others carry their source's name. */
const wellKnown = /^mitre-|^attack-|^(?:capec|cwe)$/;

/** A number another catalogue gives the thing: `T1486`, `CAPEC-55`, `vendor:4711`. */
export function external(source: string, id: string): string | undefined {
	const trimmed = id.trim();
	if (trimmed === '' || trimmed.length > 200 || source.length > 200) return undefined;
	return wellKnown.test(source) ? trimmed : `${source}:${trimmed}`;
}

const stixId = /^[a-z0-9][a-z0-9-]*--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Undoes the writing that keeps links from being clicked: `hxxp://evil[.]example`. */
const refang = (text: string): string =>
	text
		.trim()
		.replace(/^hxxp/i, 'http')
		.replace(/\[(\.|:|@|:\/\/)\]|\((\.|@)\)/g, (_all, a?: string, b?: string) => a ?? b ?? '')
		.replace(/\[dot\]/gi, '.')
		.replace(/\[at\]/gi, '@');

/**
 * Every identifier a pasted text could be, each to be looked up whole: someone who pastes a hash,
 * an address, a defanged link or a STIX id finds the thing without the text index.
 */
export function identifiersIn(text: string): DraftIdentifier[] {
	const plain = refang(text);
	if (plain === '' || plain.length > longest) return [];
	const tries: [IdentifierScheme, string | undefined][] = [
		['stix', stixId.test(plain) ? plain.toLowerCase() : undefined],
		['ip', ip(plain)],
		['network', network(plain)],
		['url', url(plain)],
		['email', email(plain)],
		['mac', mac(plain)],
		['asn', /^as\d/i.test(plain) ? asn(plain) : undefined],
		['cve', cve(plain)],
		['iban', iban(plain)],
		...hashSchemes.map((scheme): [IdentifierScheme, string | undefined] => [
			scheme,
			hash(scheme, plain)
		]),
		['domain', plain.includes('.') ? domain(plain) : undefined]
	];
	return tries.flatMap(([scheme, value]) => (value === undefined ? [] : [{ scheme, value }]));
}
