/**
 * The network as one viewer may see it. Each function asks the table of actions, reads under the
 * viewer's audience alone and, where the act is a consultation or a disclosure, leaves its audit entry
 * before it answers: no entry, no answer. Typing in the search field and counts in a menu leave none.
 */
import type { Token } from '#lib/domain/audience.ts';
import type { NoteForm } from '#lib/domain/contribution.ts';
import type { ExportGraph } from '#lib/domain/export-graph.ts';
import type {
	CardClaim,
	EntityCard,
	ExpansionCount,
	NetworkClaim,
	NetworkNode,
	Note,
	PathResult,
	SearchResult,
	Subgraph,
	WaysResult
} from '#lib/domain/subgraph.ts';
import { isRestricted, withheldClaim } from '#lib/domain/restricted.ts';
import type { Disclosure } from '#lib/domain/recipient.ts';
import type { Calls } from '#lib/domain/organisation.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { ActionName } from '#lib/server/access/actions.ts';
import { decide, demand } from '#lib/server/access/decide.ts';
import { by, type Audit, type AuditEvent } from '#lib/server/audit/event.ts';
import { latelyOf } from '#lib/server/audit/lately.ts';
import { inForce, inForceAmong } from '#lib/server/audit/justification.ts';
import { OverBudget, type GraphStore, type Limits } from '#lib/server/graph/store.ts';
import { between } from './between.ts';
import { budgeted, ofExport, ofOperator, ofQuestion } from './budget.ts';
import { card, type ClaimPage } from './card.ts';
import { expand, expansions, type Expansion } from './expand.ts';
import { addedAt } from './added.ts';
import { exporterOf, type Shown } from './exported.ts';
import { keptWhile } from '#lib/server/graph/kept.ts';
import { known } from './known.ts';
import { nodesOf } from './nodes.ts';
import { notesBefore, reach, standing, writeNote, type Standing } from './notes.ts';
import { path, type PathRequest } from './path.ts';
import type { Reading } from './reading.ts';
import { reasonForText, search, shortestQuery, withheldOf } from './search.ts';
import type { Nameless } from './shield.ts';
import { statements } from './statements.ts';
import { cardBefore, restrictedIn } from './withhold.ts';
import { turns } from './turns.ts';
import { ways } from './ways.ts';
import { counts, latestImports, type Counts, type Summary } from './summary.ts';

type Asking = Viewer | null;

export interface Network {
	/** As one types, too: what it shows is audited, with a commitment of the text, never the text. */
	search(viewer: Asking, text: string, limit?: number): Promise<SearchResult>;
	/** Counts for a menu, in an entry once an hour; empty for what is unknown or out of sight. */
	expansions(viewer: Asking, entity: string): Promise<ExpansionCount[]>;
	/** Undefined for what is unknown or out of sight, alike. */
	expand(viewer: Asking, expansion: Expansion): Promise<Subgraph | undefined>;
	card(viewer: Asking, entity: string, page?: ClaimPage): Promise<EntityCard | undefined>;
	/** In full, the visible ones of some claims that start at one entity. */
	statements(viewer: Asking, from: string, claims: readonly string[]): Promise<CardClaim[]>;
	path(viewer: Asking, request: PathRequest): Promise<PathResult>;
	/** Every shortest path, counted; the first of them shown. */
	ways(viewer: Asking, request: PathRequest): Promise<WaysResult>;
	/** Every visible claim among some entities, for redrawing them. */
	between(viewer: Asking, ids: readonly string[]): Promise<NetworkClaim[]>;
	/** The visible ones of some entities. Of a saved view the entry names the view and them, not what else is in it. */
	nodes(viewer: Asking, ids: readonly string[], view?: string): Promise<NetworkNode[]>;
	/** How far something said about these entities may reach; undefined when one is out of sight. */
	standing(viewer: Asking, ids: readonly string[]): Promise<Standing | undefined>;
	/** Under which of the viewer's tokens each of some entities is seen; unseen ones are left out. */
	reach(viewer: Asking, ids: readonly string[]): Promise<Record<string, Token[]>>;
	/** Visible notes about some entities, latest first, superseded ones among them. */
	notes(viewer: Asking, ids: readonly string[]): Promise<Note[]>;
	/** Writes a note and its entry in one transaction; resolves with its id. Throws NoteRefused. */
	addNote(viewer: Asking, form: NoteForm): Promise<string>;
	/** Those of some STIX ids that the viewer sees something of: not audited: the import that asks is. */
	known(viewer: Asking, refs: readonly string[]): Promise<Map<string, NetworkNode>>;
	/** The visible ones of some entities, to name on the start page: each in an entry, once an hour. */
	glimpse(viewer: Asking, ids: readonly string[]): Promise<Map<string, NetworkNode>>;
	summary(viewer: Asking): Promise<Summary>;
	/**
	 * Some entities with the claims among them, or all the viewer may see, for the recipient that is named.
	 * Throws UnknownRecipient, NotReleasable where something of it may not go there and was not to be left
	 * out, and ReasonNeeded where something restricted is among it and no reason holds. `refs` names the
	 * records an export refers to besides (marking definitions, authors), for formats that carry them.
	 */
	exportGraph(
		viewer: Asking,
		disclosure: Disclosure,
		ids?: readonly string[],
		refs?: (graph: ExportGraph) => Iterable<string>,
		shown?: Shown
	): Promise<ExportGraph>;
	/**
	 * All a program may take in the name of this viewer: what needs a reason is left out. `added`: when each
	 * record and claim came here for good, by its id (ISO 8601 UTC); none of what an import still writes. It
	 * leaves no entry: whoever hands some of it out says what.
	 */
	pull(
		viewer: Viewer,
		refs: (graph: ExportGraph) => Iterable<string>
	): Promise<{ graph: ExportGraph; added: ReadonlyMap<string, string> }>;
}

