/** What an auditor found, to take along: each entry with the path that proves it against one checkpoint. */
import { error } from '@sveltejs/kit';
import { app } from '#lib/server/app.ts';
import { csv } from '#lib/ui/csv.ts';
import { askedOf, queryOf } from '../asked.ts';

const head = [
	'seq',
	'at',
	'actor',
	'organisation',
	'action',
	'operation',
	'outcome',
	'subjects',
	'detail',
	'id',
	'leaf',
	'proof',
	'checkpoint',
	'key'
];

export async function POST({ locals, params, url }) {
	const { format } = params;
	if (format !== 'csv' && format !== 'json') error(404, 'format: expected csv, json');
	const { proofs, cut } = await app().inspection.export(locals.viewer, queryOf(askedOf(url)));
	const [first] = proofs;
	const rows = proofs.map(({ entry, proof }) => [
		entry.seq,
		entry.at,
		entry.actor,
		entry.organisation,
		entry.action,
		entry.operation,
		entry.outcome,
		entry.subjects.join(' '),
		entry.detail,
		entry.id,
		entry.leaf,
		proof.join(' '),
		first?.checkpoint ?? '',
		first?.key ?? ''
	]);
	const body = format === 'csv' ? csv(head, rows) : JSON.stringify({ cut, proofs }, null, '\t');
	return new Response(body, {
		headers: {
			'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json',
			'content-disposition': `attachment; filename="faisceau-audit.${format}"`,
			'cache-control': 'no-store'
		}
	});
}
