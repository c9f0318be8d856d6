/**
 * What of an export may be taken away only with a reason (law.md R7): the same statements that a card
 * holds back. One reason serves for all restricted entities of an export together, in every format, for
 * half an hour; a reason given on a card serves for its entity.
 */
import { createHash } from 'node:crypto';
import type { ExportGraph } from '#lib/domain/export-graph.ts';
import type { Against } from '#lib/domain/releasable.ts';
import { isRestricted, shieldedAs } from '#lib/domain/restricted.ts';

/** The entities a restricted statement is about: a reason for any of them covers it. */
type About = readonly string[];

export function restrictedOf({
	entities,
	claims,
	notes = [],
	context = [],
	sources = []
}: ExportGraph): About[] {
	return [
		...entities.flatMap(({ id, kind, records }) => {
			const isShielded = shieldedAs(kind, records) !== undefined;
			return records.filter((record) => isShielded || isRestricted(record, kind)).map(() => [id]);
		}),
		...[...context, ...sources]
			.filter(({ kind, record, shielded }) => shielded || isRestricted(record, kind))
			.map(({ entity }) => [entity]),
		...claims.filter((claim) => isRestricted(claim)).map(({ from, to }) => [from, to]),
		...notes.filter((note) => isRestricted(note)).map((note) => note.entities)
	];
}

/** What a reason for all of them together is kept under; the same set, the same name. */
export const nameOfAll = (restricted: readonly About[]): string => {
	const ids = [...new Set(restricted.flat())].sort();
	return `export ${createHash('sha256').update(ids.join('\n')).digest('base64url')}`;
};

/** Nobody gives so many reasons on cards one by one: beyond it only one for all is looked for. */
const mostLookedUp = 50;

/** The reasons that cover all of it, or undefined while one lacks. */
export async function reasonsFor(
	restricted: readonly About[],
	inForce: (entity: string) => Promise<string | undefined>
): Promise<string[] | undefined> {
	const forAll = await inForce(nameOfAll(restricted));
	if (forAll !== undefined) return [forAll];
	const ids = [...new Set(restricted.flat())];
	if (ids.length > mostLookedUp) return undefined;
	const reasons = new Map<string, string>();
	for (const id of ids) {
		const reason = await inForce(id);
		if (reason !== undefined) reasons.set(id, reason);
	}
	const covered = restricted.every((about) => about.some((id) => reasons.has(id)));
	return covered ? [...new Set(reasons.values())] : undefined;
}

/** The export waits for a reason; `about` is what to give it for. */
export class ReasonNeeded extends Error {
	override name = 'ReasonNeeded';
	constructor(
		readonly about: string,
		readonly count: number
	) {
		super('restricted statements are exported with a reason only');
	}
}

/** Something of it may not go to the recipient; `remains`: entities that may. */
export class NotReleasable extends Error {
	override name = 'NotReleasable';
	constructor(
		readonly against: readonly Against[],
		readonly remains: number
	) {
		super('some of it may not go to this recipient');
	}
}
