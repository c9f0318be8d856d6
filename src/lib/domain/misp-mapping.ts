/**
 * How the words of MISP become kinds and claim types: data only. What has no better place is `concept` or
 * `RELATED_TO`; its own word is always kept beside it. Sources: MISP core format (draft-dulaunoy-misp-core-format,
 * "Attribute Attributes"), and the MISP project's lists of object templates, object relationships and galaxies.
 */
import type { ClaimType } from './claim-types.ts';
import type { IdentifierScheme } from './draft.ts';
import { familyOf, type Kind } from './kinds.ts';

const words = (text: string): string[] => text.split(',').map((word) => word.trim());

/** How a value is read: by which identifier, or as a name, or as a text that names nothing by itself. */
export type Form =
	| Exclude<IdentifierScheme, 'stix' | 'ip' | 'network' | 'external'>
	| 'address'
	| 'weakness'
	| 'name'
	| 'text';

export interface AttributeType {
	kind: Kind;
	form: Form;
}

const attributeRows: readonly (readonly [Kind, Form, string])[] = [
	['domain', 'domain', 'domain, hostname, onion-address'],
	['ip', 'address', 'ip-src, ip-dst'],
	['network', 'asn', 'AS'],
	['url', 'url', 'url, link, uri, github-repository'],
	[
		'email',
		'email',
		'email, email-src, email-dst, email-reply-to, target-email, whois-registrant-email, dns-soa-email'
	],
	['phone', 'phone', 'phone-number, whois-registrant-phone, prtn'],
	['device', 'mac', 'mac-address'],
	['device', 'name', 'mac-eui-64, target-machine'],
	['file', 'md5', 'md5'],
	['file', 'sha1', 'sha1'],
	['file', 'sha256', 'sha256'],
	['file', 'sha512', 'sha512'],
	[
		'file',
		'name',
		`sha224, sha384, sha512/224, sha512/256, sha3-224, sha3-256, sha3-384, sha3-512, ssdeep, imphash, telfhash,
		impfuzzy, authentihash, vhash, pehash, tlsh, cdhash, filename, attachment, email-attachment`
	],
	['malware', 'name', 'malware-type'],
	[
		'software',
		'name',
		'cpe, azure-application-id, mobile-application-id, chrome-extension-id, windows-service-name, windows-service-displayname'
	],
	['vulnerability', 'cve', 'vulnerability'],
	['concept', 'weakness', 'weakness'],
	['account', 'iban', 'iban'],
	['account', 'account', 'bank-account-nr, cc-number'],
	['wallet', 'wallet', 'btc, dash, xmr'],
	['group', 'name', 'threat-actor'],
	['campaign', 'name', 'campaign-name, campaign-id'],
	[
		'organisation',
		'name',
		'target-org, target-external, whois-registrant-org, whois-registrar, github-organisation'
	],
	['person', 'name', 'full-name, whois-registrant-name'],
	['persona', 'handle', 'github-username, jabber-id, twitter-id, eppn'],
	['persona', 'name', 'target-user'],
	[
		'location',
		'name',
		'target-location, place-port-of-original-embarkation, place-port-of-clearance, place-port-of-onward-foreign-destination'
	],
	[
		'concept',
		'document-number',
		'passport-number, identity-card-number, visa-number, redress-number'
	],
	[
		'indicator',
		'text',
		`yara, sigma, snort, bro, zeek, stix2-pattern, pattern-in-file, pattern-in-traffic, pattern-in-memory,
		filename-pattern, pattern-filename, kusto-query, gene`
	],
	[
		'concept',
		'name',
		`x509-fingerprint-sha1, x509-fingerprint-md5, x509-fingerprint-sha256, ja3-fingerprint-md5, jarm-fingerprint,
		hassh-md5, hasshserver-md5, favicon-mmh3, dom-hash, ssh-fingerprint, dkim, dkim-signature, community-id,
		regkey, mutex, named pipe, windows-scheduled-task, process-state, pdb, user-agent, cookie, aba-rtn, bic, bin,
		git-commit-id, email-subject, email-message-id, email-src-display-name, email-dst-display-name`
	],
	[
		'concept',
		'text',
		`anonymised, boolean, comment, cortex, counter, country-of-residence, date-of-birth, datetime, email-body,
		email-header, email-mime-boundary, email-thread-index, email-x-mailer, first-name, float,
		frequent-flyer-number, gender, hex, http-method, integer, issue-date-of-the-visa, last-name, middle-name,
		mime-type, nationality, other, passenger-name-record-locator-number, passport-country, passport-expiration,
		payment-details, pgp-private-key, pgp-public-key, place-of-birth, port, primary-residence, size-in-bytes,
		special-service-request, text, travel-details, uuid, whois-creation-date`
	]
];

