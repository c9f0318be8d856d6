import fc from 'fast-check';
import { isIPv6 } from 'node:net';
import { describe, expect, test } from 'vitest';
import * as identifiers from '#lib/domain/identifiers.ts';

describe('one spelling each', () => {
	test.each([
		['domain', 'Evil.Example.', 'evil.example'],
		['domain', 'bücher.example', 'xn--bcher-kva.example'],
		['domain', 'XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
		['domain', '_dmarc.example', '_dmarc.example'],
		['ip', '192.0.2.1', '192.0.2.1'],
		['ip', '192.0.2.1/32', '192.0.2.1'],
		['ip', '2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
		['ip', '2001:db8::1/128', '2001:db8::1'],
		['network', '10.1.2.3/8', '10.0.0.0/8'],
		['network', '192.0.2.129/25', '192.0.2.128/25'],
		['network', '0.0.0.0/0', '0.0.0.0/0'],
		['network', '2001:DB8:ffff::1/33', '2001:db8:8000::/33'],
		['url', 'HTTP://Evil.Example:80/A?b=C', 'http://evil.example/A?b=C'],
		['email', 'Desk@EVIL.example', 'desk@evil.example'],
		['mac', 'D2-FB-49-24-37-18', 'd2:fb:49:24:37:18'],
		['asn', 'AS0064500', '64500'],
		['cve', 'cve-2026-12345', 'CVE-2026-12345']
	] as const)('%s %s is %s', (scheme, text, normal) => {
		expect(identifiers[scheme](text)).toBe(normal);
	});

	test.each([
		['domain', '192.0.2.1'],
		['domain', '1.2'],
		['domain', '0x7f.1'],
		['domain', '１２７.0.0.1'],
		['domain', 'a b.example'],
		['domain', 'evil.example/path'],
		['domain', 'user@evil.example'],
		['domain', `${'a'.repeat(64)}.example`],
		['domain', ''],
		['ip', '010.0.0.1'],
		['ip', '256.0.0.1'],
		['ip', '192.0.2.0/24'],
		['ip', 'fe80::1%eth0'],
		['ip', ':::'],
		['network', '192.0.2.1/32'],
		['network', '192.0.2.1'],
		['network', '192.0.2.1/033'],
		['url', 'javascript:alert(1)'],
		['url', 'evil.example'],
		['url', `http://e.example/${'a'.repeat(3000)}`],
		['email', 'no at sign'],
		['email', 'a@b@c.example'],
		['email', '<a@c.example>'],
		['mac', 'd2:fb-49:24:37:18'],
		['asn', 'AS4294967296'],
		['asn', '-1'],
		['cve', 'CVE-26-1']
	] as const)('%s %j is none', (scheme, text) => {
		expect(identifiers[scheme](text)).toBeUndefined();
	});

	test('IPv6 is canonical and stays the same address', () => {
		fc.assert(
			fc.property(fc.ipV6(), (text) => {
				const normal = identifiers.ip(text);
				expect(normal !== undefined && isIPv6(normal)).toBe(true);
				expect(identifiers.ip(normal ?? '')).toBe(normal);
			}),
			{ numRuns: 2_000 }
		);
	});

	test('normalising what is normal changes nothing, and nothing hostile is slow or thrown', () => {
		const schemes = ['domain', 'ip', 'network', 'url', 'email', 'mac', 'asn', 'cve'] as const;
		fc.assert(
			fc.property(
				fc.constantFrom(...schemes),
				fc.oneof(fc.string({ unit: 'binary' }), fc.domain(), fc.webUrl(), fc.emailAddress()),
				(scheme, text) => {
					const normal = identifiers[scheme](text);
					if (normal !== undefined) expect(identifiers[scheme](normal)).toBe(normal);
				}
			),
			{ numRuns: 10_000 }
		);
		const started = performance.now();
		for (const scheme of schemes)
			for (const unit of ['a', '.', ':', '@', 'a.', '1:', 'xn--', '/'])
				identifiers[scheme](unit.repeat(100_000 / unit.length));
		expect(performance.now() - started).toBeLessThan(8 * 8 * 50);
	});
});

describe('hashes', () => {
	test('the strongest comes first, whatever it is called', () => {
		expect(
			identifiers.hashes({
				MD5: 'A'.repeat(32),
				'SHA-1': 'b'.repeat(40),
				SHA256: 'c'.repeat(64),
				ssdeep: 'x'
			})
		).toEqual([
			{ scheme: 'sha256', value: 'c'.repeat(64) },
			{ scheme: 'sha1', value: 'b'.repeat(40) },
			{ scheme: 'md5', value: 'a'.repeat(32) }
		]);
	});

	test('a wrong length or another alphabet is no hash', () => {
		expect(
			identifiers.hashes({ MD5: 'a'.repeat(31), 'SHA-1': 'z'.repeat(40), 'SHA-256': 7 })
		).toEqual([]);
	});
});

describe('a pasted text', () => {
	test.each([
		['hxxps://evil[.]example/a', 'url:https://evil.example/a'],
		['evil[.]example', 'domain:evil.example'],
		['evil(.)example', 'domain:evil.example'],
		['desk[at]evil[dot]example', 'email:desk@evil.example'],
		['192.0.2[.]1', 'ip:192.0.2.1'],
		['CVE-2026-12345', 'cve:CVE-2026-12345'],
		['AS64500', 'asn:64500'],
		['d'.repeat(64), `sha256:${'d'.repeat(64)}`],
		[
			'tool--b07c2c47-fefb-4d7c-a69e-6a3296171f54',
			'stix:tool--b07c2c47-fefb-4d7c-a69e-6a3296171f54'
		]
	])('%s is looked up as %s', (text, key) => {
		expect(
			identifiers.identifiersIn(text).map(({ scheme, value }) => `${scheme}:${value}`)
		).toContain(key);
	});

	test('a plain word is no identifier', () => {
		expect(identifiers.identifiersIn('Sandworm')).toEqual([]);
		expect(identifiers.identifiersIn('')).toEqual([]);
	});
});

test('a catalogue people know by heart stands alone, any other beside its name', () => {
	expect(identifiers.external('mitre-attack', ' T1486 ')).toBe('T1486');
	expect(identifiers.external('vendor', '17')).toBe('vendor:17');
	expect(identifiers.external('vendor', ' ')).toBeUndefined();
});
