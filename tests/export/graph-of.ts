/** Drafts as the graph an export is made of, without a store: the writer's rules in their simplest form. */
import {
	technicalSchemes,
	type ClaimDraft,
	type Draft,
	type RecordDraft
} from '#lib/domain/draft.ts';
import type {
	ExportClaim,
	ExportEntity,
	ExportGraph,
	ExportProvenance,
	ExportRecord
} from '#lib/domain/export-graph.ts';
import { ungraded } from '#lib/domain/grading.ts';
import { strictestPap, strictestTlp, type Tlp } from '#lib/domain/marking.ts';
import { usualEnds } from '#lib/domain/claim-types.ts';
import { kindOfRef } from '#lib/domain/stix-mapping.ts';

const exportedAt = '2026-05-01T00:00:00.000Z';

export interface Defaults {
	tlp?: Tlp;
	source?: { ref: string; name: string };
}

export function graphOf(drafts: readonly Draft[], defaults: Defaults = {}): ExportGraph {
	const { tlp = 'amber+strict', source = { ref: 'file', name: 'file' } } = defaults;
	const markings = new Map(
		drafts.flatMap((draft) => (draft.draft === 'marking' ? [[draft.ref, draft] as const] : []))
	);
	const said = (draft: RecordDraft | ClaimDraft, id: string): ExportProvenance => {
		const known = draft.markingRefs.flatMap((ref) => markings.get(ref) ?? []);
		const by = draft.source ?? source;
		return {
			id,
			ref: draft.ref,
			source: { id: `source ${by.ref}`, ref: by.ref, name: by.name ?? by.ref },
			owner: { id: 'belmark', name: 'Belmark' },
			tlp:
				strictestTlp([
					...(draft.tlp ? [draft.tlp] : []),
					...known.flatMap((marking) => marking.tlp ?? [])
				]) ?? tlp,
			pap:
				strictestPap([
					...(draft.pap ? [draft.pap] : []),
					...known.flatMap((marking) => marking.pap ?? [])
				]) ?? null,
			handling: [
				...new Set([
					...(draft.handling ?? []),
					...known.flatMap((marking) => marking.handling ?? [])
				])
			].sort(),
			handlingNote: draft.handlingNote ?? null,
			evaluation: draft.evaluation ?? ungraded,
			confidence: draft.confidence ?? null,
			statement: draft.statement ?? 'fact',
			status: 'intelligence',
			obtainedAt: exportedAt,
			modified: draft.modified ?? null,
			validFrom: draft.validFrom ?? null,
			validUntil: draft.validUntil ?? null,
			reviewBy: '2029-05-01T00:00:00.000Z',
			purpose: [],
			revoked: draft.revoked ?? false,
			demonstration: false,
			originalType: draft.originalType,
			description: draft.description ?? null,
			attributes: draft.attributes
		};
	};
	const entities = new Map<string, ExportEntity>();
	const entityOfRef = new Map<string, string>();
	const place = (draft: RecordDraft, stub: boolean) => {
		const first = draft.identifiers.find(({ scheme }) =>
			(technicalSchemes as readonly string[]).includes(scheme)
		);
		const id =
			entityOfRef.get(draft.ref) ??
			`entity ${first ? `${first.scheme}:${first.value}` : draft.ref}`;
		const entity = entities.get(id) ?? { id, kind: draft.kind, records: [] };
		entities.set(id, entity);
		entityOfRef.set(draft.ref, id);
		const record: ExportRecord = {
			...said(draft, `record ${draft.ref} ${draft.variant ?? ''}`),
			variant: draft.variant ?? null,
			names: draft.names,
			identifiers: draft.identifiers,
			crimeArea: draft.crimeArea ?? null,
			sectors: draft.sectors ?? [],
			dataSubject: draft.dataSubject ?? null,
			latitude: draft.latitude ?? null,
			longitude: draft.longitude ?? null,
			stub
		};
		entity.records.push(record);
		return id;
	};
	for (const draft of drafts) if (draft.draft === 'record') place(draft, false);
	const end = (ref: string) =>
		entityOfRef.get(ref) ??
		place(
			{
				draft: 'record',
				at: '',
				ref,
				originalType: ref.split('--')[0] ?? '',
				kind: kindOfRef(ref),
				names: [],
				identifiers: [{ scheme: 'stix', value: ref }],
				granularMarkings: [],
				markingRefs: [],
				attributes: {}
			},
			true
		);
	const claims = drafts.flatMap((draft): ExportClaim[] => {
		if (draft.draft !== 'claim') return [];
		const [from, to] = [end(draft.from), end(draft.to)];
		return [
			{
				...said(draft, `claim ${draft.ref}`),
				type: draft.type,
				from,
				to,
				fromRef: draft.from,
				toRef: draft.to,
				amountMinor: draft.amountMinor ?? null,
				currency: draft.currency ?? null,
				happenedAt: draft.happenedAt ?? null,
				role: draft.role ?? null,
				unusualEnds: !usualEnds(
					draft.type,
					entities.get(from)?.kind ?? 'concept',
					entities.get(to)?.kind ?? 'concept'
				)
			}
		];
	});
	return { exportedAt, entities: [...entities.values()], claims };
}
