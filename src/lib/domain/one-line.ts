/**
 * A line of words that somebody wrote and others will rely on, such as a name: nothing in it turns the text
 * around it (Unicode UAX #9), breaks the line or stands for nothing, and something of it can be read.
 */
const hiding = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

export const oneLine =
	'expected one line that can be read, without invisible or direction characters';

/** As one line, but for the breaks of lines, where somebody writes several. */
export const hidesNothing = (text: string): boolean => !hiding.test(text.replace(/[\r\n\t]/g, ' '));

export const isOneLine = (text: string): boolean =>
	!hiding.test(text) && /[\p{L}\p{N}]/u.test(text);
