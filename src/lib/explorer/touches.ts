/**
 * What the analyst's hand put on entities: pins, colours and groups. Plain values that the scene
 * carries, so that undo takes them back like any other step.
 */

/** Colours to mark with. Each has a letter that is drawn too, so that colour never speaks alone. */
export const accents = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
export type Accent = (typeof accents)[number];

export interface Group {
	id: string;
	name: string;
	members: readonly string[];
	/** Drawn as one mark with the number of its members. */
	folded: boolean;
}

export interface Touches {
	/** Put in place by hand: no layout moves them. */
	pinned: ReadonlySet<string>;
	colours: ReadonlyMap<string, Accent>;
	groups: readonly Group[];
}

export const noTouches: Touches = { pinned: new Set(), colours: new Map(), groups: [] };

export type Touch =
	| { do: 'pin'; ids: readonly string[] }
	| { do: 'unpin'; ids: readonly string[] }
	| { do: 'colour'; ids: readonly string[]; accent: Accent | null }
	| { do: 'group'; id: string; name: string; ids: readonly string[] }
	| { do: 'ungroup'; id: string }
	| { do: 'rename'; id: string; name: string }
	| { do: 'fold'; id: string }
	| { do: 'unfold'; id: string };

/** Fewer would be no group. */
const fewest = 2;

const outside = (groups: readonly Group[], ids: ReadonlySet<string>): Group[] =>
	groups.flatMap((group) => {
		const members = group.members.filter((id) => !ids.has(id));
		if (members.length === group.members.length) return [group];
		return members.length < fewest ? [] : [{ ...group, members }];
	});

function changed(touches: Touches, id: string, change: Partial<Group>): Touches {
	const group = touches.groups.find((one) => one.id === id);
	const differs =
		group && (Object.keys(change) as (keyof Group)[]).some((name) => group[name] !== change[name]);
	if (!differs) return touches;
	const groups = touches.groups.map((one) => (one === group ? { ...one, ...change } : one));
	return { ...touches, groups };
}

/** The touches after one more; the same object when it changes nothing. */
export function touched(touches: Touches, touch: Touch): Touches {
	switch (touch.do) {
		case 'pin': {
			const pinned = new Set([...touches.pinned, ...touch.ids]);
			return pinned.size === touches.pinned.size ? touches : { ...touches, pinned };
		}
		case 'unpin': {
			const pinned = new Set([...touches.pinned].filter((id) => !touch.ids.includes(id)));
			return pinned.size === touches.pinned.size ? touches : { ...touches, pinned };
		}
		case 'colour': {
			const { accent } = touch;
			if (touch.ids.every((id) => (touches.colours.get(id) ?? null) === accent)) return touches;
			const colours = new Map(touches.colours);
			for (const id of touch.ids) {
				if (accent === null) colours.delete(id);
				else colours.set(id, accent);
			}
			return { ...touches, colours };
		}
		case 'group': {
			const members = new Set(touch.ids);
			if (members.size < fewest) return touches;
			const group = { id: touch.id, name: touch.name, members: [...members], folded: false };
			return { ...touches, groups: [...outside(touches.groups, members), group] };
		}
		case 'ungroup': {
			const groups = touches.groups.filter(({ id }) => id !== touch.id);
			return groups.length === touches.groups.length ? touches : { ...touches, groups };
		}
		case 'rename':
			return changed(touches, touch.id, { name: touch.name });
		case 'fold':
			return changed(touches, touch.id, { folded: true });
		case 'unfold':
			return changed(touches, touch.id, { folded: false });
	}
}

/** The touches on entities that are still there. */
export function touchesOn(touches: Touches, there: { has(id: string): boolean }): Touches {
	const named = new Set(touches.groups.map(({ id }) => id));
	const members = touches.groups.flatMap((group) => group.members);
	const gone = new Set(
		[...touches.pinned, ...touches.colours.keys(), ...members].filter(
			(id) => !there.has(id) && !named.has(id)
		)
	);
	if (gone.size === 0) return touches;
	return {
		pinned: new Set([...touches.pinned].filter((id) => !gone.has(id))),
		colours: new Map([...touches.colours].filter(([id]) => !gone.has(id))),
		groups: outside(touches.groups, gone)
	};
}

/** A name nobody has given yet: the next number. */
export function freshGroup(groups: readonly Group[]): { id: string; number: number } {
	const taken = groups.map(({ id }) => Number(id.split(' ')[1] ?? 0));
	const number = Math.max(0, ...taken) + 1;
	return { id: `group ${number}`, number };
}
