import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { formats } from '#lib/export/formats.ts';
import { claims, records } from '../export/drafts.ts';
import { graphOf } from '../export/graph-of.ts';
import { bundle, everything, readAll } from '../ingest/stix-fixtures.ts';
test('dump', async () => {
	const drafts = (await readAll(bundle(everything))).flatMap((each) => each.kind === 'draft' ? [each.draft] : []);
	const graph = graphOf([...drafts, ...records, ...claims]);
	for (const [name, { extension, write }] of Object.entries(formats)) writeFileSync(`/tmp/exports-venv/dump-${name}.${extension}`, [...write(graph)].join(''));
});
