import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Malformed } from '#lib/domain/draft.ts';
import { xmlParts } from '#lib/server/ingest/xml/elements.ts';
import { rootOf } from '#lib/server/ingest/xml/root.ts';
import { xmlEvents, type XmlEvent } from '#lib/server/ingest/xml.ts';
import { pieces } from './xml-read.ts';

async function events(input: string | Uint8Array, length?: number, limits = {}) {
	const found: XmlEvent[] = [];
	for await (const some of xmlEvents(pieces(input, length), limits)) found.push(...some);
	return found;
}
/** Texts that touch are one: a comment or the end of a piece may cut them. */
const shape = (found: XmlEvent[]) =>
	found
		.map((event) =>
			event.event === 'open'
				? `<${event.tag.uri ? `{${event.tag.uri}}` : ''}${event.tag.local}${event.tag.attributes.map(({ name, value }) => ` ${name}=${JSON.stringify(value)}`).join('')}>`
				: event.event === 'close'
					? '</>'
					: event.text
		)
		.join('');

const refusal = async (input: string | Uint8Array, limits = {}) => {
	try {
		await events(input, 7, limits);
	} catch (error) {
		expect(error).toBeInstanceOf(Malformed);
		return (error as Malformed).message;
	}
	return 'read';
};

test('tags with their namespaces, attributes and texts, however the bytes are cut', async () => {
	const text = `<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- c --><a xmlns="urn:x" xmlns:v="urn:v" v:p="1&amp;&#x41;" q='"'>é&lt;<![CDATA[<b>&amp;]]><v:b/>\u{1f9ff}</a>\n`;
	const expected = `<{urn:x}a v:p="1&A" q="\\"">é<<b>&amp;<{urn:v}b></>\u{1f9ff}</>`;
	for (const length of [1, 2, 3, 5, 1000]) expect(shape(await events(text, length))).toBe(expected);
	expect(shape(await events(`\ufeff${text}`, 1))).toBe(expected);
});

test('each tag and each text knows where it begins', async () => {
	const text = '<?xml version="1.0"?>\n<a>\n  <b\n x="1"/>t<!-- \n --><c><![CDATA[é]]></c>\n</a>';
	const found = await events(text, 4);
	const places = found.flatMap((event) =>
		event.event === 'open'
			? [`${event.tag.name} ${event.tag.line}:${event.tag.column}`]
			: event.event === 'text' && event.text.trim()
				? [`${event.text} ${event.line}:${event.column}`]
				: []
	);
	expect(places).toEqual(['a 2:1', 'b 3:3', 't 4:9', 'c 5:5', 'é 5:8']);
});

