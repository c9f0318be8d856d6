import { beforeEach, expect, test, vi } from 'vitest';
import { forgetOpened, recallOpened, rememberOpened } from '#lib/shell/recent.ts';

beforeEach(() => {
	const kept = new Map<string, string>();
	// As browsers have it: keys are enumerable properties, access is by method.
	const storage = new Proxy(
		{
			getItem: (key: string) => kept.get(key) ?? null,
			setItem: (key: string, value: string) => void kept.set(key, value),
			removeItem: (key: string) => void kept.delete(key)
		},
		{
			ownKeys: () => [...kept.keys()],
			getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true })
		}
	);
	vi.stubGlobal('localStorage', storage);
});

const entity = (id: string, tlp: 'amber' | 'red' = 'amber') =>
	({ id, name: `name ${id}`, kind: 'person', tlp }) as const;

test('the last opened comes first, and once', () => {
	for (const id of ['a', 'b', 'a']) rememberOpened('jeanne', entity(id));
	expect(recallOpened('jeanne').map(({ id }) => id)).toEqual(['a', 'b']);
});

test('nothing marked RED is kept', () => {
	rememberOpened('jeanne', entity('secret', 'red'));
	expect(recallOpened('jeanne')).toEqual([]);
});

test('accounts of one browser do not see each other’s', () => {
	rememberOpened('jeanne', entity('a'));
	expect(recallOpened('marc')).toEqual([]);
});

test('only twelve are kept', () => {
	for (let at = 0; at < 20; at++) rememberOpened('jeanne', entity(String(at)));
	expect(recallOpened('jeanne')).toHaveLength(12);
});

test('signing out clears everyone’s and leaves other things alone', () => {
	rememberOpened('jeanne', entity('a'));
	localStorage.setItem('other', 'kept');
	forgetOpened();
	expect(recallOpened('jeanne')).toEqual([]);
	expect(localStorage.getItem('other')).toBe('kept');
});

test.each([
	'not json',
	'{"id":"x"}',
	'[{"id":7}]',
	'[{"id":"x","name":"n","kind":"no such kind"}]'
])('storage that holds %s counts as empty', (text) => {
	localStorage.setItem('faisceau:opened:jeanne', text);
	expect(recallOpened('jeanne')).toEqual([]);
});

test('a browser without storage is no error', () => {
	vi.stubGlobal('localStorage', undefined);
	rememberOpened('jeanne', entity('a'));
	forgetOpened();
	expect(recallOpened('jeanne')).toEqual([]);
});
