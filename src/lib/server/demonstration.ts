/** Loads and removes the fictional demonstration: its agencies, and one import per delivery. */
import { agencies } from '#seed/agencies.ts';
import { helix } from '#seed/helix.ts';
import { demonstration } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { ensureAgency } from './access/agencies.ts';
import { demand } from './access/decide.ts';
import { by, type Audit } from './audit/event.ts';
import type { Ingest } from './ingest/import.ts';
import { forgetToken } from './ingest/queries.ts';

interface Parts {
	audit: Audit;
	ingest: Ingest;
}

export function demonstrationOf({ audit, ingest }: Parts) {
	const imports = async (viewer: Viewer) =>
		(await ingest.list(viewer, 1000)).filter(
			(each) => each.demonstration && each.state !== 'undone'
		);

	return {
		/** True while any delivery of it is in the graph. Asked as the local operator, who sees all. */
		loaded: async (operator: Viewer) => (await imports(operator)).length > 0,

		/** Loads every delivery that is not there yet; resolves with what was created. */
		async load(operator: Viewer) {
			demand(operator, 'graph.seed');
			await audit.write(
				{ ...by(operator), action: 'graph.seed', outcome: 'done', subjects: [] },
				async (run) => {
					for (const agency of agencies) await ensureAgency(run, agency);
				}
			);
			const created = { entities: 0, records: 0, claims: 0 };
			for (const delivery of helix()) {
				const { finished } = await ingest.start(operator, {
					file: delivery.source.name,
					owner: delivery.owner,
					tlp: delivery.tlp,
					source: delivery.source,
					evaluation: delivery.evaluation,
					purpose: delivery.purpose,
					obtainedAt: delivery.obtainedAt,
					demonstration: true,
					...(delivery.caseNumber ? { caseNumber: delivery.caseNumber } : {}),
					input: { drafts: delivery.drafts }
				});
				const done = await finished;
				if (done.state !== 'done')
					throw new Error(
						`the demonstration stopped at ${delivery.source.name}: ${done.error?.reason ?? done.state}`
					);
				created.entities += done.entities;
				created.records += done.records;
				created.claims += done.claims;
			}
			return created;
		},

		/**
		 * Takes the demonstration out again, latest delivery first. It belongs to several organisations,
		 * so the local operator's sight is needed; the entries name who asked for it.
		 */
		async remove(operator: Viewer, asked: Viewer = operator): Promise<number> {
			demand(asked, 'graph.unseed');
			const loaded = await imports(operator);
			const acting = { ...operator, account: asked.account, organisation: asked.organisation };
			for (const each of loaded) await ingest.undo(acting, each.id);
			await audit.write(
				{
					...by(asked),
					action: 'graph.unseed',
					outcome: 'done',
					subjects: loaded.map(({ id }) => id)
				},
				(run) => run.run(forgetToken, { token: demonstration })
			);
			return loaded.length;
		}
	};
}

export type Demonstration = ReturnType<typeof demonstrationOf>;
