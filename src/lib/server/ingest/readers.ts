/** The formats that can be read, in the order they are tried. Adding one is one file and one line. */
import type { Reader } from '#lib/domain/draft.ts';
import { stix } from './stix.ts';

export const readers: readonly Reader[] = [stix];

/** The format of these first bytes (4 KiB are enough), or undefined when none is recognised. */
export const readerFor = (head: Uint8Array): Reader | undefined =>
	readers.find((reader) => reader.recognises(head));
