/** Why an entity is one: how each visible record came to stand there. */
import type { Decision, WhyHere } from '#lib/domain/identity.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import * as queries from './queries.ts';
import type { DecisionRow } from './queries.ts';
import { sidesOf, type SideRecord } from './sides.ts';

/** Who decided is told inside their organisation; others learn which one it was. */
export const decisionFor = (row: DecisionRow, viewer: Viewer): Decision => {
	const { features: _features, audience: _audience, asked, ...told } = row;
	const own = row.owner === viewer.organisation.id;
	return {
		...told,
		account: own ? row.account : '',
		accountName: own ? row.accountName : '',
		endedBy: own ? row.endedBy : null,
		asked: own ? (asked ?? []) : (asked ?? []).filter((each) => each === viewer.organisation.id)
	};
};

/** What several records here say alike. */
function sharedBy(records: readonly SideRecord[]): Map<string, string[]> {
	const carriers = new Map<string, number>();
	for (const { identifiers } of records)
		for (const key of new Set(identifiers)) carriers.set(key, (carriers.get(key) ?? 0) + 1);
	return new Map(
		records.map(({ id, identifiers }) => [
			id,
			[...new Set(identifiers)].filter((key) => (carriers.get(key) ?? 0) > 1)
		])
	);
}

export interface Why {
	records: WhyHere[];
	/** Every decision that names the entity, ended ones among them. */
	decisions: Decision[];
}

/** Undefined where no visible record speaks of the entity. */
export async function why(
	run: Pick<Runner, 'run'>,
	viewer: Viewer,
	entity: string
): Promise<Why | undefined> {
	const [side] = await sidesOf(run, viewer, [entity]);
	if (!side) return undefined;
	const audience = [...viewer.audience];
	const placements = await run.run(queries.placementsOf, {
		targets: side.records.map(({ id }) => id),
		audience
	});
	const about = new Map(
		(await run.run(queries.decisionsAbout, { entity, audience })).map((row) => [row.id, row])
	);
	for (const { decision } of placements)
		if (!about.has(decision)) {
			const [row] = await run.run(queries.decision, { id: decision, audience });
			if (row) about.set(decision, row);
		}
	const shared = sharedBy(side.records);
	const refs = new Map<string, number>();
	for (const { ref } of side.records) refs.set(ref, (refs.get(ref) ?? 0) + 1);
	const records = side.records.map((record): WhyHere => {
		const placed = placements.findLast(
			({ target, standing, into }) => standing && target === record.id && into === entity
		);
		const row = placed && about.get(placed.decision);
		const keys = shared.get(record.id) ?? [];
		return {
			record: record.id,
			because: row
				? 'decision'
				: keys.length
					? 'identifier'
					: (refs.get(record.ref) ?? 0) > 1
						? 'reference'
						: 'alone',
			shared: keys,
			decision: row ? decisionFor(row, viewer) : null,
			mine: record.mine
		};
	});
	return {
		records,
		decisions: [...about.values()]
			.sort((a, b) => (a.at < b.at ? 1 : -1))
			.map((row) => decisionFor(row, viewer))
	};
}
