/**
 * A TAXII 2.1 server (OASIS Standard, 10 June 2021), read only: discovery, one API root, its collections,
 * objects, manifests and versions. Each page that leaves is a disclosure with its entry: no entry, no answer.
 */
import type { Ceiling } from '#lib/domain/ceiling.ts';
import { under } from '#lib/domain/ceiling.ts';
import type { ExportGraph } from '#lib/domain/export-graph.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { contextRefs } from '#lib/export/stix.ts';
import { demand } from '#lib/server/access/decide.ts';
import type { Program } from '#lib/domain/program.ts';
import { addresseeOf } from '#lib/server/access/recipients.ts';
import { disclose } from '#lib/server/audit/disclosure.ts';
import { by, type Audit } from '#lib/server/audit/event.ts';
import { latelyOf } from '#lib/server/audit/lately.ts';
import { keptWhile } from '#lib/server/graph/kept.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { collectionNamed, collectionsUnder } from './collections.ts';
import { holdingsOf, type Held } from './holdings.ts';
import { instant, told } from './instant.ts';
import { mediaType, taxiiMediaType } from './media.ts';
import { filterOf, pageOf, type Page } from './page.ts';

/** Of some hundred million bytes no answer consists: pages are cut by their count. */
const longestContent = 100_000_000;
/**
 * An import tells its end before that is committed; what ended less than this ago waits, so that nothing
 * comes into a page that was handed out already.
 */
const settleMs = 2_000;
/** Lists of objects that are kept until the graph changes, one for each set of tokens. */
const mostKept = 4;

export const views = ['objects', 'manifest', 'object', 'versions'] as const;
export type View = (typeof views)[number];

export interface Answer {
	body: object;
	/** Of the first and the last object in it. */
	dates?: { first: string; last: string };
}

export interface Taxii {
	discovery(program: Program): Promise<Answer>;
	root(program: Program): Promise<Answer>;
	collections(program: Program): Promise<Answer>;
	/** Undefined for what is not there and what is out of reach, alike; so below. */
	collection(program: Program, name: string): Promise<Answer | undefined>;
	/** Throws BadFilter. `id`: of one object. */
	contents(
		program: Program,
		name: string,
		view: View,
		query: URLSearchParams,
		id?: string
	): Promise<Answer | undefined>;
}

export interface TaxiiParts {
	store: Pick<GraphStore, 'read' | 'revision'>;
	audit: Audit;
	now: () => Date;
	origin: string;
	pull(
		viewer: Viewer,
		refs: (graph: ExportGraph) => Iterable<string>
	): Promise<{ graph: ExportGraph; added: ReadonlyMap<string, string> }>;
}

const manifestOf = ({ id, added, version }: Held) => ({
	id,
	date_added: told(added),
	version: told(version),
	media_type: mediaType
});

function bodyOf(view: View, { items, next }: Page): object {
	const rest = next === undefined ? {} : { more: true, next };
	if (items.length === 0) return {};
	if (view === 'versions') return { versions: items.map(({ version }) => told(version)), ...rest };
	return { objects: items.map(view === 'manifest' ? manifestOf : ({ object }) => object), ...rest };
}

export function taxiiOf({ store, audit, now, origin, pull }: TaxiiParts): Taxii {
	const kept = keptWhile<readonly Held[]>(store, now, mostKept);
	const lately = latelyOf(now);

	/** Questions that tell nothing of the graph leave one entry of each kind in an hour. */
	const asked = ({ viewer, key }: Program, what: string) =>
		lately.once(key.id, what, [''], () =>
			audit.consult({
				...by(demand(viewer, 'api.pull')),
				action: 'api.pull',
				outcome: 'done',
				subjects: [],
				leaves: false,
				detail: { key: key.id, protocol: 'taxii', what }
			})
		);

	async function left({ viewer, key }: Program, ceiling: Ceiling, view: View, page: Page) {
		const items = page.items.length;
		const event = {
			...by(viewer),
			action: 'api.pull',
			outcome: 'done',
			subjects: [...new Set(page.items.flatMap(({ about }) => about))],
			leaves: items > 0,
			detail: { key: key.id, protocol: 'taxii', what: view, upTo: ceiling, objects: items }
		} as const;
		const to = await addresseeOf(store, viewer, { kind: 'own' });
		const write = () => disclose(audit, { to, purpose: key.purpose, now: now() }, event);
		await (items > 0 ? write() : lately.once(key.id, `nothing ${ceiling} ${view}`, [''], write));
	}

	const heldFor = (viewer: Viewer) =>
		kept.get(JSON.stringify([viewer.account, viewer.audience]), async () => {
			const { graph, added } = await pull(viewer, contextRefs);
			return holdingsOf(graph, added);
		});

	return {
		async discovery(program) {
			await asked(program, 'discovery');
			const root = `${origin}/taxii2/api/`;
			return {
				body: {
					title: 'Faisceau',
					description: 'What the maker of the key sees, up to the ceiling of the key',
					default: root,
					api_roots: [root]
				}
			};
		},
		async root(program) {
			await asked(program, 'root');
			return {
				body: {
					title: 'Faisceau',
					versions: [taxiiMediaType],
					max_content_length: longestContent
				}
			};
		},
		async collections(program) {
			await asked(program, 'collections');
			return { body: { collections: collectionsUnder(program.key.ceiling) } };
		},
		async collection(program, name) {
			await asked(program, 'collections');
			const found = collectionNamed(name, program.key.ceiling);
			return found && { body: found.collection };
		},
		async contents(program, name, view, query, id) {
			const viewer = demand(program.viewer, 'api.pull');
			const filter = filterOf(query);
			const found = collectionNamed(name, program.key.ceiling);
			if (!found) {
				await asked(program, 'unknown');
				return undefined;
			}
			const seen = { ...viewer, audience: under(viewer.audience, found.ceiling) };
			const latest = instant(new Date(now().getTime() - settleMs).toISOString()) ?? '';
			const all = (await heldFor(seen)).filter(
				(each) => each.added <= latest && (id === undefined || each.id === id)
			);
			if (id !== undefined && all.length === 0) {
				await asked(program, 'unknown');
				return undefined;
			}
			const page = pageOf(all, filter);
			await left(program, found.ceiling, view, page);
			const [first, last] = [page.items[0], page.items.at(-1)];
			return {
				body: bodyOf(view, page),
				...(first && last ? { dates: { first: told(first.added), last: told(last.added) } } : {})
			};
		}
	};
}
