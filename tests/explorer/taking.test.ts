/** Taking what is shown away: as it is shown, and never without the server's leave. */
import { describe, expect, test } from 'vitest';
import { forOwn } from '#lib/domain/recipient.ts';
import { Refusal } from '#lib/explorer/api.ts';
import { portraitOf } from '#lib/explorer/portrait/portrait.ts';
import { take } from '#lib/explorer/taking.ts';
import { m } from '#lib/paraglide/messages.js';
import { claimVerb } from '#lib/ui/words.ts';
import { NetworkView } from '#lib/explorer/view.svelte.ts';
import { claim } from './builders.ts';
import { fakeNetwork } from './fake-api.ts';

const measure = (text: string, size: number) => text.length * size * 0.5;

async function drawn() {
	const network = fakeNetwork(['a', 'b', 'c'], [claim('a', 'b'), claim('a', 'c')]);
	const view = new NetworkView(network.api);
	await view.open('a');
	await view.expand('a', null, null);
	for (const [place, id] of ['a', 'b', 'c'].entries())
		view.places.points.set(id, { x: place * 20, y: place * 7 });
	return { network, view };
}

test('a refused picture leaves no file, and says why', async () => {
	const { network, view } = await drawn();
	network.refuseNext(new Refusal(503, 'the audit log cannot be written'));
	expect(await take(view, 'svg', forOwn(), { ruler: () => measure })).toBeUndefined();
	expect(view.questions.problem?.message).toBe('the audit log cannot be written');
	expect(network.asked.at(-1)).toBe('picture svg a,b,c');
});

test('the server is told everything that is shown, and only then there is a file', async () => {
	const { network, view } = await drawn();
	view.bulk.hide(['c']);
	network.asked.length = 0;
	expect(await take(view, 'svg', forOwn(), { ruler: () => measure })).toMatchObject({
		file: { name: 'n.svg' }
	});
	await take(view, 'graphml', forOwn());
	expect(network.asked).toEqual(['picture svg a,b', 'export graphml a,b without 0']);
});

/** All of a view may leave. */
const leave = (view: NetworkView) => ({
	name: 'x.svg',
	exportedAt: '2026-11-22T10:00:00.000Z',
	by: 'Ana',
	organisation: 'Belmark',
	marking: 'TLP:GREEN',
	tlp: 'green' as const,
	hand: true,
	nodes: view.nodes.map(({ id }) => id),
	claims: view.claims.map(({ id }) => id)
});

test('what the server does not let go is not on the picture, and that is said', async () => {
	const { view } = await drawn();
	const given = { ...leave(view), nodes: ['a', 'b'] };
	const words = portraitOf(view, given, measure).marks.flatMap((mark) =>
		'text' in mark ? [mark.text] : []
	);
	expect(words).toContain('Name of a');
	expect(words.join('\n')).not.toContain('Name of c');
	expect(words.filter((text) => text === 'TLP:GREEN')).toHaveLength(2);
	const all = portraitOf(view, { ...given, nodes: ['a', 'b', 'c'] }, measure);
	expect(all.marks.length).toBeGreaterThan(portraitOf(view, given, measure).marks.length);
});

test('everything drawn stands inside its frame, wherever it was on the screen', async () => {
	const { view } = await drawn();
	view.places.points.set('b', { x: 9_000, y: -9_000 });
	const given = { ...leave(view), marking: '', tlp: null, nodes: ['a', 'b', 'c'], claims: [] };
	const sheet = portraitOf(view, given, measure);
	for (const mark of sheet.marks) {
		const { x, y } = 'text' in mark ? mark : (mark.at ?? { x: 0, y: 0 });
		expect(x).toBeGreaterThanOrEqual(0);
		expect(x).toBeLessThanOrEqual(sheet.width);
		expect(y).toBeGreaterThanOrEqual(0);
		expect(y).toBeLessThanOrEqual(sheet.height);
	}
});

