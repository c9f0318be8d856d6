/** What a person or a script sees: results on standard output, everything else on standard error. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

export interface Streams {
	stdin: NodeJS.ReadStream;
	stdout: NodeJS.WriteStream;
	stderr: NodeJS.WriteStream;
}

const betweenLinesMs = 5000;
const narrow = 80;

/** Control characters of a hostile name must not reach the terminal as commands. */
export const harmless = (line: string): string =>
	line.replace(/[\p{Cc}\p{Bidi_Control}]/gu, (character) =>
		character === '\t' ? ' ' : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
	);

export class Screen {
	#shown = false;
	#toldAt = 0;
	constructor(
		readonly streams: Streams,
		readonly now: () => Date
	) {}

	/** On a terminal one line that is written over; otherwise a line now and then. */
	progress(line: string): void {
		const { stderr } = this.streams;
		if (stderr.isTTY) {
			const width = (stderr.columns || narrow) - 1;
			stderr.write(`\r\u001b[2K${harmless(line).slice(0, width)}`);
			this.#shown = true;
			return;
		}
		const at = this.now().getTime();
		if (this.#toldAt === 0) this.#toldAt = at;
		if (at - this.#toldAt < betweenLinesMs) return;
		this.#toldAt = at;
		stderr.write(`${harmless(line)}\n`);
	}

	clear(): void {
		if (this.#shown) this.streams.stderr.write('\r\u001b[2K');
		this.#shown = false;
	}

	say(line: string): void {
		this.clear();
		this.streams.stderr.write(`${harmless(line)}\n`);
	}

	/** Lines of the result; waits until they are out, because the process ends after. */
	async print(lines: readonly string[]): Promise<void> {
		this.clear();
		if (lines.length === 0) return;
		await new Promise<void>((resolve, reject) =>
			this.streams.stdout.write(`${lines.join('\n')}\n`, (error) =>
				error ? reject(error) : resolve()
			)
		);
	}

	/** What is typed, unseen, or all that is piped in. */
	async ask(question: string): Promise<string> {
		const { stdin, stderr } = this.streams;
		if (!stdin.isTTY) {
			const parts: Buffer[] = [];
			for await (const part of stdin) parts.push(Buffer.from(part as Uint8Array));
			return Buffer.concat(parts).toString('utf8');
		}
		stderr.write(question);
		const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
		const reader = createInterface({ input: stdin, output: unseen, terminal: true });
		try {
			return await reader.question('');
		} finally {
			reader.close();
			stderr.write('\n');
		}
	}
}
