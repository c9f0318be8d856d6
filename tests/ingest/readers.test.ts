import { expect, test } from 'vitest';
import { formats } from '#lib/domain/formats.ts';
import { headOf } from '#lib/server/ingest/head.ts';
import { readerFor, readers } from '#lib/server/ingest/readers.ts';

test('what the pages offer is what is read, in the order it is tried', () => {
	expect(readers.map(({ id }) => id)).toEqual([...formats]);
});

test.each([
	['stix', '{"type":"bundle","objects":[]}'],
	['stix', '[{"type":"malware"}]'],
	['misp', '{"Event":{"uuid":"a","Attribute":[]}}'],
	['misp', '{"response":[{"Event":{"info":"a","threat_level_id":"1"}}]}'],
	['misp', '[{"Event":{"info":"a","Orgc":{}}}]'],
	['misp', '{"info":"a","uuid":"b","Orgc":{},"published":true}'],
	['ftm', '{"id":"a","schema":"Person","properties":{"name":["A"]}}\n'],
	['ftm', '{"canonical_id":"a","prop":"name","schema":"Person","value":"A","dataset":"b"}\n'],
	['veris', '{"action":{},"actor":{},"incident_id":"a"}'],
	['veris', '[{"incident_id":"a","schema_version":"1.4.0","victim":{}}]'],
	[
		'case',
		'{"@context":{"uco-core":"https://ontology.unifiedcyberontology.org/uco/core/"},"@graph":[]}'
	],
	['case', '{"@graph":[{"@type":"uco-core:Event"}],"@context":{}}'],
	['table', 'a;b\n1;2\n'],
	['table', 'a\tb\n1\t2\n'],
	['graphml', '<?xml version="1.0"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns"/>'],
	['gexf', '<gexf xmlns="http://gexf.net/1.3" version="1.3"/>'],
	[
		'camt',
		'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
	],
	[undefined, '<html>'],
	[undefined, 'only words'],
	[undefined, '']
])('%s: %s', (format, text) => {
	expect(readerFor(headOf(Buffer.from(text)))?.id).toBe(format);
	expect(readerFor(headOf(Buffer.from(`\ufeff${text}`)))?.id).toBe(format);
});
