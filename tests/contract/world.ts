/**
 * The small world every contract case runs in: a few agencies that see different things of the same
 * network, with every label and optional property of docs/data-model.md, ties in every order, words in
 * several alphabets, parallel and reversed claims, a self-loop and a withdrawn record.
 */
import { claimTypes, type ClaimType } from '#lib/domain/claim-types.ts';
import { kinds, type Kind } from '#lib/domain/kinds.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import type { Runner } from '#lib/server/graph/store.ts';

type Value = string | number | boolean | string[] | number[];
type Props = Record<string, Value>;

/** Audiences of some viewers, widest first. Nothing in the world is meant for `nobody`. */
export const viewers = {
	ana: ['clients:belmark', 'community', 'demonstration', 'everyone', 'org:belmark', 'person:ana'],
	nils: ['clients:norland', 'community', 'everyone', 'org:norland', 'person:nils'],
	guest: ['everyone'],
	operator: [
		'clients:belmark',
		'clients:norland',
		'community',
		'demonstration',
		'everyone',
		'org:belmark',
		'org:norland',
		'person:ana',
		'person:nils'
	],
	nobody: ['org:nobody']
} as const;

const audiences: Record<string, string[]> = {
	clear: ['everyone'],
	green: ['community'],
	belmarkClients: ['clients:belmark'],
	belmark: ['org:belmark'],
	norland: ['org:norland'],
	redAna: ['person:ana'],
	both: ['org:belmark', 'org:norland'],
	demonstration: ['demonstration']
};
type AudienceName =
	| 'clear'
	| 'green'
	| 'belmarkClients'
	| 'belmark'
	| 'norland'
	| 'redAna'
	| 'both'
	| 'demonstration';
const audienceOf = (name: AudienceName) => audiences[name] ?? [];

interface WorldNode {
	labels: string[];
	props: Props;
}
interface WorldLink {
	type: string;
	from: { label: string; key: string; value: string };
	to: { label: string; key: string; value: string };
	props: Props;
}

const nodes: WorldNode[] = [];
const links: WorldLink[] = [];
const node = (label: string | string[], props: Props) =>
	nodes.push({ labels: [label].flat(), props });
const at = (label: string, value: string, key = 'id') => ({ label, key, value });

// Agencies, sources and statements

node('Agency', {
	id: 'belmark',
	name: 'Belmark national unit',
	kind: 'police',
	country: 'BE',
	demonstration: true
});
node('Agency', { id: 'norland', name: 'Norland', kind: 'police', demonstration: false });
node('Agency', { id: 'emile', name: 'Émile', kind: 'laboratory', demonstration: false });
node('Source', { id: 's-mitre', owner: 'belmark', ref: 'identity--mitre' });
node('Source', {
	id: 's-bank',
	owner: 'belmark',
	ref: 'identity--bank',
	entity: 'e-bank'
});
node('Source', { id: 's-norland', owner: 'norland', ref: 'identity--norland' });
node('Source', { id: 's-bare', owner: 'norland', ref: 'identity--bare' });

function provenance(id: string, audience: AudienceName, source: string, props: Props) {
	node('Provenance', {
		id,
		audience: audienceOf(audience),
		source,
		account: 'ana',
		handling: [],
		grade: 'europol-4x4/B2',
		statement: 'fact',
		status: 'intelligence',
		obtainedAt: '2026-01-01T00:00:00.000Z',
		purpose: [],
		demonstration: false,
		...props
	});
	links.push({ type: 'FROM', from: at('Provenance', id), to: at('Source', source), props: {} });
}

