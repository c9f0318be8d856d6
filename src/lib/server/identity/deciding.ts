/**
 * The decisions themselves, each inside one transaction. An organisation moves its own records alone: what
 * others hold is left where it is, and a proposal asks them.
 */
import { organisation, person, type Token } from '#lib/domain/audience.ts';
import { pairOf, type IdentityObstacle, type Verdict } from '#lib/domain/identity.ts';
import { within } from '#lib/domain/reach.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import { bring, putBack, type PlaceRecords } from './placing.ts';
import * as queries from './queries.ts';
import type { DecisionRow } from './queries.ts';
import { audiencesOf, sidesOf, type Side, type SideRecord } from './sides.ts';

export class IdentityRefused extends Error {
	override name = 'IdentityRefused';
	constructor(readonly obstacle: IdentityObstacle) {
		super(obstacle);
	}
}

export interface Deciding {
	run: Runner;
	viewer: Viewer;
	place: PlaceRecords;
	everyToken: (run: Runner) => Promise<Token[]>;
	/** Id of the decision; the same when a transaction is run again. */
	id: string;
	at: string;
}

export interface Said {
	reason: string;
	/** What a decision over many followed. */
	rule?: string;
	points?: number;
	/** JSON of the features that were on the screen. */
	features?: string;
}

/** What a decision did. */
export interface Outcome {
	id: string;
	/** Ids of records that stand elsewhere now. */
	moved: string[];
	entities: string[];
	/** Other organisations whose records stayed behind. */
	left: string[];
}

const isNamed = (token: Token) => token.startsWith('person:') || token.startsWith('sealed:');
/** For people by name alone. */
const isPrivate = (records: readonly SideRecord[]) =>
	records.every(({ audience }) => audience.every(isNamed));

/** Both sides, in the order they were named. Throws `unknown` where one is out of sight, as where there is none. */
async function both({ run, viewer }: Deciding, a: string, b: string): Promise<[Side, Side]> {
	if (a === b) throw new IdentityRefused('same');
	const [first, second] = await sidesOf(run, viewer, [a, b]);
	if (!first || !second) throw new IdentityRefused('unknown');
	return [first, second];
}

/** Nobody learns of a decision who does not see each of the records that it is about. */
function audienceFor(
	viewer: Viewer,
	records: readonly SideRecord[],
	asked: readonly string[] = []
): Token[] {
	const by = { owner: viewer.organisation.id, account: viewer.account };
	const demonstration = records.some((record) => record.demonstration);
	const tokens = within(
		[organisation(viewer.organisation.id), ...asked.map(organisation)],
		audiencesOf(records).map((audience) =>
			audience.filter((each) => viewer.audience.includes(each))
		),
		{ ...by, demonstration }
	);
	return tokens.length ? tokens.sort() : [person(viewer.account)];
}

async function write(
	{ run, viewer, id, at }: Deciding,
	decided: {
		verdict: Verdict;
		a: string;
		b: string;
		audience: Token[];
		records: readonly SideRecord[];
		asked?: readonly string[];
	},
	said: Said
) {
	const { verdict, a, b, audience, records, asked } = decided;
	await run.run(queries.registerTokens, { tokens: audience });
	await run.run(queries.putDecision, {
		id,
		props: {
			verdict,
			a,
			b,
			pair: pairOf(a, b),
			decidedBy: viewer.organisation.id,
			account: viewer.account,
			accountName: viewer.name,
			at,
			reason: said.reason,
			audience,
			demonstration: records.some((record) => record.demonstration),
			...(said.rule === undefined ? {} : { rule: said.rule }),
			...(said.points === undefined ? {} : { points: said.points }),
			...(said.features === undefined ? {} : { features: said.features }),
			...(asked ? { asked: [...asked] } : {})
		}
	});
}

/** Ends what this organisation said before about two entities, where a decision takes its place. */
async function endEarlier(deciding: Deciding, a: string, b: string) {
	const { run, viewer, at, id } = deciding;
	const earlier = await run.run(queries.decisionsBetween, {
		pairs: [pairOf(a, b)],
		audience: [...viewer.audience]
	});
	for (const each of earlier)
		if (
			each.id !== id &&
			each.endedAt === null &&
			(each.verdict === 'proposed'
				? each.asked?.includes(viewer.organisation.id)
				: each.owner === viewer.organisation.id && each.verdict !== 'one')
		)
			await run.run(queries.endDecision, {
				id: each.id,
				props: { endedAt: at, endedBy: viewer.name, endReason: '' }
			});
}

/** Brings the records of the viewer's organisation at `from` to `into`. */
export async function merge(
	deciding: Deciding,
	{ from, into }: { from: string; into: string },
	said: Said
): Promise<Outcome> {
	const { run, viewer, place, everyToken, id, at } = deciding;
	const [source, target] = await both(deciding, from, into);
	const moving = source.records.filter(({ mine }) => mine);
	if (moving.length === 0) throw new IdentityRefused('not-yours');
	// What named people alone see lends nothing to what others see.
	if (isPrivate(target.records) && !isPrivate(moving)) throw new IdentityRefused('marking');
	const about = [...source.records, ...target.records];
	const audience = audienceFor(viewer, about);
	await endEarlier(deciding, from, into);
	await write(deciding, { verdict: 'one', a: from, b: into, audience, records: about }, said);
	await bring(
		{ run, place, decision: id, at, audience, everyToken: await everyToken(run) },
		moving.map((record) => ({ id: record.id, entity: from, kind: source.kind })),
		{ id: into, kind: target.kind }
	);
	return {
		id,
		moved: moving.map((record) => record.id),
		entities: [from, into],
		left: [
			...new Set(
				source.records.flatMap(({ mine, owner }) => (mine || owner === undefined ? [] : [owner]))
			)
		]
	};
}

