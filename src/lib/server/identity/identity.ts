/**
 * Identity: which entities may be one, who decided what, and the way back. Each function asks the table of
 * actions, reads under the viewer's audience alone and leaves its entry.
 */
import type { Decision } from '#lib/domain/identity.ts';
import type { Token } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { demand } from '#lib/server/access/decide.ts';
import { by, type Audit, type AuditEvent } from '#lib/server/audit/event.ts';
import type { GraphStore, Runner } from '#lib/server/graph/store.ts';
import {
	answer,
	IdentityRefused,
	judge,
	merge,
	separate,
	takeBack,
	type Deciding,
	type Outcome,
	type Said
} from './deciding.ts';
import type { PlaceRecords } from './placing.ts';
import * as queries from './queries.ts';
import { candidateQueue, type Found } from './candidates.ts';
import { decisionFor, why, type Why } from './why.ts';

type Asking = Viewer | null;

export interface IdentityParts {
	store: Pick<GraphStore, 'read' | 'revision'>;
	audit: Audit;
	now: () => Date;
	newId: () => string;
	place: PlaceRecords;
	everyToken: (run: Runner) => Promise<Token[]>;
}

export interface Identity {
	/** Which entities may be one, best first. `again`: compared anew even where that takes long. */
	candidates(viewer: Asking, asked?: { entity?: string; again?: boolean }): Promise<Found>;
	/** Undefined for what is unknown or out of sight, alike. */
	why(viewer: Asking, entity: string): Promise<Why | undefined>;
	/** What the viewer's organisation decided, latest first. */
	decisions(viewer: Asking, page?: { skip?: number; limit?: number }): Promise<Decision[]>;
	/** What others propose to the viewer's organisation. */
	proposals(viewer: Asking): Promise<Decision[]>;
	/** Brings the own records of `from` to `into`. Throws IdentityRefused. */
	merge(viewer: Asking, pair: { from: string; into: string }, said: Said): Promise<Outcome>;
	separate(
		viewer: Asking,
		chosen: { entity: string; records: readonly string[] },
		said: Said
	): Promise<Outcome>;
	judge(
		viewer: Asking,
		pair: { a: string; b: string; verdict: 'two' | 'later' | 'proposed' },
		said: Said
	): Promise<Outcome>;
	takeBack(viewer: Asking, decision: string, reason: string): Promise<Outcome>;
	/** Says no to a proposal, or that it was followed. */
	answer(viewer: Asking, proposal: string, words: string): Promise<void>;
}

const mostProposals = 100;

export function identityOf(parts: IdentityParts): Identity {
	const { store, audit, now, newId, place, everyToken } = parts;
	const reads: Runner = { run: (query, params) => store.read(query, params) };
	const found = candidateQueue(store, now);

	const event = (
		viewer: Viewer,
		action: AuditEvent['action'],
		subjects: readonly string[],
		detail: AuditEvent['detail'] = {}
	): AuditEvent => ({
		...by(viewer),
		action,
		outcome: 'done',
		subjects: [...new Set(subjects)],
		detail
	});

	/** A refusal is an entry too: who tried what on which ids. */
	const decided = async <T extends Outcome>(
		viewer: Viewer,
		action: AuditEvent['action'],
		subjects: readonly string[],
		detail: AuditEvent['detail'],
		work: (deciding: Deciding) => Promise<T>
	): Promise<T> => {
		const [id, at] = [newId(), now().toISOString()];
		try {
			return await audit.write(
				(outcome) =>
					event(viewer, action, [outcome.id, ...outcome.entities, ...outcome.moved], {
						...detail,
						records: outcome.moved.length
					}),
				(run) => work({ run, viewer, place, everyToken, id, at })
			);
		} catch (error) {
			if (error instanceof IdentityRefused)
				await audit.consult({
					...event(viewer, action, subjects, { ...detail, obstacle: error.obstacle }),
					outcome: 'refused'
				});
			throw error;
		}
	};

	return {
		async candidates(asking, { entity, again = false } = {}) {
			const viewer = demand(asking, 'identity.read');
			const queue = await found(viewer, { entity, again });
			await audit.consult(
				event(viewer, 'identity.read', entity === undefined ? [] : [entity], {
					act: 'candidates',
					pairs: queue.pairs.length
				})
			);
			return queue;
		},
		async why(asking, entity) {
			const viewer = demand(asking, 'identity.read');
			const told = await why(reads, viewer, entity);
			await audit.consult(event(viewer, 'identity.read', [entity], { act: 'why' }));
			return told;
		},
		async decisions(asking, { skip = 0, limit = 100 } = {}) {
			const viewer = demand(asking, 'identity.read');
			const rows = await store.read(queries.decisionsOf, {
				owner: viewer.organisation.id,
				verdicts: ['one', 'apart', 'two', 'later', 'proposed'],
				skip,
				limit,
				audience: [...viewer.audience]
			});
			await audit.consult(
				event(
					viewer,
					'identity.read',
					rows.map(({ id }) => id),
					{ act: 'decisions' }
				)
			);
			return rows.map((row) => decisionFor(row, viewer));
		},
		async proposals(asking) {
			const viewer = demand(asking, 'identity.read');
			const rows = await store.read(queries.proposals, {
				organisation: viewer.organisation.id,
				limit: mostProposals,
				audience: [...viewer.audience]
			});
			return rows.map((row) => decisionFor(row, viewer));
		},
		async merge(asking, pair, said) {
			const viewer = demand(asking, 'identity.merge');
			return decided(viewer, 'identity.merge', [pair.from, pair.into], {}, (deciding) =>
				merge(deciding, pair, said)
			);
		},
		async separate(asking, chosen, said) {
			const viewer = demand(asking, 'identity.split');
			const into = newId();
			return decided(
				viewer,
				'identity.split',
				[chosen.entity, ...chosen.records],
				{ act: 'separate' },
				(deciding) => separate(deciding, { ...chosen, into }, said)
			);
		},
		async judge(asking, pair, said) {
			const viewer = demand(asking, 'identity.judge');
			return decided(
				viewer,
				'identity.judge',
				[pair.a, pair.b],
				{ verdict: pair.verdict },
				(deciding) => judge(deciding, pair, said)
			);
		},
		async takeBack(asking, decision, reason) {
			const viewer = demand(asking, 'identity.split');
			return decided(viewer, 'identity.split', [decision], { act: 'take back' }, (deciding) =>
				takeBack(deciding, decision, reason)
			);
		},
		async answer(asking, proposal, words) {
			const viewer = demand(asking, 'identity.judge');
			await decided(viewer, 'identity.judge', [proposal], { act: 'answer' }, async (deciding) => {
				const row = await answer(deciding, proposal, words);
				return { id: proposal, moved: [], entities: [row.a, row.b], left: [] };
			});
		}
	};
}