provenance('p-mitre', 'clear', 's-mitre', {
	owner: 'belmark',
	import: 'i-mitre',
	tlp: 'clear',
	sourceName: 'MITRE'
});
provenance('p-green', 'green', 's-mitre', {
	owner: 'belmark',
	import: 'i-mitre',
	tlp: 'green',
	pap: 'amber',
	handling: ['H1', 'H3'],
	handlingNote: 'ask first',
	confidence: 85,
	statement: 'assessment',
	reviewBy: '2027-01-01',
	statements: ['© MITRE'],
	purpose: ['analysis', 'operation']
});
provenance('p-belmark', 'belmark', 's-bank', {
	owner: 'belmark',
	import: 'i-bank',
	tlp: 'amber+strict'
});
provenance('p-both', 'both', 's-bank', { owner: 'belmark', import: 'i-bank', tlp: 'amber+strict' });
provenance('p-clients', 'belmarkClients', 's-bank', {
	owner: 'belmark',
	import: 'i-bank',
	tlp: 'amber'
});
provenance('p-red', 'redAna', 's-bank', {
	owner: 'belmark',
	import: 'i-red',
	tlp: 'red',
	sourceName: 'An informant'
});
provenance('p-norland', 'norland', 's-norland', {
	owner: 'norland',
	account: 'nils',
	import: 'i-norland',
	tlp: 'amber+strict'
});
provenance('p-awaits', 'norland', 's-norland', {
	owner: 'norland',
	account: 'nils',
	import: 'i-norland',
	tlp: 'red',
	awaits: ['marking-definition--late'],
	statedTlp: 'green',
	defaultTlp: 'amber',
	floor: ['org:norland']
});
provenance('p-demonstration', 'demonstration', 's-bank', {
	owner: 'belmark',
	import: 'i-bank',
	tlp: 'clear',
	demonstration: true
});
node('Marking', {
	id: 'm-1',
	owner: 'norland',
	ref: 'marking-definition--known',
	tlp: 'amber',
	pap: 'red',
	handling: ['H2']
});
node('Marking', { id: 'm-2', owner: 'norland', ref: 'marking-definition--words' });

// Entities and what is said about them

const entities = {
	'e-team': 'group',
	'e-worm': 'malware',
	'e-bank': 'organisation',
	'e-wallet': 'wallet',
	'e-account': 'account',
	'e-person': 'person',
	'e-domain': 'domain',
	'e-ip': 'ip',
	'e-case': 'case',
	'e-town': 'location',
	'e-hidden': 'person',
	'e-red': 'person',
	'e-island': 'concept',
	'e-offence': 'offence'
} as const satisfies Record<string, Kind>;
type EntityId = keyof typeof entities;

for (const [id, kind] of Object.entries(entities))
	node(['Entity', kinds[kind].label], { id, kind });
node('Entity', { id: 'e-bare', kind: 'concept' });

function record(id: string, entity: EntityId, audience: AudienceName, from: string, props: Props) {
	const names = Array.isArray(props.names) ? props.names.map(String) : [];
	node('Record', {
		id,
		key: `k-${id}`,
		digest: `d-${id}`,
		ref: `x--${id}`,
		originalType: 'x-thing',
		identifiers: [],
		search: ` ${names.join(' ').toLowerCase()}`,
		attributes: '{}',
		audience: audienceOf(audience),
		provenance: from,
		revoked: false,
		stub: false,
		...props
	});
	links.push({ type: 'DESCRIBES', from: at('Record', id), to: at('Entity', entity), props: {} });
	for (const key of Array.isArray(props.identifiers) ? props.identifiers.map(String) : []) {
		if (!nodes.some((known) => known.labels[0] === 'Identifier' && known.props.key === key))
			node('Identifier', { key });
		links.push({
			type: 'IDENTIFIED_BY',
			from: at('Record', id),
			to: at('Identifier', key, 'key'),
			props: {}
		});
	}
}

record('r-team-1', 'e-team', 'clear', 'p-mitre', {
	names: ['Sandworm Team', 'Voodoo Bear'],
	identifiers: ['stix:intrusion-set--1'],
	description: 'Says "so" — 日本 €\nsecond line',
	attributes: '{"x":[1,2,{"y":null}]}',
	modified: '2026-02-01T00:00:00.000Z',
	validFrom: '2024-01-01T00:00:00.000Z',
	validUntil: '2026-12-31T00:00:00.000Z',
	crimeArea: 'cyber-attack',
	sectors: ['energy', 'health'],
	variant: 'a'
});
record('r-team-2', 'e-team', 'belmark', 'p-belmark', {
	names: ['Sandworm'],
	modified: '2026-03-01T00:00:00.000Z'
});
record('r-team-3', 'e-team', 'norland', 'p-norland', {
	names: ['ELECTRUM'],
	dataSubject: 'suspect'
});
record('r-worm', 'e-worm', 'clear', 'p-mitre', {
	names: ['Sandworm', 'NotPetya'],
	identifiers: ['sha256:ab', 'stix:malware--1']
});
record('r-worm-old', 'e-worm', 'green', 'p-green', {
	names: ['ExPetr'],
	revoked: true,
	identifiers: ['sha256:ab']
});
record('r-bank', 'e-bank', 'belmark', 'p-belmark', { names: ['Bank of Belmark'], sectors: [] });
record('r-wallet', 'e-wallet', 'both', 'p-both', { names: [], identifiers: ['wallet:bc1'] });
record('r-account', 'e-account', 'belmarkClients', 'p-clients', {
	names: ['BE00'],
	identifiers: ['iban:BE00']
});
record('r-person', 'e-person', 'belmark', 'p-belmark', {
	names: ['Čapek', '李小龙', '👮 O’Neill'],
	identifiers: ['email:capek'],
	dataSubject: 'victim'
});
record('r-domain', 'e-domain', 'green', 'p-green', {
	names: ['evil.example'],
	identifiers: ['domain:evil.example'],
	search: ' ev evi evil ex exa example'
});
record('r-ip', 'e-ip', 'green', 'p-green', {
	names: ['192.0.2.1'],
	identifiers: ['ip:192.0.2.1'],
	stub: true
});
record('r-case', 'e-case', 'belmark', 'p-belmark', { names: ['Operation Helix'] });
record('r-town', 'e-town', 'clear', 'p-mitre', { names: ['Gent'], latitude: 51.05, longitude: 3 });
record('r-hidden', 'e-hidden', 'norland', 'p-norland', {
	names: ['Hidden'],
	identifiers: ['domain:evil.example']
});
record('r-red', 'e-red', 'redAna', 'p-red', { names: ['Red'] });
record('r-island', 'e-island', 'clear', 'p-mitre', { names: ['Island'] });
record('r-offence', 'e-offence', 'demonstration', 'p-demonstration', {
	names: ['Invoice fraud'],
	crimeArea: 'fraud'
});

