/**
 * What the explorer asks of the server, and nothing else does. Answers are checked for the parts the
 * page walks through; every failure becomes one `Refusal` with words to show.
 */
import type { ClaimType } from '#lib/domain/claim-types.ts';
import type { ClaimForm, NoteForm } from '#lib/domain/contribution.ts';
import type { OpenedView, SavedForm, SavedView } from '#lib/domain/saved-view.ts';
import type { Disclosure, RecipientChoice } from '#lib/domain/recipient.ts';
import type { Against } from '#lib/domain/releasable.ts';
import type { Reason } from '#lib/domain/restricted.ts';
import type {
	CardClaim,
	EntityCard,
	ExpansionCount,
	NetworkClaim,
	NetworkNode,
	Note,
	PathResult,
	WaysResult,
	SearchResult,
	Subgraph
} from '#lib/domain/subgraph.ts';
import type { Tlp } from '#lib/domain/marking.ts';
import type { Direction } from './scene.ts';

export const exportFormats = [
	'stix',
	'misp',
	'ftm',
	'case',
	'gexf',
	'graphml',
	'csv',
	'json'
] as const;
export type ExportFormat = (typeof exportFormats)[number];

export type PictureFormat = 'png' | 'svg';

/** The server's leave to take a picture away: it is logged, and says what may be on it. */
export interface PictureLeave {
	name: string;
	exportedAt: string;
	/** Who takes it away: by name inside the own organisation, elsewhere the organisation alone. */
	by: string | null;
	organisation: string;
	/** Of the whole picture, as one line. */
	marking: string;
	tlp: Tlp | null;
	/** Groups, colours and pins may be on it. */
	hand: boolean;
	nodes: string[];
	claims: string[];
}

/** What of the chosen entities stays out, and where they stand. */
export interface Taken {
	without: readonly string[];
	places: readonly [string, number, number][];
	/** For formats that draw. */
	groups?: readonly { name: string; members: readonly string[] }[];
}

/** How far something said about some entities may reach. */
export interface Standing {
	levels: Tlp[];
	demonstration: boolean;
}

export interface ExportFile {
	name: string;
	content: Blob;
}

/** The server said no or could not answer. `message` is the server's own, for people. */
export class Refusal extends Error {
	override name = 'Refusal';
	constructor(
		/** 0 when no answer came at all. */
		readonly status: number,
		message: string,
		readonly errorId: string | null = null,
		options?: ErrorOptions,
		/** A reason is wanted first: for what, and how much is restricted in it. */
		readonly reason: ReasonWanted | null = null,
		/** What may not go to the recipient. */
		readonly barred: Barred | null = null
	) {
		super(message, options);
	}
}

export interface ReasonWanted {
	about: string;
	count: number;
}

export interface Barred {
	against: Against[];
	/** Entities that may go. */
	remains: number;
}

/**
 * For whom, to what purpose, whether what may not go there stays out instead of keeping all back, and
 * whether one's own groups, colours, pins and notes go along to another organisation.
 */
export type Leave = Disclosure & { leaveOut?: boolean; hand?: boolean };

