/** Words for statuses, roles and reasons that only the explorer shows. */
import type { IdentifierScheme } from '#lib/domain/draft.ts';
import type { PhiaTerm } from '#lib/domain/probability.ts';
import type { Cut, PathResult, Provenance } from '#lib/domain/subgraph.ts';
import { m } from '#lib/paraglide/messages.js';
import { day, number } from '#lib/ui/format.ts';
import type { Criterion } from './filter.ts';

type Text = () => string;

const statuses: Record<Provenance['status'], Text> = {
	intelligence: m.network_status_intelligence,
	lead: m.network_status_lead,
	evidence: m.network_status_evidence,
	agreed: m.network_status_agreed,
	contested: m.network_status_contested,
	excluded: m.network_status_excluded
};
export const statusName = (status: Provenance['status']): string => statuses[status]();

const roles: Record<string, Text> = {
	suspect: m.network_role_suspect,
	convicted: m.network_role_convicted,
	victim: m.network_role_victim,
	witness: m.network_role_witness,
	contact: m.network_role_contact,
	other: m.network_role_other
};
/** The category of a data subject (LED art. 6), or the word the source used. */
export const roleName = (role: string): string =>
	Object.hasOwn(roles, role) ? (roles[role]?.() ?? role) : role;

const probabilities: Record<PhiaTerm, Text> = {
	'remote-chance': m.keep_phia_remote_chance,
	'highly-unlikely': m.keep_phia_highly_unlikely,
	unlikely: m.keep_phia_unlikely,
	'realistic-possibility': m.keep_phia_realistic_possibility,
	likely: m.keep_phia_likely,
	'highly-likely': m.keep_phia_highly_likely,
	'almost-certain': m.keep_phia_almost_certain
};
/** A word of the PHIA yardstick with its band. */
export const probabilityName = (term: PhiaTerm): string => probabilities[term]();

/** The scheme of an identifier; names that are the same in every language stand as they are. */
const schemes: Partial<Record<IdentifierScheme, Text>> = {
	stix: m.network_scheme_stix,
	domain: m.kind_domain,
	network: m.kind_network,
	email: m.kind_email,
	wallet: m.kind_wallet,
	account: m.kind_account,
	phone: m.kind_phone,
	handle: m.network_scheme_handle,
	'document-number': m.network_scheme_document,
	external: m.network_scheme_external
};
export const schemeName = (scheme: string): string =>
	(Object.hasOwn(schemes, scheme) ? schemes[scheme as IdentifierScheme]?.() : undefined) ??
	scheme.toUpperCase();

const criteria: Record<Criterion, Text> = {
	families: m.network_filter_families,
	kinds: m.network_filter_kinds,
	types: m.network_filter_types,
	statements: m.network_filter_statements,
	grades: m.network_filter_grades,
	owners: m.network_filter_owners,
	time: m.network_filter_time,
	alone: m.network_filter_alone_name,
	sources: m.network_filter_sources,
	degree: m.network_filter_degree
};
export const criterionName = (criterion: Criterion): string => criteria[criterion]();

/** "50 of 214 shown, because …" */
export const cutText = (cut: Cut, limit: number): string =>
	cut.reason === 'limit'
		? m.network_cut_limit({
				shown: number(cut.shown),
				total: number(cut.total),
				limit: number(limit)
			})
		: m.network_cut_hops({ shown: number(cut.shown), total: number(cut.total) });

export const noPathText = ({
	reason,
	hopsSearched
}: Extract<PathResult, { found: false }>): string => {
	switch (reason) {
		case 'unconnected':
			return m.network_path_unconnected();
		case 'too-far':
			return m.network_path_too_far({ count: hopsSearched });
		case 'too-wide':
			return m.network_path_too_wide({ count: hopsSearched });
	}
};

interface Sourced {
	sources: number;
	claims: readonly { owner: { id: string } }[];
}

/** Distinct organisations whose data some claims are: sources of one may draw on each other. */
export const ownersOf = ({ claims }: Sourced): number =>
	new Set(claims.map(({ owner }) => owner.id)).size;

/** How many sources stand behind something; called independent only where each is of another organisation. */
export function sourcesText(said: Sourced): string {
	const { sources } = said;
	const owners = ownersOf(said);
	return owners < sources
		? m.network_sources_of_owners({ sources, owners })
		: m.network_independent({ count: sources });
}

/** When a statement holds, in words; null when its source does not say. */
export function periodText({
	validFrom,
	validUntil
}: Pick<Provenance, 'validFrom' | 'validUntil'>): string | null {
	if (validFrom && validUntil)
		return m.network_valid_between({ from: day(validFrom), until: day(validUntil) });
	if (validFrom) return m.network_valid_from({ from: day(validFrom) });
	if (validUntil) return m.network_valid_until({ until: day(validUntil) });
	return null;
}
