/**
 * Our exports as programs of others take them, where Python can have these: OASIS's validator of STIX, PyMISP,
 * FollowTheMoney's own package and CASE's validator, in the versions that are named here.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Draft } from '#lib/domain/draft.ts';
import type { ExportGraph } from '#lib/domain/export-graph.ts';
import { forOwn } from '#lib/domain/recipient.ts';
import { formats, type FormatName } from '#lib/export/formats.ts';
import { contextRefs } from '#lib/export/stix.ts';
import { readers } from '#lib/server/ingest/readers.ts';
import { stix as reader } from '#lib/server/ingest/stix.ts';
import { networkOf } from '#lib/server/network/network.ts';
import { helix } from '../../seed/helix.ts';
import { graphOf } from '../export/graph-of.ts';
import { analyst, openWorld } from '../ingest/world.ts';

const packages = [
	'stix2-validator==3.2.0',
	'pymisp==2.5.34.4',
	'followthemoney==4.11.2',
	'case-utils==0.18.0'
];
const attack = path.join(process.env.FAISCEAU_REAL_DATA ?? '', 'attack/enterprise-attack.json.gz');
const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-exports-'));
const viewer = analyst('belmark');
let demonstration: ExportGraph;
let bin: string | undefined;

/** An environment of its own, thrown away with the folder; FAISCEAU_PYTHON names one that is there already. */
function environment(): string | undefined {
	const there = process.env.FAISCEAU_PYTHON;
	if (there !== undefined) return there;
	const home = path.join(folder, 'python');
	const steps: [string, string[]][] = [
		['python3', ['-m', 'venv', home]],
		[
			path.join(home, 'bin/python'),
			['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]
		]
	];
	for (const [command, options] of steps)
		if (spawnSync(command, options, { stdio: 'ignore', timeout: 280_000 }).status !== 0)
			return undefined;
	return path.join(home, 'bin');
}

const run = (program: string, ...options: string[]) =>
	spawnSync(path.join(bin ?? '', program), options, {
		encoding: 'utf8',
		timeout: 900_000,
		maxBuffer: 256 * 1024 * 1024
	});

/** The demonstration out of a store, as one organisation sees all of it. */
async function story(): Promise<ExportGraph> {
	const world = await openWorld({ readers: [...readers] });
	try {
		for (const { drafts } of helix()) await world.bring([...drafts], { viewer, tlp: 'green' });
		const network = networkOf({ store: world.store, audit: world.audit, now: () => new Date(0) });
		return await network.exportGraph(viewer, forOwn(), undefined, contextRefs, {
			format: 'stix',
			operator: true
		});
	} finally {
		await world.close();
	}
}

function put(format: FormatName, graph: ExportGraph, name = 'helix'): string {
	const file = path.join(folder, `${name}.${formats[format].extension}`);
	writeFileSync(file, [...formats[format].write(graph)].join(''));
	return file;
}

beforeAll(async () => {
	bin = environment();
	if (bin === undefined) {
		console.log(`The validators of others did not run: Python cannot have ${packages.join(', ')}.`);
		return;
	}
	demonstration = await story();
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lines of what a program refused. */
const faults = (text: string): string[] => text.split('\n').filter((line) => line.includes('[X]'));

test('STIX: OASIS’s validator finds no fault in the demonstration', ({ skip }) => {
	if (bin === undefined) return skip('there is no stix2-validator');
	const { stdout, status } = run('stix2_validator', put('stix', demonstration));
	expect(faults(stdout)).toEqual([]);
	expect([status, stdout.includes('STIX JSON: Valid')]).toEqual([0, true]);
}, 900_000);

test('STIX: nor in ATT&CK written again', async ({ skip }) => {
	if (bin === undefined) return skip('there is no stix2-validator');
	const drafts: Draft[] = [];
	for await (const reading of reader.read(createReadStream(attack), {}))
		if (reading.kind === 'draft') drafts.push(reading.draft);
	const file = put('stix', graphOf(drafts, { tlp: 'clear' }), 'attack');
	const { stdout, status } = run('stix2_validator', file);
	expect(faults(stdout)).toEqual([]);
	expect(status).toBe(0);
}, 900_000);

test('MISP: PyMISP loads every object, attribute and reference, each attribute with its level', ({
	skip
}) => {
	if (bin === undefined) return skip('there is no PyMISP');
	const file = put('misp', demonstration);
	const { Event: event } = JSON.parse(readFileSync(file, 'utf8')) as {
		Event: { Object: { Attribute: unknown[]; ObjectReference: unknown[] }[] };
	};
	const attributes = event.Object.reduce((sum, each) => sum + each.Attribute.length, 0);
	const loaded = run('python', 'tests/data/exports-oracle.py', 'misp', file);
	expect(JSON.parse(loaded.stdout || `"${loaded.stderr.slice(-2000)}"`)).toMatchObject({
		objects: demonstration.entities.length,
		attributes,
		tagged: attributes,
		references: demonstration.claims.length
	});
}, 300_000);

test('FollowTheMoney: every entity and every link is valid by its schema', ({ skip }) => {
	if (bin === undefined) return skip('there is no followthemoney');
	const file = put('ftm', demonstration);
	const { stdout, stderr } = run('python', 'tests/data/exports-oracle.py', 'ftm', file);
	expect(stderr).toBe('');
	expect(JSON.parse(stdout)).toEqual({
		entities: demonstration.entities.length,
		// A payment is an interval of the model, not an edge.
		edges: expect.any(Number) as number,
		payments: expect.any(Number) as number
	});
	const counts = JSON.parse(stdout) as { edges: number; payments: number };
	expect(counts.edges + counts.payments).toBe(demonstration.claims.length);
}, 300_000);

test('CASE: case_validate conforms', ({ skip }) => {
	if (bin === undefined) return skip('there is no case_validate');
	const { stdout, status } = run('case_validate', put('case', demonstration));
	expect(stdout.slice(0, 2_000)).toContain('Conforms: True');
	expect(status).toBe(0);
}, 900_000);