describe('refused with its place', () => {
	const laughs = `<?xml version="1.0"?>\n<!DOCTYPE lolz [\n<!ENTITY lol "lol">\n<!ENTITY lol2 "&lol;&lol;">\n]>\n<lolz>&lol2;</lolz>`;
	test.each([
		[
			'billion laughs',
			laughs,
			'line 2, column 1: DOCTYPE: a document type declaration is not accepted'
		],
		[
			'a file fetched by an entity',
			'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
			'line 1, column 1: DOCTYPE'
		],
		[
			'an outer DTD',
			'<!-- c -->\n <!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd"><a/>',
			'line 2, column 2: DOCTYPE'
		],
		['an entity nobody declared', '<a>\n&x;</a>', 'line 2, column 3: undefined entity'],
		['an entity of HTML', '<a b="&nbsp;"/>', 'line 1, column 12: undefined entity'],
		['a property of every object as entity', '<a>&constructor;</a>', 'undefined entity'],
		['a character that is none', '<a>&#0;</a>', 'malformed character entity'],
		['NUL', '<a>\n \u0000</a>', 'line 2, column 2: disallowed character'],
		['nothing', '', 'document must contain a root element'],
		['only white space', ' \n ', 'document must contain a root element'],
		['text alone', 'a', 'text data outside of root node'],
		['a cut tag', '<a><b', 'line 1, column 5: unclosed tag: a'],
		['a cut element', '<a>\n<b>', 'line 2, column 3: unclosed tag'],
		['tags that cross', '<a><b></a></b>', 'unexpected close tag'],
		['two roots', '<a/><b/>', 'documents may contain only one root'],
		['an attribute twice', '<a b="1" b="2"/>', 'duplicate attribute'],
		['a prefix of nowhere', '<a>\n<viz:b/></a>', 'line 2, column 8: unbound namespace prefix'],
		[
			'Latin-1 by its name',
			'<?xml version="1.0" encoding="ISO-8859-1"?><a/>',
			'line 1, column 1: the XML declaration says ISO-8859-1; save the file as UTF-8'
		],
		[
			'UTF-16 by its name alone',
			'<?xml version="1.0" encoding="UTF-16"?><a/>',
			'the XML declaration says UTF-16'
		]
	])('%s', async (_name, input, expected) => {
		expect(await refusal(input)).toContain(expected);
	});

	test.each([
		[
			'UTF-16',
			Buffer.from('\ufeff<a/>', 'utf16le'),
			'the file is UTF-16 (little-endian); save it as UTF-8'
		],
		['EBCDIC', Uint8Array.of(0x4c, 0x6f, 0xa7, 0x94, 0x93), 'the file is EBCDIC'],
		[
			'Latin-1 without saying so',
			Buffer.from('<a>\n\xe9</a>', 'latin1'),
			'line 2, byte 4: byte 0xe9 is not UTF-8'
		],
		['half a character at the end', Buffer.from('<a/>é').subarray(0, 5), 'is not UTF-8'],
		[
			'US-ASCII that is none',
			Buffer.from('<?xml version="1.0" encoding="us-ascii"?>\n<a>é</a>'),
			'line 2, byte 45: the XML declaration says US-ASCII, and this byte is none'
		]
	])('%s', async (_name, input, expected) => {
		expect(await refusal(input)).toContain(expected);
	});

	test('a DTD that never ends', async () => {
		const endless = `<!DOCTYPE a [${'<!ENTITY x "y">'.repeat(100)}`;
		expect(await refusal(endless, { text: 500 })).toBe(
			'line 1, column 1: a text, tag or comment of more than 500 characters begins here'
		);
	});
});

describe('limits', () => {
	test.each([
		[
			'depth',
			`<a>${'\n<b>'.repeat(5)}`,
			{ depth: 4 },
			'line 5, column 1: elements stand more than 4 deep in each other'
		],
		[
			'attributes',
			`<a>\n<b ${Array.from({ length: 9 }, (_, i) => `x${i}="1"`).join(' ')}/></a>`,
			{ attributes: 8 },
			'line 2, column 1: an element has more than 8 attributes'
		],
		[
			'a long name',
			`<a><${'b'.repeat(50)}/></a>`,
			{ name: 49 },
			'line 1, column 4: a name has more than 49 characters'
		],
		[
			'a long name of an attribute',
			`<a ${'b'.repeat(50)}="1"/>`,
			{ name: 49 },
			'line 1, column 1: a name has more than 49 characters'
		],
		[
			'a long text',
			`<a>${'x'.repeat(300)}</a>`,
			{ text: 200 },
			'line 1, column 4: a text, tag or comment of more than 200'
		],
		[
			'a long text in CDATA',
			`<a><![CDATA[${'x'.repeat(300)}]]></a>`,
			{ text: 200 },
			'line 1, column 4: a text'
		],
		[
			'a long comment',
			`<a><!--${'x'.repeat(300)}--></a>`,
			{ text: 200 },
			'line 1, column 4: a text, tag or comment'
		],
		['a long value', `<a b="${'x'.repeat(300)}"/>`, { text: 200 }, 'a text, tag or comment']
	])('%s', async (_name, input, limits, expected) => {
		expect(await refusal(input, limits)).toContain(expected);
	});

	test('a million attributes, 100 000 elements deep, 500 MB of text: refused in bounded memory', async () => {
		async function* endless(head: string, piece: string, times: number) {
			yield Buffer.from(head);
			const chunk = Buffer.from(piece.repeat(1000));
			for (let i = 0; i < times; i++) yield chunk;
		}
		const end = async (bytes: AsyncIterable<Uint8Array>) => {
			try {
				for await (const some of xmlEvents(bytes)) expect(some.length).toBeLessThan(1e6);
			} catch (error) {
				return (error as Malformed).reason;
			}
			return 'read';
		};
		const before = process.memoryUsage().rss;
		let n = 0;
		async function* attributes() {
			yield Buffer.from('<a ');
			for (let i = 0; i < 1000; i++)
				yield Buffer.from(Array.from({ length: 1000 }, () => `x${n++}="1" `).join(''));
		}
		expect(await end(attributes())).toBe('an element has more than 256 attributes');
		expect(await end(endless('', '<a>', 100))).toBe(
			'elements stand more than 256 deep in each other'
		);
		expect(await end(endless('<a>', 'x'.repeat(500), 1000))).toContain(
			'more than 4194304 characters'
		);
		expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
	});
});

