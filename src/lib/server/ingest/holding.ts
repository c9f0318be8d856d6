/**
 * Imports that wait for somebody: what a file would change is counted and its things are listed, and nothing is
 * written until it is approved, by whoever brought it in or by another person, as it was asked for.
 */
import { person, sees, type Token } from '#lib/domain/audience.ts';
import type { RecordDraft } from '#lib/domain/draft.ts';
import type { Review, ReviewedThing } from '#lib/domain/import-state.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { provenanceOf, type ImportContext } from './batch.ts';
import { differenceOf } from './difference.ts';
import { ImportRefused } from './refused.ts';
import { batches, differenceKept, keepDifference } from './spool.ts';
import type { ImportNode } from './state.ts';
import { markingsFor, type StandingContext } from './writing.ts';

/** Things that a page lists at once and that can be left out one by one. */
export const thingsReviewed = 500;

interface Holding {
	store: GraphStore;
	folderOf: (id: string) => string;
	contextOf: (node: ImportNode) => StandingContext;
	/** What an analyst of an organisation may see. */
	tokensFor: (owner: string, account: string, demonstration: boolean) => readonly Token[];
	now: () => Date;
}

const silent = () => undefined;

export function holdingOf({ store, folderOf, contextOf, tokensFor, now }: Holding) {
	/** Its readers are its organisation's, so what its account alone may see is not counted; a RED one has no others. */
	const readersOf = ({ owner, account, demonstration, tlp }: ImportNode): readonly Token[] =>
		tokensFor(owner, account, demonstration).filter(
			(token) => tlp === 'red' || token !== person(account)
		);

	/** Counts what the import would change, and keeps it beside its drafts. */
	async function compare(node: ImportNode, signal: AbortSignal): Promise<void> {
		const folder = folderOf(node.id);
		const counted = await differenceOf({
			store,
			folder,
			context: contextOf(node),
			audience: readersOf(node),
			signal,
			at: now().toISOString()
		});
		keepDifference(folder, counted);
	}

	/** The first things of the import that the viewer may see once they are in. */
	async function things(viewer: Viewer, node: ImportNode): Promise<ReviewedThing[]> {
		const folder = folderOf(node.id);
		const standing = contextOf(node);
		const { known } = await markingsFor({ store, context: standing, folder }, silent);
		const context: ImportContext = {
			...standing,
			audience: [],
			markings: known,
			everyToken: async () => [],
			warn: silent,
			nextChange: () => ''
		};
		for await (const drafts of batches<RecordDraft>(folder, 'record', thingsReviewed, 0))
			return drafts.flatMap((draft) => {
				const { audience, tlp } = provenanceOf(draft, context);
				if (!viewer.operator && !sees(viewer.audience, audience)) return [];
				const { ref, at, kind, names, identifiers, attributes } = draft;
				return [
					{
						ref,
						at,
						kind,
						name: names[0] ?? identifiers[0]?.value ?? ref,
						tlp,
						context: typeof attributes.context === 'string' ? attributes.context : null
					}
				];
			});
		return [];
	}

	async function review(viewer: Viewer, node: ImportNode): Promise<Review | null> {
		const difference = node.state === 'held' ? differenceKept(folderOf(node.id)) : undefined;
		if (!difference) return null;
		return {
			difference,
			things: await things(viewer, node),
			hold: node.hold,
			isOwn: viewer.account === node.account
		};
	}

	/** Throws where the viewer is not who may decide, or there is nothing to decide any more. */
	function demandDecision(viewer: Viewer, node: ImportNode, deed: 'approve' | 'decline'): void {
		if (node.state !== 'held')
			throw new ImportRefused(`this import does not wait for anybody: it is ${node.state}`);
		if (deed === 'approve' && node.hold === 'second' && viewer.account === node.account)
			throw new ImportRefused('another person must approve it: you brought it in');
	}

	return { compare, review, demandDecision };
}
