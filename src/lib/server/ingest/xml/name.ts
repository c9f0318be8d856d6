/** Texts of a document as a record may hold them: a name is short, and what was cut is kept beside it. */

/** Longer names are no names: the index of names would hold every prefix of them. */
const longestName = 1_000;

/** The name, cut where it is too long to be one; half a character is never left over. */
export const shortName = (text: string): string =>
	text.length <= longestName
		? text
		: text.slice(0, longestName).replace(/[\ud800-\udbff]$/, '') + '…';

/** Descriptions go out with each export; a longer text stays with the attributes. */
export const longestDescription = 50_000;
