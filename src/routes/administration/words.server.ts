/** The table of actions and the rules that decide, in the reader's language. A test asks that no action is missing. */
import { m } from '#lib/paraglide/messages.js';
import { actions, type ActionName, type Operation } from '#lib/server/access/actions.ts';
import { isActionName } from '#lib/server/access/explain.ts';
import type { RuleId } from '#lib/server/access/decide.ts';

type Text = (inputs?: object, options?: { locale?: 'en' | 'fr' }) => string;

export const actionWords: Partial<Record<ActionName, Text>> = {
	'access.set-up': m.action_access_set_up,
	'access.sign-in': m.action_access_sign_in,
	'access.session': m.action_access_session,
	'access.manage': m.action_access_manage,
	'access.charge': m.action_access_charge,
	'access.factor': m.action_access_factor,
	'access.key': m.action_access_key,
	'api.pull': m.action_api_pull,
	'access.policy': m.action_access_policy,
	'access.invite': m.action_access_invite,
	'access.invitation': m.action_access_invitation,
	'access.roles': m.action_access_roles,
	'access.explain': m.action_access_explain,
	'access.organisations': m.action_access_organisations,
	'access.bind': m.action_access_bind,
	'health.read': m.action_health_read,
	'audit.acknowledge': m.action_audit_acknowledge,
	'audit.read': m.action_audit_read,
	'audit.export': m.action_audit_export,
	'home.read': m.action_home_read,
	'home.open': m.action_home_open,
	'home.keep': m.action_home_keep,
	'glossary.read': m.action_glossary_read,
	'network.search': m.action_network_search,
	'network.expand': m.action_network_expand,
	'network.path': m.action_network_path,
	'network.card': m.action_network_card,
	'network.justify': m.action_network_justify,
	'network.note': m.action_network_note,
	'views.keep': m.action_views_keep,
	'network.export': m.action_network_export,
	'ingest.read': m.action_ingest_read,
	'ingest.import': m.action_ingest_import,
	'ingest.map': m.action_ingest_map,
	'ingest.approve': m.action_ingest_approve,
	'ingest.join': m.action_ingest_join,
	'ingest.undo': m.action_ingest_undo,
	'feeds.read': m.action_feeds_read,
	'feeds.keep': m.action_feeds_keep,
	'feeds.poll': m.action_feeds_poll,
	'sources.read': m.action_sources_read,
	'sources.describe': m.action_sources_describe,
	'sources.review': m.action_sources_review,
	'sources.keep': m.action_sources_keep,
	'sources.erase': m.action_sources_erase,
	'sources.expire': m.action_sources_expire,
	'identity.read': m.action_identity_read,
	'identity.merge': m.action_identity_merge,
	'identity.split': m.action_identity_split,
	'identity.judge': m.action_identity_judge,
	'graph.verify': m.action_graph_verify,
	'graph.backup': m.action_graph_backup,
	'graph.restore': m.action_graph_restore,
	'graph.seed': m.action_graph_seed,
	'graph.unseed': m.action_graph_unseed
};

const rules: Record<RuleId, Text> = {
	public: m.rule_public,
	'no-account': m.rule_no_account,
	operator: m.rule_operator,
	exception: m.rule_exception,
	confined: m.rule_confined,
	'every-account': m.rule_every_account,
	role: m.rule_role,
	'no-role': m.rule_no_role
};

const operations: Record<Operation, Text> = {
	collection: m.operation_collection,
	alteration: m.operation_alteration,
	consultation: m.operation_consultation,
	disclosure: m.operation_disclosure,
	combination: m.operation_combination,
	erasure: m.operation_erasure,
	access: m.operation_access
};

export const actionSaid = (name: ActionName): string =>
	actionWords[name]?.() ?? actions[name].description;
/** As the log has it, from this version or another. */
export const actionFound = (name: string): string => (isActionName(name) ? actionSaid(name) : name);
export const ruleSaid = (rule: RuleId): string => rules[rule]();
export const operationSaid = (operation: Operation): string => operations[operation]();
