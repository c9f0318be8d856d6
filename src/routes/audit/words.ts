/** The log's own words in plain ones: acts, operations of LED art. 25, results, and who acted. */
import type { AuditOutcome, AuditPerson, Operation } from '#lib/domain/audit-view.ts';
import { m } from '#lib/paraglide/messages.js';

const operationWords: Record<Operation, () => string> = {
	collection: m.audit_operation_collection,
	alteration: m.audit_operation_alteration,
	consultation: m.audit_operation_consultation,
	disclosure: m.audit_operation_disclosure,
	combination: m.audit_operation_combination,
	erasure: m.audit_operation_erasure,
	access: m.audit_operation_access
};
const outcomeWords: Record<AuditOutcome, () => string> = {
	done: m.audit_outcome_done,
	refused: m.audit_outcome_refused,
	failed: m.audit_outcome_failed
};
const actWords: Record<string, () => string> = {
	'access.set-up': m.audit_act_set_up,
	'access.sign-in': m.audit_act_sign_in,
	'access.session': m.audit_act_session,
	'access.manage': m.audit_act_manage,
	'access.factor': m.audit_act_factor,
	'access.key': m.audit_act_key,
	'access.key make': m.audit_act_key_made,
	'access.key revoke': m.audit_act_key_revoked,
	'api.pull': m.audit_act_pull,
	'access.policy': m.audit_act_policy,
	'access.invite': m.audit_act_invite,
	'access.invitation': m.audit_act_invitation,
	'access.roles': m.audit_act_roles,
	'access.bind': m.audit_act_bind,
	'access.charge': m.audit_act_charge,
	'access.explain': m.audit_act_explain,
	'access.organisations': m.audit_act_organisations,
	'audit.read': m.audit_act_read_log,
	'audit.export': m.audit_act_export_log,
	'audit.acknowledge': m.audit_act_acknowledge,
	'home.open': m.audit_act_home,
	'home.read': m.audit_act_home,
	'home.keep': m.audit_act_keep,
	'glossary.read': m.audit_act_glossary,
	'network.search': m.audit_act_search,
	'network.expand': m.audit_act_expand,
	'network.path': m.audit_act_path,
	'network.card': m.audit_act_card,
	'network.justify': m.audit_act_justify,
	'network.export': m.audit_act_export,
	'network.note': m.audit_act_note,
	'views.keep': m.audit_act_views,
	'ingest.read': m.audit_act_imports,
	'ingest.import': m.audit_act_import,
	'ingest.map': m.audit_act_map,
	'ingest.approve': m.audit_act_approve,
	'ingest.join': m.audit_act_join,
	'ingest.undo': m.audit_act_undo,
	'feeds.read': m.audit_act_feeds_read,
	'feeds.keep': m.audit_act_feeds_keep,
	'feeds.poll': m.audit_act_feeds_poll,
	'sources.read': m.audit_act_sources_read,
	'sources.describe': m.audit_act_sources_describe,
	'sources.review': m.audit_act_sources_review,
	'sources.keep': m.audit_act_sources_keep,
	'sources.erase': m.audit_act_sources_erase,
	'sources.expire': m.audit_act_sources_expire,
	'identity.read': m.audit_act_identity,
	'identity.merge': m.audit_act_merge,
	'identity.split': m.audit_act_split,
	'identity.judge': m.audit_act_judged,
	'graph.verify': m.audit_act_verify,
	'graph.backup': m.audit_act_backup,
	'graph.restore': m.audit_act_restore,
	'graph.seed': m.audit_act_seed,
	'graph.unseed': m.audit_act_unseed,
	'health.read': m.audit_act_health
};
/** Where one action covers several acts, a look must not read as a change: by action and `act` of the detail. */
const finerWords: Record<string, () => string> = {
	'access.session sign-out': m.audit_act_sign_out,
	'access.manage list': m.audit_act_people_seen,
	'access.manage read': m.audit_act_person_seen,
	'access.manage create': m.audit_act_account_made,
	'access.manage roles': m.audit_act_roles_changed,
	'access.manage disable': m.audit_act_account_disabled,
	'access.manage enable': m.audit_act_account_enabled,
	'access.manage set-password': m.audit_act_password_set,
	'access.manage reset-factors': m.audit_act_factors_reset,
	'access.manage end-sessions': m.audit_act_sessions_ended,
	'access.manage bind': m.audit_act_bound,
	'access.manage unbind': m.audit_act_unbound,
	'access.invite invite': m.audit_act_invited,
	'access.invite list': m.audit_act_invitations_seen,
	'access.invite revoke': m.audit_act_invitation_revoked,
	'access.session change-password': m.audit_act_password_changed,
	'access.session end': m.audit_act_session_ended,
	'access.session end-others': m.audit_act_session_ended_others,
	'access.session end-all': m.audit_act_session_ended_all,
	'ingest.map save': m.audit_act_map_saved,
	'ingest.map overwrite': m.audit_act_map_replaced,
	'ingest.map forget': m.audit_act_map_deleted,
	'network.expand between': m.audit_act_redrawn,
	'network.expand nodes': m.audit_act_brought_back,
	'network.expand view': m.audit_act_view_opened,
	'network.expand counts': m.audit_act_counts,
	'identity.read why': m.audit_act_identity_why,
	'identity.read decisions': m.audit_act_identity_decisions,
	'identity.split take back': m.audit_act_taken_back,
	'identity.judge answer': m.audit_act_answered,
	'access.explain refusals': m.audit_act_refusals_seen,
	'audit.read search': m.audit_act_log_searched,
	'audit.read entry': m.audit_act_log_entry,
	'audit.read verify': m.audit_act_log_verified,
	'audit.read prove': m.audit_act_log_proven
};

const own = <T>(table: Record<string, T>, key: string): T | undefined =>
	Object.hasOwn(table, key) ? table[key] : undefined;

/** What has no word yet is shown as the log says it. */
export const operationName = (name: string): string => own(operationWords, name)?.() ?? name;
export const outcomeName = (name: string): string => own(outcomeWords, name)?.() ?? name;
export const actName = ({ action, detail }: { action: string; detail: string }): string =>
	(own(finerWords, `${action} ${actOf(detail)}`) ?? own(actWords, action))?.() ?? action;

/** A damaged entry may hold anything. */
function actOf(detail: string): string {
	try {
		const said: unknown = JSON.parse(detail);
		return said && typeof said === 'object' && 'act' in said ? String(said.act) : '';
	} catch {
		return '';
	}
}

export function personName(account: string, people: readonly AuditPerson[]): string {
	if (account === 'local-operator') return m.ingest_local_operator();
	if (account === 'system') return m.audit_system();
	if (account === '' || account === 'nobody') return m.audit_nobody();
	return people.find(({ id }) => id === account)?.name ?? m.ingest_someone();
}
