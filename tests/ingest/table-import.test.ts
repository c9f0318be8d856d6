/** A table through the whole of ingest: the graph it makes, again, taken out, and out and in as STIX. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { Draft } from '#lib/domain/draft.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { stix as write } from '#lib/export/stix.ts';
import type { ImportRequest } from '#lib/server/ingest/request.ts';
import { readers } from '#lib/server/ingest/readers.ts';
import { stix } from '#lib/server/ingest/stix.ts';
import { table } from '#lib/server/ingest/table.ts';
import { graphOf } from '../export/graph-of.ts';
import { analyst, openWorld, type World } from './world.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-table-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let world: World;
beforeEach(async () => {
	world = await openWorld({ readers: [...readers] });
});
afterEach(() => world.close());

const header = 'IBAN;Counterparty IBAN;Counterparty;Amount;Currency;Booking date;Text';
const march = [
	'DE89370400440532013000;FR7630006000011234567890189;Ana Vell;-12,50;EUR;2026-03-01;rent',
	'DE89370400440532013000;FR7630006000011234567890189;Ana Vell;-12,50;EUR;2026-03-01;rent',
	'DE89370400440532013000;FR7630006000011234567890189;A. Vell;1000;EUR;2026-03-02;loan',
	'DE89370400440532013000;GB29NWBK60161331926819;"Shop, ""Ltd""";3;EUR;2026-03-03;=cmd'
];

async function bring(
	lines: readonly string[],
	request: Partial<ImportRequest> & { viewer?: Viewer } = {}
) {
	const file = path.join(folder, 'statement.csv');
	writeFileSync(file, [header, ...lines].join('\n'));
	const { viewer, ...rest } = { viewer: analyst('alpha'), ...request };
	const started = await world.ingest.start(viewer, {
		file: 'statement.csv',
		tlp: 'amber',
		source: { ref: 'named:Bank', name: 'Bank' },
		...rest,
		input: { path: file }
	});
	return started.finished;
}

test('each account is one thing whatever name it is given, and each row a transfer', async () => {
	expect(await bring(march)).toMatchObject({
		state: 'done',
		format: 'table',
		read: 4,
		accepted: 4,
		entities: 3,
		records: 4,
		claims: 4
	});
	expect(await bring(march.toReversed())).toMatchObject({ entities: 0, records: 0, claims: 0 });
});

test('rows in two files make what they make in one', async () => {
	await bring(march);
	const whole = await world.picture();
	await world.close();
	world = await openWorld({ readers: [...readers] });
	await bring(march.slice(0, 2));
	await bring(march.slice(2));
	expect(await world.picture()).toBe(whole);
});

test('another source’s rows stand beside these, on the same accounts', async () => {
	await bring(march);
	expect(await bring(march, { source: { ref: 'named:Other', name: 'Other' } })).toMatchObject({
		entities: 0,
		records: 4,
		claims: 4
	});
});

test('another organisation’s account of the same number is another thing until somebody joins them', async () => {
	await bring(march, { tlp: 'green' });
	expect(await bring(march, { viewer: analyst('beta'), tlp: 'green' })).toMatchObject({
		entities: 3,
		records: 4,
		claims: 4
	});
});

test('undone, nothing of it is left', async () => {
	const { id } = await bring(march);
	await world.ingest.undo(analyst('alpha'), id);
	expect(JSON.parse(await world.picture())).toEqual({
		rows: [],
		records: [],
		entities: [{ entities: 0 }]
	});
});

test('the importer may say what it is, and a format that is not there is refused at once', async () => {
	await expect(bring(march, { format: 'xls' })).rejects.toThrow("there is no format 'xls'");
	expect(await bring(march, { format: 'stix' })).toMatchObject({
		state: 'failed',
		format: 'unknown'
	});
	expect(await bring(march, { format: 'table' })).toMatchObject({ state: 'done' });
});

test('written as STIX and read again, it says the same', async () => {
	const drafts: Draft[] = [];
	const bytes = async function* () {
		yield Buffer.from([header, ...march].join('\n'));
	};
	for await (const reading of table.read(bytes(), { source: 'Bank' }))
		if (reading.kind === 'draft') drafts.push(reading.draft);
	const text = [...write(graphOf(drafts, { tlp: 'amber' }))].join('');
	const back: Draft[] = [];
	const again = async function* () {
		yield Buffer.from(text);
	};
	for await (const reading of stix.read(again(), {}))
		if (reading.kind === 'draft') back.push(reading.draft);
	const said = (all: readonly Draft[]) =>
		Object.fromEntries(
			all.flatMap((draft) => {
				if (draft.draft === 'marking') return [];
				const { ref, originalType, attributes } = draft;
				return [
					[
						ref,
						draft.draft === 'record'
							? [originalType, attributes, draft.names, draft.identifiers]
							: [
									originalType,
									attributes,
									draft.from,
									draft.to,
									draft.amountMinor,
									draft.happenedAt
								]
					]
				];
			})
		);
	expect(said(back)).toEqual(said(drafts));
});
