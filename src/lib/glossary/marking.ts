/** Who may see an item, what may be done with it, and for what. */
import { cite, unread, type Term } from './term.ts';

export const marking: readonly Term[] = [
	{
		id: 'marking',
		en: {
			name: 'marking',
			meaning:
				'What an item carries to say who may see it (TLP), which actions are permitted (PAP) and what its provider allows (handling codes). The strictest marking on screen stands in the band at the top, and goes with every export and print.'
		},
		fr: {
			name: 'marquage',
			meaning:
				'Ce qu’un élément porte pour dire qui peut le voir (TLP), quelles actions sont permises (PAP) et ce que son fournisseur autorise (codes de traitement). Le plus strict de l’écran figure dans le bandeau du haut et suit chaque export et impression.'
		},
		cites: [cite('faisceau')],
		see: ['tlp', 'pap', 'handling-codes', 'audience']
	},
	{
		id: 'tlp',
		en: {
			name: 'TLP 2.0',
			also: ['traffic light protocol'],
			meaning:
				'Traffic Light Protocol: CLEAR, GREEN, AMBER, AMBER+STRICT, RED, from the widest circle to the narrowest. It is not a handling code: neither is translated into the other.'
		},
		fr: {
			name: 'TLP 2.0',
			also: ['protocole des feux tricolores'],
			meaning:
				'Traffic Light Protocol : CLEAR, GREEN, AMBER, AMBER+STRICT, RED, du cercle le plus large au plus étroit. Ce n’est pas un code de traitement : l’un ne se traduit pas en l’autre.'
		},
		cites: [cite('tlp')],
		see: ['tlp-red', 'tlp-amber-strict', 'tlp-amber', 'tlp-green', 'tlp-clear', 'handling-codes']
	},
	{
		id: 'tlp-red',
		en: {
			name: 'TLP:RED',
			meaning:
				'For named recipients only. Here: the accounts named, or else only the one that imported it.'
		},
		fr: {
			name: 'TLP:RED',
			meaning:
				'Pour les seuls destinataires nommés. Ici : les comptes nommés, sinon celui-là seul qui a importé.'
		},
		cites: [cite('tlp')],
		see: ['tlp']
	},
	{
		id: 'tlp-amber-strict',
		en: {
			name: 'TLP:AMBER+STRICT',
			meaning: 'For one’s own organisation only, as far as people need to know.'
		},
		fr: {
			name: 'TLP:AMBER+STRICT',
			meaning: 'Pour sa seule organisation, dans la mesure du besoin d’en connaître.'
		},
		cites: [cite('tlp')],
		see: ['tlp']
	},
	{
		id: 'tlp-amber',
		en: {
			name: 'TLP:AMBER',
			meaning: 'For one’s own organisation and its clients, as far as people need to know.'
		},
		fr: {
			name: 'TLP:AMBER',
			meaning: 'Pour son organisation et ses clients, dans la mesure du besoin d’en connaître.'
		},
		cites: [cite('tlp')],
		see: ['tlp']
	},
	{
		id: 'tlp-green',
		en: {
			name: 'TLP:GREEN',
			meaning: 'For the community, never over a channel open to the public.'
		},
		fr: { name: 'TLP:GREEN', meaning: 'Pour la communauté, jamais par un canal ouvert au public.' },
		cites: [cite('tlp')],
		see: ['tlp']
	},
	{
		id: 'tlp-clear',
		en: {
			name: 'TLP:CLEAR',
			also: ['white'],
			meaning:
				'No limit on disclosure. It was called WHITE in the first version; WHITE is read and CLEAR is written.'
		},
		fr: {
			name: 'TLP:CLEAR',
			also: ['white'],
			meaning:
				'Aucune limite de divulgation. Il s’appelait WHITE dans la première version ; WHITE est lu, CLEAR est écrit.'
		},
		cites: [cite('tlp')],
		see: ['tlp']
	},
	{
		id: 'pap',
		en: {
			name: 'PAP',
			also: ['permissible actions protocol'],
			meaning:
				'Permissible Actions Protocol, what one may do with a value. RED: passive, undetectable actions on one’s own logs only. AMBER: passive checks with third parties. GREEN: active measures such as blocking. CLEAR: no restriction.'
		},
		fr: {
			name: 'PAP',
			also: ['actions permises'],
			meaning:
				'Permissible Actions Protocol, ce qu’on peut faire d’une valeur. RED : actions passives et indétectables sur ses seuls journaux. AMBER : vérifications passives auprès de tiers. GREEN : mesures actives, comme le blocage. CLEAR : aucune restriction.'
		},
		cites: [cite('pap')],
		see: ['tlp', 'marking']
	},
	{
		id: 'handling-codes',
		en: {
			name: 'handling codes (H0–H3)',
			meaning:
				'What the provider of an item permits, in Europol’s codes. They combine: H1 and H3 may stand on one item. H0 is the ordinary case and is not shown.'
		},
		fr: {
			name: 'codes de traitement (H0–H3)',
			meaning:
				'Ce que le fournisseur d’un élément permet, selon les codes d’Europol. Ils se cumulent : H1 et H3 peuvent figurer sur un même élément. H0 est le cas ordinaire et n’est pas affiché.'
		},
		cites: [cite('handling'), unread('er', 'art. 19')],
		see: ['handling-h0', 'handling-h1', 'handling-h2', 'handling-h3']
	},
	{
		id: 'handling-h0',
		en: {
			name: 'H0',
			meaning:
				'May only be used for preventing and combating crime, in line with the Europol Regulation and other applicable law.'
		},
		fr: {
			name: 'H0',
			meaning:
				'Ne peut servir qu’à prévenir et combattre la criminalité, conformément au règlement Europol et au droit applicable.'
		},
		cites: [cite('handling')],
		see: ['handling-codes']
	},
	{
		id: 'handling-h1',
		en: {
			name: 'H1',
			meaning: 'Not to be disclosed in judicial proceedings without the permission of the provider.'
		},
		fr: {
			name: 'H1',
			meaning: 'À ne pas divulguer dans une procédure judiciaire sans la permission du fournisseur.'
		},
		cites: [cite('handling')],
		see: ['handling-codes', 'evidential-status']
	},
	{
		id: 'handling-h2',
		en: { name: 'H2', meaning: 'Not to be disseminated without the permission of the provider.' },
		fr: { name: 'H2', meaning: 'À ne pas diffuser sans la permission du fournisseur.' },
		cites: [cite('handling')],
		see: ['handling-codes', 'hit-no-hit']
	},
	{
		id: 'handling-h3',
		en: {
			name: 'H3',
			meaning:
				'Other restrictions and comments: the note that goes with it is binding and must be read.'
		},
		fr: {
			name: 'H3',
			meaning:
				'Autres restrictions et observations : la note qui l’accompagne est obligatoire et doit être lue.'
		},
		cites: [cite('handling')],
		see: ['handling-codes']
	},
	{
		id: 'audience',
		en: {
			name: 'audience',
			meaning:
				'Who may see an item, worked out from its marking and owner when it is written. Every list, count, path, suggestion and export asks it first: what you may not see does not exist for you.'
		},
		fr: {
			name: 'audience',
			meaning:
				'Qui peut voir un élément, d’après son marquage et son propriétaire, fixé à l’écriture. Chaque liste, décompte, chemin, suggestion et export la demande d’abord : ce que vous ne pouvez voir n’existe pas pour vous.'
		},
		cites: [cite('faisceau')],
		see: ['marking', 'tlp', 'owner']
	},
	{
		id: 'purpose',
		en: {
			name: 'purpose',
			meaning:
				'What an item may be processed for: cross-checking, strategic or thematic analysis, operational analysis, exchange, research and innovation, tracing wanted persons. Use outside it is not allowed.'
		},
		fr: {
			name: 'finalité',
			meaning:
				'Ce pour quoi un élément peut être traité : recoupement, analyse stratégique ou thématique, analyse opérationnelle, échange, recherche et innovation, recherche de personnes. Tout autre usage est exclu.'
		},
		cites: [cite('er', 'art. 18(2)'), unread('er', 'art. 18(2)(f)')],
		see: ['review-date', 'provenance']
	},
	{
		id: 'review-date',
		en: {
			name: 'date of review',
			also: ['retention', 'storage limit'],
			meaning:
				'When someone must decide whether the item is still needed; for Europol at the latest after three years. Without a decision it does not stay.'
		},
		fr: {
			name: 'date de réexamen',
			also: ['durée de conservation'],
			meaning:
				'Quand quelqu’un doit décider si l’élément est encore nécessaire ; pour Europol, au plus tard après trois ans. Sans décision, il ne reste pas.'
		},
		cites: [cite('er', 'art. 31(1)'), unread('er', 'art. 31(2)'), cite('led', 'art. 5')],
		see: ['purpose', 'import']
	}
];
