/** The words of the interface in one language, so that a story is told once and checked in both. */
import { readFileSync } from 'node:fs';

export const locales = ['en', 'fr'] as const;
export type Locale = (typeof locales)[number];

/** The text of a message up to its first parameter: enough to find it on a page. */
export function words(locale: Locale) {
	const messages = JSON.parse(readFileSync(`messages/${locale}.json`, 'utf8')) as Record<
		string,
		unknown
	>;
	return (key: string): string => {
		const message = messages[key];
		if (typeof message !== 'string')
			throw new Error(`messages/${locale}.json has no plain text ${key}`);
		return message;
	};
}
