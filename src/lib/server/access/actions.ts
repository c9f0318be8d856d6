/**
 * The one table of actions, and the only thing that decides. Every route and command names the action
 * it performs; what is not in this table cannot be done. `roles` are those that may; `public` needs
 * no account, `signed-in` any. A role is the set of actions that name it.
 */
import { confinedRoles, type ConfinedRole, type Role } from '#lib/domain/audience.ts';

/** LED art. 25 operations, plus `access` for accounts and sessions. */
export type Operation =
	| 'collection'
	| 'alteration'
	| 'consultation'
	| 'disclosure'
	| 'combination'
	| 'erasure'
	| 'access';

export interface Action {
	description: string;
	operation: Operation;
	roles: readonly Role[] | 'public' | 'signed-in';
	/**
	 * The confined roles that may all the same. A magistrate, the defence and others who stand outside
	 * an investigation do what is public and what names them here, and nothing else.
	 */
	exceptions?: readonly ConfinedRole[];
}

/** Who may look: each sees what their tokens let them. */
const explorers = [
	'analyst',
	'author',
	'liaison',
	'prosecutor',
	'csirt',
	'help-desk',
	'researcher'
] as const;
/** Who may take what they see out of Faisceau. A prosecutor does so through a case. */
const exporters = ['analyst', 'author', 'liaison', 'csirt', 'researcher'] as const;
const collectors = ['analyst', 'liaison', 'csirt'] as const;
/** Who brings data in and takes it out, so may let a program do the second in their name. */
const programmers = ['analyst', 'liaison', 'csirt'] as const;