export interface NetworkApi {
	search(query: string, options: { limit: number; signal?: AbortSignal }): Promise<SearchResult>;
	card(entity: string, options: { offset?: number; signal?: AbortSignal }): Promise<EntityCard>;
	/** Why one reads what is restricted about an entity. */
	justify(entity: string, reason: Reason): Promise<void>;
	expansions(entity: string, signal?: AbortSignal): Promise<ExpansionCount[]>;
	expand(
		entity: string,
		options: { type: ClaimType | null; direction: Direction | null; limit: number }
	): Promise<Subgraph>;
	path(from: string, to: string, signal?: AbortSignal): Promise<PathResult>;
	ways(from: string, to: string): Promise<WaysResult>;
	between(ids: readonly string[]): Promise<NetworkClaim[]>;
	/** In full, some claims that start at one entity: who says so, in which words. */
	claims(from: string, ids: readonly string[]): Promise<CardClaim[]>;
	/** Those of some entities that are still there for this reader. */
	nodes(ids: readonly string[]): Promise<NetworkNode[]>;
	/** `ids` besides those in `places`. */
	stars(): Promise<NetworkNode[]>;
	star(entity: string, on: boolean): Promise<unknown>;
	views(): Promise<SavedView[]>;
	openView(id: string): Promise<OpenedView>;
	saveView(form: SavedForm): Promise<{ id: string }>;
	forgetView(id: string): Promise<unknown>;
	standing(ids: readonly string[]): Promise<Standing>;
	notes(ids: readonly string[], signal?: AbortSignal): Promise<Note[]>;
	addNote(form: NoteForm): Promise<{ id: string }>;
	/** Resolves with the import that can undo it. */
	addClaim(form: ClaimForm): Promise<{ import: string }>;
	/** Organisations that an export may be for, besides one's own. */
	recipients(): Promise<RecipientChoice[]>;
	exportFile(
		format: ExportFormat,
		ids: readonly string[],
		taken: Taken & Leave
	): Promise<ExportFile>;
	picture(
		format: PictureFormat,
		ids: readonly string[],
		taken: Pick<Taken, 'without'> & Leave
	): Promise<PictureLeave>;
}

type Shape = Record<string, unknown>;
const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null;
const hasId = (value: unknown): boolean => isShape(value) && typeof value.id === 'string';
const listOf = (value: unknown, item: (one: unknown) => boolean): boolean =>
	Array.isArray(value) && value.every(item);
const isClaim = (value: unknown): boolean =>
	isShape(value) && hasId(value) && typeof value.from === 'string' && typeof value.to === 'string';

const isSearchResult = (value: unknown): value is SearchResult =>
	isShape(value) && listOf(value.hits, hasId) && typeof value.total === 'number';
const isSubgraph = (value: unknown): value is Subgraph =>
	isShape(value) && listOf(value.nodes, hasId) && listOf(value.claims, isClaim);
const isClaims = (value: unknown): value is NetworkClaim[] => listOf(value, isClaim);
const isStatements = (value: unknown): value is CardClaim[] => listOf(value, hasId);
const isNodes = (value: unknown): value is NetworkNode[] => listOf(value, hasId);
const isCounts = (value: unknown): value is ExpansionCount[] =>
	listOf(value, (one) => isShape(one) && typeof one.type === 'string');
const isCard = (value: unknown): value is EntityCard =>
	isShape(value) &&
	hasId(value.node) &&
	listOf(value.records, hasId) &&
	listOf(value.claims, hasId);
const isPath = (value: unknown): value is PathResult =>
	isShape(value) && (value.found === true ? isSubgraph(value) : value.found === false);

const isWays = (value: unknown): value is WaysResult =>
	isShape(value) &&
	(value.found === true
		? isSubgraph(value) && listOf((value as Shape).shown, isShape)
		: value.found === false);
const isText = (value: unknown): boolean => typeof value === 'string';
const isStanding = (value: unknown): value is Standing =>
	isShape(value) && listOf(value.levels, isText);
const isNoteList = (value: unknown): value is Note[] => listOf(value, hasId);
const isMade = (value: unknown): value is { id: string } => hasId(value);
const isImported = (value: unknown): value is { import: string } =>
	isShape(value) && isText(value.import);
const isSaved = (value: unknown): value is SavedView[] => listOf(value, hasId);
const isOpened = (value: unknown): value is OpenedView =>
	isShape(value) && isShape(value.outline) && typeof value.gone === 'number';
const isLeave = (value: unknown): value is PictureLeave =>
	isShape(value) &&
	[value.name, value.exportedAt, value.marking, value.organisation].every(isText) &&
	typeof value.hand === 'boolean' &&
	listOf(value.nodes, isText) &&
	listOf(value.claims, isText);

const isReason = (value: unknown): value is ReasonWanted =>
	isShape(value) && isText(value.about) && typeof value.count === 'number';

const isBarred = (value: unknown): value is Barred =>
	isShape(value) && listOf(value.against, isShape) && typeof value.remains === 'number';
const isChoices = (value: unknown): value is RecipientChoice[] =>
	listOf(value, (one) => hasId(one) && isShape((one as Shape).name));

