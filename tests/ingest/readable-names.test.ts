/** What an import is called: its file and its source stand in lists that others read. */
import { isRedirect, type RequestEvent } from '@sveltejs/kit';
import { beforeEach, expect, test, vi } from 'vitest';
import { analyst } from './world.ts';

const served = vi.hoisted(() => ({ app: {} as Record<string, unknown> }));
vi.mock('#lib/server/app.ts', () => ({ app: () => served.app }));
const { actions } = await import('../../src/routes/ingest/+page.server.ts');

const start = vi.fn(() => Promise.resolve({ id: 'import-1' }));
beforeEach(() => {
	start.mockClear();
	served.app = { ingest: { start } };
});

const sound = {
	upload: 'abc',
	file: 'Bericht März (2).json',
	tlp: 'amber',
	source: 'Cabinet Ó Briain'
};
async function started(more: Partial<typeof sound>) {
	const request = new Request('http://localhost:3102/ingest?/start', {
		method: 'POST',
		body: new URLSearchParams({ ...sound, ...more })
	});
	const event = { request, locals: { viewer: analyst('alpha') } } as unknown as RequestEvent;
	try {
		return await actions.start(event as never);
	} catch (thrown) {
		if (isRedirect(thrown)) return thrown.location;
		throw thrown;
	}
}

test.each([{}, { source: '' }, { file: 'отчёт.json', source: 'محكمة بروكسل' }])(
	'what can be read is taken: %j',
	async (more) => {
		expect(await started(more)).toBe('/ingest/import-1');
		expect(start).toHaveBeenCalledOnce();
	}
);

const hidden = ['a\u001b[2Kb', 'report\u202efdp.exe', 'two\nlines', 'Euro\u2066pol', '\u200b'];
test.each(hidden.flatMap((name) => [['file', name] as const, ['source', name] as const]))(
	'a %s called %j is refused',
	async (field, name) => {
		expect(await started({ [field]: name })).toMatchObject({
			status: 400,
			data: { problems: [field] }
		});
		expect(start).not.toHaveBeenCalled();
	}
);
