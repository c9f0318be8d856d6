import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#lib/domain/draft.ts';
import { composite, knownAttributeTypes, knownComposites } from '#lib/domain/misp-mapping.ts';
import { claimOfWord, knownWords } from '#lib/domain/misp-relationships.ts';
import { headOf } from '#lib/server/ingest/head.ts';
import { readerFor } from '#lib/server/ingest/readers.ts';
import {
	attribute,
	event,
	everything,
	hashes,
	iso,
	later,
	laterIso,
	organisation,
	outcome,
	recordOf,
	ref,
	said,
	uuid,
	wrapped
} from './misp-fixtures.ts';

const one = async (type: string, value: string, more: JsonObject = {}) =>
	recordOf(
		await outcome(wrapped(event({ Attribute: [attribute(type, value, more)] }))),
		`${type} ${value}`
	);
/** The attribute types of MISP core format, "Attribute Attributes", without the composite ones. */
const listed =
	`AS aba-rtn anonymised attachment authentihash azure-application-id bank-account-nr bic bin boolean bro
btc campaign-id campaign-name cc-number cdhash chrome-extension-id comment community-id cookie cortex
country-of-residence counter cpe dash date-of-birth datetime dkim dkim-signature dns-soa-email dom-hash domain email
email-attachment email-body email-dst email-dst-display-name email-header email-message-id email-mime-boundary
email-reply-to email-src email-src-display-name email-subject email-thread-index email-x-mailer eppn favicon-mmh3
filename filename-pattern first-name float frequent-flyer-number full-name gender gene git-commit-id
github-organisation github-repository github-username hassh-md5 hasshserver-md5 hex hostname http-method iban
identity-card-number impfuzzy imphash integer ip-dst ip-src issue-date-of-the-visa ja3-fingerprint-md5 jabber-id
jarm-fingerprint kusto-query last-name link mac-address mac-eui-64 malware-type md5 middle-name mime-type
mobile-application-id mutex nationality onion-address other passenger-name-record-locator-number passport-country
passport-expiration passport-number pattern-in-file pattern-in-memory pattern-in-traffic payment-details pdb pehash
pgp-private-key pgp-public-key phone-number place-of-birth place-port-of-clearance
place-port-of-onward-foreign-destination place-port-of-original-embarkation port primary-residence process-state prtn
redress-number regkey sha1 sha224 sha256 sha3-224 sha3-256 sha3-384 sha3-512 sha384 sha512 sha512/224 sha512/256 sigma
size-in-bytes snort special-service-request ssdeep ssh-fingerprint stix2-pattern target-email target-external
target-location target-machine target-org target-user telfhash text threat-actor tlsh travel-details twitter-id uri
url user-agent uuid vhash visa-number vulnerability weakness whois-creation-date whois-registrant-email
whois-registrant-name whois-registrant-org whois-registrant-phone whois-registrar windows-scheduled-task
windows-service-displayname windows-service-name x509-fingerprint-md5 x509-fingerprint-sha1 x509-fingerprint-sha256
xmr yara zeek`.split(/\s+/);
const composed =
	`domain|ip filename|authentihash filename|impfuzzy filename|imphash filename|md5 filename|pehash
filename|sha1 filename|sha224 filename|sha256 filename|sha3-224 filename|sha3-256 filename|sha3-384 filename|sha3-512
filename|sha384 filename|sha512 filename|sha512/224 filename|sha512/256 filename|ssdeep filename|tlsh filename|vhash
hostname|port ip-dst|port ip-src|port malware-sample regkey|value`.split(/\s+/);

test('every type of the core format has a row, and no row is there twice', () => {
	expect([...listed, 'named pipe'].filter((type) => !knownAttributeTypes.includes(type))).toEqual(
		[]
	);
	expect(new Set(knownComposites)).toEqual(new Set(composed));
	expect(composite('domain')).toBeUndefined();
	expect(new Set(knownWords).size).toBe(knownWords.length);
});

