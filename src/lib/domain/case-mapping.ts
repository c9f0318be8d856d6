/**
 * The words of CASE 1.3 and UCO 1.3 (checked against CASE 1.5.0, which brings UCO 1.5.0) as kinds, identifiers and
 * claim types, in both directions: data only. A class goes by its module and name, `observable/URL`, whatever prefix
 * a file gives it. Sources: the ontologies at ontology.caseontology.org and ontology.unifiedcyberontology.org.
 */
import type { ClaimType } from './claim-types.ts';
import type { IdentifierScheme } from './draft.ts';
import type { Kind } from './kinds.ts';

export const uco = 'https://ontology.unifiedcyberontology.org/uco/';
export const caseInvestigation = 'https://ontology.caseontology.org/case/investigation/';

/** Modules of UCO that an export of ours uses, under the prefixes that its own examples give them. */
export const modules = [
	'action',
	'core',
	'identity',
	'location',
	'marking',
	'observable',
	'tool',
	'types'
] as const;

const prefixed: readonly (readonly [string, string])[] = [
	...modules.map((module) => [`uco-${module}:`, `${module}/`] as const),
	['case-investigation:', 'investigation/']
];

/** `observable/URL` as a file of ours writes it: `uco-observable:URL`. */
export function written(word: string): string {
	const found = prefixed.find(([, module]) => word.startsWith(module));
	return found ? found[0] + word.slice(found[1].length) : word;
}

const words = (text: string): string[] => text.split(',').map((word) => word.trim());

/** The class of a kind, and what other classes are read as that kind. The first is the one that is written. */
const classRows: readonly (readonly [Kind, string])[] = [
	['person', 'identity/Person'],
	['organisation', 'identity/Organization'],
	['group', 'identity/Identity, core/IdentityAbstraction'],
	[
		'persona',
		`observable/DigitalAccount, observable/ApplicationAccount, observable/EmailAccount, observable/InstantMessagingAddress,
		observable/UserAccount, observable/WindowsAccount, observable/UNIXAccount, observable/Profile, observable/TwitterProfile`
	],
	['domain', 'observable/DomainName'],
	['ip', 'observable/IPAddress, observable/IPv4Address, observable/IPv6Address'],
	['network', 'observable/AutonomousSystem, observable/Wifi, observable/WirelessNetworkConnection'],
	['url', 'observable/URL, observable/WebPage'],
	['email', 'observable/EmailAddress'],
	[
		'phone',
		'observable/PhoneAccount, observable/MobileAccount, observable/SIPAddress, observable/SIMCard'
	],
	[
		'device',
		`observable/Device, observable/MobileDevice, observable/MobilePhone, observable/SmartPhone, observable/Computer, observable/Laptop,
		observable/Tablet, observable/AppleDevice, observable/AndroidDevice, observable/AndroidPhone, observable/Server,
		observable/StorageMedium, observable/Drone, observable/MACAddress, observable/EthernetPort, observable/Appliance`
	],
	['service', 'observable/NetworkAppliance, observable/NetworkProtocol'],
	['malware', 'tool/MaliciousTool'],
	['tool', 'tool/Tool, tool/AnalyticTool, tool/DefensiveTool, tool/ConfiguredTool'],
	['technique', 'core/ModusOperandi, action/ActionPattern'],
	['vulnerability', 'observable/ObservableVulnerability'],
	[
		'file',
		`observable/File, observable/ArchiveFile, observable/RasterPicture, observable/Image, observable/Audio, observable/Video,
		observable/PDFFile, observable/ContentData, observable/Directory, observable/FileSystemObject, observable/DiskPartition,
		observable/EXIF, observable/X509Certificate`
	],
	[
		'software',
		'observable/Software, observable/Application, observable/OperatingSystem, observable/Process, observable/WindowsRegistryKey'
	],
	[
		'account',
		'observable/Account, observable/PaymentCard, observable/BankAccount, observable/CreditCard'
	],
	['wallet', 'observable/CryptocurrencyWallet'],
	[
		'observation',
		`core/Event, observable/Observation, observable/ObservableAction, action/Action, investigation/InvestigativeAction,
		observable/Call, observable/NetworkConnection, observable/NetworkFlow, observable/EventRecord, observable/CellSiteLocation`
	],
	[
		'document',
		`observable/Message, observable/EmailMessage, observable/SMSMessage, observable/MessageThread, observable/Note,
		observable/CalendarEntry, observable/Contact, observable/ContactList, observable/BrowserBookmark, observable/URLHistory,
		analysis/Analysis, analysis/ArtifactClassification`
	],
	['location', 'location/Location'],
	['case', 'investigation/Investigation'],
	['exhibit', 'investigation/ProvenanceRecord']
];

const kindsByClass: ReadonlyMap<string, Kind> = new Map(
	classRows.flatMap(([kind, classes]) => words(classes).map((name) => [name, kind] as const))
);
/** The kind of a class, or undefined where the class says too little. */
export const kindOfClass = (name: string): Kind | undefined => kindsByClass.get(name);
export const knownClasses: readonly string[] = [...kindsByClass.keys()];

