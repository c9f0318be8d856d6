/**
 * Addresses of wallets, told by the check digits in them: Base58Check (Bitcoin and those that follow it, Tron),
 * Bech32 and Bech32m (BIP 173, BIP 350), and Ethereum's mixed case (EIP-55).
 */
import { keccak_256 } from '@noble/hashes/sha3.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bech32, bech32m, createBase58check, hex } from '@scure/base';

export type Wallet =
	/** `isChecked`: its check digits are right; without, the address carries none. */
	{ address: string; chain: string; isChecked: boolean } | { problem: 'check-digits' };

const base58 = createBase58check(sha256);

/** First byte of what Base58Check packs, where it says whose address it is. */
const versions: ReadonlyMap<number, string> = new Map([
	[0x00, 'Bitcoin'],
	[0x05, 'Bitcoin'],
	[0x1e, 'Dogecoin'],
	[0x30, 'Litecoin'],
	[0x32, 'Litecoin'],
	[0x41, 'Tron'],
	[0x4c, 'Dash']
]);
/** A version byte and a hash of 160 bits. */
const packedBytes = 21;

const attempt = <T>(decode: () => T): T | undefined => {
	try {
		return decode();
	} catch {
		// The library throws where check digits are wrong: that is an answer here.
		return undefined;
	}
};

function base58Wallet(text: string): Wallet | undefined {
	const packed = attempt(() => base58.decode(text));
	const chain = packed?.length === packedBytes ? versions.get(packed[0] ?? -1) : undefined;
	if (chain !== undefined) return { address: text, chain, isChecked: true };
	const isMixed = /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text);
	return !packed && isMixed && /^[13DLMTX]/.test(text) && text.length >= 33
		? { problem: 'check-digits' }
		: undefined;
}

const segwit: Readonly<Record<string, string>> = { bc: 'Bitcoin', ltc: 'Litecoin' };

/** Version 0 is written with Bech32, later ones with Bech32m (BIP 350). */
function segwitWallet(text: string): Wallet {
	const address = text.toLowerCase();
	for (const [code, isVersion] of [
		[bech32, (version: number) => version === 0],
		[bech32m, (version: number) => version > 0 && version <= 16]
	] as const) {
		const found = attempt(() => code.decode(address as `${string}1${string}`, 90));
		const [version = -1, ...program] = found?.words ?? [];
		const bytes = found && attempt(() => code.fromWords(program));
		if (!found || !bytes || !isVersion(version) || bytes.length < 2 || bytes.length > 40) continue;
		if (version === 0 && bytes.length !== 20 && bytes.length !== 32) continue;
		return { address, chain: segwit[found.prefix] ?? found.prefix, isChecked: true };
	}
	return { problem: 'check-digits' };
}

function ethereumWallet(text: string): Wallet {
	const digits = text.slice(2);
	const small = digits.toLowerCase();
	const address = `0x${small}`;
	const chain = 'Ethereum';
	if (digits === small || digits === digits.toUpperCase())
		return { address, chain, isChecked: false };
	const hash = hex.encode(keccak_256(new TextEncoder().encode(small)));
	const isRight = [...small].every((sign, i) => {
		const isHigh = Number.parseInt(hash[i] ?? '0', 16) >= 8;
		return digits[i] === (isHigh ? sign.toUpperCase() : sign);
	});
	return isRight ? { address, chain, isChecked: true } : { problem: 'check-digits' };
}

/** The wallet that a word is the address of; undefined where it does not look like one. */
export function walletOf(text: string): Wallet | undefined {
	if (/^0x[0-9a-f]{40}$/i.test(text)) return ethereumWallet(text);
	if (/^(?:bc|ltc)1[02-9ac-hj-np-z]{8,87}$/.test(text.toLowerCase()))
		return text === text.toLowerCase() || text === text.toUpperCase()
			? segwitWallet(text)
			: { problem: 'check-digits' };
	return /^[1-9A-HJ-NP-Za-km-z]{26,35}$/.test(text) ? base58Wallet(text) : undefined;
}
