/**
 * What an account keeps of the network: views and stars, as ids. What of them may be shown, the
 * network is asked each time; the route joins the two.
 */
import * as v from 'valibot';
import type { Token } from '#lib/domain/audience.ts';
import type { Json } from '#lib/domain/draft.ts';
import type { SavedForm, SavedView } from '#lib/domain/saved-view.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { demand } from '#lib/server/access/decide.ts';
import { by, type Audit } from '#lib/server/audit/event.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import * as queries from './queries.ts';

type Asking = Viewer | null;
export type Tokens = Record<string, readonly Token[]>;

const TokensText = v.record(v.string(), v.array(v.string()));

export interface ViewsParts {
	store: Pick<GraphStore, 'read'>;
	audit: Audit;
	now: () => Date;
	newId: () => string;
}

export function viewsOf({ store, audit, now, newId }: ViewsParts) {
	const starId = (account: string, entity: string) => `${account} ${entity}`;
	const event = (viewer: Viewer, deed: string, subjects: readonly string[]) => ({
		...by(viewer),
		action: 'views.keep' as const,
		outcome: 'done' as const,
		subjects,
		detail: { deed }
	});
	return {
		async list(asking: Asking): Promise<SavedView[]> {
			const { account } = demand(asking, 'views.keep');
			return store.read(queries.saved, { account });
		},

		/** `tokens`: under which of the owner's tokens each entity was seen. Resolves with the id. */
		async save(asking: Asking, form: SavedForm, tokens: Tokens): Promise<string> {
			const viewer = demand(asking, 'views.keep');
			const id = newId();
			await audit.write(event(viewer, 'save', [id]), (run) =>
				run.run(queries.save, {
					id,
					props: {
						name: form.name,
						keeper: viewer.account,
						outline: JSON.stringify(form.outline),
						tokens: JSON.stringify(tokens),
						savedAt: now().toISOString()
					}
				})
			);
			return id;
		},

		/** As it was saved, for the route to take out what the reader may not see. */
		async read(asking: Asking, id: string) {
			const viewer = demand(asking, 'views.keep');
			const [row] = await store.read(queries.savedView, { id });
			if (!row) return undefined;
			return {
				name: row.name,
				mine: row.account === viewer.account,
				outline: JSON.parse(row.outline) as Json,
				tokens: v.parse(TokensText, JSON.parse(row.tokens))
			};
		},

		/** False for an unknown view and for another account's, alike. */
		async forget(asking: Asking, id: string): Promise<boolean> {
			const viewer = demand(asking, 'views.keep');
			const mine = await store.read(queries.saved, { account: viewer.account });
			if (!mine.some((one) => one.id === id)) return false;
			await audit.write(event(viewer, 'forget', [id]), (run) =>
				run.run(queries.forget, { id, account: viewer.account })
			);
			return true;
		},

		async starred(asking: Asking): Promise<string[]> {
			const { account } = demand(asking, 'views.keep');
			return (await store.read(queries.stars, { account })).map(({ entity }) => entity);
		},

		async star(asking: Asking, entity: string, on: boolean): Promise<void> {
			const viewer = demand(asking, 'views.keep');
			const id = starId(viewer.account, entity);
			await audit.write(event(viewer, on ? 'star' : 'unstar', [entity]), async (run) => {
				if (on)
					await run.run(queries.star, {
						id,
						account: viewer.account,
						entity,
						at: now().toISOString()
					});
				else await run.run(queries.unstar, { id });
			});
		}
	};
}

export type Views = ReturnType<typeof viewsOf>;
