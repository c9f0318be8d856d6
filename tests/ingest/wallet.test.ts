import { createHash } from 'node:crypto';
import { base58, bech32, bech32m } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wallet } from '#lib/domain/identifiers.ts';
import { walletOf } from '#lib/server/ingest/text/wallet.ts';

const twice = (bytes: Buffer) =>
	createHash('sha256').update(createHash('sha256').update(bytes).digest()).digest();
/** An address as its standard makes it, of made-up bytes. */
const packed = (version: number, fill: number): string => {
	const body = Buffer.from([version, ...Array<number>(20).fill(fill)]);
	return base58.encode(Buffer.concat([body, twice(body).subarray(0, 4)]));
};
const segwit = (prefix: string, version: number, length: number): string => {
	const code = version === 0 ? bech32 : bech32m;
	return code.encode(prefix, [version, ...code.toWords(new Uint8Array(length).fill(7))]);
};
/** Another sign of the same alphabet in the middle. */
const mistyped = (address: string): string => {
	const at = Math.floor(address.length / 2);
	return address.slice(0, at) + (address[at] === 'x' ? 'z' : 'x') + address.slice(at + 1);
};

describe('an address of a wallet', () => {
	test.each([
		[0x00, 'Bitcoin'],
		[0x05, 'Bitcoin'],
		[0x30, 'Litecoin'],
		[0x1e, 'Dogecoin'],
		[0x4c, 'Dash'],
		[0x41, 'Tron']
	])('of version %i is of %s, and one wrong sign is noticed', (version, chain) => {
		const address = packed(version, 0x5a);
		expect(walletOf(address)).toEqual({ address, chain, isChecked: true });
		expect(walletOf(mistyped(address))).not.toMatchObject({ isChecked: true });
	});

	test.each([
		['bc', 0, 20, 'Bitcoin'],
		['bc', 0, 32, 'Bitcoin'],
		['bc', 1, 32, 'Bitcoin'],
		['ltc', 0, 20, 'Litecoin']
	])(
		'%s, version %i, of %i bytes is read in either case, not in both',
		(prefix, version, length, chain) => {
			const address = segwit(prefix, version, length);
			expect(walletOf(address)).toEqual({ address, chain, isChecked: true });
			expect(walletOf(address.toUpperCase())).toEqual({ address, chain, isChecked: true });
			expect(walletOf(`${address.slice(0, -1).toUpperCase()}q`)).toEqual({
				problem: 'check-digits'
			});
			expect(walletOf(mistyped(address))).toEqual({ problem: 'check-digits' });
		}
	);

	test('of version 1 in the check digits of version 0 is none (BIP 350)', () => {
		const address = bech32.encode('bc', [1, ...bech32.toWords(new Uint8Array(32).fill(7))]);
		expect(walletOf(address)).toEqual({ problem: 'check-digits' });
	});

	test('of Ethereum is checked where its case says something (EIP-55)', () => {
		// The first example of EIP-55.
		const written = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
		const address = written.toLowerCase();
		expect(walletOf(written)).toEqual({ address, chain: 'Ethereum', isChecked: true });
		expect(walletOf(written.replace('5aA', '5AA'))).toEqual({ problem: 'check-digits' });
		expect(walletOf(address)).toEqual({ address, chain: 'Ethereum', isChecked: false });
	});

	test('is not every long word', () => {
		for (const word of [
			'Donaudampfschifffahrtsgesellschaft',
			'thequickbrownfoxjumpsoverthelazydog',
			'd41d8cd98f00b204e9800998ecf8427e',
			'0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeA',
			''
		])
			expect(walletOf(word), word).toBeUndefined();
	});

	test('never throws', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (text) => {
				walletOf(text);
				walletOf(`bc1${text}`);
				walletOf(`0x${text}`);
			}),
			{ numRuns: 300 }
		);
	});
});

test('an address has one spelling, where case says nothing', () => {
	const mixed = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
	expect(wallet(` ${mixed} `)).toBe(mixed.toLowerCase());
	expect(wallet(packed(0, 1))).toBe(packed(0, 1));
	expect(wallet('  ')).toBeUndefined();
});
