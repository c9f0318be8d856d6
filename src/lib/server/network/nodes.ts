/** Entities as points of the network: named, marked and counted from what the viewer sees of them. */
import { handlingCodes, strictestTlp } from '#lib/domain/marking.ts';
import { isRestricted } from '#lib/domain/restricted.ts';
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import { marksOf, unmarked, type Marks } from './provenance.ts';
import * as queries from './queries.ts';
import { inBatches, type Reading } from './reading.ts';
import { shieldOf, nameOf, recordsOf, tlpOfAudience } from './records.ts';
import type { NamedRecord } from './shield.ts';

function nodeOf(
	id: string,
	ranked: readonly NamedRecord[],
	degree: number,
	marks: Marks
): NetworkNode | undefined {
	const [first] = ranked;
	if (!first) return undefined;
	const said = ranked.map((record) => ({ record, by: marks.get(record.provenance) }));
	const handling = new Set(said.flatMap(({ by }) => by?.handling ?? []));
	const dataSubject = said.find(
		({ record, by }) =>
			record.dataSubject !== null && (record.shielded || !isRestricted(by ?? unmarked))
	)?.record.dataSubject;
	return {
		id,
		kind: first.kind,
		name: nameOf(ranked),
		originalType: first.originalType,
		degree,
		tlp:
			strictestTlp(said.map(({ record, by }) => by?.tlp ?? tlpOfAudience(record.audience))) ??
			'red',
		handling: handlingCodes.filter((code) => handling.has(code)),
		...(dataSubject ? { dataSubject } : {}),
		...shieldOf(first),
		revoked: ranked.every((record) => record.revoked),
		demonstration: said.every(
			({ record, by }) => by?.demonstration ?? record.audience.includes('demonstration')
		)
	};
}

/** Counting the links of an entity reads them all: once for each audience, while nothing changes. */
const mostDegrees = 20_000;

async function degreesOf(
	{ read, audience, degrees = new Map<string, number>() }: Reading,
	ids: readonly string[]
): Promise<ReadonlyMap<string, number>> {
	const found = new Map(
		ids.flatMap((id) => {
			const degree = degrees.get(id);
			return degree === undefined ? [] : [[id, degree] as const];
		})
	);
	const rows = await inBatches(
		ids.filter((id) => !found.has(id)),
		(batch) => read(queries.degrees, { ids: batch, audience })
	);
	if (degrees.size + rows.length > mostDegrees) degrees.clear();
	for (const { id, degree } of rows) {
		found.set(id, degree);
		if (degrees.size < mostDegrees) degrees.set(id, degree);
	}
	return found;
}

/** The visible ones of some entities, in the order asked for and once each. */
export async function nodesOf(
	reading: Reading,
	ids: readonly string[],
	known?: Marks
): Promise<NetworkNode[]> {
	const wanted = [...new Set(ids)];
	const groups = await recordsOf(reading, wanted);
	const degrees = await degreesOf(reading, [...groups.keys()]);
	const marks = await marksOf(
		reading,
		[...groups.values()].flatMap((group) => group.map((record) => record.provenance)),
		known
	);
	return wanted.flatMap(
		(id) => nodeOf(id, groups.get(id) ?? [], degrees.get(id) ?? 0, marks) ?? []
	);
}
