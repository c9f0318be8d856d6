/** An auditor reads plain words, whatever was done: each declared action has its own on the audit page. */
import { expect, test } from 'vitest';
import { actions } from '#lib/server/access/actions.ts';
import { actName } from '../../src/routes/audit/words.ts';

test('every action that can stand in the log has words', () => {
	const names = Object.keys(actions);
	expect(names.length).toBeGreaterThan(30);
	expect(names.filter((name) => actName(name) === name)).toEqual([]);
});

test('what an older or newer version logged is shown as it stands', () => {
	expect(actName('toString')).toBe('toString');
	expect(actName('later.act')).toBe('later.act');
});