/** The class an entity is written as, where the ontology has one that says no more than the kind. */
export const classOfKind: Readonly<Record<Kind, string>> = {
	person: 'identity/Person',
	group: 'identity/Identity',
	organisation: 'identity/Organization',
	persona: 'observable/DigitalAccount',
	domain: 'observable/DomainName',
	ip: 'observable/IPAddress',
	network: 'observable/ObservableObject',
	url: 'observable/URL',
	email: 'observable/EmailAddress',
	phone: 'observable/PhoneAccount',
	device: 'observable/Device',
	service: 'observable/ObservableObject',
	malware: 'tool/MaliciousTool',
	tool: 'tool/Tool',
	technique: 'core/ModusOperandi',
	vulnerability: 'core/UcoObject',
	file: 'observable/File',
	software: 'observable/Software',
	countermeasure: 'core/UcoObject',
	account: 'observable/Account',
	wallet: 'observable/DigitalAccount',
	incident: 'core/Event',
	campaign: 'core/Event',
	offence: 'core/Event',
	observation: 'core/Event',
	indicator: 'core/UcoObject',
	document: 'core/UcoObject',
	concept: 'core/UcoObject',
	location: 'location/Location',
	case: 'investigation/Investigation',
	exhibit: 'core/Item'
};

/** A property of a facet whose value names one thing, and how it is read. */
export interface NamingProperty {
	facet: string;
	property: string;
	scheme: IdentifierScheme;
}

const naming = (scheme: IdentifierScheme, property: string, facet: string): NamingProperty => ({
	facet: `observable/${facet}`,
	property: `observable/${property}`,
	scheme
});

export const namingProperties: readonly NamingProperty[] = [
	naming('domain', 'value', 'DomainNameFacet'),
	naming('ip', 'addressValue', 'IPAddressFacet'),
	naming('ip', 'addressValue', 'IPv4AddressFacet'),
	naming('ip', 'addressValue', 'IPv6AddressFacet'),
	naming('url', 'fullValue', 'URLFacet'),
	naming('email', 'addressValue', 'EmailAddressFacet'),
	naming('mac', 'addressValue', 'MACAddressFacet'),
	naming('asn', 'number', 'AutonomousSystemFacet'),
	naming('phone', 'phoneNumber', 'PhoneAccountFacet')
];

/** Names of hash methods (`types/HashNameVocab`) without their signs. */
export const hashSchemes = {
	MD5: 'md5',
	SHA1: 'sha1',
	SHA256: 'sha256',
	SHA512: 'sha512'
} as const;

/** Words of `kindOfRelationship`, without case, space and sign; another is `RELATED_TO`, and is kept. */
const relationshipRows: readonly (readonly [ClaimType, string])[] = [
	['PART_OF', 'containedwithin, partof, locatedwithin, extractedfrom, attachmentof, mappedby'],
	['CONTROLS', 'owns, controls, hasaccount, hasdevice, hasemail, hasphone, operates'],
	['USES', 'uses'],
	['MEMBER_OF', 'memberof, employeeof, worksfor, hasrole'],
	['KNOWS', 'knows, friendof, contactof, relativeof, parentof, siblingof, marriedto'],
	['LOCATED_IN', 'locatedat, locatedin, residesat, address'],
	['RESOLVES_TO', 'resolvesto, resolvedto'],
	['HOSTED_ON', 'hostedon, hostedat'],
	['COMMUNICATED_WITH', 'communicateswith, connectedto, sentto, called'],
	['ALIAS_OF', 'aliasof, knownas'],
	['MET', 'met, metwith'],
	['DELIVERS', 'downloaded, dropped, delivers, drops'],
	['EXPLOITS', 'exploits'],
	['TARGETED', 'targets, targeted'],
	['HARMED', 'compromises, compromised, harmed'],
	['TRANSFERRED', 'transferredto'],
	['ATTRIBUTED_TO', 'attributedto, createdby, authoredby'],
	['MITIGATES', 'mitigates'],
	['DETECTS', 'detects'],
	['INDICATES', 'indicates'],
	['VARIANT_OF', 'variantof, copyof'],
	['REPLACED_BY', 'replacedby, revokedby'],
	['INVOLVED_IN', 'involvedin']
];

const relationships: ReadonlyMap<string, ClaimType> = new Map(
	relationshipRows.flatMap(([type, list]) => words(list).map((word) => [word, type] as const))
);
export const claimOfWord = (word: string): ClaimType =>
	relationships.get(word.toLowerCase().replace(/[^a-z]/g, '')) ?? 'RELATED_TO';

export interface PropertyClaim {
	type: ClaimType;
	/** The claim starts at what is named. */
	reversed?: true;
}

/** What a property that names another thing says; another is `RELATED_TO`, under its own word. */
const propertyClaims: Readonly<Record<string, PropertyClaim>> = {
	'action/performer': { type: 'ATTRIBUTED_TO' },
	'action/instrument': { type: 'USES' },
	'action/location': { type: 'LOCATED_IN' },
	'action/subaction': { type: 'PART_OF', reversed: true },
	'core/object': { type: 'PART_OF', reversed: true },
	'observable/owner': { type: 'CONTROLS', reversed: true },
	'observable/host': { type: 'HOSTED_ON' }
};
export const claimOfProperty = (property: string): PropertyClaim =>
	propertyClaims[property] ?? { type: 'RELATED_TO' };
