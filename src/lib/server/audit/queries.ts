/** The statements of the audit log, each a file under cypher/audit. */
import * as v from 'valibot';
import { props, query } from '#lib/server/graph/query.ts';

const none = v.object({});
const whole = v.pipe(v.number(), v.integer());
const Head = v.object({ size: whole, leaf: v.string() });

export const createHead = query('audit/create-head', { params: none, row: Head });
export const readHead = query('audit/head', { params: none, row: Head });
export const takeNumbers = query('audit/take-numbers', {
	params: v.object({ count: whole }),
	row: v.object({ size: whole })
});
export const appendEntries = query('audit/append', {
	params: v.object({ entries: v.array(v.object({ props })), leaf: v.string(), at: v.string() }),
	row: v.object({ kept: whole, size: whole })
});
export const readEntry = query('audit/entry', {
	params: v.object({ id: v.string() }),
	row: v.object({ seq: whole })
});
export const readEntries = query('audit/entries', {
	params: v.object({ from: whole, to: whole }),
	/** A damaged entry must be read to be named: nothing here is trusted to be what was written. */
	row: v.object({ seq: whole, entry: v.unknown() })
});
export const readExtent = query('audit/extent', { params: none, row: v.object({ total: whole }) });
