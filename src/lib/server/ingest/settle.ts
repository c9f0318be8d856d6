/**
 * Late marking definitions: a bundle may be split so that objects come before the definitions they
 * name. Until then they are held at AMBER+STRICT or stricter; when the definition arrives, they get
 * the marking they would have had at once, and their claims with them; but what took the place of an
 * earlier version stays within what that one's marking allowed (hardening 11).
 */
import { audienceOf, widens } from '#lib/domain/audience.ts';
import { strictestPap, strictestTlp, stricterTlp, type Tlp } from '#lib/domain/marking.ts';
import type { Runner } from '#lib/server/graph/store.ts';
import { present, type ImportContext } from './batch.ts';
import * as queries from './queries.ts';
import type { Located } from './properties.ts';
import { setApart } from './set-apart.ts';
import { registerTokens, setAudiences } from './upkeep.ts';

/** Said once of an import: which statements these are is for those who see them. */
const keptHeld =
	'marking: what this definition would widen beyond an earlier version of it stays held. Undo the import of the newer version to take it back';

/** What was held under its own RED marking would be told to those it is not for, were it left where it is. */
const setBeside =
	'marking: what this definition marks RED had taken the place of an earlier version: that one is back for those who saw it, and the RED one stands beside it for its readers alone';

/**
 * What is held RED is for the account that brought it in: a definition that anybody else brings may leave it
 * RED and nothing else, or whoever knows its id could open it to all. It waits on until its own account brings one.
 */
function mayTouch(
	{ tlp, account, awaits }: { tlp: Tlp; account: string; awaits: readonly string[] },
	context: ImportContext
): boolean {
	if (tlp !== 'red' || account === context.account) return true;
	const arriving = awaits.flatMap((ref) => context.markings.get(ref)?.tlp ?? []);
	return strictestTlp(arriving) === 'red';
}

/** Re-marks what waited for any definition in `context.markings`; resolves with the ids of what that changed. */
export async function settleMarkings(run: Runner, context: ImportContext): Promise<string[]> {
	const waiting = await run.run(queries.awaiting, { owner: context.owner });
	const settled = waiting.filter(
		(held) => held.awaits.some((ref) => context.markings.has(ref)) && mayTouch(held, context)
	);
	if (settled.length === 0) return [];
	const everyToken = await context.everyToken();
	const records: string[] = [];
	const widening = new Set<string>();
	const narrowing = new Set<string>();
	const touched: string[] = [];
	for (const { id, awaits, floor, account, demonstration, caseId, ...held } of settled) {
		const known = awaits.flatMap((ref) => context.markings.get(ref) ?? []);
		const missing = awaits.filter((ref) => !context.markings.has(ref));
		const statedTlp = strictestTlp(
			[held.statedTlp, ...known.map((marking) => marking.tlp)].filter((tlp) => tlp != null)
		);
		const stated = statedTlp ?? held.defaultTlp ?? context.tlp;
		const by = { owner: context.owner, account, demonstration, caseId: caseId ?? undefined };
		const arrived = missing.length ? stricterTlp(stated, 'amber+strict') : stated;
		const kept = floor !== null && widens(floor, audienceOf({ tlp: arrived }, by));
		const tlp = kept ? held.tlp : arrived;
		const audience = audienceOf({ tlp }, by);
		const takes = tlp === 'red' && floor !== null && widens(audience, floor);
		for (const { ref } of known) {
			if (kept) widening.add(ref);
			if (takes) narrowing.add(ref);
		}
		const pap = strictestPap(
			[held.pap, ...known.map((marking) => marking.pap)].filter((level) => level != null)
		);
		const handling = [
			...new Set([...(held.handling ?? []), ...known.flatMap((marking) => marking.handling ?? [])])
		].sort();
		await registerTokens(run, audience);
		const props = present({ tlp, pap, handling, audience });
		if (missing.length)
			await run.run(queries.awaitLess, {
				id,
				props: { ...props, ...present({ awaits: missing, statedTlp }) }
			});
		else await run.run(queries.settleProvenance, { id, props });
		const rows = await run.run(queries.importRecords, { provenances: [id], audience: everyToken });
		const standing: Located[] = [];
		for (const row of rows) {
			touched.push(row.id, row.entity);
			if (tlp !== 'red' || held.tlp === 'red') {
				standing.push(row);
				continue;
			}
			const { red, back } = await setApart(run, row, { import: held.import, audience }, context);
			standing.push(red);
			touched.push(red.id, red.entity);
			if (!back) continue;
			records.push(back.id);
			touched.push(back.entity);
		}
		records.push(...standing.map((record) => record.id));
		await run.run(queries.setRecordAudience, {
			rows: standing.map((record) => ({ id: record.id, audience }))
		});
	}
	const said = (refs: Iterable<string>, reason: string) => {
		for (const ref of refs)
			context.warn({ at: context.markings.get(ref)?.at ?? '', id: ref, reason });
	};
	said(widening, keptHeld);
	said(narrowing, setBeside);
	const audience = await context.everyToken();
	const claims = await run.run(queries.claimsOfProvenance, {
		provenances: settled.map(({ id }) => id),
		records,
		audience
	});
	await setAudiences(run, claims, audience);
	for (const { id, from, to } of claims) touched.push(id, from, to);
	return touched;
}
