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
