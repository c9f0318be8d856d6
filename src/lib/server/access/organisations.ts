/**
 * Organisations that hold accounts here: one of the vocabulary is bound by an administrator, or one that
 * it does not know is made. A new one has no data and no accounts; the organisation that bound it may
 * invite its first administrator, and nobody after that.
 */
import * as v from 'valibot';
import { organisationKinds } from '#lib/domain/organisation.ts';
import { isOneLine, oneLine } from '#lib/domain/one-line.ts';
import { fold } from '#lib/domain/fold.ts';
import { appearance, mixesAlphabets } from '#lib/domain/look-alike.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { by, type Audit } from '#lib/server/audit/event.ts';
import { latin } from '#lib/server/graph/search-text.ts';
import type { GraphStore, Runner } from '#lib/server/graph/store.ts';
import { problemsOf, type Problem } from './accounts.ts';
import { agencyOf, ensureAgency, listAgencies } from './agencies.ts';
import type { Agency } from './agency.ts';
import type { Auth } from './auth.ts';
import { demand } from './decide.ts';
import { agencyFor, known } from './directory.ts';
import { hasNoAccount } from './ways-in.ts';

const Name = v.pipe(
	v.string(),
	v.trim(),
	v.maxLength(200),
	v.check((name) => name === '' || isOneLine(name), oneLine),
	v.check((name) => !mixesAlphabets(name), 'letters of one alphabet in each word')
);
export const NewOrganisation = v.object({
	name: v.pipe(
		Name,
		v.check((name) => slugOf(name).length > 1, 'a name of letters')
	),
	nameFr: v.optional(Name, ''),
	kind: v.picklist(organisationKinds),
	/** ISO 3166-1 alpha-2, or empty. */
	country: v.optional(v.pipe(v.string(), v.trim(), v.toUpperCase(), v.regex(/^([A-Z]{2})?$/)), '')
});
export type NewOrganisation = v.InferInput<typeof NewOrganisation>;

export type Bound = { id: string } | { problems: Record<string, Problem> };

export interface Organisations {
	/** Lets an organisation of the vocabulary hold accounts here. */
	bind(viewer: Viewer, id: string): Promise<Bound>;
	/** Makes one that the vocabulary does not know, and binds it. */
	create(viewer: Viewer, input: NewOrganisation): Promise<Bound>;
	/** Those that the viewer's organisation bound and whose first administrator is still to come. */
	awaited(viewer: Viewer): Promise<string[]>;
}

const slugOf = (name: string): string =>
	fold(name)
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 48);

/** All that two names for one thing may have in common: their letters, how those are read, and what they look like. */
const likenesses = (name: string): string[] => [
	...new Set([fold(name), latin(name), appearance(name)])
];

/** An organisation as it was typed; undefined when one of its name, or of one like it, is known already. */
export function agencyNamed(
	input: v.InferOutput<typeof NewOrganisation>,
	agencies: readonly Agency[]
): Agency | undefined {
	const taken = new Set([
		...known.flatMap(({ id, name }) => [id, ...likenesses(name.en), ...likenesses(name.fr)]),
		...agencies.flatMap(({ id, name, nameFr }) => [
			id,
			...likenesses(name),
			...likenesses(nameFr ?? name)
		])
	]);
	const { name, nameFr, kind, country } = input;
	const id = slugOf(name);
	const given = [id, ...likenesses(name), ...likenesses(nameFr || name)];
	if (given.some((each) => taken.has(each))) return undefined;
	return { id, name, nameFr: nameFr || null, kind, country: country || null, demonstration: false };
}

export function organisationsOf({
	store,
	audit,
	auth
}: {
	store: GraphStore;
	audit: Audit;
	auth: Auth;
}): Organisations {
	async function bound(viewer: Viewer, act: string, agency: Agency): Promise<Bound> {
		const isNew = await audit.write(
			(done: boolean) => ({
				...by(viewer),
				action: 'access.bind',
				outcome: done ? 'done' : 'refused',
				subjects: [agency.id],
				detail: { act, kind: agency.kind }
			}),
			async (runner: Runner) => {
				// Of two who bind the same at once one waits here, and then finds it.
				if (await agencyOf(runner, agency.id)) return false;
				await ensureAgency(runner, { ...agency, boundBy: viewer.organisation.id });
				return true;
			}
		);
		return isNew ? { id: agency.id } : { problems: { name: 'taken' } };
	}

	return {
		async bind(viewer, id) {
			demand(viewer, 'access.bind');
			if (!known.some((each) => each.id === id)) return { problems: { name: 'invalid' } };
			return bound(viewer, 'bind', agencyFor(id));
		},
		async create(viewer, input) {
			demand(viewer, 'access.bind');
			const parsed = v.safeParse(NewOrganisation, input);
			if (!parsed.success) return { problems: problemsOf(parsed.issues) };
			const agency = agencyNamed(parsed.output, await listAgencies(store));
			return agency ? bound(viewer, 'create', agency) : { problems: { name: 'taken' } };
		},
		async awaited(viewer) {
			if (viewer.operator) return [];
			const mine = (await listAgencies(store)).filter(
				({ boundBy }) => boundBy === viewer.organisation.id
			);
			const { adapter } = await auth.$context;
			const awaiting = await Promise.all(mine.map(({ id }) => hasNoAccount(adapter, id)));
			return mine.flatMap(({ id }, n) => (awaiting[n] ? [id] : []));
		}
	};
}
