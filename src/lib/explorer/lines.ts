/**
 * Claims become drawn lines: the claims of one type from one entity to another are one line, which
 * says how many independent sources stand behind it.
 */
import { schemes, ungraded, type Evaluation, type Scheme } from '#lib/domain/grading.ts';
import { strictestTlp, type Tlp } from '#lib/domain/marking.ts';
import type { ClaimType } from '#lib/domain/claim-types.ts';
import type { NetworkClaim } from '#lib/domain/subgraph.ts';

/** Strongest and weakest grade within one scheme; schemes are never compared with each other. */
export interface GradeRange {
	scheme: Scheme;
	strongest: Evaluation;
	weakest: Evaluation;
}

export interface Line {
	id: string;
	from: string;
	to: string;
	type: ClaimType;
	claims: readonly NetworkClaim[];
	/** Distinct sources among the claims. */
	sources: number;
	/** Every claim is an assessment: drawn dashed. */
	assessed: boolean;
	tlp: Tlp;
	grades: readonly GradeRange[];
	/** Pixels at the default zoom. */
	width: number;
	/** 0 is straight; lines that share both ends bend apart. */
	curvature: number;
}

/** By the letter of the source first, then by the digit of the information; unknown comes last. */
export function byGrade(a: Evaluation, b: Evaluation): number {
	const { source, information } = schemes[a.scheme];
	const place = (list: readonly string[], value: string) => list.indexOf(value);
	return (
		place(source, a.source) - place(source, b.source) ||
		place(information, a.information) - place(information, b.information)
	);
}

function gradesOf(claims: readonly NetworkClaim[]): GradeRange[] {
	const ranges = new Map<Scheme, GradeRange>();
	for (const { evaluation } of claims) {
		const { scheme } = evaluation;
		const range = ranges.get(scheme);
		if (!range) ranges.set(scheme, { scheme, strongest: evaluation, weakest: evaluation });
		else if (byGrade(evaluation, range.strongest) < 0) range.strongest = evaluation;
		else if (byGrade(evaluation, range.weakest) > 0) range.weakest = evaluation;
	}
	return [...ranges.values()];
}

/** One source 1.1 px, then about a pixel for each doubling, at most 5. */
export const widthFor = (sources: number): number =>
	Math.min(5, 1.1 + 0.9 * Math.log2(Math.max(1, sources)));

const bend = 0.22;

/** Bends the lines between the same two entities apart, whichever way each of them points. */
function curve(lines: Line[]): void {
	const pairs = new Map<string, Line[]>();
	for (const line of lines) {
		const ends = line.from < line.to ? [line.from, line.to] : [line.to, line.from];
		const key = ends.join('\n');
		const pair = pairs.get(key);
		if (pair) pair.push(line);
		else pairs.set(key, [line]);
	}
	for (const pair of pairs.values()) {
		pair.forEach((line, place) => {
			const offset = (place - (pair.length - 1) / 2) * bend;
			line.curvature = line.from < line.to ? offset : -offset;
		});
	}
}

export const lineId = (claim: Pick<NetworkClaim, 'from' | 'to' | 'type'>): string =>
	`${claim.from} ${claim.type} ${claim.to}`;

/** How many sources are known to stand behind some claims: one that is withheld may be among the others. */
export const sourcesBehind = (sources: readonly string[]): number =>
	Math.max(1, new Set(sources.filter(Boolean)).size);

/** Groups claims into lines, in the order of their first claim. */
export function linesOf(claims: readonly NetworkClaim[]): Line[] {
	const groups = new Map<string, NetworkClaim[]>();
	for (const claim of claims) {
		const id = lineId(claim);
		const group = groups.get(id);
		if (group) group.push(claim);
		else groups.set(id, [claim]);
	}
	const lines: Line[] = [];
	for (const [id, group] of groups) {
		const [first] = group;
		if (!first) continue;
		const sources = sourcesBehind(group.map((claim) => claim.source));
		lines.push({
			id,
			from: first.from,
			to: first.to,
			type: first.type,
			claims: group,
			sources,
			assessed: group.every((claim) => claim.statement === 'assessment'),
			tlp: strictestTlp(group.map((claim) => claim.tlp)) ?? first.tlp,
			grades: gradesOf(group),
			width: widthFor(sources),
			curvature: 0
		});
	}
	curve(lines);
	return lines;
}

/** True when nobody graded it: shown as "not assessed", never as a middle grade. */
export const isUngraded = (evaluation: Evaluation): boolean =>
	`${evaluation.source}${evaluation.information}` === schemes[evaluation.scheme].unknown ||
	(evaluation.source === ungraded.source && evaluation.information === ungraded.information);

/** How many drawn lines each entity has; a line to itself counts once. */
export function lineCounts(
	lines: readonly Pick<Line, 'from' | 'to'>[]
): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const { from, to } of lines) {
		counts.set(from, (counts.get(from) ?? 0) + 1);
		if (to !== from) counts.set(to, (counts.get(to) ?? 0) + 1);
	}
	return counts;
}
