/**
 * One export, from what is asked for to its entry: read under the viewer's audience, left out or refused
 * what may not go to the recipient (law.md R3), asked a reason for what is restricted (R7), and kept as a
 * disclosure before it is handed out.
 */
import type { ExportGraph } from '#lib/domain/export-graph.ts';
import type { Addressee, Disclosure } from '#lib/domain/recipient.ts';
import { barToProgram, sieveBy, sieveFor } from '#lib/domain/releasable.ts';
import { shieldedAs } from '#lib/domain/restricted.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { addresseeOf } from '#lib/server/access/recipients.ts';
import { disclose } from '#lib/server/audit/disclosure.ts';
import { by, type Audit } from '#lib/server/audit/event.ts';
import { inForce } from '#lib/server/audit/justification.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { among, context, everything, type Rests, type SourceEntities } from './export.ts';
import { notesAmong } from './notes.ts';
import { dropReferences } from './references.ts';
import { nameSources } from './sources.ts';
import type { Reading } from './reading.ts';
import { nameOfAll, NotReleasable, ReasonNeeded, reasonsFor, restrictedOf } from './taken.ts';

/** How what is taken away differs from all there is between the entities, and into what it goes. */
export interface Shown {
	/** Claims that filters keep off the screen: they stay out of the file. */
	without?: readonly string[];
	format?: string;
	/** The format carries notes about what is in it. */
	notes?: boolean;
	/** The operator at the machine's own command line, who is asked for no reason. */
	operator?: boolean;
	/** What may not go to the recipient stays out, instead of keeping everything back. */
	leaveOut?: boolean;
	/** The sender's own groups, colours, pins and notes go along to another organisation too. */
	hand?: boolean;
	/** The format writes none of the references inside an object. */
	flat?: boolean;
	/** For a picture, where one name stands for all records of an entity: it goes whole or not at all. */
	drawn?: boolean;
}

interface Taken extends Shown {
	disclosure: Disclosure;
	ids?: readonly string[];
	refs?: (graph: ExportGraph) => Iterable<string>;
}

export interface ExporterParts {
	store: Pick<GraphStore, 'read'>;
	audit: Audit;
	now: () => Date;
	readingOf: (viewer: Viewer) => Promise<Reading>;
}

/** What a program may take, and under which provenance each record and claim of it stands. */
export interface Pulled {
	graph: ExportGraph;
	rests: Rests;
}

export interface Exporter {
	export(viewer: Viewer, taken: Taken): Promise<ExportGraph>;
	/** All a program may take. It leaves no entry: whoever hands it out says what of it left. */
	pull(viewer: Viewer, refs: (graph: ExportGraph) => Iterable<string>): Promise<Pulled>;
}

