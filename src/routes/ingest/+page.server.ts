import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { CaseNumber } from '#lib/domain/case-number.ts';
import { formats } from '#lib/domain/formats.ts';
import { holds } from '#lib/domain/import-state.ts';
import { tlpLevels } from '#lib/domain/marking.ts';
import { isOneLine, oneLine } from '#lib/domain/one-line.ts';
import { TableMapping } from '#lib/domain/table-mapping.ts';
import { decide, demand } from '#lib/server/access/decide.ts';
import { fieldsOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';
import { ImportRefused } from '#lib/server/ingest/refused.ts';
import { summarise } from '#lib/shell/screen-marking.ts';

const mostListed = 100;

const Start = v.object({
	upload: v.pipe(v.string(), v.regex(/^[\w.-]{1,96}$/)),
	// Both stand in lists that others read.
	file: v.pipe(v.string(), v.trim(), v.maxLength(255), v.check(isOneLine, oneLine)),
	tlp: v.picklist(tlpLevels),
	/** Empty: told from the content. */
	format: v.optional(v.union([v.literal(''), v.picklist(formats)]), ''),
	source: v.optional(
		v.pipe(
			v.string(),
			v.trim(),
			v.maxLength(200),
			v.check((name) => name === '' || isOneLine(name), oneLine)
		),
		''
	),
	hold: v.optional(v.picklist(holds), 'none'),
	/** Of a table: what its columns are, as JSON. */
	mapping: v.optional(v.pipe(v.string(), v.maxLength(200_000), v.parseJson(), TableMapping)),
	/** Empty: for no case. */
	caseNumber: v.optional(v.union([v.literal(''), CaseNumber]), '')
});

const startProblems = ['upload', 'file', 'tlp', 'source', 'hold', 'caseNumber', 'mapping'] as const;
type StartProblem = (typeof startProblems)[number];
const problemOf = (key: string): StartProblem =>
	startProblems.find((each) => each === key) ?? 'upload';

export async function load({ locals }) {
	const viewer = demand(locals.viewer, 'ingest.read');
	const imports = await app().ingest.list(viewer, mostListed);
	return {
		imports,
		/** The list may go on where it ends. */
		cut: imports.length === mostListed ? mostListed : null,
		people: await app().access.accounts.colleagues(viewer, [
			...new Set(imports.map(({ account }) => account))
		]),
		mayImport: decide(viewer, 'ingest.import').allowed,
		marking: summarise(imports)
	};
}

export const actions = {
	async start({ locals, request }) {
		const viewer = demand(locals.viewer, 'ingest.import');
		const asked = v.safeParse(Start, await fieldsOf(request));
		if (!asked.success) {
			const problems = asked.issues.map(({ path }) => problemOf(String(path?.[0]?.key)));
			return fail(400, { problems });
		}
		const { upload, file, tlp, format, source, caseNumber, hold, mapping } = asked.output;
		// Nobody else would see what they are to approve.
		if (hold === 'second' && tlp === 'red')
			return fail(400, { problems: ['hold' as StartProblem] });
		const started = await app()
			.ingest.start(viewer, {
				file,
				tlp,
				hold,
				input: { upload },
				...(format ? { format } : {}),
				...(mapping ? { mapping } : {}),
				...(caseNumber ? { caseNumber } : {}),
				...(source ? { source: { ref: `named:${source}`, name: source } } : {})
			})
			.catch((refusal: unknown) => {
				if (refusal instanceof ImportRefused) return undefined;
				throw refusal;
			});
		if (!started) return fail(409, { problems: ['upload' as StartProblem] });
		redirect(303, `/ingest/${started.id}`);
	}
};