export const actions = {
	'access.set-up': {
		description: 'Use the one-time link to make the first account',
		operation: 'access',
		roles: 'public'
	},
	'access.sign-in': { description: 'Sign in or out', operation: 'access', roles: 'public' },
	'access.session': {
		description: 'See and end one’s own sessions',
		operation: 'access',
		roles: 'signed-in',
		exceptions: confinedRoles
	},
	'access.manage': {
		description: 'Make and change accounts',
		operation: 'access',
		roles: ['administrator']
	},
	'access.charge': {
		description: 'Put a prosecutor in charge of a case, and take the case from them',
		operation: 'access',
		roles: ['administrator']
	},
	'access.factor': {
		description: 'Add, show and remove one’s own second factors',
		operation: 'access',
		roles: 'signed-in',
		exceptions: confinedRoles
	},
	'access.key': {
		description: 'Make, see and take back keys with which programs pull what one sees',
		operation: 'access',
		roles: programmers
	},
	'access.policy': {
		description: 'Say who must have a second factor',
		operation: 'access',
		roles: ['administrator']
	},
	'access.invite': {
		description: 'Invite people to an account, see and take back invitations',
		operation: 'access',
		roles: ['administrator']
	},
	'access.invitation': {
		description: 'Use an invitation to make one’s account',
		operation: 'access',
		roles: 'public'
	},
	'access.roles': {
		description: 'See which role may perform which action, and the rules that decide',
		operation: 'access',
		roles: ['administrator', 'auditor', 'data-protection-officer']
	},
	'access.explain': {
		description: 'Ask why something was allowed or refused, and see what was refused lately',
		operation: 'consultation',
		roles: ['administrator', 'auditor', 'data-protection-officer']
	},
	'access.organisations': {
		description: 'See the organisations and what they may exchange',
		operation: 'consultation',
		roles: ['administrator', 'liaison', 'auditor', 'data-protection-officer']
	},
	'access.bind': {
		description: 'Let an organisation hold accounts here, one of the list or a new one',
		operation: 'access',
		roles: ['administrator']
	},
	'health.read': {
		description: 'Ask whether the server and its store answer',
		operation: 'access',
		roles: 'public'
	},
	'audit.acknowledge': {
		description: 'Take note that audit entries were lost or the store was damaged',
		operation: 'access',
		// Who is checked by the log does not say that its damage is done with.
		roles: ['auditor']
	},
	'audit.read': {
		description: 'Search the audit log, open an entry, verify the log',
		operation: 'consultation',
		roles: ['auditor', 'data-protection-officer']
	},
	'audit.export': {
		description: 'Take a copy of audit entries with their proofs',
		operation: 'disclosure',
		roles: ['auditor', 'data-protection-officer']
	},
	'home.open': {
		description: 'Open the start page, which says what one’s role reaches',
		operation: 'access',
		roles: 'signed-in',
		exceptions: confinedRoles
	},
	'home.read': {
		description: 'See on the start page what is new and what waits',
		operation: 'consultation',
		roles: explorers
	},
	'home.keep': {
		description: 'Keep which tours one has ended and which waiting items one has acknowledged',
		operation: 'access',
		roles: 'signed-in'
	},
	'glossary.read': {
		description: 'Read the glossary',
		operation: 'access',
		roles: 'signed-in',
		exceptions: confinedRoles
	},
	'network.search': {
		description: 'Search the network',
		operation: 'consultation',
		roles: explorers
	},
	'network.expand': {
		description: 'Expand an entity',
		operation: 'consultation',
		roles: explorers
	},
	'network.path': {
		description: 'Find a path between two entities',
		operation: 'combination',
		roles: explorers
	},
	'network.card': {
		description: 'Open the card of an entity',
		operation: 'consultation',
		roles: explorers
	},
	'network.note': {
		description: 'Write a note about entities',
		operation: 'collection',
		roles: [...collectors, 'author']
	},
	'views.keep': {
		description: 'Keep views and stars of one’s own, and open a view by its link',
		operation: 'consultation',
		roles: explorers
	},
	'network.justify': {
		description: 'Give the reason for reading a restricted item',
		operation: 'consultation',
		roles: explorers
	},
	'network.export': {
		description: 'Export what is shown',
		operation: 'disclosure',
		roles: exporters
	},
	'api.pull': {
		description: 'Pull what one sees with a program, through TAXII',
		operation: 'disclosure',
		roles: programmers
	},
	'ingest.read': {
		description: 'See the imports of one’s organisation',
		operation: 'consultation',
		roles: collectors
	},
	'ingest.import': { description: 'Import a file', operation: 'collection', roles: collectors },
	'ingest.map': {
		description: 'Keep, see and delete the mappings of tables of one’s organisation',
		operation: 'collection',
		roles: collectors
	},
	'ingest.approve': {
		description: 'Approve or decline an import that waits',
		operation: 'collection',
		roles: collectors
	},
	'ingest.join': {
		description: 'Join imported records to an entity that another organisation’s records made',
		operation: 'combination',
		roles: collectors
	},
	'ingest.undo': { description: 'Undo an import whole', operation: 'erasure', roles: collectors },
	'feeds.read': {
		description: 'See the feeds of one’s organisation',
		operation: 'consultation',
		roles: collectors
	},
	'feeds.keep': {
		description: 'Set up, pause and delete feeds of one’s organisation',
		operation: 'collection',
		roles: collectors
	},
	'feeds.poll': {
		description: 'Look at a feed for what is new',
		operation: 'collection',
		roles: collectors
	},
	'sources.read': {
		description:
			'See the sources of what one sees, and what one’s organisation wrote down of its own',
		operation: 'consultation',
		roles: explorers
	},
	'sources.describe': {
		description:
			'Write down how reliable a source of one’s organisation is, its terms and how long it is kept',
		operation: 'alteration',
		roles: collectors
	},
	'sources.review': {
		description: 'See what of one’s organisation is past its date of review or comes to it soon',
		operation: 'consultation',
		roles: collectors
	},
	'sources.keep': {
		description: 'Keep reviewed statements until another date',
		operation: 'alteration',
		roles: collectors
	},
	'sources.erase': {
		description: 'Erase statements that are not needed any more',
		operation: 'erasure',
		roles: collectors
	},
	'sources.expire': {
		description: 'Hide what is past its date of review, and erase it later: the server alone',
		operation: 'erasure',
		roles: []
	},
	'identity.read': {
		description: 'See which entities may be one, and why some are',
		operation: 'consultation',
		roles: explorers
	},
	'identity.merge': {
		description: 'Bring records of one’s organisation to another entity',
		operation: 'combination',
		roles: collectors
	},
	'identity.split': {
		description: 'Take records of one’s organisation out of an entity, or take a decision back',
		operation: 'alteration',
		roles: collectors
	},
	'identity.judge': {
		description:
			'Say that two entities are different or may wait, propose to others that they are one, answer them',
		operation: 'alteration',
		roles: collectors
	},
	'graph.verify': {
		description: 'Check the invariants of the graph and the audit sequence',
		operation: 'consultation',
		roles: ['administrator']
	},
	'graph.backup': {
		description: 'Back up the store',
		operation: 'disclosure',
		roles: ['administrator']
	},
	'graph.restore': {
		description: 'Restore the store from a backup',
		operation: 'alteration',
		roles: ['administrator']
	},
	'graph.seed': {
		description: 'Load the demonstration',
		operation: 'collection',
		roles: ['administrator']
	},
	'graph.unseed': {
		description: 'Remove the demonstration',
		operation: 'erasure',
		roles: ['administrator']
	}
} as const satisfies Record<string, Action>;

export type ActionName = keyof typeof actions;