describe('who reads what', () => {
	const readerOf = (value: unknown) => readerFor(headOf(Buffer.from(JSON.stringify(value))))?.id;
	const sorted = { Attribute: [attribute('domain', 'a.example')], ...event() };
	test.each([
		['a wrapped event', wrapped(event()), 'misp'],
		['an event by itself', event(), 'misp'],
		['a list of events', [wrapped(event())], 'misp'],
		['the answer to a search', { response: [wrapped(event())] }, 'misp'],
		['an event whose keys are sorted', sorted, 'misp'],
		[
			'the event of a feed',
			wrapped({ info: 'x', uuid: uuid('x'), Orgc: organisation('A') }),
			'misp'
		],
		['a STIX bundle', { type: 'bundle', objects: [{ type: 'tool', id: 'tool--1' }] }, 'stix'],
		['a CloudEvent', { id: '1', uuid: uuid('x'), Event: { name: 'x' } }, 'stix']
	])('%s', (_name, value, id) => expect(readerOf(value)).toBe(id));
});

test('an event by itself, in a wrapper, a list, an answer or in lines is the same', async () => {
	const drafts = async (value: JsonObject | JsonObject[] | string) =>
		(await outcome(value)).drafts.map((draft) => ({ ...draft, at: '' }));
	const expected = await drafts(wrapped(everything));
	expect(expected.length).toBeGreaterThan(30);
	for (const form of [
		everything,
		[wrapped(everything)],
		[everything],
		{ response: [wrapped(everything)] },
		{ response: wrapped(everything) },
		JSON.stringify(wrapped(everything)) + '\n',
		JSON.stringify(wrapped(everything), null, 2)
	])
		expect(await drafts(form)).toEqual(expected);
});

test('any order of keys and of parts gives the same drafts', async () => {
	const turned = (value: Json): Json =>
		Array.isArray(value)
			? value.map(turned)
			: typeof value === 'object' && value !== null
				? Object.fromEntries(
						Object.entries(value)
							.reverse()
							.map(([key, item]) => [key, turned(item)])
					)
				: value;
	const { Attribute: attributes, ...rest } = everything;
	const shuffled = { ...rest, Attribute: Array.isArray(attributes) ? attributes.toReversed() : [] };
	const bare = async (value: Json) =>
		(await outcome(JSON.stringify(value))).drafts
			.map((draft) => JSON.stringify(sorted({ ...draft, at: '' })))
			.sort();
	const sorted = (value: unknown): unknown =>
		Array.isArray(value)
			? value.map(sorted)
			: typeof value === 'object' && value !== null
				? Object.fromEntries(
						Object.entries(value)
							.sort(([a], [b]) => (a < b ? -1 : 1))
							.map(([key, item]) => [key, sorted(item)])
					)
				: value;
	expect(await bare(turned(wrapped(shuffled)))).toEqual(await bare(wrapped(everything)));
});

test('nothing is lost: every value of the file is in the drafts', async () => {
	const { drafts, rejected } = await outcome(wrapped(everything));
	expect(rejected).toEqual([]);
	const text = JSON.stringify(drafts);
	const leaves = (value: Json): (string | number | boolean)[] =>
		typeof value === 'object'
			? value === null
				? []
				: Object.values(value).flatMap(leaves)
			: value === ''
				? []
				: [value];
	const times: Readonly<Record<string, string>> = { '1772359200': iso, [later]: laterIso };
	const lost = leaves(everything).filter((leaf) => {
		if (typeof leaf === 'boolean') return false;
		const written = JSON.stringify(String(leaf)).slice(1, -1);
		return !text.includes(written) && !text.includes(times[written] ?? written);
	});
	expect(lost).toEqual([]);
	const flags = drafts.flatMap(({ draft, ...each }) =>
		draft === 'marking' || !('to_ids' in (each as { attributes: JsonObject }).attributes) ? [] : [1]
	);
	expect(flags.length).toBe(9);
});

test('read counts the event, its parts and what stands in them', async () => {
	const { read, rejected } = await outcome(wrapped(everything));
	// Event, note, 4 attributes, sighting, proposal, object, its 4 attributes and reference, report.
	expect({ read, rejected }).toEqual({ read: 15, rejected: [] });
});