export function exporterOf({ store, audit, now, readingOf }: ExporterParts): Exporter {
	/** What is asked for and may go there; what may not is counted in the sieve. */
	async function sifted(
		viewer: Viewer,
		to: Addressee,
		{ ids, refs, without = [], notes = false, hand = false, flat = false, drawn = false }: Taken
	) {
		const reading = await readingOf(viewer);
		const graph: ExportGraph = { exportedAt: now().toISOString(), entities: [], claims: [] };
		const sources = new Map<string, string>();
		const behind = (more: SourceEntities) => {
			for (const [source, entity] of more) sources.set(source, entity);
		};
		for await (const batch of ids ? [await among(reading, ids)] : everything(reading)) {
			for (const entity of batch.entities) graph.entities.push(entity);
			for (const claim of batch.claims) graph.claims.push(claim);
			behind(batch.sources);
		}
		const off = new Set(without);
		if (off.size) graph.claims = graph.claims.filter(({ id }) => !off.has(id));
		const sieve = sieveFor(to);
		sieve.graph(graph, drawn);
		if (refs) {
			const drawnIn = await context(reading, [...refs(graph)]);
			graph.context = drawnIn.records.filter(({ kind, record }) => sieve.pass(record, kind));
			behind(drawnIn.sources);
		}
		if (to.kind !== 'own' && !drawn) await dropReferences(reading, graph, sieve, flat);
		// A picture tells no source.
		if (!drawn) await nameSources(reading, graph, sources, sieve);
		if (hand || to.kind === 'own') graph.hand = true;
		if (notes && graph.hand) {
			const written = await notesAmong(reading, viewer, graph);
			graph.notes = written.filter((note) => sieve.pass(note));
		}
		return { graph, against: sieve.against() };
	}

	async function pull(viewer: Viewer, refs: (graph: ExportGraph) => Iterable<string>) {
		const reading = await readingOf(viewer);
		const graph: ExportGraph = { exportedAt: now().toISOString(), entities: [], claims: [] };
		const sources = new Map<string, string>();
		const rests = new Map<string, string>();
		const take = (from: { sources: SourceEntities; rests: Rests }) => {
			for (const [source, entity] of from.sources) sources.set(source, entity);
			for (const [statement, provenance] of from.rests) rests.set(statement, provenance);
		};
		for await (const batch of everything(reading)) {
			for (const entity of batch.entities) graph.entities.push(entity);
			for (const claim of batch.claims) graph.claims.push(claim);
			take(batch);
		}
		const sieve = sieveBy(barToProgram);
		// Every record names the same victim or witness, also one that does not say what they are.
		for (const { kind, records } of graph.entities)
			if (shieldedAs(kind, records)) for (const { id } of records) sieve.stay(id, 'person');
		sieve.graph(graph);
		const drawnIn = await context(reading, [...refs(graph)]);
		graph.context = drawnIn.records.filter(
			({ kind, record, shielded }) => !shielded && sieve.pass(record, kind)
		);
		take(drawnIn);
		await dropReferences(reading, graph, sieve, false);
		await nameSources(reading, graph, sources, sieve);
		return { graph, rests };
	}

	async function exported(viewer: Viewer, taken: Taken): Promise<ExportGraph> {
		const { ids, disclosure, format, notes = false, operator = false, leaveOut = false } = taken;
		const to = await addresseeOf(store, viewer, disclosure.recipient);
		const { graph, against } = await sifted(viewer, to, taken);
		const barred = against.reduce((sum, { count }) => sum + count, 0);
		const isBarred = barred > 0 && !leaveOut;
		const restricted = operator || isBarred ? [] : restrictedOf(graph);
		const reasons = restricted.length
			? await reasonsFor(restricted, (entity) => inForce(store, viewer, entity, now()))
			: [];
		const drawnIn = (graph.context ?? []).map(({ entity }) => entity);
		const naming = (graph.sources ?? []).map(({ entity }) => entity);
		const going = [...new Set([...graph.entities.map(({ id }) => id), ...drawnIn, ...naming])];
		const detail = {
			scope: ids ? 'chosen' : 'everything',
			...(format ? { format } : {}),
			entities: graph.entities.length,
			claims: graph.claims.length,
			...(drawnIn.length ? { context: drawnIn.length } : {}),
			...(naming.length ? { sources: naming.length } : {}),
			...(notes ? { notes: graph.notes?.length ?? 0 } : {}),
			...(graph.hand && to.kind !== 'own' ? { hand: true } : {}),
			...(barred ? { barred: against.map(({ bar, count }) => `${bar}:${count}`).join(' ') } : {}),
			...(isBarred ? { obstacle: 'recipient' } : {}),
			...(reasons?.length ? { justification: reasons.join(' ') } : {}),
			...(reasons ? {} : { withheld: restricted.length })
		};
		await disclose(
			audit,
			{ to, purpose: disclosure.purpose, now: now() },
			{
				action: 'network.export',
				...by(viewer),
				outcome: isBarred || !reasons ? 'refused' : 'done',
				// A refusal names what was asked for.
				subjects: isBarred && ids ? ids : going,
				leaves: going.length > 0,
				detail
			}
		);
		if (isBarred) throw new NotReleasable(against, graph.entities.length);
		if (!reasons) throw new ReasonNeeded(nameOfAll(restricted), restricted.length);
		return graph;
	}
	return { export: exported, pull };
}
