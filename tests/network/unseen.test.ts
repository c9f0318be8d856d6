/**
 * What is out of sight costs what does not exist costs. Reading the claims of a hidden hub before
 * finding that nobody may see it would tell, by the time it takes, that it is there and how large.
 */
import { beforeEach, expect, test } from 'vitest';
import { between } from '#lib/server/network/between.ts';
import { card } from '#lib/server/network/card.ts';
import { expand, expansions } from '#lib/server/network/expand.ts';
import { among } from '#lib/server/network/export.ts';
import { nodesOf } from '#lib/server/network/nodes.ts';
import { path } from '#lib/server/network/path.ts';
import type { Reading } from '#lib/server/network/reading.ts';
import { statements } from '#lib/server/network/statements.ts';
import { viewer } from './builders.ts';
import { stage } from './stage.ts';

const nils = viewer('nils', 'norland');
const on = stage();

/** RED of another organisation, with thirty claims; `seen` is everyone's. */
beforeEach(async () => {
	on.draft.known('seen');
	const red = on.draft.said('informant', 'red');
	on.draft.record('hub', ['Marek Ilvane'], { said: red });
	for (let n = 0; n < 30; n++) {
		on.draft.known(`leaf${n}`);
		on.draft.tie('hub', `leaf${n}`, { said: red, id: `claim${n}` });
	}
	await on.written();
});

/** What is asked of the store, query by query, with the ids in it. */
function watched(): { reading: Reading; asked: string[] } {
	const asked: string[] = [];
	const reading = on.readingOf(nils);
	return {
		asked,
		reading: {
			...reading,
			read: (query, params) => {
				asked.push(`${query.name} ${JSON.stringify(params)}`);
				return reading.read(query, params);
			}
		}
	};
}

const questions: [string, (reading: Reading, id: string) => Promise<unknown>][] = [
	['card', (reading, id) => card(reading, id)],
	['expand', (reading, entity) => expand(reading, { entity })],
	['expansions', (reading, id) => expansions(reading, id)],
	['between', (reading, id) => between(reading, [id, 'seen'])],
	['nodes', (reading, id) => nodesOf(reading, [id])],
	['statements', (reading, id) => statements(reading, id, ['claim1'])],
	['path from it', (reading, id) => path(reading, { from: id, to: 'seen' })],
	['path to it', (reading, id) => path(reading, { from: 'seen', to: id })],
	['export', (reading, id) => among(reading, [id, 'seen'])]
];

test.each(questions)('%s reads no claim of what is hidden', async (_, ask) => {
	const hidden = watched();
	const nobody = watched();
	const answers = [await ask(hidden.reading, 'hub'), await ask(nobody.reading, 'nil')];
	expect(JSON.stringify(answers[0])).toBe(JSON.stringify(answers[1]));
	expect(hidden.asked.map((one) => one.replaceAll('"hub"', '"nil"'))).toEqual(nobody.asked);
	const holding = hidden.asked.filter((one) => one.includes('"hub"'));
	expect(holding.map((one) => one.split(' ')[0])).toEqual(
		holding.map(() => expect.stringMatching(/^network\/(seen|records|full-records)$/))
	);
});
