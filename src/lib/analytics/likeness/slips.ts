/** Slips of the pen in a date of birth. */

export const digitsApart = (a: string, b: string): number => {
	let apart = 0;
	for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) apart++;
	return apart;
};

/** Day and month in the other order: 1980-03-04 and 1980-04-03. */
export const isSwapped = (a: string, b: string): boolean => {
	const [year, month, day] = a.split('-');
	return b === `${year}-${day}-${month}`;
};

/** Most dates of one name that are looked at. */
const mostDates = 12;

/** How many were born on these days at least, when slips are one day. */
export function bornApart(dates: Iterable<string>): number {
	const apart: string[] = [];
	for (const date of [...dates].sort().slice(0, mostDates))
		if (!apart.some((other) => digitsApart(date, other) < 2 || isSwapped(date, other)))
			apart.push(date);
	return apart.length;
}
