/** What a spreadsheet would run instead of showing: a cell of a table that begins so is made text. */

/** The signs, their full-width twins, tab and line starts; invisible characters before them do not help. */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]|^[\t\r\n]/u;

/** The text with an apostrophe before it where a spreadsheet would run it. */
export const asText = (text: string): string => (formula.test(text) ? `'${text}` : text);
