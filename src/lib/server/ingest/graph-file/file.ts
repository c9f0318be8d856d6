/**
 * One graph file while it is read: nodes and edges become readings as they come, edges as soon as both their
 * nodes are there. Two edges that say the same are two edges: those without an id are numbered by what they say.
 */
import {
	Malformed,
	type ClaimDraft,
	type Draft,
	type JsonObject,
	type Reading
} from '#lib/domain/draft.ts';
import { digestOf } from '../ids.ts';
import { ownReadings } from '../own-statement.ts';
import type { Remarks } from '../stix/object.ts';
import { claimOf, labelOf, recordOf, type FileSays } from './drafts.ts';
import { Ends, type Between } from './ends.ts';
import { markingInWords, saysMarking, stricter } from './marking.ts';
import { ownEdge, ownNode } from './statements.ts';
import type { GraphEdge, GraphNode } from './thing.ts';

export class GraphFile {
	readonly says: FileSays = { marking: { handling: [] }, own: { node: false, edge: false } };
	readonly #ends = new Ends();
	/** How many edges without an id said the same so far, by a digest: 100 bytes for each. */
	readonly #alike = new Map<string, number>();
	#begun = false;
	#saidFictional = false;

	/** A text about the whole file. A marking that comes after what it marks could not be kept, so it is refused. */
	*about(text: string, at: string): Generator<Reading> {
		const marking = markingInWords(text);
		if (saysMarking(marking)) {
			if (this.#begun)
				throw new Malformed(
					at,
					'a marking of the whole file stands after nodes or edges; put it before them'
				);
			this.says.marking = stricter(this.says.marking, marking);
		}
		if (/\bFICTIONAL\b/.test(text) && !this.#saidFictional) {
			this.#saidFictional = true;
			yield {
				kind: 'warning',
				remark: {
					at,
					id: null,
					reason:
						'the file says that something in it is fictional: only an import as demonstration keeps that apart'
				}
			};
		}
	}

	*node(node: GraphNode): Generator<Reading> {
		this.#begun = true;
		yield { kind: 'read', count: 1 };
		if (node.id === '') return yield* rejected(node.remarks, 'id: a node without an id');
		if (this.#ends.has(node.id))
			return yield* rejected(node.remarks, 'id: another node of this file has the same');
		const own = this.says.own.node ? ownNode(node) : undefined;
		if (own) return yield* this.#ownNode(node, own);
		const read = recordOf(node, this.says);
		if ('problem' in read) return yield* rejected(node.remarks, read.problem);
		const waited = this.#ends.add(node.id, labelOf(node));
		yield* remarked(node.remarks);
		yield { kind: 'draft', draft: read.draft };
		for (const between of waited) yield* this.#between(between);
	}

	/** Other edges may end here, so its number stands for its first record. */
	*#ownNode(node: GraphNode, own: readonly Draft[]): Generator<Reading> {
		const [first] = own;
		const waited = this.#ends.add(
			node.id,
			labelOf(node),
			first && 'ref' in first ? first.ref : undefined
		);
		yield* remarked(node.remarks);
		yield* ownReadings(own);
		for (const between of waited) yield* this.#between(between);
	}

	*edge(edge: GraphEdge): Generator<Reading> {
		this.#begun = true;
		yield { kind: 'read', count: 1 };
		for (const end of ['source', 'target'] as const)
			if (edge[end] === '')
				return yield* rejected(edge.remarks, `${end}: an edge without a ${end}`);
		const own = this.says.own.edge ? ownEdge(edge) : undefined;
		if (own) {
			yield* remarked(edge.remarks);
			return yield* ownReadings(own);
		}
		const read = claimOf(edge, this.says);
		if ('problem' in read) return yield* rejected(edge.remarks, read.problem);
		yield* remarked(edge.remarks);
		yield* this.#between({ ...edge, claim: { ...read.claim, ref: this.#refOf(edge, read.claim) } });
	}

	/** That a node stands inside another, by their ids. */
	*partOf(
		child: string,
		parent: string,
		{ at, word }: { at: string; word: string }
	): Generator<Reading> {
		const { marking } = this.says;
		yield { kind: 'read', count: 1 };
		yield* this.#between({
			source: child,
			target: parent,
			at,
			claim: {
				draft: 'claim',
				at,
				ref: JSON.stringify(['part-of', word]),
				originalType: word,
				type: 'PART_OF',
				from: '',
				to: '',
				markingRefs: [],
				...(marking.tlp ? { tlp: marking.tlp } : {}),
				...(marking.pap ? { pap: marking.pap } : {}),
				...(marking.handling.length ? { handling: marking.handling } : {}),
				attributes: {}
			}
		});
	}

	/** What the file says of itself, as a document; nothing where it says nothing. */
	*itself(at: string, name: string, attributes: JsonObject): Generator<Reading> {
		if (Object.keys(attributes).length === 0) return;
		const { marking } = this.says;
		yield { kind: 'read', count: 1 };
		yield {
			kind: 'draft',
			draft: {
				draft: 'record',
				at,
				ref: JSON.stringify(['graph', digestOf(attributes)]),
				originalType: 'graph',
				kind: 'document',
				names: [name],
				identifiers: [],
				markingRefs: [],
				granularMarkings: [],
				...(marking.tlp ? { tlp: marking.tlp } : {}),
				...(marking.pap ? { pap: marking.pap } : {}),
				...(marking.handling.length ? { handling: marking.handling } : {}),
				attributes
			}
		};
	}

	/** What speaks of nodes that never came is refused. */
	*end(): Generator<Reading> {
		for (const { at, missing } of this.#ends.left())
			yield {
				kind: 'rejected',
				remark: {
					at,
					id: null,
					reason: `${missing}: no node of this file that could be read has this id`
				}
			};
	}

	*#between(between: Between): Generator<Reading> {
		const claim = this.#ends.resolve(between);
		if (claim)
			yield {
				kind: 'draft',
				draft: claim.draft,
				...(claim.global.length ? { global: claim.global } : {})
			};
		else
			this.#ends.wait({
				source: between.source,
				target: between.target,
				at: between.at,
				claim: between.claim
			});
	}

	#refOf({ id, source, target }: GraphEdge, claim: ClaimDraft): string {
		const digest = digestOf({ ...claim, at: '', source, target });
		if (id !== undefined) return JSON.stringify(['edge', id, digest]);
		const number = (this.#alike.get(digest) ?? 0) + 1;
		this.#alike.set(digest, number);
		return JSON.stringify(['edge', digest, number]);
	}
}

function* rejected(remarks: Remarks, reason: string): Generator<Reading> {
	yield { kind: 'rejected', remark: { at: remarks.at, id: null, reason } };
}

function* remarked(remarks: Remarks): Generator<Reading> {
	for (const remark of remarks.all()) yield { kind: 'warning', remark };
}
