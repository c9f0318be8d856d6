/**
 * The process the crash tests kill: works through a fixed list of imports, undos and searches from a
 * given place on, and says on standard output, before it goes on, what was acknowledged to it.
 */
import { writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { openApp } from '#lib/server/app.ts';
import { bundleOf, nameOf, stepAt } from './steps.ts';

const [data = '', from = '0', until = '0'] = process.argv.slice(2);
const say = (...words: (string | number)[]) => writeSync(1, `${words.join(' ')}\n`);

const app = await openApp({ data, origin: 'http://localhost:3108', logLevel: 'error' });
const viewer = await app.access.localOperator();
const idOf = new Map<string, string>();
for (const { file, id } of await app.ingest.list(viewer, 10_000))
	if (!idOf.has(file)) idOf.set(file, id);

say('ready');
for (let at = Number(from); at < Number(until); at++) {
	const step = stepAt(at);
	say('begin', at);
	if (step.act === 'import') {
		const file = path.join(path.dirname(data), `${nameOf(at)}.json`);
		writeFileSync(file, bundleOf(step));
		const { id, finished } = await app.ingest.start(viewer, {
			file: nameOf(at),
			tlp: step.tlp,
			input: { path: file }
		});
		const done = await finished;
		idOf.set(nameOf(at), id);
		say(done.state === 'done' ? 'ack' : done.state, at, 'import', id);
	} else if (step.act === 'undo') {
		const id = idOf.get(nameOf(step.of)) ?? '';
		await app.ingest.undo(viewer, id);
		say('ack', at, 'undo', id);
	} else {
		await app.network.search(viewer, step.text);
		say('ack', at, 'search', 'x');
	}
}
await app.close();
say('end');
