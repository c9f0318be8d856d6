/**
 * The words of the domain in the reader's language: families, kinds, claim types, roles, markings.
 * Every message is named outright so that a page carries only the texts it uses.
 *
 *     kindName('wallet')                  Wallet · Portefeuille
 *     familyName('actor')                 Actors · Acteurs
 *     claimVerb('CONTROLS', 'in')         controlled by · contrôlé par
 *     tlpMeaning('amber')                 who may see it, in one sentence
 */
import type { AgreementType, Called, OrganisationKind } from '#lib/domain/organisation.ts';
import type { Purpose } from '#lib/domain/restricted.ts';
import { isProcessingPurpose, type ProcessingPurpose } from '#lib/domain/source-register.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { Role } from '#lib/domain/audience.ts';
import type { ClaimType } from '#lib/domain/claim-types.ts';
import type { Family, Kind } from '#lib/domain/kinds.ts';
import type { HandlingCode, Tlp } from '#lib/domain/marking.ts';

type Text = () => string;

export const organisationName = ({ name, nameFr }: Called): string =>
	(getLocale() === 'fr' && nameFr) || name;

const familyNames = {
	actor: m.family_actor,
	infrastructure: m.family_infrastructure,
	means: m.family_means,
	money: m.family_money,
	event: m.family_event,
	knowledge: m.family_knowledge,
	place: m.family_place,
	file: m.family_file
} satisfies Record<Family, Text>;

const kindNames = {
	person: m.kind_person,
	group: m.kind_group,
	organisation: m.kind_organisation,
	persona: m.kind_persona,
	domain: m.kind_domain,
	ip: m.kind_ip,
	network: m.kind_network,
	url: m.kind_url,
	email: m.kind_email,
	phone: m.kind_phone,
	device: m.kind_device,
	service: m.kind_service,
	malware: m.kind_malware,
	tool: m.kind_tool,
	technique: m.kind_technique,
	vulnerability: m.kind_vulnerability,
	file: m.kind_file,
	software: m.kind_software,
	countermeasure: m.kind_countermeasure,
	account: m.kind_account,
	wallet: m.kind_wallet,
	incident: m.kind_incident,
	campaign: m.kind_campaign,
	offence: m.kind_offence,
	observation: m.kind_observation,
	indicator: m.kind_indicator,
	document: m.kind_document,
	concept: m.kind_concept,
	location: m.kind_location,
	case: m.kind_case,
	exhibit: m.kind_exhibit
} satisfies Record<Kind, Text>;

const claimVerbs = {
	MEMBER_OF: { out: m.claim_member_of_out, in: m.claim_member_of_in },
	ALIAS_OF: { out: m.claim_alias_of_out, in: m.claim_alias_of_in },
	KNOWS: { out: m.claim_knows_out, in: m.claim_knows_in },
	MET: { out: m.claim_met_out, in: m.claim_met_in },
	COMMUNICATED_WITH: { out: m.claim_communicated_with_out, in: m.claim_communicated_with_in },
	CONTROLS: { out: m.claim_controls_out, in: m.claim_controls_in },
	USES: { out: m.claim_uses_out, in: m.claim_uses_in },
	RESOLVES_TO: { out: m.claim_resolves_to_out, in: m.claim_resolves_to_in },
	HOSTED_ON: { out: m.claim_hosted_on_out, in: m.claim_hosted_on_in },
	DELIVERS: { out: m.claim_delivers_out, in: m.claim_delivers_in },
	EXPLOITS: { out: m.claim_exploits_out, in: m.claim_exploits_in },
	TARGETED: { out: m.claim_targeted_out, in: m.claim_targeted_in },
	HARMED: { out: m.claim_harmed_out, in: m.claim_harmed_in },
	TRANSFERRED: { out: m.claim_transferred_out, in: m.claim_transferred_in },
	ATTRIBUTED_TO: { out: m.claim_attributed_to_out, in: m.claim_attributed_to_in },
	PART_OF: { out: m.claim_part_of_out, in: m.claim_part_of_in },
	LOCATED_IN: { out: m.claim_located_in_out, in: m.claim_located_in_in },
	MITIGATES: { out: m.claim_mitigates_out, in: m.claim_mitigates_in },
	DETECTS: { out: m.claim_detects_out, in: m.claim_detects_in },
	INDICATES: { out: m.claim_indicates_out, in: m.claim_indicates_in },
	VARIANT_OF: { out: m.claim_variant_of_out, in: m.claim_variant_of_in },
	REPLACED_BY: { out: m.claim_replaced_by_out, in: m.claim_replaced_by_in },
	RELATED_TO: { out: m.claim_related_to_out, in: m.claim_related_to_in },
	INVOLVED_IN: { out: m.claim_involved_in_out, in: m.claim_involved_in_in }
} satisfies Record<ClaimType, { out: Text; in: Text }>;

