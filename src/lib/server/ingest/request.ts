/** What is asked of an import, and the import as it begins: nothing read yet, a review of need already due. */
import type { Draft } from '#lib/domain/draft.ts';
import { gradeKey, type Evaluation } from '#lib/domain/grading.ts';
import type { Hold } from '#lib/domain/import-state.ts';
import type { Tlp } from '#lib/domain/marking.ts';
import { monthsAfter, mostMonths } from '#lib/domain/retention.ts';
import type { TableMapping } from '#lib/domain/table-mapping.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { ImportRefused } from './refused.ts';
import { parseImport, type ImportNode } from './state.ts';

/** What is written down of a source, for an import of it that says nothing itself. */
export interface Standards {
	months: number;
	purposes: readonly string[];
}

export interface ImportRequest {
	/** What the importer calls it. */
	file: string;
	/** Owner of what is brought in; the viewer's organisation unless the local operator names one. */
	owner?: string;
	tlp: Tlp;
	source?: { ref: string; name: string };
	evaluation?: Evaluation;
	purpose?: string[];
	demonstration?: boolean;
	/** Number of the owner's case for which it is brought in. */
	caseNumber?: string;
	obtainedAt?: string;
	/** Format of the file, where the importer says it; else it is told from the content. */
	format?: string;
	/** What the columns of a table are; else its headers must tell. */
	mapping?: TableMapping;
	/** Who must approve it once it is read; nobody unless it is said. */
	hold?: Hold;
	input: { upload: string } | { path: string } | { drafts: Iterable<Draft> };
}

interface Beginning {
	viewer: Viewer;
	id: string;
	at: Date;
	nameOfAgency: (id: string) => Promise<string>;
	standardsOf: (owner: string, ref: string) => Promise<Standards | undefined>;
	/** Makes an upload this import's own and says which it is. */
	take: (upload: string) => string;
}

export async function newImport(request: ImportRequest, by: Beginning): Promise<ImportNode> {
	const { input, evaluation } = request;
	if (request.hold === 'second' && request.tlp === 'red')
		throw new ImportRefused('a RED import is seen by you alone: nobody else can approve it');
	const startedAt = by.at.toISOString();
	const obtainedAt = request.obtainedAt ?? startedAt;
	const owner = request.owner ?? by.viewer.organisation.id;
	const source = request.source ?? { ref: `import:${owner}`, name: await by.nameOfAgency(owner) };
	const standards = await by.standardsOf(owner, source.ref);
	const review = monthsAfter(new Date(obtainedAt), standards?.months ?? mostMonths);
	return parseImport({
		id: by.id,
		owner,
		account: by.viewer.account,
		sourceRef: source.ref,
		sourceName: source.name,
		file: request.file.slice(0, 255),
		format: 'drafts' in input ? 'drafts' : 'unknown',
		...(request.format === undefined ? {} : { saidFormat: request.format }),
		...(request.mapping === undefined ? {} : { mapping: JSON.stringify(request.mapping) }),
		state: 'reading',
		hold: request.hold ?? 'none',
		tlp: request.tlp,
		grade: evaluation && gradeKey(evaluation),
		purpose: request.purpose ?? standards?.purposes ?? [],
		demonstration: request.demonstration ?? false,
		caseNumber: request.caseNumber,
		obtainedAt,
		reviewBy: review.toISOString(),
		startedAt,
		seenAt: startedAt,
		...('upload' in input ? { upload: by.take(input.upload) } : {})
	});
}
