/**
 * Records that say, in the same version, what is known already in other words: our own export in another format, or
 * a bundle whose markings were written out. They replace nothing, or every claim inside an object would go and come.
 */
import type { Json } from '#lib/domain/draft.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import type { ImportContext, Properties } from './batch.ts';
import { parse, text } from './properties.ts';
import * as queries from './queries.ts';

export interface Again {
	/** Of the known version. */
	existing: { id: string; provenance: string };
	/** As it would be written. */
	record: Properties;
	provenance: Properties;
}

const sorted = (value: Json): Json =>
	Array.isArray(value)
		? value.map(sorted)
		: typeof value === 'object' && value !== null
			? Object.fromEntries(
					Object.entries(value)
						.sort(([a], [b]) => (a < b ? -1 : 1))
						.map(([key, inside]) => [key, sorted(inside)])
				)
			: value;

/** The level that a file writes out stands in the provenance; the order of keys says nothing. */
function attributesIn(json: unknown): string {
	const { object_marking_refs: _markings, ...attributes } = parse(text(json) || '{}');
	return JSON.stringify(sorted(attributes));
}

const said = [
	'originalType',
	'names',
	'identifiers',
	'description',
	'audience',
	'modified',
	'revoked',
	'variant',
	'validFrom',
	'validUntil',
	'crimeArea',
	'sectors',
	'dataSubject',
	'latitude',
	'longitude'
] as const;

const provenanceSaid = [
	'source',
	'tlp',
	'pap',
	'handling',
	'handlingNote',
	'grade',
	'confidence',
	'statement',
	'demonstration',
	'caseId',
	'awaits'
] as const;

const same = (keys: readonly string[], a: Record<string, unknown>, b: Record<string, unknown>) =>
	keys.every((key) => JSON.stringify(a[key] ?? null) === JSON.stringify(b[key] ?? null));

const isSame = (known: Record<string, unknown>, arriving: Record<string, unknown>): boolean =>
	same(said, known, arriving) &&
	attributesIn(known.attributes) === attributesIn(arriving.attributes);

/** A name that the statement did not give is no other statement. */
const isSaidAlike = (known: Record<string, unknown>, arriving: Record<string, unknown>): boolean =>
	same(provenanceSaid, known, arriving) &&
	(known.sourceName === undefined || known.sourceName === arriving.sourceName);

/** Ids of the known records that say the same already. */
export async function saidAgain(
	run: Runner,
	records: readonly Again[],
	context: ImportContext
): Promise<ReadonlySet<string>> {
	if (records.length === 0) return new Set();
	const audience = [...context.audience];
	const ids = records.map(({ existing }) => existing.id);
	const by = [...new Set(records.map(({ existing }) => existing.provenance))];
	const known = new Map(
		(await run.run(queries.recordProperties, { ids, audience })).map(({ id, props }) => [id, props])
	);
	const provenances = new Map(
		(await run.run(queries.provenanceProperties, { ids: by, audience })).map(({ id, props }) => [
			id,
			props
		])
	);
	const found = records.filter(({ existing, record, provenance }) => {
		const [before, saidBefore] = [known.get(existing.id), provenances.get(existing.provenance)];
		return before && saidBefore && isSame(before, record) && isSaidAlike(saidBefore, provenance);
	});
	return new Set(found.map(({ existing }) => existing.id));
}
