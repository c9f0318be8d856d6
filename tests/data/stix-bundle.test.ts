/** MITRE ATT&CK as published: read whole, written again as the objects it was, accepted by OASIS's library. */
import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { Draft, JsonObject } from '#lib/domain/draft.ts';
import { referencesIn, stands, withoutReferences } from '#lib/domain/references.ts';
import { stix as write } from '#lib/export/stix.ts';
import { stix } from '#lib/server/ingest/stix.ts';
import { claims, records } from '../export/drafts.ts';
import { graphOf } from '../export/graph-of.ts';
import { bundle, everything, readAll } from '../ingest/stix-fixtures.ts';

const attack = path.join(process.env.FAISCEAU_REAL_DATA ?? '', 'attack');
const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-stix-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function draftsOf(file: string) {
	const drafts: Draft[] = [];
	const rejected: unknown[] = [];
	let read = 0;
	for await (const reading of stix.read(createReadStream(path.join(attack, file)), {})) {
		if (reading.kind === 'read') read += reading.count;
		if (reading.kind === 'rejected') rejected.push(reading.remark);
		if (reading.kind === 'draft') drafts.push(reading.draft);
	}
	return { drafts, rejected, read };
}

/** Counted with an independent program from the same files. */
describe.each([
	['enterprise-attack.json.gz', { read: 24_771, records: 4_723, relationships: 20_048 }],
	['ics-attack.json.gz', { read: 1_825, records: 452, relationships: 1_373 }]
])('%s', (file, expected) => {
	test('is read whole, nothing refused, every word known', async () => {
		const { drafts, rejected, read } = await draftsOf(file);
		const said = drafts.flatMap((draft) => (draft.draft === 'claim' ? [draft] : []));
		const whole = said.filter(({ ref }) => !ref.includes('#'));
		expect(rejected).toEqual([]);
		expect({
			read,
			records: drafts.filter(({ draft }) => draft === 'record').length,
			relationships: whole.length
		}).toEqual(expected);
		expect(whole.filter(({ type }) => type === 'RELATED_TO')).toEqual([]);
		expect(
			[
				...new Set(said.map(({ ref, originalType }) => (ref.includes('#') ? originalType : '')))
			].sort()
		).toEqual(['', 'tactic_refs', 'x_mitre_analytic_refs', 'x_mitre_data_component_ref']);
	});

	test('comes out as the objects that went in, brought to 2.1', async () => {
		const { drafts } = await draftsOf(file);
		const text = [...write(graphOf(drafts, { tlp: 'clear' }))].join('');
		writeFileSync(path.join(folder, `${file}.out.json`), text);
		const out = new Map(
			(JSON.parse(text) as { objects: JsonObject[] }).objects.map((each) => [each.id, each])
		);
		const original = JSON.parse(
			gunzipSync(readFileSync(path.join(attack, file))).toString('utf8')
		) as { objects: JsonObject[] };
		for (const { labels, ...expected } of original.objects) {
			const found = out.get(expected.id);
			expect(found).toMatchObject({ ...expected, object_marking_refs: expect.anything() });
			if (labels !== undefined)
				expect([found?.labels, found?.malware_types, found?.tool_types]).toContainEqual(labels);
			for (const ref of Array.isArray(expected.object_marking_refs)
				? expected.object_marking_refs
				: [])
				expect(found?.object_marking_refs).toContain(ref);
		}
		expect(out.size).toBe(original.objects.length + 1);
	});
});

/** The bundle of every type of object, once without each thing that others of it refer to, as a sieve leaves it. */
async function lessEach(): Promise<string[]> {
	const whole = graphOf(
		(await readAll(bundle(everything))).flatMap((each) =>
			each.kind === 'draft' ? [each.draft] : []
		)
	);
	const referred = new Set(
		whole.entities.flatMap(({ records: all }) =>
			all.flatMap(({ attributes }) => [...referencesIn(attributes)])
		)
	);
	return [...referred].map((ref, number) => {
		const gone = (other: string) => other === ref;
		const entities = whole.entities.flatMap((entity) => {
			const kept = entity.records.flatMap((each) => {
				const attributes = withoutReferences(each.attributes, gone);
				return each.ref === ref || !stands(each.originalType, each.attributes, attributes)
					? []
					: [{ ...each, attributes, source: { id: '', ref: '', name: '' } }];
			});
			return kept.length ? [{ ...entity, records: kept }] : [];
		});
		const going = new Set(entities.map(({ id }) => id));
		const said = whole.claims.filter(({ from, to }) => going.has(from) && going.has(to));
		const file = path.join(folder, `less-${number}.json`);
		const text = [...write({ ...whole, entities, claims: said })].join('');
		expect(text).not.toContain(ref);
		writeFileSync(file, text);
		return file;
	});
}

/** Where Python can have the library: an environment of its own, thrown away with the folder. */
function oracle(): string | undefined {
	const home = path.join(folder, 'python');
	const python = path.join(home, 'bin/python');
	const steps: [string, string[]][] = [
		['python3', ['-m', 'venv', home]],
		[python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'stix2==3.0.2']]
	];
	for (const [command, options] of steps)
		if (spawnSync(command, options, { stdio: 'ignore', timeout: 120_000 }).status !== 0)
			return undefined;
	return python;
}

test('OASIS’s own library accepts every object of the exports', async ({ skip }) => {
	const python = oracle();
	if (!python) return skip('Python cannot have PyPI stix2 here');
	const drafts = (await readAll(bundle(everything))).flatMap((each) =>
		each.kind === 'draft' ? [each.draft] : []
	);
	const less = await lessEach();
	const mixed = path.join(folder, 'mixed.json');
	writeFileSync(mixed, [...write(graphOf([...drafts, ...records, ...claims]))].join(''));
	const checked = spawnSync(
		python,
		[
			'tests/data/stix-oracle.py',
			mixed,
			...less,
			path.join(folder, 'ics-attack.json.gz.out.json'),
			path.join(folder, 'enterprise-attack.json.gz.out.json')
		],
		{ encoding: 'utf8', timeout: 240_000 }
	);
	expect(checked.stderr).toBe('');
	expect(checked.stdout).toBe(`${3 + less.length} bundles, 0 objects refused\n`);
}, 480_000);
