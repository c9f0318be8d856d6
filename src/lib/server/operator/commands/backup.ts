/** `faisceau backup`: a dump that either engine can be restored from. */
import path from 'node:path';
import { by } from '#lib/server/audit/event.ts';
import { keyName } from '#lib/server/audit/signer.ts';
import { dump } from '#lib/server/operations/dump.ts';
import { sum } from '#lib/server/operations/reading.ts';
import { openSecret } from '#lib/server/secret.ts';
import { exits, flag, only, type Command } from '../command.ts';

export const backup: Command = {
	name: 'backup',
	summary: 'Back up the graph and the audit log into a new folder',
	usage: 'backup DIR [--native]',
	options: { native: { type: 'boolean' } },
	help: [{ flag: '--native', text: 'add the embedded engine’s own file' }],
	check: (args) => void only(args, ['DIR']),
	async run(app, args, output) {
		const [name = ''] = only(args, ['DIR']);
		const target = path.resolve(output.folder, name);
		const viewer = await app.access.localOperator();
		const manifest = await dump({
			store: app.store,
			data: app.data,
			target,
			secret: openSecret(app.data),
			now: app.now,
			native: flag(args, 'native'),
			signal: output.signal,
			progress: (done, total) => output.progress(`${done} of ${total} kept`)
		});
		await app.audit.consult({
			...by(viewer),
			action: 'graph.backup',
			outcome: 'done',
			subjects: [],
			detail: { act: 'backup', digest: manifest.digest, auditSize: manifest.audit.size }
		});
		const nodes = sum(Object.values(manifest.nodes));
		const relationships = sum(Object.values(manifest.relationships));
		output.say(
			`the secret and the audit key are not in it: keep ${path.join(app.data, 'secret')} and ${path.join(app.data, keyName)} somewhere else, and safe`
		);
		return {
			exit: exits.done,
			result: { folder: target, ...manifest },
			lines: [`${nodes} nodes and ${relationships} relationships kept in ${target}`]
		};
	}
};
