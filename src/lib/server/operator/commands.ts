/** The commands that work on an open application, their own or a server's. Adding one is one file and one line. */
import type { Command } from './command.ts';
import { audit } from './commands/audit.ts';
import { backup } from './commands/backup.ts';
import { exportFile } from './commands/export.ts';
import { importFiles } from './commands/import.ts';
import { search } from './commands/search.ts';
import { seed } from './commands/seed.ts';
import { user } from './commands/user.ts';
import { verify } from './commands/verify.ts';

export const commands: readonly Command[] = [
	importFiles,
	search,
	exportFile,
	verify,
	audit,
	backup,
	seed,
	user
];
