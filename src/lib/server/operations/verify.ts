/** Holds the graph against the rules of docs/data-model.md, in batches, and says which are broken. */
import { isClaimType } from '#lib/domain/claim-types.ts';
import type { Ownership, Token } from '#lib/domain/audience.ts';
import { isKind, kindNames, kinds } from '#lib/domain/kinds.ts';
import { describeFinding } from '#lib/server/audit/finding.ts';
import type { AuditCheck } from '#lib/server/audit/check.ts';
import type { AuditLog } from '#lib/server/audit/log.ts';
import type { GraphStore, Runner } from '#lib/server/graph/store.ts';
import { linkTypes, passingLabels, storedLabels } from '#lib/server/graph/stored.ts';
import {
	claimContent,
	ContentDigest,
	entityContent,
	provenanceContent,
	recordContent,
	type ClaimEnd
} from './content-digest.ts';
import * as queries from './queries.ts';
import type { ClaimRow, RecordRow } from './queries.ts';
import {
	identifierKeysOf,
	idsOf,
	sizesOf,
	slices,
	sum,
	type Sizes,
	type Watch
} from './reading.ts';
import { Findings, isText, outside, tokensOf, type Problem, type Rule } from './rules.ts';

export interface Verification {
	ok: boolean;
	checked: Record<string, number>;
	/** The first thousand; `problemsTotal` says how many there are. */
	problems: Problem[];
	problemsTotal: number;
	byRule: Partial<Record<Rule, number>>;
	audit: {
		entries: number;
		root: string | undefined;
		/** Reasons for reading restricted items that entries committed to, and those whose words are the same. */
		reasons: AuditCheck['reasons'];
		/** Recipients of disclosures that were named in words, alike. */
		recipients: AuditCheck['recipients'];
		findings: string[];
	};
	/** The same wherever the same files were imported; see content-digest.ts. */
	graphDigest: string;
}

interface Said extends Ownership {
	content: string;
	audience: Token[];
}

interface End extends ClaimEnd {
	id: string;
	audience: Token[];
	entities: string[];
}

/** Claims are more than the entities they start at: fewer entities at a time keep a batch small. */
const startsAtOnce = 250;

class Check {
	readonly findings = new Findings();
	readonly digest = new ContentDigest();
	readonly said = new Map<string, Said>();
	readonly counted = { entities: 0, records: 0, claims: 0, provenances: 0, identifiers: 0 };
	registered: ReadonlySet<string> = new Set();
	#done = 0;

	constructor(
		readonly runner: Runner,
		readonly sizes: Sizes,
		readonly watch: Watch
	) {}

	/** After each batch: says how far it came, stops when asked to, lets others in between. */
	async #step(count: number): Promise<void> {
		this.#done += count;
		const total =
			sum(['Entity', 'Record', 'Provenance', 'Identifier'].map((label) => this.#nodes(label))) +
			this.#claimsThere();
		this.watch.progress?.(this.#done, total);
		await new Promise(setImmediate);
		this.watch.signal?.throwIfAborted();
	}

	#nodes = (label: string) => this.sizes.nodes.get(label) ?? 0;
	#claimsThere = () =>
		sum([...this.sizes.relationships].map(([type, count]) => (isClaimType(type) ? count : 0)));

	#audience(what: string, id: unknown, audience: unknown): Token[] {
		const { tokens, fault } = tokensOf(audience, this.registered);
		if (fault) this.findings.add('audience', id, `audience of a ${what}: ${fault}`);
		return tokens;
	}

	async provenances(): Promise<void> {
		this.registered = new Set(
			(await this.runner.run(queries.tokens, {})).map(({ token }) => token)
		);
		const refs = new Map<string, unknown>();
		for await (const ids of idsOf(this.runner, 'Source', this.sizes))
			for (const { id, props } of await this.runner.run(queries.nodes.Source, { ids }))
				refs.set(id, props.ref);
		for await (const ids of idsOf(this.runner, 'Provenance', this.sizes)) {
			for (const { id, props, sources } of await this.runner.run(queries.provenances, { ids })) {
				if (sources.length !== 1)
					this.findings.add('source', id, `it has ${sources.length} sources`);
				else if (sources[0] !== props.source)
					this.findings.add('source', id, `it names ${String(props.source)}, but leads to another`);
				this.said.set(id, {
					content: provenanceContent(props, refs.get(sources[0] ?? '')),
					audience: this.#audience('provenance', id, props.audience),
					owner: String(props.owner),
					account: String(props.account),
					demonstration: props.demonstration === true
				});
			}
			this.counted.provenances += ids.length;
			await this.#step(ids.length);
		}
	}

	async entities(): Promise<void> {
		for await (const ids of idsOf(this.runner, 'Entity', this.sizes)) {
			const rows = await this.runner.run(queries.entities, { ids });
			const contents = await this.#records(
				rows.flatMap(({ records }) => records),
				new Set(ids)
			);
			for (const { id, kind, labels, records } of rows) {
				if (records.length === 0) this.findings.add('entity-record', id, 'it has no record');
				this.#kind(id, kind, labels);
				this.digest.add(
					entityContent(
						kind,
						records.map((record) => contents.get(record) ?? '')
					)
				);
			}
			this.counted.entities += ids.length;
			await this.#step(ids.length);
			for (const starts of slices(ids, startsAtOnce))
				await this.#claims(await this.runner.run(queries.claims, { ids: starts }));
		}
	}

