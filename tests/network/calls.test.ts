/** Organisations are called in the reader's language on the screen; what leaves says their one name. */
import { expect, test } from 'vitest';
import { forOwn } from '#lib/domain/recipient.ts';
import { builtStatement } from '#lib/server/graph/query.ts';
import { card } from '#lib/server/network/card.ts';
import { viewer } from './builders.ts';
import { stage } from './stage.ts';

const on = stage();
const ana = viewer('ana');
const [english, french] = ['Belmark national unit', 'Unité nationale de Belmark'];

test('an owner is called in the reader’s language on a card, by its one name in a file', async () => {
	on.draft.known('a', 'b');
	on.draft.tie('a', 'b');
	await on.written();
	await on
		.store()
		.write(
			builtStatement(
				'test/agency',
				'write',
				`CREATE (:Agency {id: $id, name: $english, nameFr: $french, kind: 'national-unit', demonstration: true})`
			),
			{ id: ana.organisation.id, english, french }
		);
	const reading = on.readingOf(ana);
	const ownersIn = async (calls = reading.calls) =>
		(await card({ ...reading, ...(calls ? { calls } : {}) }, 'a'))?.claims.map(
			({ owner }) => owner.name
		);
	expect(await ownersIn()).toEqual([english]);
	expect(await ownersIn(({ name, nameFr }) => nameFr ?? name)).toEqual([french]);
	const file = await on.network.exportGraph(ana, forOwn(), ['a', 'b']);
	expect(JSON.stringify(file)).toContain(english);
	expect(JSON.stringify(file)).not.toContain(french);
});
