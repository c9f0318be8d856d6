/** What is found in a text that somebody pasted, what is not, and that nothing of it is written unseen. */
import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Malformed } from '#lib/domain/draft.ts';
import { readers } from '#lib/server/ingest/readers.ts';
import { text } from '#lib/server/ingest/text.ts';
import { indicatorsIn, refanged } from '#lib/server/ingest/text/indicators.ts';
import { processorMs } from '../processor-time.ts';
import { analyst, openWorld } from './world.ts';
import { readWith } from './xml-read.ts';

const found = (line: string) =>
	indicatorsIn(line).indicators.map(({ identifier: { scheme, value } }) => `${scheme} ${value}`);
const mistaken = (line: string) => indicatorsIn(line).mistaken.map(({ reason }) => reason);
const sha256 = 'ab'.repeat(32);

describe('a line', () => {
	test.each([
		['The server at 198.51.100.7:8080, again.', ['ip 198.51.100.7']],
		['from 2001:DB8::1 (v6)', ['ip 2001:db8::1']],
		['range 198.51.100.9/24', ['network 198.51.100.0/24']],
		['see hxxps://login.evil[.]example/a?b=1.', ['url https://login.evil.example/a?b=1']],
		['hxxp[://]evil(.)example/x', ['url http://evil.example/x']],
		['evil[dot]example and EVIL { dot } test', ['domain evil.example', 'domain evil.test']],
		['write to alma[at]mail[.]example', ['email alma@mail.example']],
		['<mailto:alma@mail.example>', ['email alma@mail.example']],
		[`sha256:${sha256.toUpperCase()}`, [`sha256 ${sha256}`]],
		['md5=d41d8cd98f00b204e9800998ecf8427e;', ['md5 d41d8cd98f00b204e9800998ecf8427e']],
		[
			'CVE-2026-12345, AS64500 and 00-53-00-12-34-56',
			['cve CVE-2026-12345', 'asn 64500', 'mac 00:53:00:12:34:56']
		],
		['pay to BE71 0961 2345 6769 AND WAIT', ['iban BE71096123456769']],
		['BE71096123456769.', ['iban BE71096123456769']],
		['call +32 470 12 34 56 now', ['phone +32470123456']],
		[
			'0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
			['wallet 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed']
		],
		['the wiki is at example.org/about', []],
		['**bank.example**', ['domain bank.example']]
	])('%s', (line, expected) => {
		expect(found(line)).toEqual(expected);
	});

	test.each([
		'Alma Corland met Bero on Friday, e.g. at 10.30.',
		'version 1.2.3 of node.js, see readme.txt',
		'call 0470 12 34 56',
		'BE71 0961',
		'a.b.c',
		''
	])('names nothing: %s', (line) => {
		expect(found(line)).toEqual([]);
		expect(mistaken(line)).toEqual([]);
	});

	test('says what only looks like an account', () => {
		expect(mistaken('BE72 0961 2345 6769')).toEqual([
			'it looks like an IBAN, and its check digits are wrong'
		]);
		expect(mistaken('0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed')).toEqual([
			'it looks like the address of a wallet, and its check digits are wrong'
		]);
	});

	test('says where a name may be that of a file', () => {
		expect(indicatorsIn('invoice.zip').indicators).toMatchObject([
			{ identifier: { value: 'invoice.zip' }, doubt: 'it could be the name of a file' }
		]);
	});

	test.each([
		'a.',
		'[.]',
		'BE71 ',
		'+1 ',
		'0x',
		'(dot',
		'hxxp',
		'::',
		'@',
		'1.1.1.',
		'a=',
		'x.example '
	])('of 100 kB of %s takes no more than a moment (hardening 32)', (piece) => {
		const line = piece.repeat(Math.ceil(100_000 / piece.length));
		expect(processorMs(() => indicatorsIn(line))).toBeLessThan(250);
	});

	test('defanged and refanged is the same', () => {
		expect(refanged('hxxps[:]//a[.]b\\.c[/]d')).toBe('https://a.b.c/d');
	});
});

