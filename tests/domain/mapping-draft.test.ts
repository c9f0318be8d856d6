import * as v from 'valibot';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimTypeNames } from '#lib/domain/claim-types.ts';
import { profileOf, settledDecimal, settledOrder } from '#lib/domain/column-profile.ts';
import { identifierSchemes } from '#lib/domain/draft.ts';
import { kindNames } from '#lib/domain/kinds.ts';
import { checked, type Told } from '#lib/domain/mapping-check.ts';
import * as draft from '#lib/domain/mapping-draft.ts';
import { slotKey, slotOf, unreadIn, usesIn } from '#lib/domain/mapping-uses.ts';
import { fitsColumns } from '#lib/domain/saved-mapping.ts';
import { columnsOf, TableMapping } from '#lib/domain/table-mapping.ts';
import { suggestionFor } from '#lib/domain/table-suggestions.ts';

const columns = ['A', 'B', 'Day', 'Sum', 'Cell'];
const told = (cells: Record<string, string[]> = {}, more: Partial<Told> = {}): Told => ({
	columns,
	profiles: Object.fromEntries(columns.map((name) => [name, profileOf(cells[name] ?? [])])),
	delimiter: ';',
	encoding: 'utf-8',
	sheets: [],
	...more
});
const phones = () => {
	const two = draft.addThing(draft.addThing(draft.emptyDraft(), 'phone'), 'phone');
	const put = (made: draft.MappingDraft, id: string, column: string) =>
		draft.assign(made, { of: 'thing', id, field: 'identifier', scheme: 'phone' }, column);
	const named = put(put(two, 'thing-1', 'A'), 'thing-2', 'B');
	return draft.addClaim(named, 'COMMUNICATED_WITH');
};
const at = (field: draft.ClaimField | draft.End): draft.Slot => ({ of: 'claim', index: 0, field });
const whys = (made: draft.MappingDraft, of = told()) =>
	checked(made, of).problems.map((problem) =>
		problem.why === 'question' ? `${problem.question} ${problem.how}` : problem.why
	);

describe('what cells settle', () => {
	test.each([
		[['13/03/2026', '02/03/2026'], { settled: 'dmy' }],
		[['03/13/2026', '02/03/2026'], { settled: 'mdy' }],
		[['02/03/2026'], { ask: 'either' }],
		[['13/03/2026', '03/13/2026'], { ask: 'both' }],
		[['2026-03-02', '02/03/2026'], { ask: 'either' }],
		[['2026-03-02', ''], { settled: 'iso' }],
		[['1772359200'], { settled: 'seconds' }],
		[['1772359200123'], { settled: 'milliseconds' }],
		[['45352'], { ask: 'nothing' }],
		[['31/31/2026'], { ask: 'nothing' }]
	])('days %j: %j', (cells, expected) => {
		expect(settledOrder([profileOf(cells)])).toEqual(expected);
	});
	test.each([
		[['1.234'], { ask: 'either' }],
		[['1.234', '1.234,50'], { settled: ',' }],
		[['1,234', '12.50'], { settled: '.' }],
		[['1.234.567'], { settled: ',' }],
		[['12.5', '12,5'], { ask: 'both' }],
		[['1234', '-5'], 'not-needed'],
		[['(12,50)', '-3,10'], { settled: ',' }]
	])('amounts %j: %j', (cells, expected) => {
		expect(settledDecimal([profileOf(cells)])).toEqual(expected);
	});
	test('local times and national numbers are counted', () => {
		expect(profileOf(['2026-03-01 10:00', '2026-03-01T10:00Z', '2026-03-01'])).toMatchObject({
			local: 1
		});
		expect(profileOf(['0612345678', '+33612345678', '0033612345678', '123'])).toMatchObject({
			national: 1
		});
	});
});