test('whole elements come with everything in them, and one that is too large alone is refused', async () => {
	const text = '<a><x><one>1</one><two n="2">t</two>\n u </x>stray<y/></a>';
	const parts = [];
	for await (const part of xmlParts(xmlEvents(pieces(text)), ({ local }) => local === 'x'))
		parts.push(part.part === 'whole' ? part.element : part.part);
	expect(parts[1]).toMatchObject({
		local: 'x',
		text: 'u',
		children: [
			{ local: 'one', text: '1' },
			{ local: 'two', attributes: [{ name: 'n', value: '2' }], text: 't' }
		]
	});
	expect(parts.filter((part) => typeof part === 'string')).toEqual([
		'open',
		'text',
		'open',
		'close',
		'close'
	]);
	const many = `<a><x>${'<b/>'.repeat(1001)}</x><x>1</x></a>`;
	const found = [];
	for await (const part of xmlParts(xmlEvents(pieces(many)), ({ local }) => local === 'x', {
		elements: 1000,
		characters: 1e6
	}))
		if (part.part === 'refused') found.push(part.reason);
		else if (part.part === 'whole') found.push(part.element.text);
	expect(found).toEqual(['it holds more than 1000 elements', '1']);
});

test.each([
	['<gexf version="1.3">', 'gexf'],
	['\ufeff<?xml version="1.0"?>\n<!-- <a> --><?x y?>\n<g:graphml xmlns:g="urn:g">', 'graphml'],
	['<!DOCTYPE graphml [<!ENTITY a ">">]> <graphml>', 'graphml'],
	['<!DOCTYPE graphml SYSTEM "a.dtd"><graphml>', 'graphml'],
	['{"a": "<graphml>"}', undefined],
	['', undefined],
	['<', undefined],
	['<!-- never ends <graphml>', undefined]
])('the root of %j is %s', (text, local) => {
	expect(rootOf({ text })?.local).toBe(local);
});

test('anything that is nearly XML is read or refused with a place, and nothing else is thrown', async () => {
	const bits = [
		'<a>',
		'</a>',
		'<a b="1">',
		'<b/>',
		'text',
		'&amp;',
		'&x;',
		'<!--',
		'-->',
		'<![CDATA[',
		']]>',
		'<!DOCTYPE a>',
		'<?x?>',
		'"',
		'\u0000',
		'\ud800',
		'<a xmlns:p="u">',
		'<p:a>'
	];
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.constantFrom(...bits), { maxLength: 12 }),
			fc.integer({ min: 1, max: 20 }),
			async (parts, length) => {
				try {
					await events(`<r>${parts.join('')}</r>`, length);
				} catch (error) {
					expect(error).toBeInstanceOf(Malformed);
					expect((error as Malformed).at).toMatch(/^line \d+, (?:column|byte) \d+$/);
				}
			}
		),
		{ numRuns: 300 }
	);
});
