/**
 * A digest of what a graph says, the same on every installation that imported the same files under
 * the same settings, in whatever order: no ids of ours, no dates of import, no importing account.
 * Items are hashed one by one and the hashes added modulo 2^256, so order and batches do not matter.
 * It compares graphs; it is no seal against someone who wants two different graphs to look alike.
 */
import { createHash } from 'node:crypto';
import { person } from '#lib/domain/audience.ts';

type Props = Record<string, unknown>;

const modulus = 1n << 256n;
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** JSON with the keys of every map in one order; what is absent says nothing. */
function ordered(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(ordered).join()}]`;
	if (value === null || value === undefined) return 'null';
	if (typeof value !== 'object')
		return typeof value === 'bigint' ? `${value}` : JSON.stringify(value);
	const members = Object.entries(value).filter(([, item]) => item !== undefined);
	members.sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${ordered(item)}`).join()}}`;
}

export class ContentDigest {
	#sum = 0n;
	#items = 0;
	add(item: string): void {
		this.#sum = (this.#sum + BigInt(`0x${hash(item)}`)) % modulus;
		this.#items++;
	}
	get hex(): string {
		return hash(`${this.#items} ${this.#sum.toString(16)}`);
	}
}

const without = (props: Props, names: readonly string[]): Props =>
	Object.fromEntries(Object.entries(props).filter(([name]) => !names.includes(name)));

/** An importing account has another id on every installation. */
const readers = (audience: unknown, account: unknown): unknown[] =>
	(Array.isArray(audience) ? audience : [])
		.map((token: unknown) => (token === person(String(account)) ? 'person:importer' : token))
		.sort();

const parsed = (attributes: unknown): unknown => {
	if (typeof attributes !== 'string') return attributes;
	try {
		return JSON.parse(attributes);
	} catch {
		// Not JSON: compared as the text it is.
		return attributes;
	}
};

/** Who says so and under which marking, short: shared by all that one import says alike. */
export const provenanceContent = (props: Props, sourceRef: unknown): string =>
	hash(
		ordered({
			...without(props, [
				'id',
				'account',
				'audience',
				'import',
				'keptAt',
				'keptBy',
				'keptByName',
				'keptFor',
				'moving',
				'obtainedAt',
				'reviewBy',
				'source',
				'sourceName',
				'floor',
				'handling',
				'purpose'
			]),
			handling: Array.isArray(props.handling) ? [...props.handling].sort() : [],
			purpose: Array.isArray(props.purpose) ? [...props.purpose].sort() : [],
			sourceRef
		})
	);

interface Said {
	/** From `provenanceContent`. */
	content: string;
	owner: unknown;
	account: unknown;
}

/** A stub says nothing but that something of this name exists: who brought it first is chance. */
export const recordContent = (props: Props, said: Said | undefined): string =>
	props.stub === true
		? ordered({
				stub: props.ref,
				owner: said?.owner,
				audience: readers(props.audience, said?.account)
			})
		: ordered({
				...without(props, ['id', 'key', 'digest', 'search', 'provenance', 'also']),
				attributes: parsed(props.attributes),
				audience: readers(props.audience, said?.account),
				said: said?.content
			});

export const entityContent = (kind: unknown, records: readonly string[]): string =>
	ordered({ kind, records: [...records].sort() });

export interface ClaimEnd {
	owner: unknown;
	ref: unknown;
	variant: unknown;
}

export const claimContent = (
	claim: { type: string; props: Props },
	said: Said | undefined,
	[from, to]: readonly [ClaimEnd | undefined, ClaimEnd | undefined]
): string =>
	ordered({
		...without(claim.props, [
			'id',
			'key',
			'digest',
			'provenance',
			'also',
			'fromRecord',
			'toRecord'
		]),
		type: claim.type,
		attributes: parsed(claim.props.attributes),
		audience: readers(claim.props.audience, said?.account),
		said: said?.content,
		from,
		to
	});
