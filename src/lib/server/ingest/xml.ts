/**
 * XML 1.0 as a stream of tags and texts, in memory bounded by one tag or one text. Well-formedness and
 * namespaces are checked by `saxes` (W3C XML 1.0, fifth edition; Namespaces in XML 1.0), which reads no
 * entity but the five that XML itself has. A document type declaration refuses the file: it is where entities
 * are declared, which expand without end (billion laughs) or fetch what the file names (XXE). Every refusal
 * names line and column, counted from 1. Comments and processing instructions are no content and are passed over.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { Malformed, type Place } from '#lib/domain/draft.ts';
import { decoded } from './xml/encoding.ts';

export interface XmlLimits {
	/** Elements inside each other. */
	depth: number;
	/** Attributes of one element. */
	attributes: number;
	/** Characters of one name. */
	name: number;
	/** Characters of one text, one comment or one whole tag. */
	text: number;
}

export const xmlLimits: Readonly<XmlLimits> = {
	depth: 256,
	attributes: 256,
	name: 1_000,
	text: 4 * 1024 * 1024
};

export interface XmlAttribute {
	/** As written: `viz:r`. */
	name: string;
	/** The name without its prefix. */
	local: string;
	value: string;
}

export interface XmlTag {
	/** As written: `viz:color`. */
	name: string;
	/** The name without its prefix. */
	local: string;
	/** The namespace it is bound to; empty where there is none. */
	uri: string;
	/** Declarations of namespaces are not among them. */
	attributes: XmlAttribute[];
	line: number;
	column: number;
}

export type XmlEvent =
	| { event: 'open'; tag: XmlTag }
	/** What stands between two tags, references resolved; a comment or a CDATA section cuts it. */
	| { event: 'text'; text: string; line: number; column: number }
	| { event: 'close' };

/** Where a tag or text begins, as remarks say it. */
export const placeOf = ({ line, column }: { line: number; column: number }): Place =>
	`line ${line}, column ${column}`;

/** Characters given to the parser at once: what goes beyond a limit is noticed this much later at most. */
const slice = 65_536;

const isDeclaration = ({ name, prefix }: { name: string; prefix: string }) =>
	name === 'xmlns' || prefix === 'xmlns';

class XmlReader {
	readonly #parser = new SaxesParser({ xmlns: true });
	#events: XmlEvent[] = [];
	/** Where the next tag, text or comment begins. */
	#begin = { line: 1, column: 1, position: 0 };
	#tagBegin = { line: 1, column: 1 };
	#depth = 0;
	#attributes = 0;
	/** Characters given to the parser. */
	#fed = 0;

	constructor(readonly limits: XmlLimits) {
		const parser = this.#parser;
		parser.on('error', (error) => this.#refuse(reasonOf(error)));
		parser.on('xmldecl', () => this.#ended());
		parser.on('doctype', () =>
			this.#refuse(
				'DOCTYPE: a document type declaration is not accepted, because entities could be declared in it',
				this.#begin
			)
		);
		parser.on('processinginstruction', () => this.#ended());
		// Called at its second dash, one character before its end.
		parser.on('comment', ({ length }) => {
			if (length > this.limits.text) this.#tooLong();
			this.#ended(1);
		});
		parser.on('cdata', (text) => {
			this.#text(text);
			this.#ended();
		});
		parser.on('text', (text) => {
			this.#text(text);
			// Called at the `<` that follows.
			this.#ended(-1);
		});
		parser.on('opentagstart', ({ name }) => this.#opening(name));
		parser.on('attribute', ({ name }) => this.#attribute(name));
		parser.on('opentag', (tag) => this.#open(tag));
		parser.on('closetag', () => {
			this.#depth--;
			this.#events.push({ event: 'close' });
			this.#ended();
		});
	}

	/** The events of each slice of a text. */
	*feed(text: string): Generator<XmlEvent[]> {
		for (let at = 0; at < text.length; at += slice) {
			const part = text.slice(at, at + slice);
			this.#parser.write(part);
			this.#fed += part.length;
			if (this.#fed - this.#begin.position > this.limits.text) this.#tooLong();
			yield this.#taken();
		}
	}

	end(): XmlEvent[] {
		this.#parser.close();
		return this.#taken();
	}

	#taken(): XmlEvent[] {
		const events = this.#events;
		this.#events = [];
		return events;
	}

	#refuse(reason: string, at: { line: number; column: number } = this.#here()): never {
		throw new Malformed(placeOf(at), reason);
	}

	/** The character that was read last. */
	#here() {
		return { line: this.#parser.line, column: Math.max(1, this.#parser.column) };
	}

	#ended(beyond = 0) {
		const { line, column, position } = this.#parser;
		this.#begin = { line, column: column + 1 + beyond, position };
	}

	#tooLong(): never {
		this.#refuse(
			`a text, tag or comment of more than ${this.limits.text} characters begins here`,
			this.#begin
		);
	}

	#text(text: string) {
		if (text.length > this.limits.text) this.#tooLong();
		const { line, column } = this.#begin;
		if (this.#depth > 0) this.#events.push({ event: 'text', text, line, column });
	}

	#opening(name: string) {
		const { line, column } = this.#begin;
		this.#tagBegin = { line, column };
		this.#attributes = 0;
		if (name.length > this.limits.name) this.#longName();
		if (++this.#depth > this.limits.depth)
			this.#refuse(`elements stand more than ${this.limits.depth} deep in each other`, this.#begin);
	}

	#attribute(name: string) {
		if (name.length > this.limits.name) this.#longName();
		if (++this.#attributes > this.limits.attributes)
			this.#refuse(`an element has more than ${this.limits.attributes} attributes`, this.#tagBegin);
	}

	#longName(): never {
		this.#refuse(`a name has more than ${this.limits.name} characters`, this.#tagBegin);
	}

	#open({ name, local, uri, attributes }: SaxesTagNS) {
		if (this.#parser.position - this.#begin.position > this.limits.text) this.#tooLong();
		const tag: XmlTag = {
			name,
			local,
			uri,
			attributes: Object.values(attributes)
				.filter((attribute) => !isDeclaration(attribute))
				.map(({ name, local, value }) => ({ name, local, value })),
			...this.#tagBegin
		};
		this.#events.push({ event: 'open', tag });
		this.#ended();
	}
}

/** Longer texts of the parser repeat what the file says. */
const longestReason = 120;

/** The parser's own words without the place before them, nor what they repeat of the file at length. */
function reasonOf({ message }: Error): string {
	const reason = message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
	return reason.length > longestReason ? `${reason.slice(0, longestReason)}…` : reason;
}

/**
 * The tags and texts of a document in order, some at a time. Throws `Malformed` where it is no well-formed XML,
 * or not UTF-8.
 */
export async function* xmlEvents(
	bytes: AsyncIterable<Uint8Array>,
	{ signal, ...limits }: Partial<XmlLimits> & { signal?: AbortSignal } = {}
): AsyncGenerator<XmlEvent[], void, undefined> {
	const reader = new XmlReader({ ...xmlLimits, ...limits });
	for await (const text of decoded(bytes)) {
		signal?.throwIfAborted();
		yield* reader.feed(text);
	}
	yield reader.end();
}
