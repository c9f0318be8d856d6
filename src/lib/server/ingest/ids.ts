/**
 * Ids of what an import writes: keyed hashes with the instance's secret, so that the same input
 * gives the same ids here and tells nothing elsewhere. 22 characters of base64url (132 bits).
 */
import { createHmac, createHash } from 'node:crypto';

export type KeyedId = (...parts: readonly string[]) => string;

export const keyedIds =
	(secret: Buffer): KeyedId =>
	(...parts) =>
		createHmac('sha256', secret).update(parts.join('\u0000')).digest('base64url').slice(0, 22);

/** A short digest of content for "is this the same statement?"; stays inside the graph. */
export const digestOf = (content: unknown): string =>
	createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 16);
