/** What an auditor asks the log for, as the address says it: the form, its answer and the export share it. */
import * as v from 'valibot';
import { operations, outcomes, type AuditQuery } from '#lib/domain/audit-view.ts';

const id = v.pipe(v.string(), v.trim(), v.maxLength(128));
const date = v.union([v.literal(''), v.pipe(v.string(), v.isoDate())]);

const Asked = v.object({
	person: v.fallback(id, ''),
	entity: v.fallback(id, ''),
	name: v.fallback(v.pipe(v.string(), v.trim(), v.maxLength(200)), ''),
	operation: v.fallback(v.picklist(['', ...operations]), ''),
	outcome: v.fallback(v.picklist(['', ...outcomes]), ''),
	from: v.fallback(date, ''),
	to: v.fallback(date, ''),
	before: v.fallback(v.pipe(v.string(), v.regex(/^\d{0,15}$/)), '')
});
export type Asked = v.InferOutput<typeof Asked>;

export const askedOf = (url: URL): Asked => v.parse(Asked, Object.fromEntries(url.searchParams));

/** The day after, at its start: what is asked up to a day includes it. */
const dayAfter = (day: string) =>
	new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000).toISOString();

export const queryOf = (asked: Asked): AuditQuery => ({
	...(asked.person ? { person: asked.person } : {}),
	...(asked.entity ? { subject: asked.entity } : {}),
	...(asked.name ? { name: asked.name } : {}),
	...(asked.operation ? { operations: [asked.operation] } : {}),
	...(asked.outcome ? { outcomes: [asked.outcome] } : {}),
	...(asked.from ? { since: `${asked.from}T00:00:00.000Z` } : {}),
	...(asked.to ? { until: dayAfter(asked.to) } : {}),
	...(Number(asked.before) > 0 ? { before: Number(asked.before) } : {})
});
