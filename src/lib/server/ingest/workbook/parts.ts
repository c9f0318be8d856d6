/** The parts of a workbook that its sheets are read by: what they are called, texts, formats (ECMA-376-1, 18). */
import { Malformed } from '#lib/domain/draft.ts';
import { xmlEvents } from '../xml.ts';
import { attributeOf, xmlParts, type XmlElement } from '../xml/elements.ts';
import type { Archive } from './archive.ts';
import { meaningOf, type Meaning } from './number-format.ts';

interface Asked {
	signal?: AbortSignal | undefined;
}

/** The elements of a part with this local name, each whole; a fault names the part. */
export async function* elementsIn(
	archive: Archive,
	part: string,
	locals: ReadonlySet<string>,
	{ signal }: Asked
): AsyncGenerator<XmlElement, void, undefined> {
	const events = xmlEvents(archive.bytes(part), signal ? { signal } : {});
	try {
		for await (const found of xmlParts(events, ({ local }) => locals.has(local))) {
			if (found.part === 'whole') yield found.element;
			if (found.part === 'refused')
				throw new Malformed(`line ${found.tag.line}`, `<${found.tag.local}>: ${found.reason}`);
		}
	} catch (error) {
		if (error instanceof Malformed && error.at.startsWith('line '))
			throw new Malformed(`${part}, ${error.at}`, error.reason);
		throw error;
	}
}

const local = (element: XmlElement, name: string): string | undefined =>
	element.attributes.find((attribute) => attribute.local === name)?.value;

/** Where a part's relationships stand, and what their targets are counted from (ECMA-376-2, 8.2). */
const folderOf = (part: string) => part.slice(0, part.lastIndexOf('/') + 1);
const relationsOf = (part: string) =>
	`${folderOf(part)}_rels/${part.slice(folderOf(part).length)}.rels`;

/** A target as a name in the archive; one that leads out of it stays what it is, and is not found. */
const resolved = (target: string, from: string): string => {
	const path = target.startsWith('/') ? target.slice(1) : folderOf(from) + target;
	const steps: string[] = [];
	for (const step of path.split('/')) {
		if (step === '..') steps.pop();
		else if (step !== '.') steps.push(step);
	}
	return steps.join('/');
};

interface Relation {
	id: string;
	/** The last part of its type: `worksheet`, `sharedStrings`. */
	kind: string;
	target: string;
	isOutside: boolean;
}

async function relations(archive: Archive, part: string, asked: Asked): Promise<Relation[]> {
	const found: Relation[] = [];
	const name = relationsOf(part);
	if (!archive.has(name)) return found;
	for await (const each of elementsIn(archive, name, new Set(['Relationship']), asked)) {
		const type = attributeOf(each, 'Type') ?? '';
		found.push({
			id: attributeOf(each, 'Id') ?? '',
			kind: type.slice(type.lastIndexOf('/') + 1),
			target: resolved(attributeOf(each, 'Target') ?? '', part),
			isOutside: attributeOf(each, 'TargetMode') === 'External'
		});
	}
	return found;
}

export interface Parts {
	/** Name of each sheet, and the part that holds it. */
	sheets: { name: string; part: string }[];
	strings: string | undefined;
	styles: string | undefined;
	/** Days are counted from 1904, as early Macintoshes did. */
	from1904: boolean;
	/** What the workbook has beyond values, in words. */
	flags: string[];
}

const truth = (value: string | undefined) => value === '1' || value === 'true';

/** What is in a workbook and never read, because only values are. */
function flagsOf({ names }: Archive): string[] {
	const any = (pattern: RegExp) => names.some((name) => pattern.test(name));
	return [
		...(any(/vbaproject\.bin$|\/macrosheets\//) ? ['it holds macros: they are not read'] : []),
		...(any(/\/externallinks\//)
			? ['it refers to other workbooks: the values kept from them are read as they stand']
			: []),
		...(any(/\/connections\.xml$|\/querytables\//)
			? ['it draws data from elsewhere: nothing is fetched']
			: []),
		...(any(/\/embeddings\//) ? ['other files are packed in it: they are not read'] : [])
	];
}

export async function partsOf(archive: Archive, asked: Asked): Promise<Parts> {
	const root = (await relations(archive, '', asked)).find(({ kind }) => kind === 'officeDocument');
	const part = root?.target ?? 'xl/workbook.xml';
	if (!archive.has(part))
		throw new Malformed('file', 'the archive holds no workbook (it has no xl/workbook.xml)');
	const related = await relations(archive, part, asked);
	const target = (kind: string) =>
		related.find((each) => each.kind === kind && !each.isOutside)?.target;
	const sheets: Parts['sheets'] = [];
	let from1904 = false;
	const wanted = new Set(['sheet', 'workbookPr']);
	for await (const each of elementsIn(archive, part, wanted, asked)) {
		if (each.local === 'workbookPr') from1904 = truth(attributeOf(each, 'date1904'));
		else {
			const found = related.find(
				({ id, kind }) => id === local(each, 'id') && kind === 'worksheet'
			);
			// A sheet that is one chart has no rows.
			if (found) sheets.push({ name: attributeOf(each, 'name') ?? '', part: found.target });
		}
	}
	return {
		sheets,
		strings: target('sharedStrings'),
		styles: target('styles'),
		from1904,
		flags: flagsOf(archive)
	};
}

const escaped = /_x([0-9A-Fa-f]{4})_/g;
/** Characters that XML cannot hold stand as `_x000D_` (ECMA-376-1, 22.9.2.19). */
const unescaped = (text: string) =>
	text.replace(escaped, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

/** The text of an `si` or `is`: its own and its runs', without how it is pronounced. */
export function textOf(element: XmlElement): string {
	const texts = element.children.flatMap((child) =>
		child.local === 't'
			? [child.text]
			: child.local === 'r'
				? child.children.filter((each) => each.local === 't').map(({ text }) => text)
				: []
	);
	return unescaped(texts.join(''));
}
export const plainText = unescaped;

/** Texts that cells refer to by number: the format forces them into memory, up to here. */
const mostStrings = { count: 4_000_000, characters: 128 * 1024 * 1024 } as const;

export async function stringsIn(archive: Archive, { strings }: Parts, asked: Asked) {
	const found: string[] = [];
	if (strings === undefined || !archive.has(strings)) return found;
	let characters = 0;
	for await (const each of elementsIn(archive, strings, new Set(['si']), asked)) {
		const text = textOf(each);
		characters += text.length;
		if (found.push(text) > mostStrings.count || characters > mostStrings.characters)
			throw new Malformed(
				strings,
				`the workbook has more than ${mostStrings.count} texts or ${mostStrings.characters} characters: save the sheet as CSV`
			);
	}
	return found;
}

/** What the numbers of cells of each style are. */
export async function stylesIn(archive: Archive, { styles }: Parts, asked: Asked) {
	const meanings: Meaning[] = [];
	if (styles === undefined || !archive.has(styles)) return meanings;
	const codes = new Map<number, string>();
	for await (const each of elementsIn(archive, styles, new Set(['numFmt', 'cellXfs']), asked)) {
		if (each.local === 'numFmt')
			codes.set(Number(attributeOf(each, 'numFmtId')), attributeOf(each, 'formatCode') ?? '');
		else
			for (const xf of each.children) {
				const id = Number(attributeOf(xf, 'numFmtId') ?? 0);
				meanings.push(meaningOf(id, codes.get(id)));
			}
	}
	return meanings;
}
