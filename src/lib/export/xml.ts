/** Text inside XML 1.0. Characters XML cannot hold at all become U+FFFD, never silence. */

const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&apos;',
	'\t': '&#9;',
	'\n': '&#10;',
	'\r': '&#13;'
};

/** Safe in an attribute and in an element; white space survives attribute normalisation. */
export const escapeXml = (text: string): string =>
	text.replace(illegal, '\ufffd').replace(/[&<>"'\t\n\r]/g, (mark) => entities[mark] ?? mark);
