/** A fictional extraction of a phone, as tools write CASE: facets inside objects and beside them, two prefixes, one action. */
import type { JsonObject } from '#lib/domain/draft.ts';

export const context: JsonObject = {
	kb: 'http://example.org/kb/',
	'case-investigation': 'https://ontology.caseontology.org/case/investigation/',
	'uco-action': 'https://ontology.unifiedcyberontology.org/uco/action/',
	'uco-core': 'https://ontology.unifiedcyberontology.org/uco/core/',
	'uco-identity': 'https://ontology.unifiedcyberontology.org/uco/identity/',
	'uco-location': 'https://ontology.unifiedcyberontology.org/uco/location/',
	'uco-marking': 'https://ontology.unifiedcyberontology.org/uco/marking/',
	'uco-observable': 'https://ontology.unifiedcyberontology.org/uco/observable/',
	'uco-tool': 'https://ontology.unifiedcyberontology.org/uco/tool/',
	'uco-types': 'https://ontology.unifiedcyberontology.org/uco/types/',
	xsd: 'http://www.w3.org/2001/XMLSchema#'
};

const ref = (id: string) => ({ '@id': `kb:${id}` });
const time = (value: string) => ({ '@type': 'xsd:dateTime', '@value': value });

export const nodes: JsonObject[] = [
	{
		'@id': 'kb:marking-1',
		'@type': 'uco-marking:MarkingDefinition',
		'uco-marking:definitionType': 'statement',
		'uco-marking:definition': {
			'@id': 'kb:statement-1',
			'@type': 'uco-marking:StatementMarking',
			'uco-marking:definitionType': 'statement',
			'uco-marking:statement': 'TLP:AMBER+STRICT PAP:RED H1'
		}
	},
	{
		'@id': 'kb:investigation-1',
		'@type': 'case-investigation:Investigation',
		'uco-core:name': 'Operation Lantern',
		'case-investigation:focus': 'Fuel fraud',
		'uco-core:object': [ref('person-1'), ref('phone-1')]
	},
	{
		'@id': 'kb:person-1',
		'@type': 'uco-identity:Person',
		'uco-core:objectMarking': ref('marking-1'),
		'uco-core:createdBy': ref('unit-1'),
		'uco-core:modifiedTime': time('2026-02-03T04:05:06+01:00'),
		'uco-core:hasFacet': [
			{
				'@id': 'kb:name-facet-1',
				'@type': 'uco-identity:SimpleNameFacet',
				'uco-identity:givenName': 'Alma',
				'uco-identity:familyName': 'Corland'
			},
			{ '@type': 'uco-core:ConfidenceFacet', 'uco-core:confidence': 70 }
		]
	},
	{
		'@id': 'kb:unit-1',
		'@type': 'uco-identity:Organization',
		'uco-core:name': 'Belmark forensics'
	},
	{
		'@id': 'kb:phone-1',
		'@type': 'uco-observable:MobilePhone',
		'uco-core:hasFacet': {
			'@id': 'kb:device-facet-1',
			'@type': 'uco-observable:DeviceFacet',
			'uco-observable:model': 'Pelican 4',
			'uco-observable:serialNumber': 'SN-0042'
		}
	},
	{
		'@id': 'kb:account-1',
		'@type': 'uco-observable:PhoneAccount',
		'uco-core:hasFacet': [ref('phone-facet-1')]
	},
	{
		'@id': 'kb:phone-facet-1',
		'@type': 'uco-observable:PhoneAccountFacet',
		'uco-observable:phoneNumber': '+33 1 99 00 12 34'
	},
	{
		'@id': 'kb:account-2',
		'@type': 'uco-observable:EmailAddress',
		'uco-core:hasFacet': [
			{
				'@type': 'uco-observable:EmailAddressFacet',
				'uco-observable:addressValue': 'Desk@Vellmoor.example'
			}
		]
	},
	{
		'@id': 'kb:message-1',
		'@type': 'uco-observable:Message',
		'uco-core:hasFacet': [
			{
				'@type': 'uco-observable:MessageFacet',
				'uco-observable:from': ref('account-1'),
				'uco-observable:to': [ref('account-2')],
				'uco-observable:messageText': 'At the quay, as always',
				'uco-observable:sentTime': time('2026-01-04T05:06:07Z')
			}
		]
	},
	{
		'@id': 'kb:file-1',
		'@type': 'uco-observable:File',
		'uco-core:hasFacet': [
			{
				'@type': 'uco-observable:FileFacet',
				'uco-observable:fileName': 'ledger.ods',
				'uco-observable:sizeInBytes': 4711
			},
			{
				'@type': 'uco-observable:ContentDataFacet',
				'uco-observable:dataPayload': 'c2VjcmV0',
				'uco-observable:hash': [
					{
						'@id': 'kb:hash-1',
						'@type': 'uco-types:Hash',
						'uco-types:hashMethod': { '@type': 'xsd:string', '@value': 'SHA-256' },
						'uco-types:hashValue': { '@type': 'xsd:hexBinary', '@value': 'AB'.repeat(32) }
					}
				]
			}
		]
	},
	{
		'@id': 'kb:place-1',
		'@type': 'uco-location:Location',
		'uco-core:name': 'The quay',
		'uco-core:hasFacet': [
			{
				'@type': 'uco-location:LatLongCoordinatesFacet',
				'uco-location:latitude': { '@type': 'xsd:decimal', '@value': '51.25' },
				'uco-location:longitude': { '@type': 'xsd:decimal', '@value': '-3.5' }
			}
		]
	},
	{
		'@id': 'kb:tool-1',
		'@type': 'uco-tool:Tool',
		'uco-core:name': 'Extractor',
		'uco-tool:version': '9.1'
	},
	{
		'@id': 'kb:action-1',
		'@type': 'case-investigation:InvestigativeAction',
		'uco-core:name': 'Extraction',
		'uco-action:startTime': time('2026-02-01T08:00:00Z'),
		'uco-action:endTime': time('2026-02-01T09:30:00Z'),
		'uco-action:performer': ref('unit-1'),
		'uco-action:instrument': ref('tool-1'),
		'uco-action:location': [ref('place-1')],
		'uco-action:object': [ref('phone-1')],
		'uco-action:result': [ref('provenance-1')]
	},
	{
		'@id': 'kb:provenance-1',
		'@type': 'case-investigation:ProvenanceRecord',
		'case-investigation:exhibitNumber': 'EX-7',
		'uco-core:description': 'Image of the phone',
		'uco-core:object': [ref('file-1'), ref('message-1')]
	},
	{
		'@id': 'kb:relationship-1',
		'@type': 'uco-observable:ObservableRelationship',
		'uco-core:source': ref('file-1'),
		'uco-core:target': ref('phone-1'),
		'uco-core:kindOfRelationship': 'Contained_Within',
		'uco-core:isDirectional': true
	},
	{
		'@id': 'kb:relationship-2',
		'@type': 'uco-core:Relationship',
		'uco-core:source': [ref('person-1')],
		'uco-core:target': ref('place-1'),
		'uco-core:kindOfRelationship': 'Sheltered_At',
		'uco-core:startTime': time('2026-01-01T00:00:00Z'),
		'uco-core:isDirectional': true,
		'uco-core:objectMarking': [ref('marking-1')]
	}
];

export const caseFile = (graph: JsonObject[] = nodes, more: JsonObject = {}): string =>
	JSON.stringify({ '@context': context, '@graph': graph, ...more }, null, 1);