const attributeTypes: ReadonlyMap<string, AttributeType> = new Map(
	attributeRows.flatMap(([kind, form, types]) =>
		words(types).map((type): [string, AttributeType] => [type, { kind, form }])
	)
);

/** Every attribute type there is a row for. */
export const knownAttributeTypes: readonly string[] = [...attributeTypes.keys()];

/** A type that is not known is a concept; its word is kept as the original type. */
export const attributeType = (type: string): AttributeType =>
	attributeTypes.get(type) ?? { kind: 'concept', form: 'text' };

/**
 * Types whose value is two, divided by `|`. `same`: both are of one thing. Otherwise the second is a thing of
 * its own, and the claim starts at the first, or at the second where it is `reversed`.
 */
export interface Composite {
	first: string;
	second: string;
	divided: 'at-first' | 'at-last';
	same?: true;
	claim?: { type: ClaimType; reversed?: true };
}

const fileHashes = words(
	`md5, sha1, sha224, sha256, sha384, sha512, sha512/224, sha512/256, sha3-224, sha3-256, sha3-384, sha3-512,
	authentihash, vhash, ssdeep, tlsh, imphash, impfuzzy, pehash`
);

const composites: ReadonlyMap<string, Composite> = new Map<string, Composite>([
	...fileHashes.map((hash): [string, Composite] => [
		`filename|${hash}`,
		{ first: 'filename', second: hash, divided: 'at-last', same: true }
	]),
	['malware-sample', { first: 'filename', second: 'md5', divided: 'at-last', same: true }],
	['regkey|value', { first: 'regkey', second: 'text', divided: 'at-first', same: true }],
	[
		'domain|ip',
		{ first: 'domain', second: 'ip-dst', divided: 'at-first', claim: { type: 'RESOLVES_TO' } }
	],
	...['ip-src', 'ip-dst', 'hostname'].map((host): [string, Composite] => [
		`${host}|port`,
		{
			first: host,
			second: 'port',
			divided: 'at-last',
			claim: { type: 'HOSTED_ON', reversed: true }
		}
	])
]);

export const composite = (type: string): Composite | undefined => composites.get(type);
export const knownComposites: readonly string[] = [...composites.keys()];

const objectRows: readonly (readonly [Kind, string])[] = [
	['file', 'file, pe, elf, macho, artifact, image, script, lnk, forged-document, leaked-document'],
	['domain', 'domain-ip, dns-record, domain-crawled'],
	['ip', 'ip-api-address, tor-node'],
	['service', 'ip-port, network-socket, tor-hiddenservice'],
	['network', 'asn, cidr'],
	['url', 'url, phishing, website'],
	['phone', 'phone'],
	['device', 'device, ics-asset'],
	['person', 'person, employee'],
	['organisation', 'organization, legal-entity, news-agency'],
	['group', 'intrusion-set, social-media-group, threat-actor'],
	[
		'persona',
		`user-account, facebook-account, github-user, gitlab-user, instagram-account, keybase-account,
		linkedin-account, parler-account, reddit-account, telegram-account, twitter-account, vk-account,
		youtube-channel, telegram-bot`
	],
	['account', 'bank-account, credit-card'],
	['wallet', 'coin-address, btc-wallet'],
	['malware', 'malware'],
	['software', 'software, process, mobile-application, android-app'],
	['tool', 'tool'],
	['vulnerability', 'vulnerability'],
	['technique', 'attack-pattern, attack-step'],
	['countermeasure', 'course-of-action, security-playbook'],
	['incident', 'incident, security-incident, ddos'],
	['campaign', 'campaign'],
	['location', 'geolocation'],
	['indicator', 'yara, sigma, suricata, stix2-pattern, regexp'],
	[
		'document',
		`email, sms, microblog, blog, news-media, report, annotation, instant-message, forum-post, publication,
		internal-reference, malware-analysis, sandbox-report, sb-signature, virustotal-report, shodan-report,
		av-signature, whois, original-imported-file, paste`
	],
	[
		'observation',
		`network-connection, network-traffic, netflow, http-request, passive-dns, transaction, btc-transaction,
		authentication-failure-report, scan-result, sighting-sigma`
	]
];

