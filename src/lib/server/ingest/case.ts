/**
 * CASE and UCO as JSON-LD: an object with `@context` and `@graph`. Nodes name each other and the context may stand
 * last, so they are held until the file ends, up to `mostHeld`; what this program wrote whole is handed on as it comes.
 */
import {
	Malformed,
	type Head,
	type Json,
	type JsonObject,
	type Reader,
	type Reading
} from '#lib/domain/draft.ts';
import { abuseAmong, claimDrafts, recordDrafts, refOf } from './case/drafts.ts';
import type { Nodes } from './case/marking.ts';
import { isMarking, isPart, isRelationship, nodeOf, prefixesOf, type Node } from './case/node.ts';
import { unpacked } from './gunzip.ts';
import { parse } from './json-syntax.ts';
import { parseObject, type JsonElement } from './json-objects.ts';
import { walkJson, type Shape, type Step } from './json-walk.ts';
import { ownDraftsOf, ownReadings } from './own-statement.ts';
import { Remarks } from './stix/object.ts';

/** Bytes of nodes that are held before the end of a file. */
export const mostHeld = 256 * 1024 * 1024;

const shape: Shape = { members: { '@graph': { list: {} } } };
const counted: Reading = { kind: 'read', count: 1 };
const ownWord = 'faisceau:statement';

const refused = (at: string, id: string | null, reason: string): Reading => ({
	kind: 'rejected',
	remark: { at, id, reason }
});

class CaseFile {
	readonly #held: { object: JsonObject; at: string }[] = [];
	readonly #mostHeld: number;
	#context: Json | undefined;
	#bytes = 0;
	#index = 0;
	#inGraph = false;
	#hasGraph = false;

	constructor(bounds: { mostHeld: number }) {
		this.#mostHeld = bounds.mostHeld;
	}

	*take(step: Step): Generator<Reading> {
		if (step.step === 'list') {
			this.#inGraph = true;
			this.#hasGraph = true;
		} else if (step.step === 'end') this.#inGraph = false;
		else if (step.step === 'value') {
			if (this.#inGraph) yield* this.#node(step.element, step.size);
			else yield* this.#member(step.key ?? '', step.element);
			if (step.problem !== undefined) throw new Malformed(`line ${step.line}`, step.problem);
		} else if (step.problem !== undefined) throw new Malformed(`line ${step.line}`, step.problem);
	}

	*#member(key: string, element: JsonElement): Generator<Reading> {
		const { at, content } = element;
		if (key === '@context' && 'text' in content) {
			this.#context = parse(content.text, element);
			return;
		}
		// What our own export says of the whole file stands in each of its nodes.
		if (key === 'faisceau:marking') return;
		const name = /^[@\w:-]{1,60}$/.test(key) ? key : 'a member';
		const reason = `${name}: stands beside the graph and is not stored`;
		yield { kind: 'warning', remark: { at, id: null, reason } };
	}

	*#node(element: JsonElement, size: number): Generator<Reading> {
		yield counted;
		const at = `@graph[${this.#index++}], line ${element.line}`;
		const parsed = parseObject(element);
		if ('problem' in parsed) {
			yield refused(at, null, parsed.problem);
			return;
		}
		const { object, warnings } = parsed;
		const id = typeof object['@id'] === 'string' ? object['@id'].slice(0, 300) : null;
		for (const reason of warnings) yield { kind: 'warning', remark: { at, id, reason } };
		const said = object[ownWord];
		if (typeof said === 'string') {
			const remarks = new Remarks(at, id);
			const own = ownDraftsOf(said, remarks);
			for (const remark of remarks.all()) yield { kind: 'warning', remark };
			if (own) {
				yield* ownReadings(own);
				return;
			}
		}
		this.#bytes += size;
		if (this.#bytes > this.#mostHeld)
			throw new Malformed(at, `the graph is larger than ${this.#mostHeld} bytes; divide it`);
		this.#held.push({ object, at });
	}

	*end(): Generator<Reading> {
		if (!this.#hasGraph) throw new Malformed('file', '@graph: expected a list of objects');
		const prefixes = prefixesOf(this.#context);
		const nodes = this.#held.map(({ object, at }) => nodeOf(object, at, prefixes));
		const byId = new Map<string, Node>();
		for (const node of nodes)
			if (node.id !== undefined && !byId.has(node.id)) byId.set(node.id, node);
		const abuse = abuseAmong(nodes);
		const known: Nodes = {
			prefixes,
			get: (id) => byId.get(id),
			isAbuse: (node) => abuse.has(refOf(node))
		};
		for (const node of nodes) {
			const again = node.id !== undefined && byId.get(node.id) !== node;
			if (again)
				yield refused(node.at, node.id ?? null, '@id: another object of this file has the same');
			else yield* read(node, known);
		}
	}
}

function* read(node: Node, nodes: Nodes): Generator<Reading> {
	// They are read where they are named.
	if (isPart(node) || isMarking(node)) return;
	const remarks = new Remarks(node.at, node.id ?? null);
	const verdict = isRelationship(node)
		? claimDrafts(node, nodes, remarks)
		: recordDrafts(node, nodes, remarks);
	if ('rejected' in verdict) {
		yield refused(node.at, node.id ?? null, verdict.rejected);
		return;
	}
	for (const remark of remarks.all()) yield { kind: 'warning', remark };
	for (const draft of verdict.drafts) yield { kind: 'draft', draft };
}

async function* readFile(
	bytes: AsyncIterable<Uint8Array>,
	{ signal }: { signal?: AbortSignal },
	bounds = { mostHeld }
): AsyncGenerator<Reading, void, undefined> {
	const file = new CaseFile(bounds);
	for await (const step of walkJson(unpacked(bytes, { signal }), shape, { signal }))
		yield* file.take(step);
	yield* file.end();
}

/** By the keys of JSON-LD, and a word of either ontology: STIX and others have neither. */
const recognises = ({ paths, text }: Head): boolean =>
	(paths.has('@graph') || paths.has('@context')) &&
	/unifiedcyberontology\.org|caseontology\.org|"(?:uco|case)-[a-z]+:/.test(text);

export const caseUco: Reader = { id: 'case', references: 'local', recognises, read: readFile };
