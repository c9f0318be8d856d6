/** Mappings of tables that an organisation keeps: one under each name, seen by its own people alone. */
import { fold } from '#lib/domain/fold.ts';
import { mostMappings, type MappingForm, type SavedMapping } from '#lib/domain/saved-mapping.ts';
import { parseMapping } from '#lib/domain/table-mapping.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { demand } from '#lib/server/access/decide.ts';
import { by, type Audit } from '#lib/server/audit/event.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import type { KeyedId } from './ids.ts';
import * as queries from './queries.ts';
import { ImportRefused } from './refused.ts';

export interface MappingsParts {
	store: Pick<GraphStore, 'read'>;
	audit: Pick<Audit, 'write'>;
	idOf: KeyedId;
	now: () => Date;
	/** One decision at a time: two who save under one name do not both find it free. */
	inTurn: <T>(decide: () => Promise<T>) => Promise<T>;
}

/** Another of this name is there, and its saver did not say that it goes. */
export class MappingThere extends ImportRefused {}

export function mappingsOf({ store, audit, idOf, now, inTurn }: MappingsParts) {
	const event = (viewer: Viewer, act: 'save' | 'overwrite' | 'forget', id: string) => ({
		...by(viewer),
		action: 'ingest.map' as const,
		outcome: 'done' as const,
		subjects: [id],
		detail: { act }
	});
	async function kept(owner: string): Promise<SavedMapping[]> {
		const rows = await store.read(queries.savedMappings, { owner });
		return rows.map(({ mapping, ...row }) => ({ ...row, mapping: parseMapping(mapping) }));
	}
	return {
		/** By name. */
		async list(viewer: Viewer): Promise<SavedMapping[]> {
			demand(viewer, 'ingest.map');
			return kept(viewer.organisation.id);
		},

		/** The one that an organisation keeps under a name, for the command line. */
		async named(viewer: Viewer, owner: string, name: string): Promise<SavedMapping | undefined> {
			demand(viewer, 'ingest.map');
			if (!viewer.operator && owner !== viewer.organisation.id) return undefined;
			return (await kept(owner)).find((each) => fold(each.name) === fold(name));
		},

		/** Names that differ in case and accents alone are one. Resolves with its id. */
		async save(viewer: Viewer, { name, mapping, overwrite }: MappingForm): Promise<string> {
			demand(viewer, 'ingest.map');
			const owner = viewer.organisation.id;
			const id = idOf('mapping', owner, fold(name));
			return inTurn(async () => {
				const there = await kept(owner);
				const isThere = there.some((each) => each.id === id);
				if (isThere && !overwrite) throw new MappingThere('there is a mapping of this name');
				if (!isThere && there.length >= mostMappings)
					throw new ImportRefused(`more than ${mostMappings} mappings: delete one first`);
				const props = {
					owner,
					name,
					mapping: JSON.stringify(mapping),
					savedBy: viewer.account,
					savedAt: now().toISOString()
				};
				await audit.write(event(viewer, isThere ? 'overwrite' : 'save', id), (run) =>
					run.run(queries.saveMapping, { id, props })
				);
				return id;
			});
		},

		/** False for one that is not there and for another organisation's, alike. */
		async forget(viewer: Viewer, id: string): Promise<boolean> {
			demand(viewer, 'ingest.map');
			const owner = viewer.organisation.id;
			return inTurn(async () => {
				if (!(await kept(owner)).some((each) => each.id === id)) return false;
				await audit.write(event(viewer, 'forget', id), (run) =>
					run.run(queries.forgetMapping, { id, owner })
				);
				return true;
			});
		}
	};
}

export type Mappings = ReturnType<typeof mappingsOf>;