async function refused(response: Response): Promise<Refusal> {
	const said: unknown = await response.json().catch(() => null);
	const { message, errorId, reason, barred } = isShape(said) ? said : {};
	return new Refusal(
		response.status,
		typeof message === 'string' ? message : response.statusText,
		typeof errorId === 'string' ? errorId : null,
		undefined,
		isReason(reason) ? reason : null,
		isBarred(barred) ? barred : null
	);
}

/** The name the server gave the file, without any folder in it. */
function fileName(header: string | null, otherwise: string): string {
	const [, name] = /filename="?([^";]+)"?/.exec(header ?? '') ?? [];
	return name?.replace(/[\\/:*?"<>|]/g, '_') ?? otherwise;
}

const post = (body: unknown): RequestInit => ({
	method: 'POST',
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify(body)
});

export function networkApi(ask: typeof fetch, base = '/network'): NetworkApi {
	async function answer(path: string, init: RequestInit): Promise<Response> {
		let response: Response;
		try {
			response = await ask(`${base}/${path}`, init);
		} catch (cause) {
			if (init.signal?.aborted) throw cause;
			throw new Refusal(0, '', null, { cause });
		}
		if (!response.ok) throw await refused(response);
		return response;
	}

	async function json<T>(
		path: string,
		init: RequestInit,
		check: (value: unknown) => value is T
	): Promise<T> {
		const value: unknown = await (await answer(path, init)).json().catch(() => undefined);
		if (!check(value)) throw new Refusal(502, `${path.split('?')[0] ?? path}: unexpected answer`);
		return value;
	}

	const query = (values: Record<string, string | number | null | undefined>) => {
		const set = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
		return new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
	};

	return {
		search: (q, { limit, signal }) =>
			json(`search.json?${query({ q, limit })}`, { signal }, isSearchResult),
		card: (entity, { offset, signal }) =>
			json(`card.json?${query({ entity, offset })}`, { signal }, isCard),
		async justify(entity, reason) {
			await answer('justification.json', post({ entity, ...reason }));
		},
		expansions: (entity, signal) =>
			json(`expansions.json?${query({ entity })}`, { signal }, isCounts),
		expand: (entity, { type, direction, limit }) =>
			json(`expand.json?${query({ entity, type, direction, limit })}`, {}, isSubgraph),
		path: (from, to, signal) => json(`path.json?${query({ from, to })}`, { signal }, isPath),
		ways: (from, to) => json(`ways.json?${query({ from, to })}`, {}, isWays),
		between: (ids) => json('between.json', post({ ids }), isClaims),
		claims: (from, ids) => json('claims.json', post({ from, ids }), isStatements),
		nodes: (ids) => json('nodes.json', post({ ids }), isNodes),
		stars: () => json('../views/stars.json', {}, isNodes),
		star: (entity, on) =>
			json('../views/stars.json', { ...post({ entity, on }), method: 'PUT' }, isShape),
		views: () => json('../views/saved.json', {}, isSaved),
		openView: (id) => json(`../views/saved.json?${query({ id })}`, {}, isOpened),
		saveView: (form) => json('../views/saved.json', { ...post(form), method: 'PUT' }, isMade),
		forgetView: (id) => json(`../views/saved.json?${query({ id })}`, { method: 'DELETE' }, isShape),
		standing: (ids) => json('standing.json', post({ ids }), isStanding),
		notes: (ids, signal) => json('notes.json', { ...post({ ids }), signal }, isNoteList),
		addNote: (form) => json('notes.json', { ...post(form), method: 'PUT' }, isMade),
		addClaim: (form) => json('claim.json', post(form), isImported),
		recipients: () => json('recipients.json', {}, isChoices),
		picture: (format, ids, taken) => json('picture.json', post({ format, ids, ...taken }), isLeave),
		async exportFile(format, ids, { places, ...taken }) {
			const body = { ids, ...taken, ...(places.length ? { places } : {}) };
			const response = await answer(`export.${format}`, post(body));
			const name = fileName(response.headers.get('content-disposition'), `network.${format}`);
			return { name, content: await response.blob() };
		}
	};
}
