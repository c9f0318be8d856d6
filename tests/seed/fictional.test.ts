/** Nothing in the demonstration can be taken for a real address, account or number. */
import { expect, test } from 'vitest';
import { helix } from '../../seed/helix.ts';
import { recordsOf } from './sight.ts';

const deliveries = helix();
const identifiers = deliveries.flatMap(recordsOf).flatMap((record) => record.identifiers);
const values = (scheme: string) => [
	...new Set(identifiers.filter((one) => one.scheme === scheme).map(({ value }) => value))
];
const reservedName = /\.(example|test)$/;

test('addresses come from the ranges kept for documentation', () => {
	expect(values('ip').length).toBeGreaterThan(50);
	for (const address of values('ip'))
		expect(address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$|^2001:db8:/);
	for (const asn of values('asn'))
		expect(Number(asn.slice(2)) >= 64_496 && Number(asn.slice(2)) <= 64_511).toBe(true);
});

test('domains, links and mail addresses end in reserved names', () => {
	expect(values('domain').length).toBeGreaterThan(50);
	for (const domain of values('domain')) expect(domain).toMatch(reservedName);
	for (const url of values('url')) expect(new URL(url).hostname).toMatch(reservedName);
	for (const email of values('email')) expect(email).toMatch(reservedName);
});

test('no text names a host outside the reserved ones', () => {
	const text = JSON.stringify(deliveries);
	expect(text).not.toMatch(/\b[a-z0-9-]+\.(com|net|org|io|eu|info|onion|ru|fr|de|uk)\b/i);
});

test('account numbers carry a country code that ISO 3166 leaves free, and their check digits hold', () => {
	expect(values('iban').length).toBeGreaterThanOrEqual(9);
	for (const number of values('iban')) {
		expect(number).toMatch(/^X[ABCD]\d{2}[A-Z]{4}\d{14}$/);
		const rearranged = number.slice(4) + number.slice(0, 4);
		const digits = [...rearranged].map((letter) => Number.parseInt(letter, 36)).join('');
		expect(BigInt(digits) % 97n).toBe(1n);
	}
});

test('wallets, telephone numbers and vulnerabilities cannot exist', () => {
	expect(values('wallet').length).toBeGreaterThan(50);
	for (const wallet of values('wallet')) expect(wallet).toMatch(/^tb1q[02-9ac-hj-np-z]{38}$/);
	for (const phone of values('phone')) expect(phone).toMatch(/^\+999\d{10}$/);
	for (const cve of values('cve')) expect(cve).toMatch(/^CVE-2099-\d{5}$/);
});
