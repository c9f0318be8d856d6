/**
 * Statements of FollowTheMoney, one JSON object for each value of a property: put together to entities again. Those of
 * one entity stand together, as the package writes them; one is held at a time. Source: `Statement.to_dict` of the
 * package followthemoney. `external` is a candidate that nobody confirmed yet.
 */
import type { Json, JsonObject, Place } from '#lib/domain/draft.ts';
import { moreSpecific } from '#lib/domain/ftm-mapping.ts';
import { shown } from '../stix/object.ts';
import { isId } from './entity.ts';

/** What the package writes in the place of a property to say that the entity is there. */
const base = 'id';
/** Values of one entity that are held. */
const mostStatements = 100_000;
const mostCharacters = 16 * 1024 * 1024;

export const isStatement = (object: JsonObject): boolean =>
	'prop' in object &&
	'value' in object &&
	('canonical_id' in object || 'entity_id' in object) &&
	!('properties' in object);

export const subjectOf = ({ canonical_id: canonical, entity_id: entity }: JsonObject): Json =>
	canonical ?? entity ?? null;

/** Why a statement cannot be one, or nothing. */
export function problemIn(statement: JsonObject): string | undefined {
	const { prop, schema, value } = statement;
	const subject = subjectOf(statement);
	if (!isId(subject)) return `canonical_id: expected text, got ${shown(subject)}`;
	if (typeof prop !== 'string' || prop === '') return `prop: expected text, got ${shown(prop)}`;
	if (typeof schema !== 'string' || schema === '')
		return `schema: expected text, got ${shown(schema)}`;
	if (typeof value !== 'string') return `value: expected text, got ${shown(value)}`;
	return undefined;
}

const earliest = (a: string | undefined, b: Json | undefined) =>
	typeof b !== 'string' || (a !== undefined && a < b) ? a : b;
const latest = (a: string | undefined, b: Json | undefined) =>
	typeof b !== 'string' || (a !== undefined && a > b) ? a : b;

/** The statements of one entity. */
export class Collected {
	readonly #properties = new Map<string, Set<string>>();
	readonly #statements: JsonObject[] = [];
	readonly #datasets = new Set<string>();
	readonly #referents = new Set<string>();
	#schema: string | undefined;
	#first: string | undefined;
	#last: string | undefined;
	#characters = 0;
	#isExternal = true;
	/** Schemata of which neither extends the other. */
	unlike: string | undefined;

	constructor(
		readonly id: string,
		readonly at: Place
	) {}

	/** Why it takes no more. */
	full(statement: JsonObject): string | undefined {
		const size = this.#characters + String(statement.value).length;
		return this.#statements.length >= mostStatements || size > mostCharacters
			? `value: the entity has more than ${mostStatements} statements or ${mostCharacters} characters`
			: undefined;
	}

	add(statement: JsonObject): void {
		const { canonical_id: _canonical, entity_id: entity, ...rest } = statement;
		const [prop, value, schema] = [rest.prop, rest.value, rest.schema].map(String);
		if (prop === undefined || value === undefined || schema === undefined) return;
		this.#characters += JSON.stringify(statement).length;
		this.#take(schema);
		if (typeof rest.dataset === 'string') this.#datasets.add(rest.dataset);
		if (typeof entity === 'string' && entity !== this.id) this.#referents.add(entity);
		this.#first = earliest(this.#first, rest.first_seen);
		this.#last = latest(this.#last, rest.last_seen);
		if (rest.external !== true) this.#isExternal = false;
		this.#statements.push(statement);
		if (prop === base) return;
		this.#properties.set(prop, (this.#properties.get(prop) ?? new Set()).add(value));
	}

	#take(schema: string): void {
		const both = this.#schema === undefined ? schema : moreSpecific(this.#schema, schema);
		if (both === undefined) this.unlike ??= schema;
		else this.#schema = both;
	}

	/** The entity that the statements are about, with the statements themselves beside its properties. */
	entity(): JsonObject {
		const sorted = (values: Iterable<string>) => [...values].sort();
		return {
			id: this.id,
			schema: this.#schema ?? '',
			datasets: sorted(this.#datasets),
			referents: sorted(this.#referents),
			...(this.#first === undefined ? {} : { first_seen: this.#first }),
			...(this.#last === undefined ? {} : { last_seen: this.#last }),
			...(this.#isExternal ? { external: true } : {}),
			statements: this.#statements
				.map(({ canonical_id: _id, ...statement }) =>
					JSON.stringify(
						Object.fromEntries(Object.entries(statement).filter(([, value]) => value !== null))
					)
				)
				.sort()
				.map((statement) => JSON.parse(statement) as JsonObject),
			properties: Object.fromEntries(
				[...this.#properties].map(([prop, values]) => [prop, sorted(values)])
			)
		};
	}
}
