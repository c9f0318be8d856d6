/**
 * What an auditor found, to take along: each entry with the path that proves it against one checkpoint. The
 * form says for whom and why, in its body: words about a person do not belong in an address.
 */
import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { Disclosure } from '#lib/domain/recipient.ts';
import { demand } from '#lib/server/access/decide.ts';
import { UnknownRecipient } from '#lib/server/access/recipients.ts';
import { fieldsOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';
import { csv } from '#lib/ui/csv.ts';
import { askedOf, queryOf } from '../asked.ts';

const longestReason = 300;

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

async function disclosureOf(request: Request): Promise<Disclosure> {
	const { kind, organisation, text, purpose } = await fieldsOf(request);
	const asked = { recipient: { kind, id: organisation, text }, purpose };
	const given = v.safeParse(Disclosure, asked);
	if (given.success) return given.output;
	const reasons = given.issues.map(
		(issue) => `${v.getDotPath(issue) ?? 'request'}: ${issue.message}`
	);
	error(400, reasons.join('; ').slice(0, longestReason));
}

export async function POST({ locals, params, request, url }) {
	const { format } = params;
	const viewer = demand(locals.viewer, 'audit.export');
	if (format !== 'csv' && format !== 'json') error(404, 'format: expected csv, json');
	const disclosure = await disclosureOf(request);
	const taken = await app()
		.inspection.export(viewer, queryOf(askedOf(url)), disclosure)
		.catch((fault: unknown) => {
			if (fault instanceof UnknownRecipient) error(400, fault.message);
			throw fault;
		});
	const { proofs, cut } = taken;
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
