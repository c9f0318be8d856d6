import { authAdapter, authKeys } from '#lib/server/access/auth-adapter.ts';
import { ensureKeys } from '#lib/server/graph/schema.ts';
import { embeddedForTest } from '../contract/engines.ts';
import { upstreamSuites } from './upstream-suites.ts';

const { store, end } = await embeddedForTest();

await upstreamSuites(
	() => authAdapter(store),
	async (options) => {
		for (const { label, unique, indexed } of authKeys(options))
			await ensureKeys(store, label, unique, indexed);
	},
	end
);
