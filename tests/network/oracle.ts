/**
 * What each answer must be, by brute force in plain TypeScript over the part of a world that a viewer
 * may see. Nothing here is shared with the server but the domain's own words.
 */
import { sees } from '#lib/domain/audience.ts';
import { fold } from '#lib/domain/fold.ts';
import { identifiersIn } from '#lib/domain/identifiers.ts';
import { families, familyOf } from '#lib/domain/kinds.ts';
import { tlpLevels, type Tlp } from '#lib/domain/marking.ts';
import { isRestricted } from '#lib/domain/restricted.ts';
import { tellingRank } from '#lib/domain/telling.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { World, WorldClaim, WorldProvenance, WorldRecord } from './world.ts';

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export interface Sight {
	tokens: readonly string[];
	records: WorldRecord[];
	/** Visible claims, withdrawn ones among them. */
	claims: WorldClaim[];
	standing: WorldClaim[];
	provenances: Map<string, WorldProvenance>;
	entities: Set<string>;
	/** Words that stand in nothing the viewer may see. */
	secrets: string[];
}

export function sightOf(world: World, viewer: Viewer): Sight {
	const isSeen = ({ audience }: { audience: readonly string[] }) => sees(viewer.audience, audience);
	const records = world.records.filter(isSeen);
	const claims = world.claims.filter(isSeen);
	const provenances = world.provenances.filter(isSeen);
	const entities = new Set(records.map((record) => record.entity));
	const hidden = <T extends { audience: string[] }>(items: T[], words: (item: T) => string[]) =>
		items.filter((item) => !isSeen(item)).flatMap(words);
	return {
		tokens: viewer.audience,
		records,
		claims,
		standing: claims.filter((claim) => !claim.revoked),
		provenances: new Map(provenances.map((one) => [one.id, one])),
		entities,
		secrets: [
			...world.entities.filter(({ id }) => !entities.has(id)).map(({ id }) => id),
			...hidden(world.records, (record) => [
				record.id,
				record.ref,
				record.originalType,
				record.attributes.slice(11, -2),
				...record.names.filter((name) => /^name\d/.test(name)),
				...record.identifiers.flatMap((key) => /^external:(.*)/.exec(key)?.[1] ?? [])
			]),
			...hidden(world.claims, (claim) => [
				claim.id,
				claim.ref,
				claim.originalType,
				claim.description
			]),
			...hidden(world.provenances, (one) => [one.id, one.handlingNote, one.sourceName])
		]
	};
}

const weight = (a: WorldRecord, b: WorldRecord) =>
	Number(a.stub) - Number(b.stub) ||
	Number(a.revoked) - Number(b.revoked) ||
	compare(b.modified, a.modified) ||
	compare(a.id, b.id);

export const recordsOf = (sight: Sight, entity: string) =>
	sight.records.filter((record) => record.entity === entity).sort(weight);

export function nameOf(sight: Sight, entity: string): string | undefined {
	const records = recordsOf(sight, entity);
	const identifier = records.flatMap((record) => record.identifiers)[0];
	return (
		records.flatMap((record) => record.names)[0] ?? identifier?.slice(identifier.indexOf(':') + 1)
	);
}

/** How the part of an audience that the viewer shares marks a record whose statement is out of sight. */
function markedByAudience(sight: Sight, { audience }: WorldRecord): Tlp {
	const shared = audience.filter((token) => sight.tokens.includes(token)).join(' ');
	if (/everyone/.test(shared)) return 'clear';
	if (/community|demonstration/.test(shared)) return 'green';
	if (/clients:/.test(shared)) return 'amber';
	// A case is narrower than its organisation.
	return /(?:^| )org:[^+ ]+(?: |$)/.test(shared) ? 'amber+strict' : 'red';
}

export function nodeOf(sight: Sight, entity: string) {
	const records = recordsOf(sight, entity);
	const statementOf = (record: WorldRecord) => sight.provenances.get(record.provenance);
	const tlps = records.map((record) => statementOf(record)?.tlp ?? markedByAudience(sight, record));
	return {
		id: entity,
		name: nameOf(sight, entity),
		originalType: records[0]?.originalType,
		degree: sight.standing.filter((claim) => claim.from === entity || claim.to === entity).length,
		revoked: records.every((record) => record.revoked),
		tlp: tlpLevels[Math.max(...tlps.map((tlp) => tlpLevels.indexOf(tlp)))],
		handling: [...new Set(records.flatMap((record) => statementOf(record)?.handling ?? []))],
		demonstration: records.every(
			(record) =>
				statementOf(record)?.demonstration ??
				(record.audience.includes('demonstration') && sight.tokens.includes('demonstration'))
		)
	};
}

