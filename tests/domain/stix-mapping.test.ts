import { describe, expect, test } from 'vitest';
import { claimTypeNames } from '#lib/domain/claim-types.ts';
import {
	claimOfReference,
	claimOfRelationship,
	isReversed,
	kindOf,
	kindOfRef,
	kindOfType,
	relationshipTypes,
	relationshipWords,
	stixTypes
} from '#lib/domain/stix-mapping.ts';

const id = (type: string) => `${type}--00000000-0000-4000-8000-000000000000`;

/** STIX 2.1 OASIS Standard: §4 domain objects, §5 relationship objects, §6 observables. */
const standard = {
	domain:
		'attack-pattern campaign course-of-action grouping identity incident indicator infrastructure intrusion-set location malware malware-analysis note observed-data opinion report threat-actor tool vulnerability',
	observable:
		'artifact autonomous-system directory domain-name email-addr email-message file ipv4-addr ipv6-addr mac-addr mutex network-traffic process software url user-account windows-registry-key x509-certificate',
	meta: 'marking-definition extension-definition language-content sighting',
	/** Appendix B, and the three that any two objects may have. */
	relationships:
		'analysis-of attributed-to authored-by based-on beacons-to belongs-to characterizes communicates-with compromises consists-of controls delivers derived-from downloads drops duplicate-of dynamic-analysis-of exfiltrates-to exploits has hosts impersonates indicates investigates located-at mitigates originates-from owns related-to remediates resolves-to static-analysis-of targets uses variant-of'
};

test.each(
	Object.values(standard)
		.slice(0, 3)
		.flatMap((list) => list.split(' '))
)('%s has a kind', (type) => {
	expect(Object.hasOwn(stixTypes, type)).toBe(true);
});

test.each(standard.relationships.split(' '))('%s has a claim type', (word) => {
	expect(Object.hasOwn(relationshipTypes, word)).toBe(true);
});

describe('directions', () => {
	test.each([
		['infrastructure', 'consists-of', 'ipv4-addr', 'ipv4-addr PART_OF infrastructure'],
		['infrastructure', 'hosts', 'malware', 'malware HOSTED_ON infrastructure'],
		['intrusion-set', 'hosts', 'infrastructure', 'intrusion-set CONTROLS infrastructure'],
		['identity', 'duplicate-of', 'identity', 'identity ALIAS_OF identity'],
		['tool', 'duplicate-of', 'tool', 'tool RELATED_TO tool'],
		['malware', 'authored-by', 'threat-actor', 'malware ATTRIBUTED_TO threat-actor'],
		[
			'attack-pattern',
			'subtechnique-of',
			'attack-pattern',
			'attack-pattern PART_OF attack-pattern'
		],
		['attack-pattern', 'revoked-by', 'attack-pattern', 'attack-pattern REPLACED_BY attack-pattern'],
		['x', 'never-heard-of', 'y', 'x RELATED_TO y'],
		['x', 'constructor', 'y', 'x RELATED_TO y']
	])('%s %s %s', (source, word, target, expected) => {
		const { from, type, to } = claimOfRelationship(word, id(source), id(target));
		expect(`${from.split('--')[0]} ${type} ${to.split('--')[0]}`).toBe(expected);
	});

	test('what is said the other way round can be turned back', () => {
		for (const [word, readings] of Object.entries(relationshipTypes))
			for (const { type, reversed } of readings)
				expect([word, type, isReversed(word, type)]).toEqual([word, type, reversed === true]);
	});

	test('an unknown property is a relation from the object that holds it', () => {
		expect(claimOfReference('x_any_ref', id('a'), id('b'))).toEqual({
			type: 'RELATED_TO',
			from: id('a'),
			to: id('b')
		});
	});
});

test('every claim type has a word that reads back as itself', () => {
	for (const type of claimTypeNames)
		expect(claimOfRelationship(relationshipWords[type], id('identity'), id('identity'))).toEqual({
			type,
			from: id('identity'),
			to: id('identity')
		});
});

describe('kinds', () => {
	test.each([
		['identity', { identity_class: 'individual' }, 'person'],
		['identity', { identity_class: 'group' }, 'group'],
		['identity', { identity_class: 'constructor' }, 'organisation'],
		['identity', {}, 'organisation'],
		['threat-actor', { resource_level: 'individual' }, 'persona'],
		['ipv4-addr', { value: '192.0.2.0/24' }, 'network'],
		['ipv4-addr', { value: '192.0.2.1/32' }, 'ip'],
		['ipv6-addr', { value: '2001:db8::/32' }, 'network'],
		['x-faisceau-phone', {}, 'phone'],
		['x-faisceau-king', {}, 'concept'],
		['x-mitre-tactic', {}, 'concept'],
		['toString', {}, 'concept']
	] as const)('%s %j is %s', (type, object, kind) => {
		expect(kindOf(type, { ...object })).toBe(kind);
	});

	test('a reference alone tells a kind', () => {
		expect(kindOfRef(id('malware'))).toBe('malware');
		expect(kindOfRef('no id')).toBe('concept');
		expect(kindOfType('')).toBe('concept');
	});
});
