/** Properties as the store and the journal hand them back: of no type until they are looked at. */
import type { JsonObject } from '#lib/domain/draft.ts';

/** A record, and the entity that it describes. */
export interface Located {
	id: string;
	entity: string;
}

/** Empty where there is none. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const texts = (value: unknown): string[] =>
	Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

/** What a change of the journal keeps of before. */
export const parse = (json: string): JsonObject => JSON.parse(json) as JsonObject;