describe('a mapping under way', () => {
	test('is whole once its things are named, and says what it lacks before', () => {
		expect(whys(draft.emptyDraft())).toEqual(['no-thing']);
		expect(whys(draft.addThing(draft.emptyDraft(), 'person'))).toEqual(['unnamed-thing']);
		expect(whys(draft.removeThing(phones(), 'thing-2'))).toEqual(['no-end']);
		expect(checked(phones(), told()).mapping).toMatchObject({
			delimiter: ';',
			claims: [{ type: 'COMMUNICATED_WITH', from: 'thing-1', to: 'thing-2' }]
		});
	});

	test('does not start before its questions are answered', () => {
		const made = draft.assign(phones(), at('validFrom'), 'Day');
		const cells = { A: ['0612345678'], Day: ['02/03/2026 10:00'] };
		expect(whys(made, told(cells))).toEqual([
			'order either',
			'zone unsaid',
			'phone-country unsaid'
		]);
		const answered = { ...made, order: 'dmy' as const, zone: 'Europe/Paris', phoneCountry: 'none' };
		expect(checked(answered, told(cells)).mapping).toMatchObject({
			dates: { order: 'dmy', zone: 'Europe/Paris' }
		});
		expect(checked(answered, told(cells)).mapping).not.toHaveProperty('phoneCountry');
		expect(whys({ ...answered, zone: 'Europe/Atlantis' }, told(cells))).toEqual(['zone unknown']);
		expect(whys(phones(), told({}, { delimiter: null, encoding: null }))).toEqual([
			'delimiter unsaid',
			'encoding unsaid'
		]);
		const sheets = ['One', 'Two'];
		expect(whys(phones(), told({}, { delimiter: null, sheets }))).toEqual(['sheet unsaid']);
		expect(
			checked({ ...phones(), sheet: 'Two' }, told({}, { delimiter: null, sheets })).mapping
		).toMatchObject({ sheet: 'Two' });
	});

	test('an amount needs its currency, and its sign where cells leave it open', () => {
		const paid = draft.assign(draft.setType(phones(), 0, 'TRANSFERRED'), at('amount'), 'Sum');
		expect(whys(paid, told({ Sum: ['1.234'] }))).toEqual(['no-currency', 'decimal either']);
		const whole = { ...draft.setCurrency(paid, 0, 'EUR'), decimal: ',' as const };
		expect(checked(whole, told({ Sum: ['1.234'] })).mapping).toMatchObject({
			decimal: ',',
			claims: [{ amount: { value: { column: 'Sum' }, currency: { text: 'EUR' } } }]
		});
	});

	test('a column is put once, taken out again, and what nothing reads is listed', () => {
		const made = draft.assign(draft.assign(phones(), at('seconds'), 'Sum'), at('reference'), 'Sum');
		expect(draft.assign(made, at('reference'), 'Sum').claims[0]?.reference).toHaveLength(1);
		expect(unreadIn(made, columns)).toEqual(['Day', 'Cell']);
		const kept = draft.keepAsAttributes(made, unreadIn(made, columns));
		expect(unreadIn(kept, columns)).toEqual([]);
		const bare = usesIn(kept).reduce(
			(left, use) => draft.unassign(left, use.slot, use.column),
			kept
		);
		expect(usesIn(bare)).toEqual([]);
	});

	test('a column on the end of a claim is the thing it names, or a new one', () => {
		const known = draft.assign(phones(), at('from'), 'B');
		expect(known.claims[0]).toMatchObject({ from: 'thing-2' });
		const fresh = draft.assign(phones(), at('to'), 'Cell');
		expect(fresh.things[2]).toMatchObject({ id: 'thing-3', names: [{ column: 'Cell' }] });
		expect(fresh.claims[0]).toMatchObject({ from: 'thing-1', to: 'thing-3' });
		expect(draft.swapEnds(fresh, 0).claims[0]).toMatchObject({ from: 'thing-3', to: 'thing-1' });
	});

	test('a type keeps the moment, and lets go of what it has no place for', () => {
		const made = draft.assign(draft.assign(phones(), at('validFrom'), 'Day'), at('seconds'), 'Sum');
		const paid = draft.setType(made, 0, 'TRANSFERRED');
		expect(paid.claims[0]).toMatchObject({ happenedAt: { column: 'Day' } });
		expect(unreadIn(paid, columns)).toContain('Sum');
		expect(draft.setType(paid, 0, 'KNOWS').claims[0]).toMatchObject({
			validFrom: { column: 'Day' }
		});
	});

	test('a mapping that was suggested goes on as it is', () => {
		const names = ['Calling number', 'Called number', 'Start time'];
		const { mapping } = suggestionFor(names) ?? {};
		if (!mapping) throw new Error('calls are known');
		const of = { ...told(), columns: names, profiles: {} };
		expect(checked(draft.draftOf(mapping), of).mapping).toMatchObject({
			things: mapping.things,
			claims: mapping.claims
		});
		expect(fitsColumns(mapping, [...names, 'more'])).toBe(true);
		expect(fitsColumns(mapping, names.slice(1))).toBe(false);
	});
});

