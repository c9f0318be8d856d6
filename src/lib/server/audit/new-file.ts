/** Files that are made once and must never be there in part, such as keys. */
import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeSync } from 'node:fs';

/**
 * Makes a file for its owner alone, whole or not at all: a process that is killed meanwhile leaves at most a `.part`.
 * Throws EEXIST where there is one of this name.
 */
export function makeWhole(file: string, text: string): void {
	const part = `${file}.${process.pid}.part`;
	const descriptor = openSync(part, 'w', 0o600);
	try {
		writeSync(descriptor, text);
		fsyncSync(descriptor);
	} finally {
		closeSync(descriptor);
	}
	try {
		linkSync(part, file);
	} finally {
		rmSync(part, { force: true });
	}
}
