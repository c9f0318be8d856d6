/** What the server says of an upload and of saved mappings; undefined or a word where it does not. */
import type { MappingForm, SavedMapping } from '#lib/domain/saved-mapping.ts';
import type { Looked, PreviewRequest, TablePreview } from '#lib/domain/table-preview.ts';

async function answer<T>(url: string, init?: RequestInit): Promise<T | number | undefined> {
	try {
		const response = await fetch(url, init);
		return response.ok ? ((await response.json()) as T) : response.status;
	} catch {
		// The network is gone: the caller says so where the answer would stand.
		return undefined;
	}
}
const sent = (method: string, body: unknown): RequestInit => ({
	method,
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify(body)
});

/** The beginning of a table; null where the upload is none, 'gone' where it is not kept any more, undefined where nobody answered. */
export async function look(
	request: Omit<PreviewRequest, 'source'> & { source?: string }
): Promise<TablePreview | 'gone' | null | undefined> {
	const found = await answer<Looked>('/ingest/preview.json', sent('POST', request));
	if (found === 409) return 'gone';
	return typeof found === 'object' ? found.table : undefined;
}

export interface Kept {
	mappings: SavedMapping[];
	people: Record<string, string>;
}
export async function keptMappings(): Promise<Kept | undefined> {
	const found = await answer<Kept>('/ingest/mappings.json');
	return typeof found === 'object' ? found : undefined;
}

export async function keepMapping(form: MappingForm): Promise<'kept' | 'there' | 'failed'> {
	const found = await answer<{ id: string }>('/ingest/mappings.json', sent('PUT', form));
	return typeof found === 'object' ? 'kept' : found === 409 ? 'there' : 'failed';
}

export async function forgetMapping(id: string): Promise<boolean> {
	const url = `/ingest/mappings.json?id=${encodeURIComponent(id)}`;
	return typeof (await answer<{ id: string }>(url, { method: 'DELETE' })) === 'object';
}
