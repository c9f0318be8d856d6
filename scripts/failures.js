/**
 * What failed, from the runners' reports: one line each, "failed: file › test: reason", so that the end of a
 * long run says it, where a log is often cut.
 */
import path from 'node:path';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';

/** @typedef {{ file: string, title: string, reason: string }} Failure */
/** @typedef {{ title: string, suites?: Suite[], specs?: Spec[] }} Suite */
/** @typedef {{ title: string, file: string, ok: boolean, tests: { results: { errors?: { message?: string }[] }[] }[] }} Spec */

/** @param {any} report of Vitest, with `--reporter=json` @returns {Failure[]} */
export const failedTests = ({ testResults }) =>
	testResults.flatMap((/** @type {any} */ { name, status, message, assertionResults }) => {
		const file = path.relative(process.cwd(), name);
		const failed = assertionResults.filter((/** @type {any} */ each) => each.status === 'failed');
		// A file that cannot be loaded has no test that failed.
		if (failed.length === 0 && status === 'failed') return [{ file, title: '', reason: message }];
		return failed.map((/** @type {any} */ { fullName, failureMessages }) => ({
			file,
			title: fullName,
			reason: failureMessages[0] ?? ''
		}));
	});

/** @param {any} report of Playwright, with `--reporter=json` @returns {Failure[]} */
export const failedStories = ({ suites, errors }) => {
	/** @param {Suite} suite @returns {Spec[]} */
	const specs = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
	const failed = suites
		.flatMap(specs)
		.filter((/** @type {Spec} */ { ok }) => !ok)
		.map((/** @type {Spec} */ { file, title, tests }) => ({
			file,
			title,
			reason:
				tests.flatMap(({ results }) => results).flatMap((result) => result.errors ?? [])[0]
					?.message ?? ''
		}));
	return [
		...failed,
		...errors.map((/** @type {any} */ { message }) => ({ file: '', title: '', reason: message }))
	];
};

/** @param {Failure} failure one line of at most 600 characters */
export const inALine = ({ file, title, reason }) =>
	stripVTControlCharacters(
		`failed: ${[file, title].filter(Boolean).join(' › ')}: ${reason
			.split('\n')
			.filter((line) => line.trim())
			.slice(0, 8)
			.join(' | ')}`
	)
		.replaceAll(/\s+/g, ' ')
		.slice(0, 600);
