/** Reading a text or bytes with a reader, as the tests of the XML formats do it. */
import type { ClaimDraft, Draft, Reader, RecordDraft, Remark } from '#lib/domain/draft.ts';

/** Bytes in pieces of some length, so that a piece ends anywhere. */
export async function* pieces(input: string | Uint8Array, length = 1 << 20) {
	const bytes = typeof input === 'string' ? Buffer.from(input) : input;
	for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

export async function readWith(reader: Reader, input: string | Uint8Array, length?: number) {
	const drafts: Draft[] = [];
	const rejected: Remark[] = [];
	const warnings: Remark[] = [];
	let read = 0;
	for await (const item of reader.read(pieces(input, length), {})) {
		if (item.kind === 'read') read += item.count;
		else if (item.kind === 'draft') drafts.push(item.draft);
		else (item.kind === 'rejected' ? rejected : warnings).push(item.remark);
	}
	const records = drafts.filter((draft): draft is RecordDraft => draft.draft === 'record');
	const claims = drafts.filter((draft): draft is ClaimDraft => draft.draft === 'claim');
	return { read, drafts, records, claims, rejected, warnings };
}

/** Everything a text of drafts says, to find a value of the file again. */
export const said = (drafts: readonly Draft[]): string => JSON.stringify(drafts);

/** Texts and attribute values of a document, as a walk over its leaves finds them. */
export function leaves(xml: string): string[] {
	const text = xml.replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->/g, '');
	const decode = (raw: string) =>
		raw
			.replaceAll('&lt;', '<')
			.replaceAll('&gt;', '>')
			.replaceAll('&quot;', '"')
			.replaceAll('&amp;', '&');
	const values = [...text.matchAll(/\s(?!xmlns)[\w.:-]+="([^"]*)"/g)].map(
		([, value = '']) => value
	);
	const texts = [...text.matchAll(/>([^<]+)</g)].map(([, value = '']) => value.trim());
	return [...values, ...texts].map(decode).filter((value) => value !== '');
}