function claim(
	id: string,
	type: ClaimType,
	[from, fromRecord]: [EntityId, string],
	[to, toRecord]: [EntityId, string],
	audience: AudienceName,
	source: string,
	props: Props = {}
) {
	links.push({
		type,
		from: at('Entity', from),
		to: at('Entity', to),
		props: {
			id,
			ref: `relationship--${id}`,
			key: `k-${id}`,
			digest: `d-${id}`,
			originalType: type.toLowerCase().replaceAll('_', '-'),
			audience: audienceOf(audience),
			provenance: source,
			fromRecord,
			toRecord,
			revoked: false,
			unusualEnds: false,
			...props
		}
	});
}

const team1: [EntityId, string] = ['e-team', 'r-team-1'];
const team2: [EntityId, string] = ['e-team', 'r-team-2'];
const worm: [EntityId, string] = ['e-worm', 'r-worm'];
const account: [EntityId, string] = ['e-account', 'r-account'];
const wallet: [EntityId, string] = ['e-wallet', 'r-wallet'];
const person: [EntityId, string] = ['e-person', 'r-person'];
const domain: [EntityId, string] = ['e-domain', 'r-domain'];
const ip: [EntityId, string] = ['e-ip', 'r-ip'];
claim('c-uses-1', 'USES', team1, worm, 'clear', 'p-mitre', {
	description: 'uses',
	attributes: '{"a":1}',
	modified: '2026-02-02T00:00:00.000Z',
	validFrom: '2025-01-01T00:00:00.000Z'
});
claim('c-uses-2', 'USES', team2, worm, 'belmark', 'p-belmark', {
	validFrom: '2025-01-01T00:00:00.000Z'
});
claim('c-uses-3', 'USES', ['e-team', 'r-team-3'], worm, 'norland', 'p-norland');
claim('c-uses-old', 'USES', team1, worm, 'clear', 'p-mitre', { revoked: true });
claim('c-attributed', 'ATTRIBUTED_TO', worm, team1, 'green', 'p-green', {
	validUntil: '2026-01-01T00:00:00.000Z'
});
claim('c-transfer-1', 'TRANSFERRED', account, wallet, 'belmark', 'p-belmark', {
	amountMinor: 4_500_000_000_000,
	currency: 'EUR',
	happenedAt: '2026-01-02T03:04:05.000Z'
});
claim('c-transfer-2', 'TRANSFERRED', account, wallet, 'belmark', 'p-belmark', {
	amountMinor: 1,
	currency: 'JPY',
	happenedAt: '2026-01-02T03:04:05.000Z'
});
claim('c-transfer-back', 'TRANSFERRED', wallet, account, 'belmark', 'p-belmark', {
	amountMinor: 0,
	currency: 'EUR'
});
claim('c-controls', 'CONTROLS', person, account, 'belmark', 'p-belmark');
claim('c-involved', 'INVOLVED_IN', person, ['e-case', 'r-case'], 'belmark', 'p-belmark', {
	role: 'victim'
});
claim('c-resolves', 'RESOLVES_TO', domain, ip, 'green', 'p-green');
claim('c-uses-domain', 'USES', worm, domain, 'green', 'p-green', { unusualEnds: true });
claim('c-self', 'RELATED_TO', domain, domain, 'green', 'p-green');
claim('c-located', 'LOCATED_IN', ip, ['e-town', 'r-town'], 'green', 'p-green');
claim(
	'c-hidden',
	'KNOWS',
	['e-hidden', 'r-hidden'],
	['e-team', 'r-team-3'],
	'norland',
	'p-norland'
);
claim('c-red', 'KNOWS', ['e-red', 'r-red'], person, 'redAna', 'p-red');
claim(
	'c-offence',
	'LOCATED_IN',
	['e-offence', 'r-offence'],
	['e-town', 'r-town'],
	'demonstration',
	'p-demonstration'
);