/** What was asked about first, then every other entity that the answer shows: the log finds each. */
function shownWith(
	asked: readonly string[],
	answer: Subgraph | PathResult | WaysResult | undefined
): string[] {
	const nodes = answer && 'nodes' in answer ? answer.nodes : [];
	return [...new Set([...asked, ...nodes.map(({ id }) => id)])];
}

export interface NetworkParts {
	store: Pick<GraphStore, 'read' | 'revision'>;
	audit: Audit;
	now: () => Date;
	/** What victims and witnesses are called until a reason is given, in the reader's language. */
	nameless?: Nameless;
	/** What organisations are called, in the reader's language. */
	calls?: Calls;
	/** What one question may take, and one export. */
	limits?: { question: Limits; export: Limits };
}

const suggestions = 20;
/** Sets of tokens under which people ask in one minute. */
const manyAudiences = 500;
const someAudiences = 32;

export function networkOf({
	store,
	audit,
	now,
	nameless,
	calls,
	limits = { question: ofQuestion, export: ofExport }
}: NetworkParts): Network {
	const keptCounts = keptWhile<Counts>(store, now, manyAudiences);
	const keptDegrees = keptWhile<Map<string, number>>(store, now, someAudiences);
	const keptWithheld = keptWhile<readonly string[]>(store, now, manyAudiences);
	const lately = latelyOf(now);
	const exportInTurn = turns();
	const searchInTurn = turns();
	const sameFor = ({ audience }: Viewer) => JSON.stringify(audience);

	const readingOf = async (viewer: Viewer, most = limits.question): Promise<Reading> => ({
		read: budgeted(store, viewer.operator ? ofOperator : most),
		audience: viewer.audience,
		degrees: await keptDegrees.get(sameFor(viewer), () => Promise.resolve(new Map())),
		reasons: (entities) => inForceAmong(store, viewer, entities, now()),
		...(nameless ? { nameless } : {}),
		...(calls ? { calls } : {})
	});
	const noted = (
		viewer: Viewer,
		action: ActionName,
		subjects: readonly string[],
		detail: AuditEvent['detail'],
		outcome: AuditEvent['outcome'] = 'done'
	) => audit.consult({ action, ...by(viewer), outcome, subjects, detail });

	/** Puts on record that a question was stopped, with what it was about. */
	const stopped = async <T>(
		viewer: Viewer,
		action: ActionName,
		subjects: readonly string[],
		work: () => Promise<T>
	): Promise<T> => {
		try {
			return await work();
		} catch (error) {
			if (error instanceof OverBudget)
				await noted(viewer, action, subjects, { over: error.over }, 'failed');
			throw error;
		}
	};
	/** Reads for one question, within its budget. */
	const asked = <T>(
		viewer: Viewer,
		action: ActionName,
		subjects: readonly string[],
		work: (reading: Reading) => Promise<T>
	): Promise<T> => stopped(viewer, action, subjects, async () => work(await readingOf(viewer)));

	const exporter = exporterOf({
		store,
		audit,
		now,
		readingOf: (viewer) => readingOf(viewer, limits.export)
	});

	return {
		async search(asking, text, limit = suggestions) {
			const viewer = demand(asking, 'network.search');
			const about = reasonForText(text, audit.commit);
			const mayAsk =
				decide(viewer, 'network.justify').allowed && [...text.trim()].length >= shortestQuery;
			const reason = mayAsk ? await inForce(store, viewer, about, now()) : undefined;
			const result = await asked(viewer, 'network.search', [], (reading) =>
				search(reading, text, limit, {
					reasoned: reason !== undefined,
					withheld: () => keptWithheld.get(sameFor(viewer), () => withheldOf(reading))
				})
			);
			await noted(
				viewer,
				'network.search',
				result.hits.map((hit) => hit.id),
				{
					text: audit.commit(text),
					total: result.total,
					...(reason ? { justification: reason } : {})
				}
			);
			return mayAsk ? { ...result, people: { about, included: reason !== undefined } } : result;
		},
		async expansions(asking, entity) {
			const viewer = demand(asking, 'network.expand');
			const counts = await asked(viewer, 'network.expand', [entity], (reading) =>
				expansions(reading, entity)
			);
			await lately.once(viewer.account, 'counts', [entity], (anew) =>
				noted(viewer, 'network.expand', anew, { act: 'counts', counts: counts.length })
			);
			return counts;
		},
		async expand(asking, expansion) {
			const viewer = demand(asking, 'network.expand');
			const { entity, type, direction } = expansion;
			const result = await asked(viewer, 'network.expand', [entity], (reading) =>
				expand(reading, expansion)
			);
			await noted(viewer, 'network.expand', shownWith([entity], result), {
				...(type ? { type } : {}),
				...(direction ? { direction } : {}),
				entities: result?.nodes.length ?? 0,
				claims: result?.claims.length ?? 0
			});
			return result;
		},
		async card(asking, entity, page) {
			const viewer = demand(asking, 'network.card');
			const result = await asked(viewer, 'network.card', [entity], (reading) =>
				card(reading, entity, page)
			);
			const restricted = result ? restrictedIn(result) : 0;
			const reason = restricted ? await inForce(store, viewer, entity, now()) : undefined;
			const others = result?.claims.map(({ other }) => other.id) ?? [];
			await noted(viewer, 'network.card', [...new Set([entity, ...others])], {
				records: result?.records.length ?? 0,
				claims: result?.claims.length ?? 0,
				...(reason ? { justification: reason } : restricted ? { withheld: restricted } : {})
			});
			return result && restricted && !reason ? cardBefore(result) : result;
		},
		async statements(asking, from, claims) {
			const viewer = demand(asking, 'network.card');
			const stated = await asked(viewer, 'network.card', [from], (reading) =>
				statements(reading, from, claims)
			);
			const ends = [...new Set([from, ...stated.map(({ other }) => other.id)])];
			const restricted = stated.filter((claim) => isRestricted(claim));
			const reasons = new Map<string, string | undefined>();
			for (const end of new Set([from, ...restricted.map(({ other }) => other.id)]))
				if (restricted.length) reasons.set(end, await inForce(store, viewer, end, now()));
			const reasonFor = ({ other }: CardClaim) => reasons.get(from) ?? reasons.get(other.id);
			const withheld = new Set(restricted.filter((claim) => !reasonFor(claim)));
			const given = new Set(restricted.flatMap((claim) => reasonFor(claim) ?? []));
			await noted(viewer, 'network.card', ends, {
				claims: stated.length,
				...(given.size ? { justification: [...given].join(' ') } : {}),
				...(withheld.size ? { withheld: withheld.size } : {})
			});
			return stated.map((claim) => (withheld.has(claim) ? withheldClaim(claim) : claim));
		},
		async path(asking, request) {
			const viewer = demand(asking, 'network.path');
			const ends = [request.from, request.to];
			const result = await searchInTurn(viewer.account, () =>
				asked(viewer, 'network.path', ends, (reading) => path(reading, request))
			);
			await noted(viewer, 'network.path', shownWith(ends, result), {
				found: result.found,
				hops: result.found ? result.hops : result.hopsSearched
			});
			return result;
		},
		async ways(asking, request) {
			const viewer = demand(asking, 'network.path');
			const ends = [request.from, request.to];
			const result = await searchInTurn(viewer.account, () =>
				asked(viewer, 'network.path', ends, (reading) => ways(reading, request))
			);
			await noted(viewer, 'network.path', shownWith(ends, result), {
				found: result.found,
				hops: result.found ? result.hops : result.hopsSearched,
				...(result.found ? { ways: result.shown.length } : {})
			});
			return result;
		},
		async between(asking, ids) {
			const viewer = demand(asking, 'network.expand');
			const claims = await asked(viewer, 'network.expand', ids, (reading) => between(reading, ids));
			await noted(viewer, 'network.expand', ids, { act: 'between', claims: claims.length });
			return claims;
		},
		async nodes(asking, ids, view) {
			const viewer = demand(asking, 'network.expand');
			const about = view === undefined ? ids : [view];
			const nodes = await asked(viewer, 'network.expand', about, (reading) =>
				nodesOf(reading, ids)
			);
			const named = view === undefined ? ids : [view, ...nodes.map(({ id }) => id)];
			const act = view === undefined ? 'nodes' : 'view';
			await noted(viewer, 'network.expand', named, { act, entities: nodes.length });
			return nodes;
		},
		async standing(asking, ids) {
			const viewer = demand(asking, 'network.card');
			const found = await asked(viewer, 'network.card', ids, (reading) =>
				standing(reading, viewer, ids)
			);
			await noted(viewer, 'network.card', ids, { standing: found !== undefined });
			return found;
		},
		async reach(asking, ids) {
			const viewer = demand(asking, 'network.search');
			return asked(viewer, 'network.search', ids, (reading) => reach(reading, ids));
		},
		async notes(asking, ids) {
			const viewer = demand(asking, 'network.card');
			const notes = await asked(viewer, 'network.card', ids, (reading) =>
				notesBefore(reading, viewer, ids)
			);
			const about = notes.flatMap(({ entities }) => entities);
			await noted(viewer, 'network.card', [...new Set([...ids, ...about])], {
				notes: notes.length
			});
			return notes;
		},
		async addNote(asking, form) {
			const viewer = demand(asking, 'network.note');
			// Keyed, and the same when the same form is sent twice by the same account.
			const id = audit.commit(`note\n${viewer.account}\n${form.once}`).slice(0, 22);
			await audit.write(
				(written) => ({
					...by(viewer),
					action: 'network.note',
					outcome: 'done',
					subjects: [id, ...form.entities],
					detail: {
						tlp: form.tlp,
						supersedes: form.supersedes ?? '',
						...(written ? {} : { repeated: true })
					}
				}),
				(run) => writeNote(run, viewer, form, id, { now })
			);
			return id;
		},
		async known(asking, refs) {
			const viewer = demand(asking, 'network.search');
			return asked(viewer, 'network.search', [], (reading) => known(reading, refs));
		},
		async glimpse(asking, ids) {
			const viewer = demand(asking, 'home.read');
			const nodes = await asked(viewer, 'home.read', ids, (reading) => nodesOf(reading, ids));
			await lately.once(
				viewer.account,
				'watch',
				nodes.map(({ id }) => id),
				(anew) => noted(viewer, 'home.read', anew, { shown: nodes.length })
			);
			return new Map(nodes.map((node) => [node.id, node]));
		},
		async summary(asking) {
			const viewer = demand(asking, 'home.read');
			return asked(viewer, 'home.read', [], async (reading) => {
				const [counted, imports] = await Promise.all([
					keptCounts.get(sameFor(viewer), () => counts(reading)),
					decide(viewer, 'ingest.read').allowed ? latestImports(reading, viewer) : []
				]);
				return { ...counted, imports };
			});
		},
		async pull(asking, refs) {
			const viewer = demand(asking, 'api.pull');
			return exportInTurn(viewer.account, () =>
				stopped(viewer, 'api.pull', [], async () => {
					const { graph, rests } = await exporter.pull(viewer, refs);
					return { graph, added: await addedAt(await readingOf(viewer, limits.export), rests) };
				})
			);
		},
		async exportGraph(asking, disclosure, ids, refs, shown = {}) {
			const viewer = demand(asking, 'network.export');
			return exportInTurn(viewer.account, () =>
				stopped(viewer, 'network.export', ids ?? [], () =>
					exporter.export(viewer, { disclosure, ids, refs, ...shown })
				)
			);
		}
	};
}
