/**
 * The fictional agencies of the demonstration. Arvania, Belmark, Corland and Doria do not exist, and
 * neither does any organisation named here. The first account of an installation belongs to Belmark.
 */
import type { AgreementType } from '#lib/domain/organisation.ts';

export const agencyKinds = [
	'national-unit',
	'csirt',
	'provider',
	'union-body',
	'third-country',
	'private',
	'academia'
] as const;
export type AgencyKind = (typeof agencyKinds)[number];

export interface Agency {
	id: string;
	name: string;
	kind: AgencyKind;
	/** Name of the fictional country, or `Union`. */
	country: string;
	/** Under which agreement data may pass, in the story. */
	agreement: AgreementType;
	demonstration: true;
}

const agency = (
	id: string,
	name: string,
	kind: AgencyKind,
	country: string,
	agreement: AgreementType = 'none'
): Agency => ({
	id,
	name,
	kind,
	country,
	agreement,
	demonstration: true
});

export const agencies: readonly Agency[] = [
	agency('belmark', 'Belmark national unit', 'national-unit', 'Belmark', 'member-state'),
	agency('arvania', 'Arvania cybercrime police', 'third-country', 'Arvania', 'agreement'),
	agency('corland', 'Corland national unit', 'third-country', 'Corland', 'pre-2017-agreement'),
	agency('doria', 'Doria Ministry of Order', 'third-country', 'Doria'),
	agency('cyber-observatory', 'Union Cyber Observatory', 'union-body', 'Union', 'union-body'),
	agency('csirt-arvania', 'CSIRT Arvania', 'csirt', 'Arvania'),
	agency('csirt-belmark', 'CSIRT Belmark', 'csirt', 'Belmark', 'member-state'),
	agency('helix-centre', 'Helix Respiratory Research Centre', 'private', 'Arvania'),
	agency('nordvault', 'NordVault Hosting', 'provider', 'Belmark'),
	agency('coinquay', 'CoinQuay Exchange', 'provider', 'Belmark'),
	agency('mailbridge', 'Mailbridge', 'provider', 'Corland'),
	agency('relayco', 'RelayCo', 'provider', 'Corland'),
	agency('ferrand-bank', 'Ferrand & Oak Bank', 'private', 'Belmark'),
	agency('vantry-labs', 'Vantry Labs', 'private', 'Corland'),
	agency('health-exchange', 'Health Sector Exchange', 'private', 'Union'),
	agency('tessaly-university', 'Tessaly University', 'academia', 'Arvania')
];
