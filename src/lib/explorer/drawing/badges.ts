/** Small signs on entities: the letter of a colour, a pin, the number of a folded group's members. */
import { number } from '#lib/ui/format.ts';
import type { Point } from '#lib/explorer/layout/layout.ts';
import type { Picture } from './picture.ts';

export interface Badge extends Point {
	radius: number;
	/** In the middle of the mark; empty for none. */
	text: string;
	pinned: boolean;
}

/** Below this radius a letter could not be read. */
const smallest = 4;

export function badgesOf(
	{ groups, touches }: Pick<Picture, 'groups' | 'touches'>,
	at: (id: string) => (Point & { radius: number }) | undefined
): Badge[] {
	const texts = new Map<string, string>();
	for (const [id, accent] of touches.colours) texts.set(id, accent.toUpperCase());
	for (const { id, folded, members } of groups) if (folded) texts.set(id, number(members.length));
	return [...new Set([...texts.keys(), ...touches.pinned])].flatMap((id): Badge[] => {
		const place = at(id);
		if (!place || place.radius < smallest) return [];
		return [{ ...place, text: texts.get(id) ?? '', pinned: touches.pinned.has(id) }];
	});
}
