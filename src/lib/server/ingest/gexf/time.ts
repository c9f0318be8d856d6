/**
 * Time in GEXF: `timeformat` says what a time is (1.2 and 1.3: `double` unless said; 1.1 calls it `timetype`, a date
 * unless said). Only dates are of the calendar; numbers count something that the file does not say and stay
 * attributes. A moment without a zone is of the graph's `timezone` (1.3); without that, only its text is kept. Ends are
 * part of the interval; `startopen` and `endopen` (1.2) leave the moment itself out and are remarked.
 */
import type { Json } from '#lib/domain/draft.ts';
import type { Said } from '../graph-file/thing.ts';
import type { Remarks } from '../stix/object.ts';
import { instant } from '../stix/timestamps.ts';

export interface Clock {
	/** Whether its times are dates. Undefined: not said, so that a number is one and a date is one too. */
	calendar: boolean | undefined;
	/** `+01:00` or `Z`, for moments that have none. */
	zone?: string;
}

export function clockOf(version: string, graph: Readonly<Record<string, string>>): Clock {
	const format = (graph.timeformat ?? graph.timetype)?.toLowerCase();
	const isEarly = version.startsWith('1.1') || version.startsWith('1.0');
	const zone = zoneOf(graph.timezone);
	return {
		calendar:
			format === undefined
				? isEarly
					? true
					: undefined
				: format === 'date' || format === 'datetime',
		...(zone ? { zone } : {})
	};
}

/** A zone by its distance from UTC; names of places have one only together with a date, and are not read. */
function zoneOf(text: string | undefined): string | undefined {
	if (text === undefined) return undefined;
	const zone = text.trim();
	if (/^(?:Z|UTC|GMT)$/i.test(zone)) return 'Z';
	return /^[+-]\d\d:\d\d$/.test(zone) ? zone : undefined;
}

const day = /^(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?$/;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,30})?(Z|[+-]\d\d:\d\d)?$/;
const number = /^[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30}|INF|Infinity)(?:[eE][+-]?\d{1,3})?$/;

/** A time as an instant in UTC; a day stays a day, at its midnight. */
function read(text: string, { calendar, zone }: Clock): { iso?: string; problem?: string } {
	const time = text.trim();
	if (number.test(time) && calendar !== true) return {};
	if (calendar === false) return { problem: 'expected a number, as the time format says' };
	const [, date] = day.exec(time) ?? [];
	const found = date === undefined ? moment.exec(time) : null;
	if (date === undefined && !found) return { problem: 'expected a date like 2024-05-01' };
	if (found && found[1] === undefined && zone === undefined)
		return { problem: 'a time without a zone; it is kept as text' };
	const whole =
		date === undefined ? `${time}${found?.[1] === undefined ? zone : ''}` : `${date}T00:00:00Z`;
	const result = instant(whole);
	return 'iso' in result ? result : { problem: result.problem };
}

interface Spell {
	start?: string;
	end?: string;
}

const textOf = (value: Json | undefined): string | undefined =>
	typeof value === 'string' && value.trim() !== '' ? value : undefined;

/** `<[2009-01-01, 2009-03-01]; [2009-05-01, 2009-06-01]>`, as 1.3 writes several intervals in one attribute. */
const intervalsIn = (text: string): Spell[] =>
	text
		.replace(/[<>]/g, '')
		.split(';')
		.map((part) => {
			const [start, end] = part
				.replace(/[[\]()]/g, '')
				.split(',')
				.map((each) => each.trim());
			return { ...(start ? { start } : {}), ...(end ? { end } : {}) };
		});

const timestampsIn = (text: string): Spell[] =>
	text
		.replace(/[<>[\]]/g, '')
		.split(',')
		.filter((each) => each.trim() !== '')
		.map((each) => ({ start: each, end: each }));

/** An interval by its attributes; what is open leaves the moment itself out. */
function spellIn(said: Readonly<Record<string, Json>>, remarks: Remarks): Spell {
	const open = { start: textOf(said.startopen), end: textOf(said.endopen) };
	for (const end of ['start', 'end'] as const)
		if (open[end] !== undefined)
			remarks.add(
				`${end}open: the moment itself is not part of the time; it is read as its ${end}`
			);
	const at = textOf(said.timestamp);
	const start = textOf(said.start) ?? open.start ?? at;
	const end = textOf(said.end) ?? open.end ?? at;
	return { ...(start ? { start } : {}), ...(end ? { end } : {}) };
}

const isObject = (value: Json): value is Record<string, Json> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function spellsOf(said: readonly Said[], remarks: Remarks): Spell[] {
	const own = Object.fromEntries(said.map(({ id, value }) => [id, value]));
	const lists = ['spells', 'slices'].flatMap((name) => (Array.isArray(own[name]) ? own[name] : []));
	const spells = lists.filter(isObject).map((spell) => spellIn(spell, remarks));
	const intervals = textOf(own.intervals);
	const timestamps = textOf(own.timestamps);
	if (intervals) spells.push(...intervalsIn(intervals));
	if (timestamps) spells.push(...timestampsIn(timestamps));
	const whole = spellIn(own, remarks);
	return spells.length ? spells : whole.start || whole.end ? [whole] : [];
}

/** The first start and the last end; an interval that is open on one side leaves that side open. */
export function validityOf(
	said: readonly Said[],
	clock: Clock,
	remarks: Remarks
): { validFrom?: string; validUntil?: string } {
	const spells = spellsOf(said, remarks);
	if (spells.length === 0) return {};
	const side = (name: 'start' | 'end') => {
		const times = spells.map((spell) => spell[name]);
		const isos = times.map((text) => {
			if (text === undefined) return undefined;
			const { iso, problem } = read(text, clock);
			if (problem) remarks.add(`${name}: ${problem}`);
			return iso;
		});
		const known = isos.filter((iso) => iso !== undefined).sort();
		return known.length === isos.length ? known : [];
	};
	const [from] = side('start');
	const until = side('end').at(-1);
	if (from !== undefined && until !== undefined && until < from)
		remarks.add('start, end: it ends before it begins');
	return { ...(from ? { validFrom: from } : {}), ...(until ? { validUntil: until } : {}) };
}
