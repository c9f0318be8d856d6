/**
 * Moments as TAXII writes them (§1.6.3: RFC 3339, UTC as `Z`), at one length so that they order as texts.
 */
const shape =
	/^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(?:\.(\d{1,9}))?Z$/;

/** With nine digits of a second; undefined for what is no such moment. */
export function instant(text: string): string | undefined {
	const [, , , , , , fraction = ''] = shape.exec(text) ?? [];
	if (!shape.test(text) || Number.isNaN(Date.parse(text.replace(':60', ':59')))) return undefined;
	return `${text.slice(0, 19)}.${fraction.padEnd(9, '0')}Z`;
}

/** As it is sent: six digits at least. */
export const told = (moment: string): string => moment.replace(/(\.\d{6}\d*?)0*Z$/, '$1Z');
