/**
 * Compiles messages/*.json for the type checker and the tests (the build does it by itself).
 * `node scripts/messages.js add FILE` first merges FILE, `{ "key": { "en": "…", "fr": "…" } }`,
 * into both languages, sets French punctuation and keeps the keys sorted.
 */
import { compile } from '@inlang/paraglide-js';
import { readFileSync, writeFileSync } from 'node:fs';

const locales = /** @type {const} */ (['en', 'fr']);

/**
 * French sets a narrow no-break space before ; : ! ? and inside guillemets, whatever was typed.
 * @param {string} text
 */
const french = (text) =>
	text
		.replace(/[ \u00a0]([;!?»])/g, '\u202f$1')
		.replace(/[ \u00a0]:(?=\s|$)/g, '\u202f:')
		.replace(/«[ \u00a0]/g, '«\u202f');

/**
 * Applies `french` to every text of a message, plural forms too.
 * @param {unknown} message
 * @returns {unknown}
 */
const typeset = (message) =>
	JSON.parse(JSON.stringify(message), (_key, value) =>
		typeof value === 'string' ? french(value) : value
	);

/** @param {string} file */
function add(file) {
	const added = JSON.parse(readFileSync(file, 'utf8'));
	for (const locale of locales) {
		const path = `messages/${locale}.json`;
		const { $schema, ...messages } = JSON.parse(readFileSync(path, 'utf8'));
		for (const [key, texts] of Object.entries(added)) {
			if (typeof texts[locale] !== 'string' && !Array.isArray(texts[locale]))
				throw new Error(`${key} has no text in ${locale}`);
			messages[key] = locale === 'fr' ? typeset(texts[locale]) : texts[locale];
		}
		const sorted = Object.fromEntries(
			Object.entries(messages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
		);
		writeFileSync(path, JSON.stringify({ $schema, ...sorted }, null, '\t') + '\n');
	}
}

const [, , command, file] = process.argv;
if (command === 'add' && file) add(file);

await compile({
	project: './project.inlang',
	outdir: './src/lib/paraglide',
	strategy: ['cookie', 'preferredLanguage', 'baseLocale']
});
