/** `faisceau bench`: how fast this machine is, on a made-up graph in a folder of its own. */
import type { ClaimDraft, Draft, RecordDraft } from '#lib/domain/draft.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { App } from '#lib/server/app.ts';
import { exits, only, UsageError, whole, type LocalCommand, type Output } from '../command.ts';

/** A small generator with a seed, so that two runs measure the same graph (Lehmer, 2^31 - 1). */
function chance(seed: number) {
	let state = seed;
	return (below: number) => {
		state = (state * 48_271) % 2_147_483_647;
		return state % below;
	};
}

const syllables = ['ba', 'ko', 'li', 'mer', 'sto', 'vi', 'zan', 'dru', 'pel', 'qui', 'ro', 'tes'];
const refOf = (i: number) => `malware--${String(i).padStart(8, '0')}`;

function nameOf(i: number): string {
	const pick = chance(i * 7919 + 17);
	const word = () =>
		Array.from({ length: 3 }, () => syllables[pick(syllables.length)] ?? '').join('');
	return `${word()} ${word()}`;
}

/** Each new thing is tied to earlier ones, those with many ties first: a few hubs, many ends. */
export function* madeUp(entities: number, claims: number): Generator<Draft> {
	const pick = chance(42);
	const common = { originalType: 'malware', markingRefs: [], attributes: {}, at: 'made up' };
	for (let i = 0; i < entities; i++)
		yield {
			...common,
			draft: 'record',
			ref: refOf(i),
			kind: 'malware',
			names: [nameOf(i)],
			identifiers: [{ scheme: 'stix', value: refOf(i) }],
			granularMarkings: []
		} satisfies RecordDraft;
	const ends: number[] = [0];
	for (let i = 0; i < claims; i++) {
		const from = i < entities - 1 ? i + 1 : pick(entities);
		const to = ends[pick(ends.length)] ?? 0;
		ends.push(from, to);
		yield {
			...common,
			draft: 'claim',
			originalType: 'uses',
			type: 'USES',
			ref: `relationship--${i}`,
			from: refOf(from),
			to: refOf(to)
		} satisfies ClaimDraft;
	}
}

interface Measure {
	count: number;
	p50Ms: number;
	p95Ms: number;
	worstMs: number;
}

async function timed(
	count: number,
	output: Output,
	work: (i: number) => Promise<unknown>
): Promise<Measure> {
	const took: number[] = [];
	for (let i = 0; i < count; i++) {
		output.signal.throwIfAborted();
		const start = performance.now();
		await work(i);
		took.push(performance.now() - start);
	}
	took.sort((a, b) => a - b);
	const at = (share: number) =>
		Math.round((took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0) * 10) / 10;
	return { count, p50Ms: at(0.5), p95Ms: at(0.95), worstMs: at(1) };
}

interface Bed {
	app: App;
	viewer: Viewer;
	ids: string[];
	entities: number;
	output: Output;
}

const rounds = 200;

const benches: Record<string, (bed: Bed) => Promise<object>> = {
	import: async () => ({}),
	search: ({ app, viewer, entities, output }) =>
		timed(rounds, output, (i) =>
			app.network.search(viewer, nameOf((i * 131) % entities).slice(0, 3 + (i % 6)))
		),
	neighbourhood: ({ app, viewer, ids, output }) =>
		timed(rounds, output, (i) =>
			app.network.expand(viewer, { entity: ids[(i * 131) % ids.length] ?? '' })
		),
	path: ({ app, viewer, ids, output }) =>
		timed(Math.floor(rounds / 4), output, (i) =>
			app.network.path(viewer, {
				from: ids[(i * 131) % ids.length] ?? '',
				to: ids[(i * 977 + 5) % ids.length] ?? ''
			})
		)
};

async function fill(app: App, entities: number, claims: number, output: Output) {
	const operator = await app.access.localOperator();
	const { id, finished } = await app.ingest.start(operator, {
		file: 'made up',
		tlp: 'green',
		input: { drafts: madeUp(entities, claims) }
	});
	const timer = setInterval(() => {
		const node = app.ingest.progress(id);
		if (node)
			output.progress(`${node.recordsDone + node.claimsDone} of ${entities + claims} written`);
	}, 200);
	try {
		const done = await finished;
		return { seconds: done.seconds, perSecond: Math.round((entities + claims) / done.seconds) };
	} finally {
		clearInterval(timer);
	}
}

export const bench: LocalCommand = {
	name: 'bench',
	summary: 'Measure this machine on a made-up graph in a folder of its own',
	usage: 'bench NAME [--entities N] [--claims N]',
	options: { entities: { type: 'string' }, claims: { type: 'string' } },
	help: [
		{ flag: 'NAME', text: 'import, search, neighbourhood, path or all' },
		{ flag: '--entities N', text: 'size of the graph (10000)' },
		{ flag: '--claims N', text: 'claims in it (four per entity)' }
	],
	async runHere(args, output, place) {
		const [name = ''] = only(args, ['NAME']);
		if (name !== 'all' && !Object.hasOwn(benches, name))
			throw new UsageError(`expected ${Object.keys(benches).join(', ')} or all, got '${name}'`);
		const entities = whole(args, 'entities', 10_000);
		const claims = whole(args, 'claims', entities * 4);
		if (entities < 10) throw new UsageError('--entities: expected at least 10');
		const app = await place.openScratch();
		try {
			const filled = await fill(app, entities, claims, output);
			const viewer = await app.access.localOperator();
			const found = await app.network.search(viewer, nameOf(7).slice(0, 4), 200);
			const bed: Bed = { app, viewer, entities, output, ids: found.hits.map(({ id }) => id) };
			const result: Record<string, unknown> = { entities, claims, import: filled };
			for (const [each, measure] of Object.entries(benches))
				if (each !== 'import' && (name === each || name === 'all')) {
					output.progress(`measuring ${each}`);
					result[each] = await measure(bed);
				}
			return {
				exit: exits.done,
				result,
				lines: Object.entries(result).map(([key, value]) => `${key}  ${JSON.stringify(value)}`)
			};
		} finally {
			await app.close();
		}
	}
};
