/** A small disk that really fills. Only root may mount one; elsewhere the tests on it say that they did not run. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

export interface SmallDisk {
	folder: string;
	mounted: boolean;
	/** Takes all room but so many bytes. */
	fill(leaving: number): void;
	/** Takes the last byte too: whatever grows from here on fails. */
	fillWhole(): void;
	makeRoom(): void;
	remove(): void;
}

export function smallDisk(megabytes: number): SmallDisk {
	const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-disk-'));
	const ballast = path.join(folder, 'ballast');
	const mounted =
		process.platform === 'linux' &&
		process.getuid?.() === 0 &&
		spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).status === 0;
	if (!mounted)
		console.warn('A full-disk test did not run: it mounts a small disk, which only root may do.');
	return {
		folder,
		mounted,
		fill(leaving) {
			const { stdout } = spawnSync('df', ['--output=avail', '-k', folder], { encoding: 'utf8' });
			const free = Number(stdout.trim().split('\n').at(-1)) * 1024;
			writeFileSync(ballast, Buffer.alloc(Math.max(0, free - leaving)));
		},
		fillWhole() {
			const handle = openSync(ballast, 'a');
			try {
				for (;;) writeSync(handle, Buffer.alloc(4096));
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
			} finally {
				closeSync(handle);
			}
		},
		makeRoom: () => rmSync(ballast, { force: true }),
		remove() {
			if (mounted) spawnSync('umount', ['-l', folder]);
			rmSync(folder, { recursive: true, force: true });
		}
	};
}