	#kind(id: string, kind: unknown, labels: readonly string[]) {
		const expected = typeof kind === 'string' && isKind(kind) ? kinds[kind].label : undefined;
		const others = labels.filter((label) => label !== 'Entity');
		if (expected === undefined)
			this.findings.add('entity-kind', id, `its kind is ${String(kind)}, which is none`);
		else if (others.length !== 1 || others[0] !== expected)
			this.findings.add('entity-kind', id, `a ${String(kind)} labelled ${others.join(', ')}`);
	}

	/** Gives the content of records, and checks each where the first entity it describes is `here`. */
	async #records(ids: readonly string[], here: ReadonlySet<string>): Promise<Map<string, string>> {
		const contents = new Map<string, string>();
		let checked = 0;
		for (const part of slices([...new Set(ids)]))
			for (const row of await this.runner.run(queries.records, { ids: part })) {
				contents.set(row.id, recordContent(row.props, this.said.get(String(row.props.provenance))));
				if (!here.has(row.entities[0] ?? '')) continue;
				this.#record(row);
				checked++;
			}
		this.counted.records += checked;
		await this.#step(checked);
		return contents;
	}

	#record({ id, props, entities, keys }: RecordRow) {
		if (entities.length !== 1)
			this.findings.add('record-entity', id, `it describes ${entities.length} entities`);
		this.#audience('record', id, props.audience);
		if (!this.said.has(String(props.provenance)))
			this.findings.add(
				'provenance',
				id,
				`a record names ${String(props.provenance)}, which is not there`
			);
		const named = Array.isArray(props.identifiers)
			? [...new Set(props.identifiers.map(String))]
			: [];
		if (named.sort().join('\n') !== [...keys].sort().join('\n'))
			this.findings.add(
				'record-identifiers',
				id,
				`it names ${named.length} identifiers and is tied to ${keys.length}, not the same ones`
			);
	}

	async #ends(ids: readonly string[]): Promise<Map<string, End>> {
		const ends = new Map<string, End>();
		for (const part of slices([...new Set(ids)]))
			for (const row of await this.runner.run(queries.recordEnds, { ids: part }))
				ends.set(row.id, {
					id: row.id,
					ref: row.ref,
					variant: row.variant,
					owner: this.said.get(String(row.provenance))?.owner,
					audience: tokensOf(row.audience, this.registered).tokens,
					entities: row.entities
				});
		return ends;
	}

	async #claims(rows: readonly ClaimRow[]): Promise<void> {
		const ends = await this.#ends(
			rows.flatMap(({ props }) => [props.fromRecord, props.toRecord]).filter(isText)
		);
		const seen = new Set<string>();
		for (const row of rows) {
			const id = String(row.props.id);
			if (seen.has(id))
				this.findings.add('claim-twice', id, `a ${row.type} is there more than once`);
			seen.add(id);
			const from = ends.get(String(row.props.fromRecord));
			const to = ends.get(String(row.props.toRecord));
			const said = this.said.get(String(row.props.provenance));
			this.#claim(id, row, { from, to, said });
			const place = (end: End | undefined) =>
				end && { owner: end.owner, ref: end.ref, variant: end.variant };
			this.digest.add(claimContent(row, said, [place(from), place(to)]));
		}
		this.counted.claims += rows.length;
		await this.#step(rows.length);
	}

	#claim(id: string, row: ClaimRow, { from, to, said }: { from?: End; to?: End; said?: Said }) {
		const audience = this.#audience('claim', id, row.props.audience);
		if (!said)
			this.findings.add(
				'provenance',
				id,
				`a claim names ${String(row.props.provenance)}, which is not there`
			);
		for (const [end, entity, field] of [
			[from, row.from, 'fromRecord'],
			[to, row.to, 'toRecord']
		] as const)
			if (!end)
				this.findings.add('claim-end', id, `${field} ${String(row.props[field])} is not there`);
			else if (!end.entities.includes(entity))
				this.findings.add('claim-end', id, `${field} ${end.id} does not describe ${entity}`);
		if (!said) return;
		for (const [what, outer] of [
			['its marking', said.audience],
			['its first record', from?.audience],
			['its second record', to?.audience]
		] as const) {
			const beyond = outer && outside(audience, outer, said);
			if (beyond?.length)
				this.findings.add('claim-audience', id, `${beyond.join(', ')} does not see ${what}`);
		}
	}

	async identifiers(): Promise<void> {
		for await (const keys of identifierKeysOf(this.runner, this.sizes)) {
			for (const { key } of await this.runner.run(queries.bareIdentifiers, { keys }))
				this.findings.add('identifier-record', key, 'no record carries it');
			this.counted.identifiers += keys.length;
			await this.#step(keys.length);
		}
	}

	/** Records that no entity leads to were not seen above: found only when the numbers say so. */
	async strays(): Promise<void> {
		if (this.counted.records === this.#nodes('Record')) return;
		for await (const ids of idsOf(this.runner, 'Record', this.sizes))
			for (const row of await this.runner.run(queries.records, { ids }))
				if (row.entities.length === 0) {
					this.counted.records++;
					this.#record(row);
				}
	}

	async counts(): Promise<void> {
		const known = new Set<string>([
			...storedLabels,
			...passingLabels,
			...kindNames.map((kind) => kinds[kind].label)
		]);
		for (const [label, count] of this.sizes.nodes)
			if (!known.has(label))
				this.findings.add(
					'counts',
					label,
					`${count} nodes of a label the data model does not know`
				);
		for (const [type, count] of this.sizes.relationships)
			if (!isClaimType(type) && !(linkTypes as readonly string[]).includes(type))
				this.findings.add('counts', type, `${count} relationships of an unknown type`);
		const labelled = sum([...storedLabels, ...passingLabels].map((label) => this.#nodes(label)));
		const [total] = await this.runner.run(queries.totals, {});
		if (total && total.nodes !== labelled)
			this.findings.add(
				'counts',
				'nodes',
				`the store counts ${total.nodes} nodes, their labels ${labelled}`
			);
		for (const [what, there] of [
			['entities', this.#nodes('Entity')],
			['records', this.#nodes('Record')],
			['provenances', this.#nodes('Provenance')],
			['identifiers', this.#nodes('Identifier')],
			['claims', this.#claimsThere()]
		] as const)
			if (this.counted[what] !== there)
				this.findings.add(
					'counts',
					what,
					`the store counts ${there}, but ${this.counted[what]} could be read by their key`
				);
		const describing = this.sizes.relationships.get('DESCRIBES') ?? 0;
		if (this.findings.total === 0 && describing !== this.counted.records)
			this.findings.add('counts', 'DESCRIBES', `${describing} for ${this.counted.records} records`);
	}
}

export interface VerifyParts extends Watch {
	store: Pick<GraphStore, 'snapshot'>;
	audit: Pick<AuditLog, 'check'>;
	/** The text of a file of signed checkpoints that was kept elsewhere. */
	checkpointFile?: string;
}

export async function verify({
	store,
	audit,
	checkpointFile,
	...watch
}: VerifyParts): Promise<Verification> {
	const check = await store.snapshot(async (runner) => {
		const made = new Check(runner, await sizesOf(runner), watch);
		await made.provenances();
		await made.entities();
		await made.identifiers();
		await made.strays();
		await made.counts();
		return made;
	});
	const log = await audit.check({ checkpointFile, ...watch });
	const { findings, counted, sizes } = check;
	return {
		ok: findings.total === 0 && log.findings.length === 0,
		checked: {
			...counted,
			sources: sizes.nodes.get('Source') ?? 0,
			tokens: check.registered.size,
			imports: sizes.nodes.get('Import') ?? 0,
			nodes: sum([...storedLabels, ...passingLabels].map((label) => sizes.nodes.get(label) ?? 0)),
			relationships: sum(sizes.relationships.values())
		},
		problems: findings.problems,
		problemsTotal: findings.total,
		byRule: Object.fromEntries(findings.byRule),
		audit: {
			entries: log.size,
			root: log.root,
			reasons: log.reasons,
			recipients: log.recipients,
			findings: log.findings.map(describeFinding)
		},
		graphDigest: check.digest.hex
	};
}
