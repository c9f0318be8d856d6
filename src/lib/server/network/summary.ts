/** What the start page says of the network: counts over what the viewer sees, at a bounded cost. */
import { families, familyOf, type Family } from '#lib/domain/kinds.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import * as queries from './queries.ts';
import type { SummaryImport } from './queries.ts';
import type { Reading } from './reading.ts';

/** A count that stops at a bound: `atLeast` says that there is more. */
export interface Count {
	count: number;
	atLeast: boolean;
}

export interface Summary {
	/** Visible entities of each family; all are lower bounds when `entities.atLeast` says so. */
	families: Record<Family, number>;
	entities: Count;
	claims: Count;
	sources: number;
	/** The latest imports of the viewer's organisation; none for who may not see imports. */
	imports: SummaryImport[];
}

/** Records and claims counted before a page says "more than". A full count of 400 000 takes 0.6 s. */
export const countLimit = 10_000;
const importLimit = 5;

export type Counts = Omit<Summary, 'imports'>;

/** The counts alone: the same for everyone who carries the same tokens. */
export async function counts({ read, audience }: Reading, limit = countLimit): Promise<Counts> {
	const [byKind, [claims], [sources]] = await Promise.all([
		read(queries.summaryKinds, { limit: limit + 1, audience }),
		read(queries.summaryClaims, { limit: limit + 1, audience }),
		read(queries.summarySources, { audience })
	]);
	const perFamily = Object.fromEntries(families.map((family) => [family, 0])) as Record<
		Family,
		number
	>;
	let entities = 0;
	let records = 0;
	for (const row of byKind) {
		perFamily[familyOf(row.kind)] += row.entities;
		entities += row.entities;
		records += row.records;
	}
	const seen = claims?.claims ?? 0;
	return {
		families: perFamily,
		entities: { count: entities, atLeast: records > limit },
		claims: { count: Math.min(seen, limit), atLeast: seen > limit },
		sources: sources?.sources ?? 0
	};
}

export const latestImports = ({ read }: Reading, viewer: Viewer): Promise<SummaryImport[]> =>
	read(queries.summaryImports, {
		owner: viewer.organisation.id,
		account: viewer.account,
		limit: importLimit
	});
