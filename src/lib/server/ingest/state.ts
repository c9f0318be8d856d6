/** The import node of the graph, to and from the shapes that pages and commands show. */
import * as v from 'valibot';
import {
	holds,
	importStates,
	type ImportState,
	type ImportSummary
} from '#lib/domain/import-state.ts';
import { tlpLevels } from '#lib/domain/marking.ts';
import type { Properties } from './batch.ts';

const whole = v.optional(v.number(), 0);

export const ImportNode = v.object({
	id: v.string(),
	owner: v.string(),
	account: v.string(),
	sourceRef: v.string(),
	sourceName: v.string(),
	file: v.string(),
	format: v.string(),
	/** The format the importer said it is; absent where it was told from the content. */
	saidFormat: v.optional(v.string()),
	/** What the columns of the table are, as JSON. */
	mapping: v.optional(v.string()),
	state: v.picklist(importStates),
	/** Who must approve it before it is written. */
	hold: v.optional(v.picklist(holds), 'none'),
	/** The account that approved or declined it. */
	decidedBy: v.optional(v.string()),
	declinedFor: v.optional(v.string()),
	tlp: v.picklist(tlpLevels),
	grade: v.optional(v.string()),
	purpose: v.optional(v.array(v.string()), []),
	demonstration: v.boolean(),
	/** Number of the owner's case it was brought in for. */
	caseNumber: v.optional(v.string()),
	obtainedAt: v.string(),
	reviewBy: v.string(),
	startedAt: v.string(),
	endedAt: v.optional(v.string()),
	/** Last sign of life of the process at work on it. */
	seenAt: v.string(),
	read: whole,
	accepted: whole,
	recordsDone: whole,
	recordsTotal: whole,
	claimsDone: whole,
	claimsTotal: whole,
	rejectedCount: whole,
	warningCount: whole,
	/** The whole file was read and its drafts stand in the spool: writing can start or go on. */
	spooled: v.optional(v.boolean(), false),
	/** Name of the kept upload, while there is one. */
	upload: v.optional(v.string()),
	entities: whole,
	records: whole,
	claims: whole,
	seconds: whole,
	/** Running digest over the ids the import wrote, batch by batch. */
	root: v.optional(v.string(), ''),
	errorAt: v.optional(v.string()),
	errorReason: v.optional(v.string())
});
export type ImportNode = v.InferOutput<typeof ImportNode>;

export const parseImport = (properties: unknown): ImportNode => v.parse(ImportNode, properties);

export const importProperties = (node: Partial<ImportNode>): Properties =>
	Object.fromEntries(
		Object.entries(node).filter(
			(entry): entry is [string, string | number | boolean | string[]] =>
				entry[1] !== undefined && !(Array.isArray(entry[1]) && entry[1].length === 0)
		)
	);

/** What pages show of it; `state` is passed in because only this process knows what it is at work on. */
export const summaryOf = (
	node: ImportNode,
	state: ImportState,
	ownerName: string
): ImportSummary => ({
	id: node.id,
	file: node.file,
	format: node.format,
	state,
	read: node.read,
	accepted: node.accepted,
	recordsDone: node.recordsDone,
	recordsTotal: node.recordsTotal,
	claimsDone: node.claimsDone,
	claimsTotal: node.claimsTotal,
	rejectedCount: node.rejectedCount,
	warningCount: node.warningCount,
	startedAt: node.startedAt,
	endedAt: node.endedAt ?? null,
	account: node.account,
	owner: { id: node.owner, name: ownerName },
	source: node.sourceName,
	tlp: node.tlp,
	demonstration: node.demonstration,
	caseNumber: node.caseNumber ?? null,
	declinedFor: node.declinedFor ?? null,
	error:
		node.state === 'failed' && node.errorReason !== undefined
			? { at: node.errorAt ?? '', reason: node.errorReason }
			: null
});
