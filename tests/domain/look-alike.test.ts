/** Names that the eye takes for another. */
import { expect, test } from 'vitest';
import { appearance, mixesAlphabets } from '#lib/domain/look-alike.ts';

test.each(['B\u0435lgium', 'Euro\u03c1ol', 'FIU B\u0435lgium', 'Ивaнов', 'Ե\u0441A'])(
	'%j mixes alphabets within a word',
	(name) => expect(mixesAlphabets(name)).toBe(true)
);
test.each([
	'Belgium',
	'Европол Europol',
	'Zoë Ó Briain',
	'Ελλάδα',
	'X線 センター',
	'محكمة',
	'Unit 7',
	'A4-бис'
])('%j does not', (name) => expect(mixesAlphabets(name)).toBe(false));

test.each([
	['Europol', 'EuropoI'],
	['Europol', 'Europo1'],
	['Europol', 'Eur0pol'],
	['Coca', '\u0421\u043e\u0441\u0430'],
	['TAXON', 'ΤΑΧΟΝ'],
	['Modern', 'Modem'],
	['Europol', 'Ｅｕｒｏｐｏｌ']
])('%j and %j look alike', (a, b) => expect(appearance(a)).toBe(appearance(b)));
test.each([
	['National unit, France', 'National unit, Finland'],
	['Unit 2', 'Unit 7']
])('%j and %j do not', (a, b) => expect(appearance(a)).not.toBe(appearance(b)));