// Imports, their journal, the audit log, sign-in

const imported = (id: string, owner: string, props: Props) =>
	node('Import', {
		id,
		owner,
		account: owner === 'norland' ? 'nils' : 'ana',
		source: 's-mitre',
		file: `${id}.json`,
		format: 'stix',
		bytes: 5_000_000_000,
		sha256: 'ab',
		state: 'done',
		recordsDone: 3,
		claimsDone: 2,
		recordsTotal: 3,
		claimsTotal: 2,
		result: '{}',
		startedAt: '2026-01-01T00:00:00.000Z',
		tlp: 'clear',
		demonstration: false,
		...props
	});
imported('i-mitre', 'belmark', { endedAt: '2026-01-01T00:00:09.000Z' });
imported('i-bank', 'belmark', { state: 'writing', tlp: 'amber' });
imported('i-red', 'belmark', { startedAt: '2026-01-03T00:00:00.000Z', tlp: 'red' });
imported('i-norland', 'norland', { startedAt: '2026-01-02T00:00:00.000Z', state: 'failed' });
for (const [id, source, seq, target] of [
	['ch-1', 'i-mitre', '000001', 'r-team-1'],
	['ch-2', 'i-mitre', '000002', 'c-uses-1'],
	['ch-3', 'i-bank', '000001', 'r-team-1']
] as const)
	node('Change', {
		id,
		import: source,
		seq,
		what: target.startsWith('r') ? 'record' : 'claim',
		target,
		before: '{"audience":["everyone"]}'
	});
for (const token of viewers.operator) node('AudienceToken', { token });
for (const seq of [1, 2, 3, 4, 5])
	node('AuditEntry', {
		id: `a-${seq}`,
		seq,
		action: 'network.search',
		at: `2026-01-01T00:00:0${seq}.000Z`,
		leaf: `leaf-${seq}`
	});
node('AuditHead', { id: 'head', size: 5, leaf: 'leaf-5', peaks: ['peak-4', 'peak-1'], tree: 1 });
node('Justification', {
	id: 'j-1',
	scope: 'ana e-team',
	account: 'ana',
	organisation: 'belmark',
	entity: 'e-team',
	purpose: 'investigation',
	text: 'Case 7, second interview',
	at: '2026-01-01T00:00:00.000Z',
	until: '2026-01-01T00:30:00.000Z'
});
node('AuditTile', { id: '0/0', hashes: 'AAAA', root: 'root-0' });
node('AuditTile', { id: '0/1', hashes: 'BBBB', root: 'root-1' });
node('SignInTries', {
	key: 'ana',
	times: ['2025-12-31T23:59:00.000Z', '2026-01-01T00:00:00.000Z'],
	since: '2026-01-01T00:00:00.000Z'
});
node('SignInTries', {
	key: 'nils',
	times: ['2025-01-01T00:00:00.000Z'],
	since: '2025-01-01T00:00:00.000Z'
});
node('Desk', {
	id: 'ana',
	visits: ['2026-01-04T00:00:00.000Z', '2026-01-01T00:00:05.000Z'],
	tours: ['network']
});
node('ApiKey', {
	id: '00000000000000aa',
	hash: 'hash',
	maker: 'ana',
	organisation: 'belmark',
	name: 'platform',
	use: 'the platform of the unit',
	purpose: 'investigation',
	ceiling: 'green',
	createdAt: '2026-01-01T00:00:00.000Z',
	expiresAt: '2026-07-01T00:00:00.000Z'
});
node('SignInPlace', { key: 'ana-home', since: '2026-01-01T00:00:00.000Z' });
node('Auth_user', { id: 'u-ana', email: 'ana@belmark.example', organisation: 'belmark' });
node('Auth_account', { id: 'u-ana-1', userId: 'u-ana', providerId: 'credential' });
node('Identifier', { key: 'domain:bare.example' });
node('SetUpLink', { id: 'set-up', hash: 'hash', expiresAt: '2026-01-02T00:00:00.000Z' });
node('SetUpLink', { id: 'finishing', account: 'ana', until: '2026-01-02T00:00:00.000Z' });

