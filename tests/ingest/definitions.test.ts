/** Who may decide what a marking means: its first definition, and never a colleague for what they do not see. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Tlp } from '#lib/domain/marking.ts';
import { analyst, marking, openWorld, record, type World } from './world.ts';

let world: World;
beforeEach(async () => {
	world = await openWorld();
});
afterEach(() => world.close());

const definition = 'marking-definition--11111111-1111-4111-8111-111111111111';
const ana = analyst('alpha', 'ana');
const ben = analyst('alpha', 'ben');
const marked = record('threat-actor--a', { markingRefs: [definition] });
const levels = async () =>
	(JSON.parse(await world.picture()) as { records: { tlp: Tlp }[] }).records.map(({ tlp }) => tlp);

test('what is held RED stays so whatever a colleague says its marking means', async () => {
	await world.bring([marked], { viewer: ana, tlp: 'red' });
	await world.bring([marking(definition, 'clear')], { viewer: ben });
	expect(await levels()).toEqual(['red']);
});

test('its own account’s definition opens it, also after a colleague’s', async () => {
	await world.bring([marked], { viewer: ana, tlp: 'red' });
	await world.bring([marking(definition, 'green')], { viewer: ben });
	await world.bring([marking(definition, 'green')], { viewer: ana });
	expect(await levels()).toEqual(['green']);
});

test('what colleagues see too is settled by the definition of either', async () => {
	await world.bring([marked], { viewer: ana, tlp: 'amber+strict' });
	await world.bring([marking(definition, 'green')], { viewer: ben });
	expect(await levels()).toEqual(['green']);
});

test('of two definitions that differ the stricter holds, in any order, and that is said', async () => {
	for (const [first, second] of [
		['red', 'clear'],
		['clear', 'red']
	] as const) {
		await world.bring([marking(definition, first)], { viewer: ana });
		const { warnings } = await world.bring([marking(definition, second)], { viewer: ben });
		await world.bring([marked], { viewer: ana, tlp: 'green' });
		expect(await levels()).toEqual(['red']);
		expect(warnings.map(({ reason }) => reason.split(':')[0])).toEqual(
			second === 'clear' ? ['definition'] : []
		);
		await world.close();
		world = await openWorld();
	}
});

test('within one file as well', async () => {
	await world.bring([marking(definition, 'red'), marking(definition, 'clear'), marked], {
		viewer: ana,
		tlp: 'green'
	});
	expect(await levels()).toEqual(['red']);
});
