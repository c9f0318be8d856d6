/**
 * Comma-separated values (RFC 4180) that are safe to open: a cell that a spreadsheet would run as a
 * formula gets an apostrophe before it.
 */
import { asText } from '#lib/domain/formula.ts';

const cell = (value: string | number | null): string => {
	if (value === null) return '';
	if (typeof value === 'number') return String(value);
	const safe = asText(value);
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export const csv = (
	head: readonly string[],
	rows: readonly (readonly (string | number | null)[])[]
): string => [head, ...rows].map((row) => row.map(cell).join(',') + '\r\n').join('');
