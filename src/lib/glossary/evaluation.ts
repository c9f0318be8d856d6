/** How sure a statement is, and of what sort. */
import { cite, unread, type Term } from './term.ts';

export const evaluation: readonly Term[] = [
	{
		id: 'grade',
		en: {
			name: 'grade',
			also: ['evaluation'],
			meaning:
				'How reliable the source is (a letter) and how sure the information is (a digit), always in a named scheme. The two are never averaged into one number, and schemes are never mapped onto each other.'
		},
		fr: {
			name: 'évaluation',
			also: ['note', 'cotation'],
			meaning:
				'La fiabilité de la source (une lettre) et la certitude de l’information (un chiffre), toujours dans un système nommé. Les deux ne sont jamais ramenées à un seul nombre, et aucun système n’est converti en un autre.'
		},
		cites: [cite('er', 'art. 29')],
		see: ['europol-4x4', 'admiralty', 'ungraded']
	},
	{
		id: 'europol-4x4',
		en: {
			name: 'Europol 4x4',
			also: ['4x4', '4×4'],
			meaning:
				'Source: A no doubt, B reliable in most instances, C mostly unreliable, X cannot be assessed. Information: 1 accuracy not in doubt, 2 known personally to the source, 3 corroborated, 4 cannot be corroborated. C means the opposite of what it means in the Admiralty code.'
		},
		fr: {
			name: 'Europol 4x4',
			also: ['4x4', '4×4'],
			meaning:
				'Source : A aucun doute, B fiable dans la plupart des cas, C le plus souvent non fiable, X ne peut être évaluée. Information : 1 exactitude hors de doute, 2 connue personnellement de la source, 3 corroborée, 4 ne peut être corroborée. Le C y signifie le contraire de celui du code de l’Amirauté.'
		},
		cites: [cite('er', 'art. 29')],
		see: ['grade', 'admiralty', 'ungraded']
	},
	{
		id: 'admiralty',
		en: {
			name: 'Admiralty code (NATO)',
			meaning:
				'Source: A completely to E unreliable, F cannot be judged; C is fairly reliable. Information: 1 confirmed to 5 improbable, 6 cannot be judged; 4 is doubtful, where Europol’s 4 is “cannot be corroborated”.'
		},
		fr: {
			name: 'code de l’Amirauté (OTAN)',
			meaning:
				'Source : de A tout à fait fiable à E non fiable, F ne peut être jugée ; C est assez fiable. Information : de 1 confirmée à 5 improbable, 6 ne peut être jugée ; 4 est douteuse, là où le 4 d’Europol est « ne peut être corroborée ».'
		},
		cites: [cite('admiralty')],
		see: ['grade', 'europol-4x4']
	},
	{
		id: 'uk-5x5x5',
		en: {
			name: 'UK 5x5x5 and 3x5x2',
			meaning:
				'Two British schemes: the older with five grades of source and of information, the newer with three of source and five of information. Their letters and digits change places between the two.'
		},
		fr: {
			name: 'UK 5x5x5 et 3x5x2',
			meaning:
				'Deux systèmes britanniques : l’ancien à cinq degrés de source et d’information, le nouveau à trois de source et cinq d’information. Lettres et chiffres y échangent leurs places.'
		},
		cites: [unread('uk')],
		see: ['grade']
	},
	{
		id: 'ungraded',
		en: {
			name: 'not assessed (X4, F6)',
			meaning:
				'Nobody has evaluated it. It is shown as X4 (Europol) or F6 (NATO), never as a neutral middle grade.'
		},
		fr: {
			name: 'non évalué (X4, F6)',
			meaning:
				'Personne ne l’a évalué. Il est montré en X4 (Europol) ou F6 (OTAN), jamais comme une note moyenne.'
		},
		cites: [unread('er', 'art. 29')],
		see: ['grade', 'europol-4x4']
	},
	{
		id: 'fact',
		en: {
			name: 'fact',
			meaning:
				'A statement about what was seen, measured or recorded. It can be wrong; its grade says how sure it is.'
		},
		fr: {
			name: 'fait',
			meaning:
				'Un énoncé sur ce qui a été vu, mesuré ou enregistré. Il peut être faux ; son évaluation dit sa certitude.'
		},
		cites: [unread('led', 'art. 7')],
		see: ['assessment', 'grade']
	},
	{
		id: 'assessment',
		en: {
			name: 'assessment',
			also: ['hypothesis', 'opinion'],
			meaning:
				'Somebody’s judgement, kept apart from facts: a personal assessment in the sense of the directive. It is drawn as a dashed line.'
		},
		fr: {
			name: 'appréciation',
			also: ['hypothèse'],
			meaning:
				'Le jugement de quelqu’un, distingué des faits : une appréciation personnelle au sens de la directive. Elle est tracée en pointillé.'
		},
		cites: [unread('led', 'art. 7')],
		see: ['fact', 'probability-words', 'confidence']
	},
	{
		id: 'evidential-status',
		en: {
			name: 'evidential status',
			meaning:
				'What an item may serve for: intelligence, lead, evidence, agreed fact, contested, excluded. Intelligence becomes evidence only by a lawful step that someone takes and signs.'
		},
		fr: {
			name: 'statut probatoire',
			meaning:
				'Ce à quoi un élément peut servir : renseignement, piste, preuve, fait admis, contesté, écarté. Un renseignement ne devient preuve que par une démarche légale, accomplie et signée.'
		},
		cites: [cite('faisceau')],
		see: ['handling-h1', 'fact']
	},
	{
		id: 'probability-words',
		en: {
			name: 'probability words',
			also: ['likelihood', 'estimative language'],
			meaning:
				'Words with a stated range of chance. Three scales are in use and their bands differ; the scale is always named, and likelihood is never mixed with confidence.'
		},
		fr: {
			name: 'mots de probabilité',
			also: ['vraisemblance'],
			meaning:
				'Des mots dont l’intervalle de chances est fixé. Trois échelles sont en usage et leurs bornes diffèrent ; l’échelle est toujours nommée, et la probabilité n’est jamais mêlée à la confiance.'
		},
		cites: [cite('phia'), cite('icd'), cite('stix')],
		see: ['phia', 'icd-203', 'stix-scale', 'confidence']
	},
	{
		id: 'phia',
		en: {
			name: 'PHIA yardstick',
			meaning:
				'Remote chance up to 5 %, highly unlikely 10–20, unlikely 25–35, realistic possibility 40–50, likely 55–75, highly likely 80–90, almost certain from 95 %. The gaps between the bands are deliberate.'
		},
		fr: {
			name: 'échelle PHIA',
			meaning:
				'Chance infime jusqu’à 5 %, très improbable 10–20, improbable 25–35, possibilité réaliste 40–50, probable 55–75, très probable 80–90, presque certain dès 95 %. Les vides entre les intervalles sont voulus.'
		},
		cites: [cite('phia')],
		see: ['probability-words', 'icd-203']
	},
	{
		id: 'icd-203',
		en: {
			name: 'ICD 203',
			meaning:
				'Almost no chance 1–5 %, very unlikely 5–20, unlikely 20–45, roughly even 45–55, likely 55–80, very likely 80–95, almost certain 95–99. Its bands touch, unlike PHIA’s.'
		},
		fr: {
			name: 'ICD 203',
			meaning:
				'Presque aucune chance 1–5 %, très improbable 5–20, improbable 20–45, chances à peu près égales 45–55, probable 55–80, très probable 80–95, presque certain 95–99. Ses intervalles se touchent, à la différence de ceux de PHIA.'
		},
		cites: [cite('icd')],
		see: ['probability-words', 'phia']
	},
	{
		id: 'stix-scale',
		en: {
			name: 'STIX likelihood scale',
			meaning:
				'The words of ICD 203 with other ranges: 0–9, 10–19, 20–39, 40–59, 60–79, 80–89, 90–100. A word alone therefore never says which range is meant.'
		},
		fr: {
			name: 'échelle de probabilité STIX',
			meaning:
				'Les mots d’ICD 203 avec d’autres intervalles : 0–9, 10–19, 20–39, 40–59, 60–79, 80–89, 90–100. Le mot seul ne dit donc jamais quel intervalle est visé.'
		},
		cites: [unread('stix', 'appendix A')],
		see: ['probability-words', 'icd-203']
	},
	{
		id: 'confidence',
		en: {
			name: 'confidence',
			meaning:
				'How good the basis of an assessment is: high, moderate or low. It is a second axis beside likelihood: something can be likely with low confidence.'
		},
		fr: {
			name: 'confiance',
			meaning:
				'La qualité de la base d’une appréciation : élevée, moyenne ou faible. C’est un second axe, à côté de la probabilité : une chose peut être probable avec une faible confiance.'
		},
		cites: [cite('phia'), unread('icd')],
		see: ['probability-words', 'assessment']
	}
];
