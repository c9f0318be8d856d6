/**
 * The number under which an office keeps a case. Imports say it, and a person is put in charge of it; in
 * tokens it stands as an id, of which no two numbers have the same.
 */
import * as v from 'valibot';

export const CaseNumber = v.pipe(
	v.string(),
	v.trim(),
	v.normalize('NFC'),
	v.toUpperCase(),
	v.regex(/^[\p{L}\p{N}][\p{L}\p{N} ./_-]{0,39}$/u, 'a case number of letters, digits and - / . _')
);

/** Letters, digits, points and hyphens as they are; anything else by its number, so that none is lost. */
export const caseIdOf = (number: string): string =>
	number.replace(/[^A-Z0-9.-]/gu, (sign) => `_${(sign.codePointAt(0) ?? 0).toString(16)}_`);