const slot: fc.Arbitrary<draft.Slot> = fc.oneof(
	fc.record({
		of: fc.constant('thing' as const),
		id: fc.constantFrom('thing-1', 'thing-2', 'thing-9'),
		field: fc.constantFrom('name' as const, 'description' as const, 'attribute' as const)
	}),
	fc.record({
		of: fc.constant('thing' as const),
		id: fc.constantFrom('thing-1', 'thing-2'),
		field: fc.constant('identifier' as const),
		scheme: fc.constantFrom(...identifierSchemes)
	}),
	fc.record({
		of: fc.constant('claim' as const),
		index: fc.nat(3),
		field: fc.constantFrom(...draft.claimFields, 'from' as const, 'to' as const)
	})
);
type Edit = (made: draft.MappingDraft) => draft.MappingDraft;
const column = fc.constantFrom(...columns, 'gone');
const index = fc.nat(3);
const edit: fc.Arbitrary<Edit> = fc.oneof(
	fc.tuple(slot, column).map(
		([at, name]): Edit =>
			(made) =>
				draft.assign(made, at, name)
	),
	fc.tuple(slot, column).map(
		([at, name]): Edit =>
			(made) =>
				draft.unassign(made, at, name)
	),
	fc.constantFrom(...kindNames).map(
		(kind): Edit =>
			(made) =>
				draft.addThing(made, kind)
	),
	fc.constantFrom('thing-1', 'thing-2').map(
		(id): Edit =>
			(made) =>
				draft.removeThing(made, id)
	),
	fc.constantFrom(...claimTypeNames).map(
		(type): Edit =>
			(made) =>
				draft.addClaim(made, type)
	),
	index.map(
		(n): Edit =>
			(made) =>
				draft.removeClaim(made, n)
	),
	fc.tuple(index, fc.constantFrom(...claimTypeNames)).map(
		([n, type]): Edit =>
			(made) =>
				draft.setType(made, n, type)
	),
	index.map(
		(n): Edit =>
			(made) =>
				draft.setCurrency(made, n, 'EUR')
	),
	index.map(
		(n): Edit =>
			(made) =>
				draft.swapEnds(made, n)
	),
	fc.constant<Edit>((made) => draft.edgeList(made, columns)),
	fc.constantFrom('', 'UTC', 'Nowhere').map((zone): Edit => (made) => ({ ...made, zone })),
	fc.integer({ min: -1, max: 2000 }).map((header): Edit => (made) => ({ ...made, header })),
	fc
		.constantFrom('', 'none', 'FR', 'france')
		.map((phoneCountry): Edit => (made) => ({ ...made, phoneCountry }))
);

test('any edits make a mapping that the reader takes, or problems that have a name', () => {
	const of = told({ Day: ['02/03/2026'], Sum: ['1.234'], A: ['0612345678'] });
	fc.assert(
		fc.property(fc.array(edit, { maxLength: 30 }), (edits) => {
			const made = edits.reduce((before, change) => change(before), draft.emptyDraft());
			const found = checked(made, of);
			if (found.mapping === null) expect(found.problems.length).toBeGreaterThan(0);
			else {
				expect(v.safeParse(TableMapping, found.mapping).success).toBe(true);
				expect([...columnsOf(found.mapping)].filter((name) => !columns.includes(name))).toEqual([]);
			}
		}),
		{ numRuns: 2000 }
	);
});

test('each place is one word, and back', () => {
	fc.assert(
		fc.property(slot, (each) => {
			expect(slotOf(slotKey(each))).toEqual(each);
		})
	);
	expect(slotOf('thing thing-1 identifier nothing')).toBeUndefined();
	expect(slotOf('claim x amount')).toBeUndefined();
	expect(slotOf('new')).toBeUndefined();
});
