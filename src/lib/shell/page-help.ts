/** What each page is for, its first steps and its keys: the words of the help panel and of the tours. */
import { m } from '#lib/paraglide/messages.js';
import type { Tour } from '#lib/domain/tours.ts';

type Text = () => string;

export interface TourStep {
	title: Text;
	text: Text;
	/** The part of the page it speaks of; where it is not there, the words stand alone. */
	target: string;
}

export interface PageHelp {
	title: Text;
	purpose: Text;
	steps: readonly Text[];
	keys: readonly { keys: readonly string[]; text: Text }[];
	tour: readonly TourStep[];
}

const everywhere = [
	{ keys: ['Ctrl', 'K'], text: m.help_key_palette },
	{ keys: ['F1'], text: m.help_key_help },
	{ keys: ['Esc'], text: m.help_key_escape }
] as const;

export const pageHelp: Record<Tour, PageHelp> = {
	watch: {
		title: m.shell_watch,
		purpose: m.help_watch_purpose,
		steps: [m.help_watch_step_1, m.help_watch_step_2, m.help_watch_step_3],
		keys: everywhere,
		tour: [
			{ title: m.tour_watch_1_title, text: m.tour_watch_1, target: '[aria-labelledby=news]' },
			{ title: m.tour_watch_2_title, text: m.tour_watch_2, target: '[aria-labelledby=waiting]' },
			{ title: m.tour_watch_3_title, text: m.tour_watch_3, target: '.bar [aria-haspopup=dialog]' },
			{ title: m.tour_watch_4_title, text: m.tour_watch_4, target: 'aside.band' },
			{ title: m.tour_watch_5_title, text: m.tour_watch_5, target: '.tools [data-help]' }
		]
	},
	network: {
		title: m.shell_network,
		purpose: m.help_network_purpose,
		steps: [m.help_network_step_1, m.help_network_step_2, m.help_network_step_3],
		keys: [
			{ keys: ['/'], text: m.network_key_search },
			{ keys: ['E'], text: m.network_key_expand },
			{ keys: ['P'], text: m.network_key_path },
			{ keys: ['T'], text: m.network_key_table },
			{ keys: ['.'], text: m.network_key_menu },
			{ keys: ['?'], text: m.help_key_all },
			...everywhere
		],
		tour: [
			{ title: m.tour_network_1_title, text: m.tour_network_1, target: 'main [role=combobox]' },
			{ title: m.tour_network_2_title, text: m.tour_network_2, target: 'main [role=application]' },
			{
				title: m.tour_network_3_title,
				text: m.tour_network_3,
				target: 'main .network > aside.right'
			},
			{ title: m.tour_network_4_title, text: m.tour_network_4, target: 'main [role=toolbar]' },
			{ title: m.tour_network_5_title, text: m.tour_network_5, target: 'main .status' }
		]
	},
	ingest: {
		title: m.shell_ingest,
		purpose: m.help_ingest_purpose,
		steps: [m.help_ingest_step_1, m.help_ingest_step_2, m.help_ingest_step_3],
		keys: everywhere,
		tour: [
			{ title: m.tour_ingest_1_title, text: m.tour_ingest_1, target: 'main input[type=file]' },
			{ title: m.tour_ingest_2_title, text: m.tour_ingest_2, target: 'main fieldset' },
			{ title: m.tour_ingest_3_title, text: m.tour_ingest_3, target: 'main button[type=submit]' },
			{ title: m.tour_ingest_4_title, text: m.tour_ingest_4, target: 'main table' },
			{ title: m.tour_ingest_5_title, text: m.tour_ingest_5, target: 'main table' }
		]
	},
	identity: {
		title: m.shell_identity,
		purpose: m.help_identity_purpose,
		steps: [m.help_identity_step_1, m.help_identity_step_2, m.help_identity_step_3],
		keys: [
			{ keys: ['J', 'K'], text: m.identity_key_step },
			{ keys: ['A', 'R', 'D'], text: m.identity_key_decide },
			...everywhere
		],
		tour: [
			{ title: m.tour_identity_1_title, text: m.tour_identity_1, target: 'main .queue ol' },
			{ title: m.tour_identity_2_title, text: m.tour_identity_2, target: 'main .queue table' },
			{
				title: m.tour_identity_3_title,
				text: m.tour_identity_3,
				target: 'main .side > section + section'
			},
			{ title: m.tour_identity_4_title, text: m.tour_identity_4, target: 'main form.decide' },
			{ title: m.tour_identity_5_title, text: m.tour_identity_5, target: 'main nav' }
		]
	},
	sources: {
		title: m.shell_sources,
		purpose: m.help_sources_purpose,
		steps: [m.help_sources_step_1, m.help_sources_step_2, m.help_sources_step_3],
		keys: everywhere,
		tour: [
			{ title: m.tour_sources_1_title, text: m.tour_sources_1, target: 'main table' },
			{ title: m.tour_sources_2_title, text: m.tour_sources_2, target: 'main table thead' },
			{ title: m.tour_sources_3_title, text: m.tour_sources_3, target: 'main table tbody a' },
			{ title: m.tour_sources_4_title, text: m.tour_sources_4, target: 'main nav li:first-child' },
			{ title: m.tour_sources_5_title, text: m.tour_sources_5, target: 'main nav li:last-child' }
		]
	},
	administration: {
		title: m.shell_administration,
		purpose: m.help_administration_purpose,
		steps: [
			m.help_administration_step_1,
			m.help_administration_step_2,
			m.help_administration_step_3
		],
		keys: everywhere,
		tour: [
			{
				title: m.tour_administration_1_title,
				text: m.tour_administration_1,
				target: 'main nav'
			},
			{
				title: m.tour_administration_2_title,
				text: m.tour_administration_2,
				target: 'main [href="/administration/people"]'
			},
			{
				title: m.tour_administration_3_title,
				text: m.tour_administration_3,
				target: 'main [href="/administration/organisations"]'
			},
			{
				title: m.tour_administration_4_title,
				text: m.tour_administration_4,
				target: 'main [href="/administration/roles"]'
			},
			{
				title: m.tour_administration_5_title,
				text: m.tour_administration_5,
				target: 'main [href="/administration/decisions"]'
			}
		]
	},
	audit: {
		title: m.audit_title,
		purpose: m.help_audit_purpose,
		steps: [m.help_audit_step_1, m.help_audit_step_2, m.help_audit_step_3],
		keys: everywhere,
		tour: [
			{ title: m.tour_audit_1_title, text: m.tour_audit_1, target: 'main form.filters' },
			{ title: m.tour_audit_2_title, text: m.tour_audit_2, target: 'main table' },
			{ title: m.tour_audit_3_title, text: m.tour_audit_3, target: 'main [name=entity]' },
			{ title: m.tour_audit_4_title, text: m.tour_audit_4, target: 'main .verify' },
			{ title: m.tour_audit_5_title, text: m.tour_audit_5, target: 'main .tools' }
		]
	}
};