const objectKinds: ReadonlyMap<string, Kind> = new Map(
	objectRows.flatMap(([kind, names]) => words(names).map((name): [string, Kind] => [name, kind]))
);
export const objectKind = (name: string): Kind => objectKinds.get(name) ?? 'concept';

/** Where the name of an object stands among its attributes, the preferred relation first. */
const named: Partial<Record<Kind, readonly string[]>> = {
	account: ['account-name', 'iban', 'account', 'cc-number'],
	campaign: ['name'],
	countermeasure: ['name', 'playbook-id'],
	device: ['name', 'alias'],
	document: ['title', 'subject', 'name', 'summary'],
	file: ['filename', 'fullpath', 'path'],
	group: ['name', 'group-name', 'aliases', 'alias'],
	incident: ['name', 'title'],
	indicator: ['name', 'yara-rule-name', 'sigma-rule-name', 'title'],
	location: ['address', 'city', 'region', 'country', 'countrycode'],
	malware: ['name', 'alias'],
	organisation: ['name', 'commercial-name', 'alias'],
	person: ['full-name', 'alias', 'handle'],
	persona: [
		'display-name',
		'username',
		'user-name',
		'account-name',
		'name',
		'screen-name',
		'handle'
	],
	phone: ['msisdn', 'phone-number', 'imei', 'serial-number'],
	software: ['name', 'app-name', 'appname', 'image', 'command-line'],
	technique: ['name'],
	tool: ['name'],
	vulnerability: ['id', 'name', 'summary'],
	wallet: ['address']
};
export const namingRelations = (kind: Kind): readonly string[] => named[kind] ?? [];

/** The role the template `person` offers that is a data-subject category of LED art. 6 by the same word. */
export const dataSubjectOf = (role: string): 'suspect' | 'victim' | 'witness' | undefined =>
	(['suspect', 'victim', 'witness'] as const).find((known) => known === role.trim().toLowerCase());

const owned: readonly Kind[] = ['email', 'phone', 'account', 'wallet', 'device'];

/** What an object says of a thing among its attributes. The claim starts at the object unless reversed. */
export function claimInObject(object: Kind, thing: Kind): { type: ClaimType; reversed?: true } {
	if (familyOf(object) === 'actor' && owned.includes(thing)) return { type: 'CONTROLS' };
	if (object === 'domain' && thing === 'ip') return { type: 'RESOLVES_TO' };
	if (['service', 'url'].includes(object) && (thing === 'ip' || thing === 'domain'))
		return { type: 'HOSTED_ON' };
	if (['document', 'observation', 'concept', 'incident', 'campaign'].includes(object))
		return { type: 'PART_OF', reversed: true };
	return { type: 'RELATED_TO' };
}

const galaxyRows: readonly (readonly [Kind, RegExp])[] = [
	['group', /^threat-actor$|intrusion-set$|activity-group$|-groups?$|^360net-threat-actor$/],
	[
		'technique',
		/attack-pattern$|techniques?$|^financial-fraud$|^gsma-motif$|^misinformation-pattern$/
	],
	['countermeasure', /course-of-action$|countermeasures$|^preventive-measure$|^mitre-d3fend$/],
	['campaign', /campaigns?$/],
	['vulnerability', /^branded[-_]vulnerability$/],
	['tool', /(?:^|-)tools?$|^exploit-kit$|^tds$/],
	[
		'malware',
		/malware$|^(?:android|backdoor|banker|botnet|cryptominers|malpedia|ransomware|rat|stealer|wiper)$|-software$/
	],
	['location', /^(?:country|region|target-location)$/],
	['organisation', /^(?:intelligence-agency|surveillance-vendor|target-information)$/],
	['device', /-assets?$/],
	['indicator', /sigma-rules$|-analytic$|-detection-strategy$/]
];
export const galaxyKind = (type: string): Kind =>
	galaxyRows.find(([, pattern]) => pattern.test(type))?.[0] ?? 'concept';

/** Galaxies made from ATT&CK: the UUID of a cluster is that of the STIX object of this type. */
const attackTypes = words(
	'attack-pattern, course-of-action, intrusion-set, malware, tool, campaign'
);
export const attackTypeOf = (galaxy: string): string | undefined =>
	attackTypes.find((type) => galaxy === `mitre-${type}`);
