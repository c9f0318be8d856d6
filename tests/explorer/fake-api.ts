/** A server made of plain tables, for tests of the view; records what it was asked. */
import type { Json } from '#lib/domain/draft.ts';
import type { EntityCard, NetworkClaim, NetworkNode, Subgraph } from '#lib/domain/subgraph.ts';
import type { NetworkApi } from '#lib/explorer/api.ts';
import { Refusal } from '#lib/explorer/api.ts';
import { card, entity } from './builders.ts';

export interface FakeNetwork {
	api: NetworkApi;
	asked: string[];
	/** The next question is answered with this refusal. */
	refuseNext(refusal: Refusal): void;
	/** An entity goes out of this reader's sight. */
	withdraw(name: string): void;
}

/** `names` are entities that exist; every claim joins two of them. */
export function fakeNetwork(
	names: readonly string[],
	claims: readonly NetworkClaim[]
): FakeNetwork {
	const asked: string[] = [];
	let refusal: Refusal | null = null;
	let saved: Json | null = null;
	const known = new Map<string, NetworkNode>(names.map((id) => [id, entity(id)]));
	const node = (id: string): NetworkNode => {
		const found = known.get(id);
		if (!found) throw new Refusal(404, 'unknown');
		return found;
	};
	const answer = <T>(question: string, make: () => T): Promise<T> => {
		asked.push(question);
		const refused = refusal;
		refusal = null;
		return refused ? Promise.reject(refused) : Promise.resolve().then(make);
	};
	const at = (id: string) => claims.filter((one) => one.from === id || one.to === id);
	const counts = (id: string) => {
		const groups = new Map<
			string,
			{ type: NetworkClaim['type']; direction: 'out' | 'in'; others: Set<string>; claims: number }
		>();
		for (const one of at(id)) {
			const direction = one.from === id ? 'out' : 'in';
			const key = `${one.type} ${direction}`;
			const group = groups.get(key) ?? { type: one.type, direction, others: new Set(), claims: 0 };
			group.others.add(direction === 'out' ? one.to : one.from);
			group.claims++;
			groups.set(key, group);
		}
		return [...groups.values()].map(({ type, direction, others, claims: count }) => ({
			type,
			direction,
			claims: count,
			entities: others.size
		}));
	};
	const cardOf = (id: string): EntityCard => card(id, { node: node(id), expansions: counts(id) });
	const api: NetworkApi = {
		search: (query) => answer(`search ${query}`, () => ({ hits: [], total: 0 })),
		card: (id, { offset }) => answer(`card ${id} ${offset ?? 0}`, () => cardOf(id)),
		justify: (id, { purpose }) => answer(`justify ${id} ${purpose}`, () => undefined),
		expansions: (id) => answer(`expansions ${id}`, () => counts(id)),
		expand: (id, { type, direction, limit }) =>
			answer(`expand ${id} ${type} ${direction} ${limit}`, (): Subgraph => {
				const found = at(id).filter(
					(one) =>
						(type === null || one.type === type) &&
						(direction === null || (direction === 'out' ? one.from : one.to) === id)
				);
				const others = [...new Set(found.map((one) => (one.from === id ? one.to : one.from)))];
				const shown = others.slice(0, limit);
				return {
					nodes: [node(id), ...shown.map(node)],
					claims: found.filter((one) => shown.includes(one.from === id ? one.to : one.from)),
					cut:
						shown.length < others.length
							? { shown: shown.length, total: others.length, reason: 'limit' }
							: null
				};
			}),
		path: (from, to) =>
			answer(`path ${from} ${to}`, () => {
				const direct = claims.filter(
					(one) => (one.from === from && one.to === to) || (one.from === to && one.to === from)
				);
				return direct.length > 0
					? { found: true, hops: 1, ways: 1, nodes: [node(from), node(to)], claims: direct }
					: { found: false, reason: 'too-far', hopsSearched: 6 };
			}),
		ways: (from, to) =>
			answer(`ways ${from} ${to}`, () => {
				const middles = names.filter(
					(id) =>
						claims.some((one) => one.from === from && one.to === id) &&
						claims.some((one) => one.from === id && one.to === to)
				);
				return middles.length === 0
					? { found: false as const, reason: 'too-far' as const, hopsSearched: 6 }
					: {
							found: true as const,
							hops: 2,
							ways: middles.length,
							shown: middles.map((id) => ({ ids: [from, id, to], shared: 0 })),
							nodes: [from, ...middles, to].map(node),
							claims: [...claims]
						};
			}),
		between: (ids) =>
			answer(`between ${ids.length}`, () =>
				claims.filter(
					({ from, to }) =>
						ids.includes(from) && ids.includes(to) && known.has(from) && known.has(to)
				)
			),
		claims: (from, ids) => answer(`claims ${from} ${ids.length}`, () => []),
		nodes: (ids) => answer(`nodes ${ids.length}`, () => ids.flatMap((id) => known.get(id) ?? [])),
		stars: () => answer('stars', () => []),
		star: (entity, on) => answer(`star ${entity} ${on}`, () => ({})),
		views: () => answer('views', () => []),
		openView: (id) =>
			answer(`view ${id}`, () => ({ name: id, mine: true, outline: saved ?? {}, gone: 0 })),
		saveView: (form) =>
			answer(`save ${form.name} ${form.ids.join()}`, () => {
				saved = JSON.parse(JSON.stringify(form.outline)) as Json;
				return { id: 'view' };
			}),
		forgetView: (id) => answer(`forget ${id}`, () => ({})),
		standing: (ids) =>
			answer(`standing ${ids.join()}`, () => ({
				levels: ['amber+strict' as const, 'red' as const],
				demonstration: false
			})),
		notes: (ids) => answer(`notes ${ids.join()}`, () => []),
		addNote: (form) => answer(`note ${form.entities.join()}`, () => ({ id: 'note' })),
		addClaim: (form) =>
			answer(`claim ${form.from} ${form.type} ${form.to}`, () => ({ import: 'import' })),
		exportFile: (format, ids, { without, places }) => {
			const taken = [...ids, ...places.map(([id]) => id)];
			return answer(`export ${format} ${taken.join()} without ${without.length}`, () => ({
				name: `n.${format}`,
				content: new Blob()
			}));
		},
		recipients: () =>
			answer('recipients', () => [
				{
					id: 'eu-x',
					name: { en: 'Union body X', fr: 'Organe X' },
					agreement: 'union-body' as const
				}
			]),
		picture: (format, ids, { without, recipient, hand = recipient.kind === 'own' }) =>
			answer(`picture ${format} ${ids.join()}`, () => ({
				name: `n.${format}`,
				exportedAt: '2026-11-22T10:00:00.000Z',
				by: 'Ana',
				organisation: 'Belmark',
				marking: 'TLP:GREEN',
				tlp: 'green' as const,
				hand,
				nodes: ids.filter((id) => known.has(id)),
				claims: claims.map(({ id }) => id).filter((id) => !without.includes(id))
			}))
	};
	return {
		api,
		asked,
		refuseNext: (next) => (refusal = next),
		withdraw: (name) => void known.delete(name)
	};
}
