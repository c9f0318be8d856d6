/** Small hand-made networks: `said(…)` makes a statement, `record(…)` and `tie(…)` what it says. */
import { audienceOf, tokensOf, type Role, type Token } from '#lib/domain/audience.ts';
import type { ClaimType } from '#lib/domain/claim-types.ts';
import { latinText } from '#lib/server/graph/search-text.ts';
import { ofExport, ofQuestion } from '#lib/server/network/budget.ts';
import type { Kind } from '#lib/domain/kinds.ts';
import type { Tlp } from '#lib/domain/marking.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { World, WorldClaim, WorldProvenance, WorldRecord } from './world.ts';

/** As much of everything as in use, and time as a busy machine needs: what a test finds is not how fast. */
export const unhurried = {
	question: { ...ofQuestion, timeMs: 600_000 },
	export: { ...ofExport, timeMs: 600_000 }
};

export const viewer = (
	account: string,
	organisation = 'belmark',
	role: Role = 'analyst'
): Viewer => ({
	account,
	name: account,
	organisation: { id: organisation, name: organisation },
	roles: [role],
	audience: tokensOf({
		account,
		organisation,
		clientOf: [],
		groups: [],
		cases: [],
		roles: [role],
		demonstration: false
	}),
	operator: false
});

export class Draft implements World {
	readonly entities: World['entities'] = [];
	readonly sources: World['sources'] = [];
	readonly provenances: WorldProvenance[] = [];
	readonly records: WorldRecord[] = [];
	readonly claims: WorldClaim[] = [];
	readonly viewers: Viewer[] = [];

	/** A statement by a source under a marking; asked again, the same one. */
	said(source = 'mitre', tlp: Tlp = 'clear', owner = 'belmark', account = 'ana'): WorldProvenance {
		const id = [source, tlp, owner, account].join('-');
		const known = this.provenances.find((one) => one.id === id);
		if (known) return known;
		if (!this.sources.some((one) => one.id === source))
			this.sources.push({ id: source, owner, ref: `identity--${source}` });
		const made: WorldProvenance = {
			id,
			audience: audienceOf({ tlp }, { owner, account }),
			source,
			sourceName: source,
			owner,
			account,
			tlp,
			handling: [],
			handlingNote: '',
			grade: 'europol-4x4/B2',
			statement: 'fact',
			status: 'intelligence',
			obtainedAt: '2026-01-01T00:00:00.000Z',
			purpose: [],
			demonstration: false,
			import: 'none'
		};
		this.provenances.push(made);
		return made;
	}

	record(
		entity: string,
		names: string[],
		more: Partial<WorldRecord> & { said?: WorldProvenance; kind?: Kind } = {}
	): WorldRecord {
		const { said = this.said(), kind = 'group', ...own } = more;
		if (!this.entities.some(({ id }) => id === entity)) this.entities.push({ id: entity, kind });
		const identifiers = own.identifiers ?? [];
		const record: WorldRecord = {
			id: `${entity}-${this.records.length}`,
			entity,
			ref: `ref-${entity}`,
			originalType: 'intrusion-set',
			names,
			identifiers,
			search: latinText(
				names,
				identifiers.map((key) => ({
					scheme: key.slice(0, key.indexOf(':')),
					value: key.slice(key.indexOf(':') + 1)
				}))
			),
			attributes: '{}',
			audience: said.audience,
			provenance: said.id,
			modified: '2026-01-01T00:00:00.000Z',
			revoked: false,
			stub: false,
			...own
		};
		this.records.push(record);
		return record;
	}

	/** Entities that everyone may see, each with one record named like it. */
	known(...entities: string[]): void {
		for (const entity of entities) this.record(entity, [entity]);
	}

	tie(
		from: string,
		to: string,
		more: Partial<WorldClaim> & { said?: WorldProvenance; type?: ClaimType } = {}
	): WorldClaim {
		const { said = this.said(), ...own } = more;
		const recordOf = (entity: string) =>
			this.records.find((record) => record.entity === entity)?.id ?? '';
		const claim: WorldClaim = {
			id: `${from}>${to}#${this.claims.length}`,
			type: 'USES',
			from,
			to,
			ref: `relationship--${this.claims.length}`,
			originalType: 'uses',
			description: '',
			audience: said.audience,
			provenance: said.id,
			fromRecord: recordOf(from),
			toRecord: recordOf(to),
			revoked: false,
			unusualEnds: false,
			validFrom: '2026-01-01T00:00:00.000Z',
			...own
		};
		this.claims.push(claim);
		return claim;
	}
}

export const union = (...audiences: readonly (readonly Token[])[]): Token[] =>
	[...new Set(audiences.flat())].sort();
