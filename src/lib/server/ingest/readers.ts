/**
 * The formats that can be read, in the order they are tried: what is told by more comes first. Adding one
 * is one file, one line, and one word in `domain/formats.ts`.
 */
import type { Head, Reader } from '#lib/domain/draft.ts';
import { camt } from './camt.ts';
import { caseUco } from './case.ts';
import { ftm } from './ftm.ts';
import { gexf } from './gexf.ts';
import { graphml } from './graphml.ts';
import { matrix } from './matrix.ts';
import { misp } from './misp.ts';
import { stix } from './stix.ts';
import { table } from './table.ts';
import { text } from './text.ts';
import { veris } from './veris.ts';

export const readers: readonly Reader[] = [
	misp,
	ftm,
	veris,
	caseUco,
	camt,
	graphml,
	gexf,
	table,
	matrix,
	text,
	stix
];

/** Which of some readers a file that begins like this is for, or undefined when none knows it. */
export const readerFor = (head: Head, among: readonly Reader[] = readers): Reader | undefined =>
	among.find((reader) => reader.recognises(head));
