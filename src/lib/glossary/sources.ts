/** The laws and standards that the glossary cites, by the name each language gives them. */
export const sources = {
	faisceau: { en: 'Faisceau, data model', fr: 'Faisceau, modèle de données' },
	er: {
		en: 'Regulation (EU) 2016/794 (Europol)',
		fr: 'Règlement (UE) 2016/794 (Europol)'
	},
	led: {
		en: 'Directive (EU) 2016/680 (law enforcement data protection)',
		fr: 'Directive (UE) 2016/680 (protection des données, police et justice)'
	},
	bc: {
		en: 'Convention on Cybercrime (Budapest, ETS 185)',
		fr: 'Convention sur la cybercriminalité (Budapest, STE 185)'
	},
	sap: {
		en: 'Second Additional Protocol (CETS 224)',
		fr: 'Deuxième protocole additionnel (STCE 224)'
	},
	eer: {
		en: 'Regulation (EU) 2023/1543 (electronic evidence)',
		fr: 'Règlement (UE) 2023/1543 (preuves électroniques)'
	},
	eio: {
		en: 'Directive 2014/41/EU (European Investigation Order)',
		fr: 'Directive 2014/41/UE (décision d’enquête européenne)'
	},
	ai: {
		en: 'Regulation (EU) 2024/1689 (artificial intelligence)',
		fr: 'Règlement (UE) 2024/1689 (intelligence artificielle)'
	},
	handling: { en: 'Europol handling codes', fr: 'Codes de traitement d’Europol' },
	tlp: { en: 'FIRST, Traffic Light Protocol 2.0', fr: 'FIRST, Traffic Light Protocol 2.0' },
	pap: { en: 'MISP taxonomy PAP', fr: 'Taxonomie PAP de MISP' },
	stix: { en: 'OASIS STIX 2.1', fr: 'OASIS STIX 2.1' },
	admiralty: {
		en: 'NATO, Admiralty code (MISP taxonomy admiralty-scale)',
		fr: 'OTAN, code de l’Amirauté (taxonomie admiralty-scale de MISP)'
	},
	uk: {
		en: 'United Kingdom, National Intelligence Model',
		fr: 'Royaume-Uni, National Intelligence Model'
	},
	phia: {
		en: 'United Kingdom, PHIA probability yardstick (24 March 2025)',
		fr: 'Royaume-Uni, échelle de probabilité PHIA (24 mars 2025)'
	},
	icd: {
		en: 'United States, Intelligence Community Directive 203',
		fr: 'États-Unis, Intelligence Community Directive 203'
	},
	rfc6962: { en: 'RFC 6962 (Certificate Transparency)', fr: 'RFC 6962 (Certificate Transparency)' },
	rfc8032: { en: 'RFC 8032 (Ed25519)', fr: 'RFC 8032 (Ed25519)' },
	rfc6238: { en: 'RFC 6238 (TOTP)', fr: 'RFC 6238 (TOTP)' },
	webauthn: { en: 'W3C Web Authentication', fr: 'W3C Web Authentication' },
	oidc: { en: 'OpenID Connect Core 1.0', fr: 'OpenID Connect Core 1.0' },
	sirius: {
		en: 'SIRIUS project (Europol, Eurojust, EJN)',
		fr: 'Projet SIRIUS (Europol, Eurojust, RJE)'
	}
} as const satisfies Record<string, { en: string; fr: string }>;