/** Takes records of the viewer's organisation out of an entity, into one of their own. */
export async function separate(
	deciding: Deciding,
	{ entity, records, into }: { entity: string; records: readonly string[]; into: string },
	said: Said
): Promise<Outcome> {
	const { run, viewer, place, everyToken, id, at } = deciding;
	const [side] = await sidesOf(run, viewer, [entity]);
	if (!side) throw new IdentityRefused('unknown');
	const chosen = side.records.filter((record) => records.includes(record.id));
	if (chosen.length !== new Set(records).size || chosen.length === 0)
		throw new IdentityRefused('unknown');
	if (chosen.some(({ mine }) => !mine)) throw new IdentityRefused('not-yours');
	if (chosen.length === side.records.length) throw new IdentityRefused('all');
	const audience = audienceFor(viewer, side.records);
	await write(deciding, { verdict: 'apart', a: entity, b: into, audience, records: chosen }, said);
	await bring(
		{ run, place, decision: id, at, audience, everyToken: await everyToken(run) },
		chosen.map((record) => ({ id: record.id, entity, kind: side.kind })),
		{ id: into, kind: side.kind }
	);
	return { id, moved: chosen.map((record) => record.id), entities: [entity, into], left: [] };
}

/** Says that two are different, that this waits, or asks the organisations whose records they are. */
export async function judge(
	deciding: Deciding,
	{ a, b, verdict }: { a: string; b: string; verdict: 'two' | 'later' | 'proposed' },
	said: Said
): Promise<Outcome> {
	const { viewer } = deciding;
	const [first, second] = await both(deciding, a, b);
	const about = [...first.records, ...second.records];
	const asked =
		verdict === 'proposed'
			? [...new Set(about.flatMap(({ owner, mine }) => (owner && !mine ? [owner] : [])))].sort()
			: undefined;
	const audience = audienceFor(viewer, about, asked);
	if (asked) {
		if (asked.length === 0) throw new IdentityRefused('not-yours');
		// Whoever does not see both cannot be asked about them.
		if (!asked.every((each) => audience.includes(organisation(each))))
			throw new IdentityRefused('unseen-there');
	}
	if (verdict !== 'proposed') await endEarlier(deciding, a, b);
	await write(
		deciding,
		{ verdict, a, b, audience, records: about, ...(asked ? { asked } : {}) },
		said
	);
	return { id: deciding.id, moved: [], entities: [a, b], left: [] };
}

/** Takes a decision back; every record returns to where it stood. */
export async function takeBack(
	{ run, viewer, place, everyToken, at }: Omit<Deciding, 'id'>,
	decision: string,
	reason: string
): Promise<Outcome & { row: DecisionRow }> {
	const [row] = await run.run(queries.decision, {
		id: decision,
		audience: [...viewer.audience]
	});
	if (!row || row.owner !== viewer.organisation.id) throw new IdentityRefused('unknown');
	if (row.endedAt !== null) throw new IdentityRefused('ended');
	const audience = [...viewer.audience];
	const tokens = await everyToken(run);
	const placements = await run.run(queries.placements, { decisions: [decision], audience: tokens });
	const records = placements.filter(({ what, standing }) => what === 'record' && standing);
	const ids = records.map(({ target }) => target);
	const there = await run.run(queries.standingOf, { ids, audience: tokens });
	const seen = await run.run(queries.standingOf, { ids, audience });
	if (seen.length < there.length) throw new IdentityRefused('not-all-seen');
	const { records: moved } = await putBack({ run, place, at, everyToken: tokens }, placements);
	await run.run(queries.endDecision, {
		id: decision,
		props: { endedAt: at, endedBy: viewer.name, endReason: reason }
	});
	return {
		id: decision,
		row,
		moved: moved.map(({ id }) => id),
		entities: [...new Set([row.a, row.b, ...moved.flatMap(({ from, to }) => [from, to])])],
		left: []
	};
}

/** Closes a proposal: the organisation that was asked has answered. */
export async function answer(
	{ run, viewer, at }: Omit<Deciding, 'id' | 'place' | 'everyToken'>,
	proposal: string,
	words: string
): Promise<DecisionRow> {
	const [row] = await run.run(queries.decision, {
		id: proposal,
		audience: [...viewer.audience]
	});
	if (!row || row.verdict !== 'proposed' || !row.asked?.includes(viewer.organisation.id))
		throw new IdentityRefused('unknown');
	if (row.endedAt !== null) throw new IdentityRefused('ended');
	await run.run(queries.endDecision, {
		id: proposal,
		props: { endedAt: at, endedBy: viewer.name, endReason: words }
	});
	return row;
}
