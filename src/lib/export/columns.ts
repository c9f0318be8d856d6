/** What GEXF and GraphML say of each entity and claim, under the same names. */
import type { ExportClaim, ExportEntity } from '#lib/domain/export-graph.ts';
import { gradeKey } from '#lib/domain/grading.ts';
import type { Summary } from './entity.ts';
import { ownClaim, ownRecords, statementText } from './own-statement.ts';

export interface Column<T> {
	id: string;
	title: string;
	type: 'string' | 'boolean' | 'integer';
	value: (item: T) => string;
}

const text = <T>(id: string, title: string, value: (item: T) => string): Column<T> => ({
	id,
	title,
	type: 'string',
	value
});

export const entityColumns: readonly Column<Summary>[] = [
	text('kind', 'kind', ({ kind }) => kind),
	text('name', 'name', ({ name }) => name),
	text('dataSubject', 'role in the sources: suspect, convicted, victim', ({ dataSubject }) =>
		dataSubject.join(' | ')
	),
	text('aliases', 'aliases', ({ aliases }) => aliases.join(' | ')),
	text('identifiers', 'identifiers', ({ identifiers }) => identifiers.join(' | ')),
	text('originalTypes', 'type in the source', ({ originalTypes }) => originalTypes.join(' | ')),
	text('sources', 'sources', ({ sources }) => sources.join(' | ')),
	text('owners', 'owners', ({ owners }) => owners.join(' | ')),
	text('tlp', 'TLP', ({ tlp }) => tlp),
	text('pap', 'PAP', ({ pap }) => pap),
	text('handling', 'handling codes', ({ handling }) => handling.join(' ')),
	{ id: 'revoked', title: 'revoked', type: 'boolean', value: ({ revoked }) => String(revoked) },
	{
		id: 'demonstration',
		title: 'fictional',
		type: 'boolean',
		value: ({ demonstration }) => String(demonstration)
	}
];

export const claimColumns: readonly Column<ExportClaim>[] = [
	text('claimType', 'claim', ({ type }) => type),
	text('originalType', 'type in the source', ({ originalType }) => originalType),
	text('source', 'source', ({ source }) => source.name),
	text('owner', 'owner', ({ owner }) => owner.name),
	text('claimTlp', 'TLP', ({ tlp }) => tlp),
	text('claimPap', 'PAP', ({ pap }) => pap ?? ''),
	text('claimHandling', 'handling codes', ({ handling }) => handling.join(' ')),
	text('handlingNote', 'handling note', ({ handlingNote }) => handlingNote ?? ''),
	text('grade', 'grade', ({ evaluation }) => gradeKey(evaluation)),
	text('confidence', 'confidence', ({ confidence }) => String(confidence ?? '')),
	text('statement', 'fact or assessment', ({ statement }) => statement),
	text('status', 'status', ({ status }) => status),
	text('obtainedAt', 'obtained', ({ obtainedAt }) => obtainedAt),
	text('validFrom', 'valid from', ({ validFrom }) => validFrom ?? ''),
	text('validUntil', 'valid until', ({ validUntil }) => validUntil ?? ''),
	text('happenedAt', 'happened', ({ happenedAt }) => happenedAt ?? ''),
	text('amountMinor', 'amount in minor units', ({ amountMinor }) => String(amountMinor ?? '')),
	text('currency', 'currency', ({ currency }) => currency ?? ''),
	text('role', 'role', ({ role }) => role ?? ''),
	text('description', 'description', ({ description }) => description ?? ''),
	{
		id: 'claimRevoked',
		title: 'revoked',
		type: 'boolean',
		value: ({ revoked }) => String(revoked)
	}
];

/** The records of an entity, and a claim, whole: what a reader of ours goes by. */
export const entityStatements: Column<ExportEntity> = text(
	'statements',
	'statements, for Faisceau',
	(entity) => statementText(ownRecords(entity))
);
export const claimStatement: Column<ExportClaim> = text(
	'claimStatement',
	'statement, for Faisceau',
	(claim) => statementText(ownClaim(claim))
);
