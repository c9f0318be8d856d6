/**
 * MISP core format (draft-dulaunoy-misp-core-format): events as JSON, one by one or many, to drafts. An event
 * is a document; its attributes and objects are part of it, each under the strictest of its own distribution
 * and tags and those of what it stands in. Memory is bounded by one event of `mostHeld` bytes (`misp/frames.ts`).
 */
import type { Head, Reader, Reading } from '#lib/domain/draft.ts';
import { unpacked } from './gunzip.ts';
import { walkJson } from './json-walk.ts';
import { Frames, mispShape } from './misp/frames.ts';

/** Where an event may begin in a file. */
const roots = ['', '*.', 'response.', 'response.*.'] as const;
/** Who made an event, or how grave it is: with its title or UUID, only MISP says so in these words. */
const telling = ['Orgc', 'orgc_id', 'threat_level_id'] as const;
/** Where the lists of an event tell it, when they come first and are long. */
const lists = [
	'Event.Attribute',
	'Event.Object',
	'Attribute.*.category',
	'Object.*.meta-category'
] as const;

const recognises = ({ paths }: Head): boolean =>
	roots.some(
		(root) =>
			lists.some((list) => paths.has(root + list)) ||
			[root, `${root}Event.`].some(
				(event) =>
					['info', 'uuid'].some((key) => paths.has(event + key)) &&
					telling.some((key) => paths.has(event + key))
			)
	);

async function* read(
	bytes: AsyncIterable<Uint8Array>,
	{ signal }: { signal?: AbortSignal }
): AsyncGenerator<Reading, void, undefined> {
	const frames = new Frames();
	for await (const step of walkJson(unpacked(bytes, { signal }), mispShape, { signal }))
		yield* frames.take(step);
}

export const misp: Reader = { id: 'misp', references: 'global', recognises, read };