const roleNames = {
	administrator: m.role_administrator,
	analyst: m.role_analyst,
	author: m.role_author,
	liaison: m.role_liaison,
	prosecutor: m.role_prosecutor,
	csirt: m.role_csirt,
	'help-desk': m.role_help_desk,
	researcher: m.role_researcher,
	'exercise-lead': m.role_exercise_lead,
	evaluator: m.role_evaluator,
	player: m.role_player,
	'data-protection-officer': m.role_data_protection_officer,
	auditor: m.role_auditor,
	'issuing-judge': m.role_issuing_judge,
	magistrate: m.role_magistrate,
	defence: m.role_defence,
	provider: m.role_provider,
	'foreign-authority': m.role_foreign_authority
} satisfies Record<Role, Text>;

const tlpMeanings = {
	clear: m.marking_means_clear,
	green: m.marking_means_green,
	amber: m.marking_means_amber,
	'amber+strict': m.marking_means_amber_strict,
	red: m.marking_means_red
} satisfies Record<Tlp, Text>;

const handlingMeanings = {
	H0: m.handling_means_h0,
	H1: m.handling_means_h1,
	H2: m.handling_means_h2,
	H3: m.handling_means_h3
} satisfies Record<HandlingCode, Text>;

export const familyName = (family: Family): string => familyNames[family]();
export const kindName = (kind: Kind): string => kindNames[kind]();
/** The verb read from the entity in hand: `out` when the claim starts at it, `in` when it ends there. */
export const claimVerb = (type: ClaimType, direction: 'out' | 'in' = 'out'): string =>
	claimVerbs[type][direction]();
export const roleName = (role: Role): string => roleNames[role]();
export const tlpMeaning = (tlp: Tlp): string => tlpMeanings[tlp]();
export const handlingMeaning = (code: HandlingCode): string => handlingMeanings[code]();

const purposeWords: Record<Purpose, () => string> = {
	investigation: m.purpose_investigation,
	prevention: m.purpose_prevention,
	cooperation: m.purpose_cooperation,
	'data-subject-right': m.purpose_data_subject_right,
	supervision: m.purpose_supervision
};
/** Why somebody reads a restricted item. */
export const purposeName = (purpose: Purpose): string => purposeWords[purpose]();

const organisationKindNames: Record<OrganisationKind, () => string> = {
	'national-unit': m.organisation_kind_national_unit,
	'union-body': m.organisation_kind_union_body,
	'third-country': m.organisation_kind_third_country,
	international: m.organisation_kind_international,
	csirt: m.organisation_kind_csirt,
	provider: m.organisation_kind_provider,
	private: m.organisation_kind_private,
	academia: m.organisation_kind_academia
};
export const organisationKindName = (kind: OrganisationKind): string =>
	organisationKindNames[kind]();

const agreementNames: Record<AgreementType, () => string> = {
	'member-state': m.organisation_agreement_member_state,
	'union-body': m.organisation_agreement_union_body,
	adequacy: m.organisation_agreement_adequacy,
	agreement: m.organisation_agreement_agreement,
	'pre-2017-agreement': m.organisation_agreement_pre_2017_agreement,
	none: m.organisation_agreement_none
};
export const agreementName = (agreement: AgreementType): string => agreementNames[agreement]();

const processingWords: Record<ProcessingPurpose, () => string> = {
	'cross-checking': m.processing_cross_checking,
	'strategic-analysis': m.processing_strategic_analysis,
	'operational-analysis': m.processing_operational_analysis,
	exchange: m.processing_exchange,
	research: m.processing_research
};
/** What data may be used for; one that a file names in words of its own stays as it is. */
export const processingPurposeName = (purpose: string): string =>
	isProcessingPurpose(purpose) ? processingWords[purpose]() : purpose;