/**
 * Entities one of whose visible records holds every word, or carries the identifier typed; of a restricted
 * one only the label counts that its entity is shown under.
 */
export function found(sight: Sight, text: string): Set<string> {
	const words = fold(text).split(' ').filter(Boolean);
	if ([...words.join(' ')].length < 2) return new Set();
	const keys = new Set(identifiersIn(text).map(({ scheme, value }) => `${scheme}:${value}`));
	const typed = [text.trim(), text.trim().toLowerCase(), text.replace(/\s/g, '').toUpperCase()];
	return new Set(
		sight.records
			.filter(({ names, identifiers, provenance, entity }) => {
				const said = sight.provenances.get(provenance);
				const label = said && isRestricted(said) ? nameOf(sight, entity) : undefined;
				const isTold = (one: string) => label === undefined || one === label;
				const valueOf = (key: string) => key.slice(key.indexOf(':') + 1);
				const values = identifiers.filter((key) => !key.startsWith('stix:')).map(valueOf);
				const there = [...names, ...values].filter(isTold).flatMap((one) => fold(one).split(' '));
				return (
					words.every((word) => there.some((one) => one.startsWith(word))) ||
					identifiers.some(
						(key) => isTold(valueOf(key)) && (keys.has(key) || typed.includes(valueOf(key)))
					)
				);
			})
			.map((record) => record.entity)
	);
}

export interface Asked {
	entity: string;
	type?: string;
	direction?: 'in' | 'out';
}

export const claimsAt = (sight: Sight, { entity, type, direction }: Asked) =>
	sight.standing.filter(
		(claim) =>
			(type === undefined || claim.type === type) &&
			((claim.from === entity && direction !== 'in') ||
				(claim.to === entity && direction !== 'out'))
	);

export const otherEnd = (claim: WorldClaim, entity: string) =>
	claim.from === entity ? claim.to : claim.from;

/** Neighbours in order: what tells most, most sources, latest claim that is not restricted, id. */
export function neighbours(sight: Sight, asked: Asked): string[] {
	const ties = claimsAt(sight, asked).filter((claim) => claim.from !== claim.to);
	const ids = [...new Set(ties.map((claim) => otherEnd(claim, asked.entity)))];
	const of = (id: string) => ties.filter((claim) => otherEnd(claim, asked.entity) === id);
	const sources = (id: string) =>
		new Set(of(id).map((claim) => sight.provenances.get(claim.provenance)?.source)).size;
	const rank = (id: string) =>
		Math.min(
			...of(id).map(({ type, from }) => tellingRank(type, from === asked.entity ? 'out' : 'in'))
		);
	const isOpen = ({ provenance }: WorldClaim) => {
		const by = sight.provenances.get(provenance);
		return by !== undefined && !isRestricted(by);
	};
	const latest = (id: string) =>
		of(id)
			.filter(isOpen)
			.map((claim) => claim.validFrom)
			.sort()
			.at(-1) ?? '';
	return ids.sort(
		(a, b) =>
			rank(a) - rank(b) || sources(b) - sources(a) || compare(latest(b), latest(a)) || compare(a, b)
	);
}

export function expansionsOf(sight: Sight, entity: string) {
	const counts: { type: string; direction: string; claims: number; entities: number }[] = [];
	for (const direction of ['out', 'in'] as const)
		for (const type of new Set(sight.standing.map((claim) => claim.type))) {
			const claims = claimsAt(sight, { entity, type, direction });
			const others = new Set(claims.map((claim) => (direction === 'out' ? claim.to : claim.from)));
			if (claims.length)
				counts.push({ type, direction, claims: claims.length, entities: others.size });
		}
	return counts;
}

/** Hops between two entities over visible claims that stand, or undefined. */
export function distance(sight: Sight, from: string, to: string): number | undefined {
	const seen = new Map([[from, 0]]);
	const queue = [from];
	for (const id of queue)
		for (const claim of sight.standing)
			if (claim.from === id || claim.to === id) {
				const other = otherEnd(claim, id);
				if (seen.has(other)) continue;
				seen.set(other, (seen.get(id) ?? 0) + 1);
				queue.push(other);
			}
	return seen.get(to);
}

export function familiesOf(world: World, sight: Sight) {
	const counts = Object.fromEntries(families.map((family) => [family, 0]));
	for (const { id, kind } of world.entities)
		if (sight.entities.has(id)) counts[familyOf(kind)] = (counts[familyOf(kind)] ?? 0) + 1;
	return counts;
}
