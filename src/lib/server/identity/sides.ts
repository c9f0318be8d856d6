/** An entity as a person decides about it: its visible records, and which of them are their organisation's own. */
import { strictestTlp, type Tlp } from '#lib/domain/marking.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import type { Token } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import * as queries from './queries.ts';
import type { MarkRow, RecordRow } from './queries.ts';

export interface SideRecord extends RecordRow {
	/** Whose it is; undefined where the statement behind a stub is out of sight. */
	owner: string | undefined;
	tlp: Tlp;
	mine: boolean;
	demonstration: boolean;
}

export interface Side {
	id: string;
	kind: Kind;
	records: SideRecord[];
}

type Reads = Pick<Runner, 'run'>;

export const marksOf = async (
	{ run }: Reads,
	provenances: Iterable<string>,
	audience: readonly Token[]
): Promise<Map<string, MarkRow>> => {
	const ids = [...new Set(provenances)];
	const rows = ids.length ? await run(queries.marks, { ids, audience: [...audience] }) : [];
	return new Map(rows.map((row) => [row.id, row]));
};

/** Those of some entities that the viewer sees, in the order they were asked for. */
export async function sidesOf(
	run: Reads,
	viewer: Viewer,
	ids: readonly string[],
	audience: readonly Token[] = viewer.audience
): Promise<Side[]> {
	const rows = await run.run(queries.records, { ids: [...ids], audience: [...audience] });
	const marks = await marksOf(
		run,
		rows.map(({ provenance }) => provenance),
		audience
	);
	const sides = new Map<string, Side>();
	for (const row of rows) {
		const mark = marks.get(row.provenance);
		const side = sides.get(row.entity) ?? { id: row.entity, kind: row.kind, records: [] };
		side.records.push({
			...row,
			owner: mark?.owner,
			tlp: mark?.tlp ?? 'red',
			mine: mark?.owner === viewer.organisation.id,
			demonstration: mark?.demonstration ?? false
		});
		sides.set(row.entity, side);
	}
	return ids.flatMap((id) => sides.get(id) ?? []);
}

/** Tokens under which each record of some sides is seen; what is decided about them stays inside all. */
export const audiencesOf = (records: readonly SideRecord[]): Token[][] =>
	records.map(({ audience }) => [...audience]);

export const strictest = (records: readonly SideRecord[]): Tlp =>
	strictestTlp(records.map(({ tlp }) => tlp)) ?? 'red';
