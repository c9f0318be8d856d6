import { expect, test } from 'vitest';
import { openStore } from '#lib/server/graph/open.ts';

test.each([
	['postgres://faisceau:secret@host/db', 'postgres://…@host/db'],
	['http://a@b:secret@host', 'http://…@host'],
	['nonsense', 'nonsense']
])('%s is no address of a graph, and the refusal keeps the password', async (graph, said) => {
	const refusal = await openStore({ graph, folder: '/nowhere', now: () => new Date(0) }).catch(
		(error: unknown) => String(error)
	);
	expect(refusal).toContain(`'${said}'`);
	expect(refusal).not.toContain('secret');
});
