import {
	authFlowTestSuite,
	caseInsensitiveTestSuite,
	joinsTestSuite,
	normalTestSuite,
	testAdapter,
	transactionsTestSuite,
	uuidTestSuite
} from '@better-auth/test-utils/adapter';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { authAdapter, authKeys } from '#lib/server/access/auth-adapter.ts';
import { openEmbedded } from '#lib/server/graph/embedded.ts';
import { ensureKeys } from '#lib/server/graph/schema.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'faisceau-auth-'));
const store = await openEmbedded(folder);

const { execute } = await testAdapter({
	adapter: () => authAdapter(store),
	runMigrations: async (options) => {
		for (const { label, unique, indexed } of authKeys(options))
			await ensureKeys(store, label, unique, indexed);
	},
	tests: [
		normalTestSuite(),
		transactionsTestSuite(),
		authFlowTestSuite(),
		caseInsensitiveTestSuite(),
		joinsTestSuite(),
		uuidTestSuite()
	],
	onFinish: async () => {
		await store.close();
		rmSync(folder, { recursive: true });
	}
});
execute();
