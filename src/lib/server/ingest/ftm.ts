/**
 * FollowTheMoney 4.11: entities as JSON, one to a line (`entities.ftm.json`), in a list or inside each other
 * (`targets.nested.json`), and statements as JSON. Each entity is read by itself. Held are one entity and, of those
 * that were read, the id and a digest of what was said (some 100 bytes each): fragments of one entity that stand apart
 * would each take the place of the others.
 */
import type { Draft, Head, JsonObject, Place, Reader, Reading } from '#lib/domain/draft.ts';
import { unpacked } from './gunzip.ts';
import { digestOf } from './ids.ts';
import { jsonObjects, parseObject, type JsonElement } from './json-objects.ts';
import { entityOf, isId, type Inner } from './ftm/entity.ts';
import { draftsOf } from './ftm/drafts.ts';
import { Collected, isStatement, problemIn, subjectOf } from './ftm/statements.ts';
import { ownDrafts, ownReadings } from './own-statement.ts';
import { isObject, Remarks, shown } from './stix/object.ts';

const counted: Reading = { kind: 'read', count: 1 };
const idOf = ({ id }: JsonObject): string | null => (isId(id) ? id : null);
const refused = (at: Place, id: string | null, reason: string): Reading => ({
	kind: 'rejected',
	remark: { at, id, reason }
});

/** What our own export says whole beside the properties; a fault of it is a remark of the entity. */
function ownOf({ id, faisceau }: JsonObject, at: Place): Draft[] | undefined {
	if (!isObject(faisceau)) return undefined;
	return ownDrafts(faisceau.statements, new Remarks(at, isId(id) ? id : null));
}

class FtmFile {
	/** What was said under each id. */
	readonly #seen = new Map<string, string>();
	#collected: Collected | undefined;

	*element(element: JsonElement): Generator<Reading> {
		const { at, member } = element;
		if (member !== undefined) {
			const reason = `${member}: stands beside the entities and is not stored`;
			yield { kind: 'warning', remark: { at, id: null, reason } };
			return;
		}
		const parsed = parseObject(element);
		if ('problem' in parsed) {
			yield counted;
			yield refused(at, null, parsed.problem);
			return;
		}
		for (const reason of parsed.warnings)
			yield { kind: 'warning', remark: { at, id: idOf(parsed.object), reason } };
		const own = ownOf(parsed.object, at);
		if (own) {
			yield* this.end();
			yield counted;
			yield* ownReadings(own);
		} else if (isStatement(parsed.object)) yield* this.#statement(parsed.object, at);
		else {
			yield* this.end();
			yield* this.#entities(parsed.object, at);
		}
	}

	/** Hands on the entity whose statements were read last. */
	*end(): Generator<Reading> {
		const collected = this.#collected;
		this.#collected = undefined;
		if (!collected) return;
		const { at, id, unlike } = collected;
		if (unlike !== undefined) {
			const reason = `schema: ${shown(unlike)} beside one that it neither extends nor is extended by`;
			yield { kind: 'warning', remark: { at, id, reason } };
		}
		yield* this.#entities(collected.entity(), at);
	}

	*#statement(statement: JsonObject, at: Place): Generator<Reading> {
		const subject = subjectOf(statement);
		const id = isId(subject) ? subject : null;
		if (this.#collected && this.#collected.id !== id && id !== null) yield* this.end();
		const problem = problemIn(statement) ?? this.#collected?.full(statement);
		if (problem !== undefined || id === null) {
			yield counted;
			yield refused(at, id, problem ?? 'canonical_id: expected text');
			return;
		}
		this.#collected ??= new Collected(id, at);
		this.#collected.add(statement);
	}

	/** An entity and those inside it, each by itself. */
	*#entities(object: JsonObject, at: Place): Generator<Reading> {
		const waiting: (Partial<Inner> & { object: JsonObject })[] = [{ object }];
		for (let next = waiting.pop(); next; next = waiting.pop()) {
			yield counted;
			const read = entityOf(next.object, at);
			if ('problem' in read) {
				yield refused(at, idOf(next.object), read.problem);
				continue;
			}
			for (const inner of read.inner.reverse()) waiting.push(inner);
			const { parent, reverse } = next;
			const inside =
				parent !== undefined && reverse !== undefined ? { parent, reverse } : undefined;
			yield* this.#told(read.entity.id, draftsOf(read.entity, inside), read.entity.remarks);
		}
	}

	*#told(
		id: string,
		drafts: readonly Draft[],
		remarks: { at: Place; all(): { at: Place; id: string | null; reason: string }[] }
	): Generator<Reading> {
		const digest = digestOf(drafts.map((draft) => ({ ...draft, at: '' })));
		const before = this.#seen.get(id);
		if (before !== undefined && before !== digest) {
			const reason =
				'id: said before in this file, and otherwise; put the parts of one entity together';
			yield refused(remarks.at, id, `${reason} (ftm aggregate)`);
			return;
		}
		this.#seen.set(id, digest);
		for (const remark of remarks.all()) yield { kind: 'warning', remark };
		if (before === undefined) for (const draft of drafts) yield { kind: 'draft', draft };
	}
}

async function* read(
	bytes: AsyncIterable<Uint8Array>,
	{ signal }: { signal?: AbortSignal }
): AsyncGenerator<Reading, void, undefined> {
	const file = new FtmFile();
	for await (const element of jsonObjects(unpacked(bytes, { signal }), { signal }))
		yield* file.element(element);
	yield* file.end();
}

const roots = ['', '*.'] as const;
const entityKeys = ['id', 'schema', 'properties'] as const;
const statementKeys = ['prop', 'schema', 'value', 'dataset'] as const;

/** By what an entity has, or by what a statement has. No other format here has `schema` beside these. */
const recognises = ({ paths }: Head): boolean =>
	roots.some(
		(root) =>
			entityKeys.every((key) => paths.has(root + key)) ||
			(statementKeys.every((key) => paths.has(root + key)) &&
				['canonical_id', 'entity_id'].some((key) => paths.has(root + key)))
	);

export const ftm: Reader = { id: 'ftm', references: 'local', recognises, read };
