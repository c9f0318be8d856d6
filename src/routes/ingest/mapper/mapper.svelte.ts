/** The mapping of one upload while somebody makes it: what was looked at, what is said of it, what is still asked. */
import {
	answeredDraftOf,
	draftOf,
	emptyDraft,
	type MappingDraft
} from '#lib/domain/mapping-draft.ts';
import { checked } from '#lib/domain/mapping-check.ts';
import { unreadIn, usesIn } from '#lib/domain/mapping-uses.ts';
import { fitsColumns, type SavedMapping } from '#lib/domain/saved-mapping.ts';
import type { TableMapping } from '#lib/domain/table-mapping.ts';
import type { TableFormat, TablePreview } from '#lib/domain/table-preview.ts';
import { look } from './look.ts';

export interface MappedUpload {
	upload: string;
	file: string;
	source: string;
	format: TableFormat;
	table: TablePreview;
}

/** The cells are looked at anew this long after the last change. */
const patienceMs = 250;

export class Mapper {
	readonly upload: MappedUpload;
	draft = $state.raw<MappingDraft>(emptyDraft());
	table = $state.raw<TablePreview>();
	saved = $state.raw<SavedMapping[]>([]);
	people = $state.raw<Record<string, string>>({});
	/** True where the server did not answer: what is shown is older than what is said. */
	isLost = $state(false);
	/** True where the server keeps the upload no more: nothing can come of this mapping but a saved one. */
	isGone = $state(false);
	isLooking = $state(false);
	#asked = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(upload: MappedUpload) {
		this.upload = upload;
		this.table = upload.table;
		if (upload.table.suggestion) this.draft = draftOf(upload.table.suggestion);
	}

	readonly told = $derived(
		this.table ?? {
			columns: [],
			profiles: {},
			delimiter: null,
			encoding: null,
			sheets: []
		}
	);
	readonly checked = $derived(checked(this.draft, this.told));
	readonly uses = $derived(usesIn(this.draft));
	readonly unread = $derived(unreadIn(this.draft, this.told.columns));
	readonly columns = $derived(this.told.columns);
	/** Those whose columns the table has stand first. */
	readonly fitting = $derived(
		this.saved.filter(({ mapping }) => fitsColumns(mapping, this.columns))
	);
	readonly others = $derived(
		this.saved.filter(({ mapping }) => !fitsColumns(mapping, this.columns))
	);
	readonly faults = $derived(
		(this.table?.rows ?? []).filter(({ verdict }) => verdict && 'fault' in verdict).length
	);
	/** True where nothing is open, and what is shown is what would be read. */
	readonly isReady = $derived(
		this.checked.mapping !== null &&
			!this.table?.problem &&
			!this.isLooking &&
			!this.isLost &&
			!this.isGone
	);

	change(draft: MappingDraft): void {
		this.draft = draft;
		this.isLooking = true;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.look(), patienceMs);
	}

	take(mapping: TableMapping): void {
		this.change(answeredDraftOf(mapping));
	}

	async look(): Promise<void> {
		const asked = ++this.#asked;
		this.isLooking = true;
		const { draft, upload } = this;
		const mapping = this.checked.mapping ?? undefined;
		const table = await look({
			upload: upload.upload,
			format: upload.format,
			source: upload.source,
			header: draft.header,
			...(draft.delimiter ? { delimiter: draft.delimiter } : {}),
			...(draft.encoding ? { encoding: draft.encoding } : {}),
			...(draft.sheet ? { sheet: draft.sheet } : {}),
			...(mapping ? { mapping } : {})
		});
		// A later question is on its way, or was answered already.
		if (asked !== this.#asked) return;
		this.isLooking = false;
		this.isGone = table === 'gone';
		this.isLost = table === undefined;
		if (!table || table === 'gone') return;
		const before = this.checked.mapping;
		this.table = table;
		// What the cells settle is known only now: with it the mapping may be whole, and the rows are read by it.
		if (this.draft === draft && JSON.stringify(this.checked.mapping) !== JSON.stringify(before))
			await this.look();
	}

	end(): void {
		clearTimeout(this.#timer);
		this.#asked++;
	}
}