test('an event is a document said by its Orgc, under its distribution and tags', async () => {
	const found = recordOf(await outcome(wrapped(everything)), 'event');
	expect(found).toMatchObject({
		at: 'Event[0], line 1',
		originalType: 'event',
		kind: 'document',
		names: ['Parcel texts with a false toll'],
		source: { ref: ref('organisation Harbour CERT'), name: 'Harbour CERT' },
		tlp: 'green',
		pap: 'amber',
		modified: iso,
		identifiers: [{ scheme: 'stix', value: ref('event') }]
	});
	expect(found.attributes).toMatchObject({ threat_level_id: '2', date: '2026-02-28' });
});

test('what an event extends and what was found alike are claims to other events', async () => {
	const { claims } = await outcome(wrapped(everything));
	const to = (key: string) => claims.find((each) => each.to === ref(key));
	expect(to('earlier event')).toMatchObject({ originalType: 'extends', type: 'RELATED_TO' });
	expect(to('related event')).toMatchObject({
		originalType: 'RelatedEvent',
		statement: 'assessment',
		tlp: 'amber',
		attributes: { info: 'Another wave' }
	});
});

describe('attributes', () => {
	test.each([
		['domain', 'Toll.Example.', 'domain', ['domain:toll.example']],
		['hostname', 'www.toll.example', 'domain', ['domain:www.toll.example']],
		['ip-src', '2001:DB8::0:1', 'ip', ['ip:2001:db8::1']],
		['ip-dst', '203.0.113.9/24', 'network', ['network:203.0.113.0/24']],
		['AS', 'AS64500', 'network', ['asn:64500']],
		['url', 'HTTPS://Toll.example/a', 'url', ['url:https://toll.example/a']],
		['uri', '/a/b.php', 'url', []],
		['email-src', 'A@Toll.example', 'email', ['email:a@toll.example']],
		['phone-number', '+32 (2) 555-01 00', 'phone', ['phone:+3225550100']],
		['mac-address', '00-00-5E-00-53-01', 'device', ['mac:00:00:5e:00:53:01']],
		['sha256', hashes.sha256.toUpperCase(), 'file', [`sha256:${hashes.sha256}`]],
		['ssdeep', '3:abcTOLL:defTOLL', 'file', []],
		['vulnerability', 'cve-2026-10001', 'vulnerability', ['cve:CVE-2026-10001']],
		['weakness', 'cwe-79', 'concept', ['external:CWE-79']],
		['iban', 'BE82 0712 3456 7817', 'account', ['iban:BE82071234567817']],
		['btc', 'bc1qexample', 'wallet', ['wallet:bc1qexample']],
		['threat-actor', 'Tidewater Crew', 'group', []],
		['campaign-name', 'Low Tide', 'campaign', []],
		['target-org', 'Lakeside bank', 'organisation', []],
		['full-name', 'Vera Muster', 'person', []],
		['twitter-id', '@TollBot', 'persona', ['handle:twitter:tollbot']],
		['jabber-id', 'toll@chat.example', 'persona', ['handle:jabber:toll@chat.example']],
		['passport-number', 'ab 123', 'concept', ['document-number:passport:AB123']],
		['cpe', 'cpe:2.3:a:acme:till:1.0', 'software', []],
		['target-location', 'Ruritania', 'location', []],
		['sigma', 'title: toll', 'indicator', []],
		['mutex', 'Global-Toll', 'concept', []],
		['comment', 'Seen twice', 'concept', []],
		['filename|sha256', `a|b.apk|${hashes.sha256}`, 'file', [`sha256:${hashes.sha256}`]],
		['malware-sample', `toll.apk|${hashes.md5}`, 'file', [`md5:${hashes.md5}`]],
		['regkey|value', 'HKLM\\Toll|1', 'concept', []]
	])('%s %s is %s', async (type, value, kind, identifiers) => {
		const found = await one(type, value);
		expect(found.kind).toBe(kind);
		expect(found.originalType).toBe(type);
		expect(found.identifiers.map((each) => `${each.scheme}:${each.value}`)).toEqual([
			...identifiers,
			`stix:${ref(`${type} ${value}`)}`
		]);
		expect(found.names).toHaveLength(1);
	});

	test('a value that is not certainly of its type is stored without an identifier, with a remark', async () => {
		for (const [type, value] of [
			['ip-src', '010.0.0.1'],
			['domain', 'not a domain'],
			['md5', 'abc'],
			['iban', 'BE83 0712 3456 7817']
		] as const) {
			const { records, warnings } = await outcome(
				wrapped(event({ Attribute: [attribute(type, value)] }))
			);
			expect(records[1]?.identifiers).toHaveLength(1);
			expect(warnings.map(({ reason }) => reason)).toEqual([
				`value: not certainly of the type ${type}; it is no identifier`
			]);
		}
	});

	test('two values are two things with a claim between them', async () => {
		const found = await outcome(
			wrapped(
				event({
					Attribute: [
						attribute('domain|ip', 'pay.example|198.51.100.7', {}, 'd'),
						attribute('ip-dst|port', '2001:db8::7|8443', {}, 'p'),
						attribute('hostname|port', 'pay.example|99999', {}, 'bad')
					]
				})
			)
		);
		expect(found.records.map(({ kind, names }) => `${kind} ${names[0]}`)).toEqual([
			'document Parcel texts with a false toll',
			'domain pay.example',
			'ip 198.51.100.7',
			'ip 2001:db8::7',
			'service [2001:db8::7]:8443',
			'domain pay.example'
		]);
		expect(said(found)).toEqual(
			expect.arrayContaining([
				`${ref('d')} RESOLVES_TO ${ref('d')}/second (value)`,
				`${ref('p')}/second HOSTED_ON ${ref('p')} (value)`
			])
		);
		expect(found.warnings.map(({ reason }) => reason)).toEqual([
			'value: expected a port from 0 to 65535 after the host'
		]);
	});

	test('its times, its grade and whether it stands', async () => {
		expect(recordOf(await outcome(wrapped(everything)), 'domain Toll.Example')).toMatchObject({
			validFrom: '2026-02-27T22:14:28.711Z',
			validUntil: '2026-02-28T01:00:00.000Z',
			description: 'Landing page',
			evaluation: { scheme: 'admiralty', source: 'B', information: '2' },
			attributes: { to_ids: true, first_seen: '2026-02-27T22:14:28.711954+00:00' }
		});
		expect((await one('domain', 'a.example', { deleted: true })).revoked).toBe(true);
		expect((await one('domain', 'a.example', { deleted: '1' })).revoked).toBe(true);
		expect((await one('domain', 'a.example', { timestamp: later })).modified).toBe(laterIso);
		const older = await one('domain', 'a.example', { timestamp: 1_700_000_000 });
		expect(older).toMatchObject({ modified: iso, attributes: { timestamp: 1_700_000_000 } });
	});

	test('content of files is not kept: its length and SHA-256 are', async () => {
		const data = Buffer.from('a').toString('base64');
		const { records, warnings, drafts } = await outcome(
			wrapped(
				event({
					Attribute: [
						attribute('attachment', 'note.txt', { data }),
						attribute('malware-sample', `x|${hashes.md5}`, { data }),
						attribute('attachment', 'bad', { data: 'not base64!' })
					]
				})
			)
		);
		expect(records.slice(1).map((each) => each.identifiers[0]?.value)).toEqual([
			hashes.sha256,
			hashes.md5,
			ref('attachment bad')
		]);
		expect(records[1]?.attributes.data).toEqual({ bytes: 1, sha256: hashes.sha256 });
		expect(JSON.stringify(drafts)).not.toContain(data);
		expect(records[3]?.attributes).not.toHaveProperty('data');
		expect(warnings.map(({ reason }) => reason)).toEqual([
			'data: 1 bytes of content are not kept, their SHA-256 is',
			'data: 1 bytes of content are not kept, their SHA-256 is',
			'data: expected base64, got a text of length 11; it is not kept'
		]);
	});
});

test.each([
	['dropped-by', 'DELIVERS', true],
	['communicates-with', 'COMMUNICATED_WITH', undefined],
	['contains', 'PART_OF', true],
	['never heard of', 'RELATED_TO', undefined]
] as const)('the word %s is %s', (word, type, reversed) => {
	expect(claimOfWord(word)).toEqual(reversed ? { type, reversed } : { type });
	expect(claimOfWord('same-as', 'person')).toEqual({ type: 'ALIAS_OF' });
	expect(claimOfWord('same-as', 'file')).toEqual({ type: 'RELATED_TO' });
});
