/**
 * Unpacks gzip while it is read, recognised by its first bytes; anything else passes through. What
 * grows beyond reason is refused before it fills memory or disk.
 */
import { Readable, pipeline } from 'node:stream';
import { constants, createGunzip, gunzipSync } from 'node:zlib';
import { Malformed } from '#lib/domain/draft.ts';

/** Real exports of JSON pack 10 to 50 times; deflate can reach 1 032 times. */
const guard = { ratio: 250, from: 64 * 1024 * 1024, most: 8 * 1024 ** 3 } as const;

const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

async function* concat(first: Uint8Array, rest: AsyncIterator<Uint8Array>) {
	yield first;
	for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

export async function* unpacked(
	bytes: AsyncIterable<Uint8Array>,
	{ signal }: { signal?: AbortSignal } = {}
): AsyncGenerator<Uint8Array, void, undefined> {
	const input = bytes[Symbol.asyncIterator]();
	let head: Uint8Array = new Uint8Array();
	while (head.length < 2) {
		const next = await input.next();
		if (next.done) break;
		head = head.length ? Buffer.concat([head, next.value]) : next.value;
	}
	if (!isGzip(head)) {
		if (head.length) yield* concat(head, input);
		return;
	}
	let packed = 0;
	const counted = async function* () {
		for await (const chunk of concat(head, input)) {
			packed += chunk.length;
			yield chunk;
		}
	};
	const gunzip = createGunzip();
	// The loop below meets the same error; the callback only keeps it from being unhandled.
	pipeline(Readable.from(counted()), gunzip, () => undefined);
	let total = 0;
	try {
		for await (const chunk of gunzip as AsyncIterable<Buffer>) {
			signal?.throwIfAborted();
			total += chunk.length;
			if (total > guard.most || (total > guard.from && total > packed * guard.ratio))
				throw new Malformed(
					`byte ${packed} of the packed file`,
					`it unpacks to more than ${total > guard.most ? guard.most : `${guard.ratio} times its size`}`
				);
			yield chunk;
		}
	} catch (error) {
		if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
			throw new Malformed(
				`byte ${packed} of the packed file`,
				`the gzip data is damaged or cut: ${error.message}`
			);
		throw error;
	}
}

/** The first bytes as they are when unpacked, for recognising a format. */
export function unpackedHead(head: Uint8Array): Uint8Array {
	if (!isGzip(head)) return head;
	try {
		return gunzipSync(head.subarray(0, 4_096), { finishFlush: constants.Z_SYNC_FLUSH });
	} catch {
		// Damaged gzip is no format; reading it names the damage.
		return new Uint8Array();
	}
}
