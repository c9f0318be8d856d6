/** Everything the graph may hold, by label and type: what a backup keeps and what passes by itself. */

/** Nodes found by their `id`. */
export const labelsById = [
	'Agency',
	'ApiKey',
	'AuditEntry',
	'AuditHead',
	'AuditTile',
	'Auth_account',
	'Auth_charge',
	'Auth_factorPolicy',
	'Auth_invitation',
	'Auth_passkey',
	'Auth_twoFactor',
	'Auth_user',
	'Change',
	'Desk',
	'Entity',
	'Erasure',
	'Feed',
	'IdentityDecision',
	'Import',
	'Justification',
	'Marking',
	'Note',
	'NoteOn',
	'Placement',
	'Provenance',
	'Record',
	'SavedMapping',
	'SavedView',
	'Source',
	'SourceEntry',
	'Star'
] as const;
export type LabelById = (typeof labelsById)[number];

/** Nodes that are nothing but their own key. */
export const labelsByKey = { AudienceToken: 'token', Identifier: 'key' } as const;

export const storedLabels = [
	...labelsById,
	...(Object.keys(labelsByKey) as (keyof typeof labelsByKey)[])
] as const;
export type StoredLabel = (typeof storedLabels)[number];

/** Of this moment only: sessions, counted tries, the link that makes the first account, the schema. */
export const passingLabels = [
	'Auth_rateLimit',
	'Auth_session',
	'Auth_verification',
	'Schema',
	'SetUpLink',
	'SignInPlace',
	'SignInTries'
] as const;

/** Relationships other than claims, each from one label to another. */
export const linkTypes = ['DESCRIBES', 'IDENTIFIED_BY', 'FROM'] as const;
export type LinkType = (typeof linkTypes)[number];
