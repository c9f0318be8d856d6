/**
 * Reasons for reading restricted items: asked once for a person and an entity, good for half an hour.
 * Each is a node of its own, which only auditors and data-protection officers read; the log holds its
 * id and a keyed commitment of its words, so that neither can be exchanged unseen.
 */
import { reasonMinutes, type Purpose, type Reason } from '#lib/domain/restricted.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { by, type Audit } from './event.ts';
import {
	createJustification,
	readInForce,
	readInForceAmong,
	readJustification
} from './queries.ts';

export interface Justification {
	id: string;
	account: string;
	organisation: string;
	entity: string;
	purpose: Purpose;
	text: string;
	at: string;
	until: string;
}

/** Whose, and about what: one key, because looking up by two properties reads more. */
const scopeOf = ({ account }: Viewer, entity: string) => `${account} ${entity}`;

/** The id of the reason that holds now, or undefined. */
export async function inForce(
	store: Pick<GraphStore, 'read'>,
	viewer: Viewer,
	entity: string,
	now: Date
): Promise<string | undefined> {
	const scope = scopeOf(viewer, entity);
	const [row] = await store.read(readInForce, { scope, now: now.toISOString() });
	return row?.id;
}

/** Those of some entities for which a reason of this person holds now. */
export async function inForceAmong(
	store: Pick<GraphStore, 'read'>,
	viewer: Viewer,
	entities: readonly string[],
	now: Date
): Promise<ReadonlySet<string>> {
	const rows = await store.read(readInForceAmong, {
		scopes: [...new Set(entities.map((entity) => scopeOf(viewer, entity)))],
		now: now.toISOString()
	});
	const given = new Set(rows.map(({ scope }) => scope));
	return new Set(entities.filter((entity) => given.has(scopeOf(viewer, entity))));
}

export interface Given {
	id: string;
	until: string;
}

/** Keeps a reason and its entry together. */
export async function justify(
	audit: Audit,
	viewer: Viewer,
	{ id, now, entity, reason }: { id: string; now: Date; entity: string; reason: Reason }
): Promise<Given> {
	const until = new Date(now.getTime() + reasonMinutes * 60_000).toISOString();
	await audit.write(
		{
			...by(viewer),
			action: 'network.justify',
			outcome: 'done',
			subjects: [entity],
			detail: {
				justification: id,
				purpose: reason.purpose,
				reason: audit.commit(`${id}\n${reason.text}`)
			}
		},
		({ run }) =>
			run(createJustification, {
				props: {
					id,
					scope: scopeOf(viewer, entity),
					account: viewer.account,
					organisation: viewer.organisation.id,
					entity,
					purpose: reason.purpose,
					text: reason.text,
					at: now.toISOString(),
					until
				}
			})
	);
	return { id, until };
}

/** For whoever audits: why somebody read something, and whether the words are those of then. */
export async function justificationOf(
	store: Pick<GraphStore, 'read'>,
	id: string
): Promise<Justification | undefined> {
	const [row] = await store.read(readJustification, { id });
	return row;
}