describe('a text', () => {
	const mail = `Dear colleague,\r
the page evil[.]example (198.51.100.7) asked for BE71 0961 2345 6769.\r
Later evil.example moved to 198.51.100.8; BE72 0961 2345 6769 was refused.`;

	test('gives each indicator once, with the line it stands in, and the rest is not kept', async () => {
		const { read, records, claims, rejected, warnings } = await readWith(text, mail, 7);
		expect(records.map(({ at, kind, names }) => `${at}: ${kind} ${names[0]}`)).toEqual([
			'line 2: account BE71096123456769',
			'line 2: domain evil.example',
			'line 2: ip 198.51.100.7',
			'line 3: ip 198.51.100.8'
		]);
		expect(records[0]?.attributes).toEqual({
			context: 'the page evil[.]example (198.51.100.7) asked for BE71 0961 2345 6769.'
		});
		expect(JSON.stringify(records)).not.toContain('Dear colleague');
		expect([read, claims, warnings]).toEqual([5, [], []]);
		expect(rejected).toEqual([
			{
				at: 'line 3',
				id: null,
				reason: 'BE72 0961 2345 6769: it looks like an IBAN, and its check digits are wrong'
			}
		]);
	});

	test.each([
		['a NUL byte', 'one\ntwo\0', 'line 2'],
		['UTF-16', Buffer.from('\ufeffevil.example', 'utf16le'), 'line 1, byte 0'],
		['Latin-1', Buffer.from('ok\nd\xe9j\xe0', 'latin1'), 'line 2, byte 4'],
		['an endless line', 'x'.repeat(1_100_000), 'line 1']
	])('%s refuses it whole, with its place', async (_name, input, at) => {
		const refusal: unknown = await readWith(text, input).catch((error: unknown) => error);
		expect(refusal).toBeInstanceOf(Malformed);
		expect(refusal).toMatchObject({ at });
	});

	test('of any kind is read or refused with a reason', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(
					fc.oneof(
						fc.string({ unit: 'grapheme', maxLength: 30 }),
						fc.constantFrom('evil[.]example', 'BE71 0961', '\n', '+32470123456', '0x', sha256)
					),
					{ maxLength: 20 }
				),
				async (parts) => {
					const { read, records, rejected } = await readWith(text, parts.join(' '), 5).catch(
						(error: unknown) => {
							expect(error).toBeInstanceOf(Malformed);
							return { read: 0, records: [], rejected: [] };
						}
					);
					expect(read).toBe(records.length + rejected.length);
				}
			),
			{ numRuns: 200 }
		);
	});

	test('is never told from its content: anything is text', () => {
		expect(readers.filter(({ id }) => id === 'text')).toEqual([text]);
		const bytes = Buffer.from(mail);
		expect(text.recognises({ bytes, text: mail, paths: new Set() })).toBe(false);
	});
});

test('comes in again without anything new, beside what another text says of the same', async () => {
	const world = await openWorld({ readers: [...readers] });
	try {
		const viewer = analyst('alpha');
		const bring = async (content: string) => {
			const file = path.join(world.folder, 'pasted');
			writeFileSync(file, content);
			const { finished } = await world.ingest.start(viewer, {
				file: 'pasted',
				tlp: 'amber',
				format: 'text',
				input: { path: file }
			});
			return finished;
		};
		expect(await bring('evil[.]example is new')).toMatchObject({ entities: 1, records: 1 });
		expect(await bring('evil[.]example is new')).toMatchObject({ entities: 0, records: 0 });
		expect(await bring('again evil[.]example')).toMatchObject({ entities: 0, records: 1 });
		expect(await bring('nothing at all')).toMatchObject({ state: 'done', read: 0 });
	} finally {
		await world.close();
	}
});