node('SavedMapping', {
	id: 'm-calls',
	owner: 'belmark',
	name: 'Calls',
	mapping: '{}',
	savedBy: 'ana',
	savedAt: '2026-01-01T00:00:00.000Z'
});
for (const [id, at] of [
	['se-1', '2026-01-01T00:00:00.000Z'],
	['se-2', '2026-02-01T00:00:00.000Z']
] as const)
	node('SourceEntry', {
		id,
		owner: 'belmark',
		source: 's-mitre',
		licence: 'Terms of use',
		about: '',
		purposes: ['research', 'exchange'],
		reliability: 'europol-4x4/A',
		months: 24,
		reviewBy: '',
		reason: 'first',
		account: 'ana',
		accountName: 'Ana',
		at
	});
node('Erasure', {
	id: 'er-1',
	owner: 'belmark',
	import: 'i-gone',
	account: 'ana',
	accountName: 'Ana',
	reason: 'not needed',
	at: '2026-01-01T00:00:00.000Z',
	records: 3,
	claims: 2
});
for (const [id, owner, nextAt, enabled, pollingAt] of [
	['f-partner', 'belmark', '2026-01-02T00:00:00.000Z', true, ''],
	['f-file', 'belmark', '2026-01-01T00:00:00.000Z', true, '2026-01-01T00:00:00.000Z'],
	['f-paused', 'norland', '2026-01-01T00:00:00.000Z', false, '']
] as const)
	node('Feed', {
		id,
		owner,
		account: 'ana',
		accountName: 'Ana',
		name: `Feed ${id}`,
		way: 'taxii',
		address: 'https://taxii.example/api/',
		collection: 'c-1',
		source: 'Partner unit',
		tlp: 'amber+strict',
		hold: 'none',
		everyMinutes: 60,
		enabled,
		sealed: '',
		addedAfter: '',
		etag: '',
		modified: '',
		content: '',
		taken: ['a', 'b'],
		triedAt: '',
		succeededAt: '',
		broughtAt: '',
		import: '',
		nextAt,
		failures: 2,
		fault: 'slow',
		faultDetail: '',
		pollingAt
	});
node('SavedView', {
	id: 'v-ana',
	name: 'Around the team',
	keeper: 'ana',
	outline: '{}',
	tokens: '{}',
	savedAt: '2026-01-01T00:00:00.000Z'
});
for (const entity of ['e-team', 'e-worm'])
	node('Star', {
		id: `ana ${entity}`,
		keeper: 'ana',
		entity,
		at: '2026-01-01T00:00:00.000Z'
	});

// Notes: about one entity, about two, hidden, superseded.

function note(id: string, audience: AudienceName, entities: EntityId[], props: Props) {
	node('Note', {
		id,
		entities,
		text: `Text of ${id}`,
		author: 'ana',
		authorName: 'Ana',
		owner: 'belmark',
		audience: audienceOf(audience),
		tlp: 'green',
		handling: ['H1'],
		writtenAt: '2026-01-01T00:00:00.000Z',
		demonstration: false,
		...props
	});
	for (const entity of entities) node('NoteOn', { id: `${id} ${entity}`, note: id, entity });
}
note('n-old', 'green', ['e-team'], { superseded: 'n-new' });
note('n-new', 'green', ['e-team', 'e-worm'], {
	supersedes: 'n-old',
	takenFrom: 'Interview of 3 May, file 12/441',
	writtenAt: '2026-02-01T00:00:00.000Z'
});
note('n-norland', 'norland', ['e-team'], { author: 'nils', owner: 'norland', handling: [] });

// Decisions about identity: open and closed to others, standing and taken back, and where they put things.

