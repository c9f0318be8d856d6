import { parseArgs } from 'node:util';
import { expect, test } from 'vitest';
import { newId } from '#lib/server/new-id.ts';

test('every new id can be typed after an option of the command line', () => {
	for (let n = 0; n < 2000; n++) {
		const id = newId();
		const { values } = parseArgs({
			args: ['--resume', id],
			options: { resume: { type: 'string' } }
		});
		expect(values.resume).toBe(id);
	}
});
