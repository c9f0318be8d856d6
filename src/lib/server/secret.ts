/** The instance's secret: made at first start, readable by its owner alone, never in a backup. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { makeWhole } from './audit/new-file.ts';

const bytes = 32;

/** Reads `<folder>/secret`, or makes it with mode 0600. */
export function openSecret(folder: string): Buffer {
	const file = path.join(folder, 'secret');
	if (existsSync(file)) {
		const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
		if (secret.length < bytes)
			throw new Error(
				`${file} is not a secret of this program: restore it, or move the data folder away to start anew`
			);
		return secret;
	}
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const secret = randomBytes(bytes);
	makeWhole(file, `${secret.toString('base64url')}\n`);
	return secret;
}
