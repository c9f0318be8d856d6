/**
 * Which entities may be one, as one viewer may see them. What was compared is kept while the graph stays the
 * same; where comparing takes long, until somebody asks for it again: pairs that were decided since are left out.
 */
import { candidates, first } from '#lib/analytics/likeness/candidates.ts';
import type { Likeness } from '#lib/analytics/likeness/compare.ts';
import { pairOf, type Decision } from '#lib/domain/identity.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { allProfiles, withTies } from './profiles.ts';
import * as queries from './queries.ts';
import { decisionFor } from './why.ts';

type Reads = Pick<GraphStore, 'read' | 'revision'>;

export interface Candidate extends Likeness {
	/** Likely enough to be shown first. */
	first: boolean;
	/** What was said about the pair before and does not settle it: deferred, proposed. */
	said: Decision | null;
}

export interface Found {
	pairs: Candidate[];
	/** Pairs beyond those that are handed out. */
	more: number;
	/** Entities compared. */
	compared: number;
	shielded: number;
	cutAt: number | null;
	/** What too many share to be compared by it. */
	crowded: { key: string; profiles: number }[];
	/** When it was compared. */
	at: string;
}

const mostProfiles = 100_000;
const mostKeptPairs = 5_000;
const mostShown = 500;
/** Longer than this and it is done again only when asked for. */
const quickMs = 1_500;
const longestMs = 24 * 60 * 60 * 1_000;
const mostKept = 20;

interface Compared extends Omit<Found, 'pairs' | 'more'> {
	pairs: Likeness[];
	revision: number;
	tookMs: number;
}

async function compareAll(store: Reads, viewer: Viewer, now: () => Date): Promise<Compared> {
	const [revision, at, began] = [store.revision(), now().toISOString(), performance.now()];
	const { profiles, shielded, cutAt } = await allProfiles(store, viewer.audience, mostProfiles);
	const alike = candidates(profiles);
	const asked = new Set(alike.pairs.flatMap(({ a, b }) => [a, b]));
	const tied = await withTies(
		store,
		viewer.audience,
		profiles.filter(({ id }) => asked.has(id))
	);
	const ties = new Map(tied.map((profile) => [profile.id, profile]));
	const { pairs, crowded } = candidates(profiles.map((profile) => ties.get(profile.id) ?? profile));
	return {
		pairs: pairs.slice(0, mostKeptPairs),
		crowded,
		compared: profiles.length,
		shielded,
		cutAt,
		at,
		revision,
		tookMs: performance.now() - began
	};
}

export function candidateQueue(store: Reads, now: () => Date) {
	const kept = new Map<string, Promise<Compared>>();

	const isCurrent = ({ revision, tookMs, at }: Compared) =>
		revision === store.revision() ||
		(tookMs > quickMs && now().getTime() - Date.parse(at) < longestMs);

	async function compared(viewer: Viewer, again: boolean): Promise<Compared> {
		const key = viewer.audience.join(' ');
		const there = kept.get(key);
		if (there && !again) {
			const answer = await there;
			if (isCurrent(answer)) return answer;
		}
		if (kept.size >= mostKept) kept.clear();
		const making = compareAll(store, viewer, now);
		kept.set(key, making);
		making.catch(() => kept.get(key) === making && kept.delete(key));
		return making;
	}

	return async (
		viewer: Viewer,
		{ entity, again }: { entity?: string | undefined; again: boolean }
	): Promise<Found> => {
		const { pairs, revision: _revision, tookMs: _tookMs, ...told } = await compared(viewer, again);
		const asked =
			entity === undefined ? pairs : pairs.filter(({ a, b }) => a === entity || b === entity);
		const open = await undecided(store, viewer, asked);
		return { ...told, pairs: open.slice(0, mostShown), more: Math.max(0, open.length - mostShown) };
	};
}

/** Without what the viewer's organisation has settled, and without what is out of sight by now. */
async function undecided(
	store: Reads,
	viewer: Viewer,
	pairs: readonly Likeness[]
): Promise<Candidate[]> {
	const audience = [...viewer.audience];
	const rows = await store.read(queries.decisionsBetween, {
		pairs: pairs.map(({ a, b }) => pairOf(a, b)),
		audience
	});
	const own = rows.filter(
		({ owner, endedAt }) => owner === viewer.organisation.id && endedAt === null
	);
	const settled = new Set(
		own
			.filter(({ verdict }) => verdict === 'two' || verdict === 'one')
			.map(({ a, b }) => pairOf(a, b))
	);
	const waiting = new Map(own.map((row) => [pairOf(row.a, row.b), row]));
	const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
	const seen = new Set(
		(await store.read(queries.records, { ids, audience })).map(({ entity }) => entity)
	);
	const open = pairs
		.filter(({ a, b }) => seen.has(a) && seen.has(b) && !settled.has(pairOf(a, b)))
		.map((pair): Candidate => {
			const said = waiting.get(pairOf(pair.a, pair.b));
			return {
				...pair,
				first: pair.points >= first,
				said: said ? decisionFor(said, viewer) : null
			};
		});
	// What was put off stands last.
	return [
		...open.filter(({ said }) => said?.verdict !== 'later'),
		...open.filter(({ said }) => said?.verdict === 'later')
	];
}