function decided(id: string, audience: AudienceName, props: Props) {
	const pair = [String(props.a), String(props.b)].sort().join(' ');
	node('IdentityDecision', {
		id,
		verdict: 'one',
		pair,
		decidedBy: 'belmark',
		account: 'ana',
		accountName: 'Ana',
		at: '2026-01-01T00:00:00.000Z',
		reason: `Why ${id}`,
		audience: audienceOf(audience),
		demonstration: false,
		...props
	});
}
decided('d-one', 'green', {
	a: 'e-gone',
	b: 'e-team',
	points: 12.5,
	features: '[]',
	rule: 'email'
});
decided('d-two', 'green', {
	a: 'e-team',
	b: 'e-worm',
	verdict: 'two',
	at: '2026-01-02T00:00:00.000Z',
	endedAt: '2026-01-03T00:00:00.000Z',
	endedBy: 'Ana',
	endReason: 'No'
});
decided('d-norland', 'norland', {
	a: 'e-team',
	b: 'e-worm',
	decidedBy: 'norland',
	account: 'nils'
});
decided('d-asks', 'green', { a: 'e-team', b: 'e-worm', verdict: 'proposed', asked: ['norland'] });
function placement(id: string, audience: AudienceName, props: Props) {
	node('Placement', {
		id,
		decision: 'd-one',
		what: 'record',
		cameFrom: 'e-gone',
		fromKind: 'group',
		into: 'e-team',
		at: '2026-01-01T00:00:00.000Z',
		standing: true,
		audience: audienceOf(audience),
		...props
	});
}
placement('d-one r-team-1', 'green', { target: 'r-team-1' });
placement('d-one n-old', 'green', { target: 'n-old', what: 'note', before: ['e-gone'] });
placement('d-norland r-team-1', 'norland', { target: 'r-team-1', decision: 'd-norland' });
placement('d-old r-team-1', 'green', { target: 'r-team-1', decision: 'd-old', standing: false });

const create = (text: string) => builtStatement('contract/create', 'write', text);
const grouped = <T>(items: readonly T[], by: (item: T) => string) => {
	const groups = new Map<string, T[]>();
	for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
	return [...groups];
};

const shares = (props: Props, audience: readonly string[]) =>
	Array.isArray(props.audience) && props.audience.some((token) => audience.includes(String(token)));
const isClaim = (link: WorldLink) => Object.hasOwn(claimTypes, link.type);

/**
 * The world as it would be if there were nothing but what `audience` may see: no hidden record, claim or
 * statement, no entity or identifier known from hidden records alone.
 */
function worldOf(audience: readonly string[]) {
	const name = (label: string, props: Props) => `${label} ${String(props.id ?? props.key)}`;
	const seen = new Set(
		nodes
			.filter(
				({ labels: [label], props }) =>
					['Record', 'Provenance', 'Note', 'IdentityDecision', 'Placement'].includes(label ?? '') &&
					shares(props, audience)
			)
			.map(({ labels: [label = ''], props }) => name(label, props))
	);
	for (const { type, from, to } of links)
		if ((type === 'DESCRIBES' || type === 'IDENTIFIED_BY') && seen.has(`Record ${from.value}`))
			seen.add(`${to.label} ${to.value}`);
	const guarded = [
		'Record',
		'Provenance',
		'Entity',
		'Identifier',
		'Note',
		'IdentityDecision',
		'Placement'
	];
	const isThere = (label: string, key: string) =>
		!guarded.includes(label) || seen.has(`${label} ${key}`);
	return {
		nodes: nodes.filter(
			({ labels: [label = ''], props }) => !guarded.includes(label) || seen.has(name(label, props))
		),
		links: links.filter(
			(link) =>
				isThere(link.from.label, link.from.value) &&
				isThere(link.to.label, link.to.value) &&
				(!isClaim(link) || shares(link.props, audience))
		)
	};
}

/** Writes the world into an empty graph: all of it, or only what an audience may see. */
export async function writeWorld({ run }: Runner, audience?: readonly string[]): Promise<void> {
	const world = audience ? worldOf(audience) : { nodes, links };
	for (const [labels, group] of grouped(world.nodes, (item) => item.labels.join(':')))
		await run(create(`UNWIND $rows AS row CREATE (n:${labels}) SET n = row.props`), {
			rows: group.map(({ props }) => ({ props }))
		});
	const shape = ({ type, from, to }: WorldLink) =>
		`MATCH (a:${from.label} {${from.key}: row.from}) MATCH (b:${to.label} {${to.key}: row.to}) CREATE (a)-[l:${type}]->(b) SET l = row.props`;
	for (const [text, group] of grouped(world.links, shape))
		await run(create(`UNWIND $rows AS row ${text}`), {
			rows: group.map(({ from, to, props }) => ({ from: from.value, to: to.value, props }))
		});
}