describe('a picture shows what the screen shows', () => {
	const wordsOn = (view: NetworkView, recipient = '') =>
		portraitOf(view, leave(view), measure, recipient).marks.flatMap((mark) =>
			'text' in mark ? [mark.text] : []
		);

	test('the links of a path say what they are, the others do not', async () => {
		const { view } = await drawn();
		const verbs = view.lines.map(({ type }) => claimVerb(type));
		expect(wordsOn(view)).not.toContain(verbs[0]);
		const [steps, [step]] = [view.nodes.filter(({ id }) => id !== 'c'), view.claims];
		view.perform(
			{ do: 'path', from: 'a', to: 'b', ways: 1, steps, claims: step ? [step] : [], between: [] },
			null
		);
		expect(view.scene.path).not.toBeNull();
		const words = wordsOn(view);
		expect(words.filter((text) => text === verbs[0])).toHaveLength(1);
	});

	test('groups by name, letters of colours, and the legend explains both', async () => {
		const { view } = await drawn();
		const before = wordsOn(view);
		expect(before).not.toContain(m.keep_picture_group());
		view.choose(['a', 'b']);
		view.bulk.group();
		view.bulk.colour('c');
		view.bulk.pin(['a']);
		const words = wordsOn(view);
		const [group] = view.scene.touches.groups;
		expect(words).toContain(group?.name);
		expect(words.filter((text) => text === 'C')).toHaveLength(2);
		for (const text of [m.keep_picture_group(), m.network_legend_pin(), m.keep_picture_marked()])
			expect(words).toContain(text);
	});

	test('to another organisation no group, letter or pin goes, unless it is let go', async () => {
		const { view } = await drawn();
		const before = wordsOn(view);
		view.choose(['a', 'b']);
		view.bulk.group();
		view.bulk.colour('c');
		view.bulk.pin(['a']);
		const sheet = portraitOf(view, { ...leave(view), hand: false }, measure, 'Court of Arvania');
		const [group] = view.scene.touches.groups;
		const words = sheet.marks.flatMap((mark) => ('text' in mark ? [mark.text] : []));
		expect(group?.name).toBeTruthy();
		for (const text of [group?.name, m.keep_picture_group(), m.network_legend_pin(), 'C'])
			expect(words).not.toContain(text);
		// One more fact: that it holds what may go there.
		expect(words.length).toBe(before.length + 1);
		expect(wordsOn(view)).toContain(group?.name);
	});

	test('how much is kept from another organisation is not told, and that something may be is', async () => {
		const { view } = await drawn();
		const textsFor = (nodes: string[], recipient: string) =>
			portraitOf(view, { ...leave(view), nodes }, measure, recipient).marks.flatMap((mark) =>
				'text' in mark ? [mark.text] : []
			);
		const whole = view.nodes.map(({ id }) => id);
		const gone = m.network_gone({ count: 1, number: '1' });
		expect(textsFor(['a', 'b'], '')).toContain(gone);
		const cut = textsFor(['a', 'b'], 'Court of Arvania');
		expect(cut).not.toContain(gone);
		expect(cut).toContain(m.keep_picture_sifted());
		expect(cut.find((text) => text.startsWith('2 entities'))).toBeDefined();
		expect(cut.find((text) => text.startsWith('3 entities'))).toBeUndefined();
		expect(textsFor(whole, 'Court of Arvania')).toContain(m.keep_picture_sifted());
	});

	test('the size of a mark tells others nothing of links that stay', async () => {
		const { view } = await drawn();
		const claims = view.claims.filter(({ from, to }) => from !== 'c' && to !== 'c');
		const marksFor = (degree: number, recipient: string) => {
			const nodes = view.nodes.map((node) => (node.id === 'a' ? { ...node, degree } : node));
			const grown = new Proxy(view, {
				get: (target, key): unknown => (key === 'nodes' ? nodes : Reflect.get(target, key, target))
			});
			const given = { ...leave(view), nodes: ['a', 'b'], claims: claims.map(({ id }) => id) };
			return JSON.stringify(portraitOf(grown, given, measure, recipient).marks);
		};
		expect(marksFor(40, 'Court of Arvania')).toBe(marksFor(1, 'Court of Arvania'));
		expect(marksFor(40, '')).not.toBe(marksFor(1, ''));
	});

	test('nobody who stays is named by a path or a cut either', async () => {
		const { view } = await drawn();
		const step = view.claims[0];
		const steps = view.nodes.filter(({ id }) => id !== 'c');
		view.perform(
			{ do: 'path', from: 'a', to: 'b', ways: 1, steps, claims: step ? [step] : [], between: [] },
			null
		);
		const textFor = (nodes: string[]) =>
			JSON.stringify(portraitOf(view, { ...leave(view), nodes }, measure).marks);
		expect(textFor(['a', 'b', 'c'])).toContain('Name of b');
		expect(textFor(['a', 'c'])).not.toContain('Name of b');
	});

	test('who took it away, and for whom', async () => {
		const { view } = await drawn();
		const own = wordsOn(view).join('\n');
		expect(own).toContain('Ana, Belmark');
		const other = portraitOf(view, { ...leave(view), by: null }, measure, 'Court of Arvania');
		const text = JSON.stringify(other.marks);
		expect(text).toContain('Court of Arvania');
		expect(text).not.toContain('Ana,');
	});

	test('names that find no place are counted, to whomever it goes', async () => {
		const others = Array.from({ length: 40 }, (_, place) => `o${place}`);
		const ties = others.map((other) => claim('hub', other));
		const view = new NetworkView(fakeNetwork(['hub', ...others], ties).api);
		await view.open('hub');
		await view.expand('hub', null, null);
		const spread = (by: number) => {
			for (const [place, { id }] of view.nodes.entries())
				view.places.points.set(id, { x: (place % 7) * by, y: Math.floor(place / 7) * by });
		};
		for (const recipient of ['', 'Court of Arvania']) {
			spread(0);
			const words = wordsOn(view, recipient);
			const named = words.filter((text) => text.startsWith('Name of')).length;
			expect(named).toBeLessThan(41);
			expect(words).toContain(m.keep_picture_names({ named: String(named), all: '41' }));
			spread(40);
			expect(wordsOn(view, recipient).join('\n')).not.toContain('names shown');
		}
	});

	test('a long name stands whole where there is room', async () => {
		const { view } = await drawn();
		const long = 'Ransomware at Thorne Pathology and Imaging';
		const node = view.scene.nodes.get('c');
		expect(node).toBeDefined();
		(view.scene.nodes as Map<string, unknown>).set('c', { ...node, name: long });
		view.bulk.pin(['c']);
		expect(wordsOn(view).join(' ')).toContain(long);
	});
});
