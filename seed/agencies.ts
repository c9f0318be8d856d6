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
	nameFr: string;
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
	nameFr: string,
	kind: AgencyKind,
	country: string,
	agreement: AgreementType = 'none'
): Agency => ({
	id,
	name,
	nameFr,
	kind,
	country,
	agreement,
	demonstration: true
});

export const agencies: readonly Agency[] = [
	agency(
		'belmark',
		'Belmark national unit',
		'Unité nationale de Belmark',
		'national-unit',
		'Belmark',
		'member-state'
	),
	agency(
		'arvania',
		'Arvania cybercrime police',
		'Police de la cybercriminalité d’Arvania',
		'third-country',
		'Arvania',
		'agreement'
	),
	agency(
		'corland',
		'Corland national unit',
		'Unité nationale de Corland',
		'third-country',
		'Corland',
		'pre-2017-agreement'
	),
	agency(
		'doria',
		'Doria Ministry of Order',
		'Ministère de l’Ordre de Doria',
		'third-country',
		'Doria'
	),
	agency(
		'cyber-observatory',
		'Union Cyber Observatory',
		'Observatoire cyber de l’Union',
		'union-body',
		'Union',
		'union-body'
	),
	agency('csirt-arvania', 'CSIRT Arvania', 'CSIRT d’Arvania', 'csirt', 'Arvania'),
	agency('csirt-belmark', 'CSIRT Belmark', 'CSIRT de Belmark', 'csirt', 'Belmark', 'member-state'),
	agency(
		'helix-centre',
		'Helix Respiratory Research Centre',
		'Centre de recherche respiratoire Helix',
		'private',
		'Arvania'
	),
	agency('nordvault', 'NordVault Hosting', 'NordVault, hébergement', 'provider', 'Belmark'),
	agency('coinquay', 'CoinQuay Exchange', 'CoinQuay, plateforme d’échange', 'provider', 'Belmark'),
	agency('mailbridge', 'Mailbridge', 'Mailbridge', 'provider', 'Corland'),
	agency('relayco', 'RelayCo', 'RelayCo', 'provider', 'Corland'),
	agency('ferrand-bank', 'Ferrand & Oak Bank', 'Banque Ferrand & Oak', 'private', 'Belmark'),
	agency('vantry-labs', 'Vantry Labs', 'Laboratoires Vantry', 'private', 'Corland'),
	agency(
		'health-exchange',
		'Health Sector Exchange',
		'Centre d’échange du secteur de la santé',
		'private',
		'Union'
	),
	agency('tessaly-university', 'Tessaly University', 'Université de Tessaly', 'academia', 'Arvania')
];
