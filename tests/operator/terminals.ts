/** Runs the command line inside the test, with streams that remember what was written to them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach } from 'vitest';
import type { LocalCommand } from '#lib/server/operator/command.ts';
import { main } from '#lib/server/operator/main.ts';

const folders: string[] = [];
export const emptyFolder = (name = 'operator'): string => {
	const folder = mkdtempSync(path.join(tmpdir(), `faisceau-${name}-`));
	folders.push(folder);
	return folder;
};
afterEach(() => {
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const serve: LocalCommand = {
	name: 'serve',
	summary: 'Start the server',
	usage: 'serve',
	options: {},
	help: [],
	runHere: () => Promise.reject(new Error('no server in tests'))
};

export interface Ran {
	exit: number;
	stdout: string;
	stderr: string;
	/** The last line of standard output. */
	json: Record<string, unknown>;
}

export interface Running {
	folder?: string;
	environment?: Record<string, string>;
	stdin?: string;
	signal?: AbortSignal;
	isTerminal?: boolean;
	/** Told of everything that reaches standard error. */
	heard?: (text: string) => void;
}

/** A stream that stands for one of a process, as far as the command line looks at it. */
function stream(heard?: (text: string) => void) {
	const parts: string[] = [];
	const made = new PassThrough();
	made.on('data', (chunk: Buffer) => {
		parts.push(chunk.toString('utf8'));
		heard?.(chunk.toString('utf8'));
	});
	return { made, text: () => parts.join('') };
}

export async function faisceau(argv: string[], running: Running = {}): Promise<Ran> {
	const out = stream();
	const error = stream(running.heard);
	const input = new PassThrough();
	input.end(running.stdin ?? '');
	const streams = {
		stdin: input,
		stdout: out.made,
		stderr: Object.assign(error.made, running.isTerminal ? { isTTY: true, columns: 60 } : {})
	} as unknown as Parameters<typeof main>[1]['streams'];
	const exit = await main(argv, {
		version: '0.0.0',
		environment: running.environment ?? {},
		streams,
		folder: running.folder ?? tmpdir(),
		signal: running.signal ?? new AbortController().signal,
		now: () => new Date(),
		serve
	});
	await new Promise(setImmediate);
	const last = out.text().trimEnd().split('\n').at(-1) ?? '';
	return {
		exit,
		stdout: out.text(),
		stderr: error.text(),
		json: last.startsWith('{') ? (JSON.parse(last) as Record<string, unknown>) : {}
	};
}

/** A bundle of STIX 2.1, as a file would hold it. */
export const bundle = (objects: object[]): string =>
	JSON.stringify({ type: 'bundle', id: `bundle--${uuid(0)}`, objects });

export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const common = {
	spec_version: '2.1',
	created: '2026-01-01T00:00:00.000Z',
	modified: '2026-01-01T00:00:00.000Z'
};
export const malware = (n: number, name = `Malware ${n}`, more: object = {}): object => ({
	...common,
	type: 'malware',
	id: `malware--${uuid(n)}`,
	name,
	is_family: false,
	...more
});
export const relationship = (n: number, from: number, to: number, more: object = {}): object => ({
	...common,
	type: 'relationship',
	id: `relationship--${uuid(n)}`,
	relationship_type: 'uses',
	source_ref: `malware--${uuid(from)}`,
	target_ref: `malware--${uuid(to)}`,
	...more
});
/** Some malware in a ring. */
export const ring = (count: number, from = 1): object[] => [
	...Array.from({ length: count }, (_, i) => malware(from + i)),
	...Array.from({ length: count }, (_, i) =>
		relationship(from + i, from + i, from + ((i + 1) % count))
	)
];
