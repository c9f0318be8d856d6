/**
 * Bank statements of ISO 20022: camt.053 (statement), and of the same shape camt.052 (report within a day) and camt.054
 * (notification of debits and credits), versions 02 to 13. Each account becomes a record, each transaction a claim of
 * money that passed from one account to another, each statement a document. One entry is held at a time, with the
 * references of the accounts that were met and of the claims of one statement (some 100 bytes for each of them).
 */
import {
	Malformed,
	type Head,
	type JsonObject,
	type Place,
	type Reader,
	type Reading
} from '#lib/domain/draft.ts';
import { messages, versions } from '#lib/domain/camt-mapping.ts';
import { flatten } from './camt/flat.ts';
import { Statement, type FileState } from './camt/statement.ts';
import { unpacked } from './gunzip.ts';
import { digestOf } from './ids.ts';
import { xmlParts, type XmlElement, type XmlPart } from './xml/elements.ts';
import { rootOf } from './xml/root.ts';
import { placeOf, xmlEvents, type XmlTag } from './xml.ts';

const namespace = /^urn:iso:std:iso:20022:tech:xsd:(camt\.05[234]\.001\.(\d\d))$/;
const lists: ReadonlySet<string> = new Set(Object.values(messages).map(({ list }) => list));
const wholeBeside = new Set(['GrpHdr', 'SplmtryData', 'AppHdr', 'Hdr', 'Header']);

const warning = (at: Place, reason: string): Reading => ({
	kind: 'warning',
	remark: { at, id: null, reason }
});

class CamtFile {
	readonly #file: FileState = { header: {}, handed: new Set(), saidLocal: false };
	#statement: Statement | undefined;
	#what: string | undefined;
	/** What the message says after its statements, and where. */
	readonly #after: JsonObject = {};
	#at: Place = '';

	*part(part: XmlPart): Generator<Reading> {
		if (part.part === 'open') yield* this.#open(part.tag);
		else if (part.part === 'close') yield* this.#close(part.tag);
		else if (part.part === 'whole') yield* this.#whole(part.element);
		else if (part.part === 'refused') yield* this.#refused(part.tag, part.reason);
		else
			yield warning(
				placeOf(part),
				`text: ${part.text.trim().length} characters where only elements belong are not stored`
			);
	}

	*#open(tag: XmlTag): Generator<Reading> {
		const message = Object.hasOwn(messages, tag.local) ? messages[tag.local] : undefined;
		if (tag.local === 'Document') yield* this.#version(tag);
		else if (message) this.#what = message.what;
		else if (lists.has(tag.local) && this.#what !== undefined)
			this.#statement = new Statement(this.#what, placeOf(tag), this.#file);
	}

	*#version(tag: XmlTag): Generator<Reading> {
		if (tag.uri === '') return;
		const [, name, version] = namespace.exec(tag.uri) ?? [];
		if (name === undefined)
			throw new Malformed(placeOf(tag), 'expected a message camt.052, camt.053 or camt.054');
		if (Number(version) < versions.first || Number(version) > versions.last)
			yield warning(
				placeOf(tag),
				`${name}: this version is not known; it is read like those from 02 to 13`
			);
		this.#file.header['message type'] = name;
	}

	*#close({ local }: XmlTag): Generator<Reading> {
		if (!lists.has(local) || !this.#statement) return;
		yield* this.#statement.end();
		this.#statement = undefined;
	}

	*#whole(element: XmlElement): Generator<Reading> {
		if (this.#statement) return yield* this.#statement.part(element);
		const isAfter = this.#what !== undefined && element.local !== 'GrpHdr';
		const into = isAfter ? this.#after : this.#file.header;
		flatten({ ...element, children: [element], attributes: [], text: '' }, into, []);
		if (isAfter) this.#at = placeOf(element);
	}

	*#refused(tag: XmlTag, reason: string): Generator<Reading> {
		if (this.#statement) yield* this.#statement.refused(placeOf(tag), `${tag.local}: ${reason}`);
		else yield warning(placeOf(tag), `${tag.local}: ${reason}`);
	}

	*end(): Generator<Reading> {
		if (this.#what === undefined)
			throw new Malformed('line 1, column 1', 'expected a message camt.052, camt.053 or camt.054');
		if (Object.keys(this.#after).length === 0) return;
		const attributes = { ...this.#file.header, ...this.#after };
		yield { kind: 'read', count: 1 };
		yield {
			kind: 'draft',
			draft: {
				draft: 'record',
				at: this.#at,
				ref: JSON.stringify(['message', digestOf(attributes)]),
				originalType: 'SplmtryData',
				kind: 'document',
				names: [`Supplementary data, ${this.#what.toLowerCase()}`],
				identifiers: [],
				markingRefs: [],
				granularMarkings: [],
				attributes
			}
		};
	}
}

function isWhole({ local }: XmlTag, around: readonly XmlTag[]): boolean {
	const parent = around.at(-1);
	if (parent && lists.has(parent.local)) return true;
	return around.length > 0 && wholeBeside.has(local);
}

async function* read(
	bytes: AsyncIterable<Uint8Array>,
	{ signal }: { signal?: AbortSignal }
): AsyncGenerator<Reading, void, undefined> {
	const file = new CamtFile();
	const events = xmlEvents(unpacked(bytes, { signal }), { signal });
	for await (const part of xmlParts(events, isWhole)) yield* file.part(part);
	yield* file.end();
}

/** By the namespace of the root, of an envelope's document, or by the message itself where there is no namespace. */
function recognises(head: Head): boolean {
	const root = rootOf(head);
	if (!root) return false;
	if (root.namespaces.some((uri) => namespace.test(uri))) return true;
	if (/["']urn:iso:std:iso:20022:tech:xsd:camt\.05[234]\.001\.\d\d["']/.test(head.text))
		return true;
	return (
		root.local === 'Document' && /<BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)[\s>]/.test(head.text)
	);
}

export const camt: Reader = { id: 'camt', references: 'local', recognises, read };
