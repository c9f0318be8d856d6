/** Small ZIP archives written by hand, so that what no honest program writes can be written too. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface Packed {
	name: string;
	content: string | Buffer;
	/** Bytes that its directory says it unpacks to, in place of the true number. */
	says?: number;
	/** Mode of a Unix file: 0o120777 is a link. */
	mode?: number;
	flags?: number;
}

function local(name: Buffer, { crc, data, size, flags }: Written): Buffer {
	const head = Buffer.alloc(30);
	head.writeUInt32LE(0x04034b50, 0);
	head.writeUInt16LE(20, 4);
	head.writeUInt16LE(flags, 6);
	head.writeUInt16LE(8, 8);
	head.writeUInt32LE(crc, 14);
	head.writeUInt32LE(data.length, 18);
	head.writeUInt32LE(size, 22);
	head.writeUInt16LE(name.length, 26);
	return Buffer.concat([head, name, data]);
}

interface Written {
	crc: number;
	data: Buffer;
	size: number;
	flags: number;
}

function directory(name: Buffer, written: Written, more: { at: number; mode: number }): Buffer {
	const entry = Buffer.alloc(46);
	entry.writeUInt32LE(0x02014b50, 0);
	entry.writeUInt16LE(0x0314, 4);
	entry.writeUInt16LE(20, 6);
	entry.writeUInt16LE(written.flags, 8);
	entry.writeUInt16LE(8, 10);
	entry.writeUInt32LE(written.crc, 16);
	entry.writeUInt32LE(written.data.length, 20);
	entry.writeUInt32LE(written.size, 24);
	entry.writeUInt16LE(name.length, 28);
	entry.writeUInt32LE((more.mode << 16) >>> 0, 38);
	entry.writeUInt32LE(more.at, 42);
	return Buffer.concat([entry, name]);
}

export function zip(entries: readonly Packed[]): Buffer {
	const [files, listed]: [Buffer[], Buffer[]] = [[], []];
	let at = 0;
	for (const { name, content, says, mode = 0o100644, flags = 0 } of entries) {
		const bytes = Buffer.from(content as string);
		const written = {
			crc: crc32(bytes),
			data: deflateRawSync(bytes),
			size: says ?? bytes.length,
			flags
		};
		const file = local(Buffer.from(name), written);
		files.push(file);
		listed.push(directory(Buffer.from(name), written, { at, mode }));
		at += file.length;
	}
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(Math.min(entries.length, 0xffff), 8);
	end.writeUInt16LE(Math.min(entries.length, 0xffff), 10);
	end.writeUInt32LE(Buffer.concat(listed).length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...files, ...listed, end]);
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006/relationships';
const relation = (id: string, kind: string, target: string) =>
	`<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`;

export interface Book {
	/** Content of `sheetData`, by the name of the sheet. */
	sheets: Record<string, string>;
	strings?: readonly string[];
	/** Format codes of styles 1, 2, 3 …; a number is one that is built in. */
	formats?: readonly (string | number)[];
	date1904?: boolean;
	more?: readonly Packed[];
	/** Stands before the root of the first sheet. */
	prologue?: string;
}

export function workbook(book: Book): Buffer {
	const { sheets, strings = [], formats = [], date1904, more = [], prologue = '' } = book;
	const names = Object.keys(sheets);
	const codes = formats.map((format, i) => (typeof format === 'number' ? format : 164 + i));
	return zip([
		{
			name: '_rels/.rels',
			content: `<Relationships xmlns="${packages}">${relation('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>`
		},
		{
			name: 'xl/workbook.xml',
			content: `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="s${i}"/>`).join('')}</sheets></workbook>`
		},
		{
			name: 'xl/_rels/workbook.xml.rels',
			content: `<Relationships xmlns="${packages}">${names.map((_, i) => relation(`s${i}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('')}${relation('t', 'sharedStrings', 'sharedStrings.xml')}${relation('f', 'styles', 'styles.xml')}</Relationships>`
		},
		{
			name: 'xl/sharedStrings.xml',
			content: `<sst xmlns="${main}">${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`
		},
		{
			name: 'xl/styles.xml',
			content: `<styleSheet xmlns="${main}"><numFmts>${formats.map((format, i) => (typeof format === 'string' ? `<numFmt numFmtId="${164 + i}" formatCode="${format.replaceAll('"', '&quot;')}"/>` : '')).join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${codes.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`
		},
		...names.map((name, i) => ({
			name: `xl/worksheets/sheet${i + 1}.xml`,
			content: `<?xml version="1.0" encoding="UTF-8"?>${i === 0 ? prologue : ''}<worksheet xmlns="${main}"><sheetData>${sheets[name] ?? ''}</sheetData></worksheet>`
		})),
		...more
	]);
}
