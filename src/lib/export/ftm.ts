/**
 * FollowTheMoney 4.11, an entity to a line: an entity of ours and each claim between two of them. Its model has no
 * markings and no grades, so they stand under `faisceau`, beside the properties, with each record and claim whole.
 */
import type { JsonObject } from '#lib/domain/draft.ts';
import type { ExportClaim, ExportEntity, ExportGraph } from '#lib/domain/export-graph.ts';
import { alsoNamed, edgeOf, schemaOfKind } from '#lib/domain/ftm-export.ts';
import * as identifiers from '#lib/domain/identifiers.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import { decimal, minorDigits } from '#lib/domain/money.ts';
import { byId, byWeight, summary } from './entity.ts';
import { highestMarking, markingLine } from './markings.ts';
import { ownClaim, ownRecords, statementText } from './own-statement.ts';
import { uuidOf } from './uuid.ts';

/** Ids of the model hold letters, digits and a few signs, and `_` is none of them. */
const idOf = (id: string): string => `faisceau-${uuidOf(id)}`;

type Properties = Record<string, string[]>;

const said = (properties: Record<string, readonly (string | null | undefined)[]>): Properties =>
	Object.fromEntries(
		Object.entries(properties).flatMap(([key, values]): [string, string[]][] => {
			const kept = values.filter((value): value is string => Boolean(value));
			return kept.length ? [[key, [...new Set(kept)]]] : [];
		})
	);

/** Dates of the model are in UTC, without saying so. */
const date = (iso: string | null): string | undefined => iso?.slice(0, 19);

const withName = (schema: string, name: string): Record<string, string[]> => {
	const property = alsoNamed[schema];
	return property === undefined ? {} : { [property]: [name] };
};

/** What identifies a thing, where its schema has a property for it. */
function numbers({ kind, records }: ExportEntity): Record<string, string[]> {
	const all = records.toSorted(byWeight).flatMap((record) => record.identifiers);
	const of = (wanted: string) =>
		all.flatMap(({ scheme, value }) => (scheme === wanted ? [value] : []));
	switch (schemaOfKind[kind]) {
		case 'BankAccount': {
			const ibans = of('iban');
			const sound = ibans.filter((value) => identifiers.iban(value) === value);
			const others = ibans.filter((value) => !sound.includes(value));
			return { iban: sound, accountNumber: [...of('account'), ...others] };
		}
		case 'CryptoWallet':
			return { publicKey: of('wallet') };
		case 'Document':
			return { contentHash: of('sha1') };
		case 'Address': {
			const [place] = records.filter(({ latitude }) => latitude !== null);
			return place ? { latitude: [`${place.latitude}`], longitude: [`${place.longitude}`] } : {};
		}
		default:
			return {};
	}
}

const own = (marked: ExportGraph, statements: readonly JsonObject[]): JsonObject => ({
	marking: markingLine(highestMarking(marked)),
	statements: [...statements]
});

/** Coordinates, and every other number, are texts in this format. */
function thing(entity: ExportEntity, exportedAt: string): JsonObject {
	const { id, kind, records } = entity;
	const { name, aliases } = summary(entity);
	const schema = schemaOfKind[kind];
	return {
		id: idOf(id),
		caption: name,
		schema,
		properties: said({
			name: [name],
			alias: aliases,
			...withName(schema, name),
			...numbers(entity),
			description: records.toSorted(byWeight).map(({ description }) => description),
			keywords: [kind]
		}),
		referents: [],
		datasets: ['faisceau'],
		faisceau: own({ exportedAt, entities: [entity], claims: [] }, ownRecords(entity))
	};
}

/** An amount with the digits of its currency: 1234 of EUR is 12.34. */
function amount({ amountMinor, currency }: ExportClaim): string | undefined {
	const digits = currency === null ? undefined : minorDigits(currency);
	if (amountMinor === null || digits === undefined) return undefined;
	return decimal(amountMinor, digits);
}

function link(
	claim: ExportClaim,
	kinds: ReadonlyMap<string, Kind>,
	exportedAt: string
): JsonObject {
	const [from, to] = [kinds.get(claim.from) ?? 'concept', kinds.get(claim.to) ?? 'concept'];
	const edge = edgeOf(claim.type, from, to);
	const isPayment = edge.schema === 'Payment';
	const hasRole = edge.schema !== 'Associate' && !isPayment;
	return {
		id: `claim-${uuidOf(claim.id)}`,
		caption: claim.originalType,
		schema: edge.schema,
		properties: said({
			[edge.from]: [idOf(claim.from)],
			[edge.to]: [idOf(claim.to)],
			...(hasRole ? { role: [claim.role ?? claim.originalType] } : {}),
			...(isPayment ? { amount: [amount(claim)], currency: [claim.currency] } : {}),
			startDate: [date(claim.validFrom)],
			endDate: [date(claim.validUntil)],
			date: [date(claim.happenedAt)],
			description: [claim.description]
		}),
		referents: [],
		datasets: ['faisceau'],
		faisceau: own({ exportedAt, entities: [], claims: [claim] }, [ownClaim(claim)])
	};
}

export function* ftm(graph: ExportGraph): Generator<string, void, undefined> {
	const kinds = new Map(graph.entities.map(({ id, kind }) => [id, kind]));
	for (const entity of graph.entities.toSorted(byId))
		yield `${statementText(thing(entity, graph.exportedAt))}\n`;
	for (const claim of graph.claims.toSorted(byId))
		yield `${statementText(link(claim, kinds, graph.exportedAt))}\n`;
}
