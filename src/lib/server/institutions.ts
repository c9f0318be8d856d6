/** The settings of institutions, `institutions.json` in the data folder: absent, or right in every field. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { Institutions, type Institution } from './access/institution.ts';

export function readInstitutions(folder: string): Institution[] {
	const file = path.join(folder, 'institutions.json');
	if (!existsSync(file)) return [];
	const parsed = v.safeParse(
		v.pipe(v.string(), v.parseJson(), Institutions),
		readFileSync(file, 'utf8')
	);
	if (parsed.success) return parsed.output;
	// Where it is wrong, and never what it says: there is a secret in it.
	const [issue] = parsed.issues;
	const at = issue.path?.map(({ key }) => String(key)).join('.') ?? '';
	throw new Error(`${file}: ${at || 'the file'} is not as docs/operations.md says`);
}
