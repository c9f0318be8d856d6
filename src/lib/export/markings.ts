/** The strictest marking of everything in an export: what the file as a whole must be handled as. */
import type { ExportGraph, ExportProvenance } from '#lib/domain/export-graph.ts';
import {
	strictestPap,
	strictestTlp,
	tlpName,
	type HandlingCode,
	type Pap,
	type Tlp
} from '#lib/domain/marking.ts';

export interface HighestMarking {
	/** Undefined only when the export holds nothing. */
	tlp: Tlp | undefined;
	pap: Pap | undefined;
	handling: HandlingCode[];
	demonstration: boolean;
}

type Marked = Pick<ExportProvenance, 'tlp' | 'pap' | 'handling' | 'demonstration'>;

function* statements(graph: ExportGraph): Generator<Marked> {
	for (const { records } of graph.entities) yield* records;
	yield* graph.claims;
	for (const { record } of [...(graph.context ?? []), ...(graph.sources ?? [])]) yield record;
	for (const note of graph.notes ?? []) yield { ...note, pap: null };
}

export function highestMarking(graph: ExportGraph): HighestMarking {
	const tlps = new Set<Tlp>();
	const paps = new Set<Pap>();
	const handling = new Set<HandlingCode>();
	let demonstration = false;
	for (const said of statements(graph)) {
		tlps.add(said.tlp);
		if (said.pap) paps.add(said.pap);
		for (const code of said.handling) handling.add(code);
		demonstration ||= said.demonstration;
	}
	return {
		tlp: strictestTlp([...tlps]),
		pap: strictestPap([...paps]),
		handling: [...handling].sort(),
		demonstration
	};
}

/** `TLP:AMBER PAP:GREEN H1 H3`, as one line of the file says it. */
export const markingLine = ({ tlp, pap, handling, demonstration }: HighestMarking): string =>
	[
		...(tlp ? [tlpName(tlp)] : []),
		...(pap ? [`PAP:${pap.toUpperCase()}`] : []),
		...handling,
		...(demonstration ? ['FICTIONAL'] : [])
	].join(' ');
