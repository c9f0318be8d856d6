/** Starts the process to be killed, and remembers what was acknowledged to it before it died. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { build } from 'vite';

/** Beside node_modules, so that the built child finds its packages; for each process that tests its own. */
const out = path.resolve(`node_modules/.cache/faisceau-crash-${process.pid}`);

/** The child as one file that plain Node runs. */
export async function buildChild(): Promise<string> {
	await build({
		configFile: false,
		logLevel: 'error',
		publicDir: false,
		build: {
			ssr: true,
			outDir: out,
			emptyOutDir: true,
			target: 'node20',
			rollupOptions: { input: { child: 'tests/crash/child.ts' } }
		}
	});
	return path.join(out, 'child.js');
}

export interface Told {
	/** Number of the step that was under way, when one was. */
	begun?: number;
	acknowledged: { at: number; act: string; id: string }[];
	/** The child came to the end of its list before it was killed. */
	ended: boolean;
	stderr: string;
}

export interface Killing {
	child: string;
	data: string;
	from: number;
	until: number;
	/** Killed so long after its start, or after it opened the store … */
	afterMs?: number;
	once?: 'started' | 'ready';
	/** … or after so many acknowledgements. */
	acknowledgements?: number;
}

/** Resolves when the child is dead. Without `afterMs` it may come to its end. */
export function runChild({
	child,
	data,
	from,
	until,
	afterMs,
	once = 'ready',
	acknowledgements = Infinity
}: Killing): Promise<Told> {
	return new Promise((resolve, reject) => {
		const started = spawn(process.execPath, [child, data, String(from), String(until)], {
			stdio: ['ignore', 'pipe', 'pipe']
		});
		const told: Told = { acknowledged: [], ended: false, stderr: '' };
		let pending = '';
		let timer: NodeJS.Timeout | undefined;
		const arm = () => {
			if (afterMs !== undefined && !timer)
				timer = setTimeout(() => started.kill('SIGKILL'), afterMs);
		};
		if (once === 'started') arm();
		const hear = (line: string) => {
			const [word, at, act = '', id = ''] = line.split(' ');
			if (word === 'ready') arm();
			else if (word === 'begin') told.begun = Number(at);
			else if (word === 'ack') {
				if (told.acknowledged.push({ at: Number(at), act, id }) >= acknowledgements)
					started.kill('SIGKILL');
			} else if (word === 'end') told.ended = true;
			else told.stderr += `${line}\n`;
		};
		started.stdout.on('data', (chunk: Buffer) => {
			const lines = (pending + chunk.toString('utf8')).split('\n');
			pending = lines.pop() ?? '';
			lines.forEach(hear);
		});
		started.stderr.on('data', (chunk: Buffer) => (told.stderr += chunk.toString('utf8')));
		started.on('error', reject);
		started.on('close', () => {
			clearTimeout(timer);
			resolve(told);
		});
	});
}

/** A small generator with a seed, so that a run that failed can be run again (Lehmer, 2^31 - 1). */
export function chance(seed: number) {
	let state = seed;
	return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
