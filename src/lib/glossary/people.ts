/** People in the data, and what the law distinguishes among them. */
import { cite, unread, type Term } from './term.ts';

export const people: readonly Term[] = [
	{
		id: 'data-subject',
		en: {
			name: 'category of data subject',
			meaning:
				'The law asks to keep apart, as far as possible, suspects, convicted persons, victims and other parties. A category is what a source says; none is computed.'
		},
		fr: {
			name: 'catégorie de personne concernée',
			meaning:
				'La loi demande de distinguer, dans la mesure du possible, suspects, condamnés, victimes et autres parties. La catégorie est ce que dit une source ; aucune n’est calculée.'
		},
		cites: [cite('led', 'art. 6')],
		see: ['suspect', 'convicted', 'victim', 'witness', 'contact']
	},
	{
		id: 'suspect',
		en: {
			name: 'suspect',
			meaning:
				'A person with regard to whom there are serious grounds for believing that they have committed, or are about to commit, an offence. Not a person found guilty.'
		},
		fr: {
			name: 'suspect',
			meaning:
				'Personne à l’égard de laquelle il existe des motifs sérieux de croire qu’elle a commis ou est sur le point de commettre une infraction. Elle n’est pas déclarée coupable.'
		},
		cites: [unread('led', 'art. 6(a)')],
		see: ['data-subject', 'convicted']
	},
	{
		id: 'convicted',
		en: {
			name: 'convicted person',
			meaning: 'A person convicted of an offence. Only this closes the ring around an entity.'
		},
		fr: {
			name: 'personne condamnée',
			meaning:
				'Personne reconnue coupable d’une infraction. Elle seule ferme l’anneau autour d’une entité.'
		},
		cites: [unread('led', 'art. 6(b)')],
		see: ['data-subject']
	},
	{
		id: 'victim',
		en: {
			name: 'victim',
			meaning:
				'A victim of an offence, or a person whom facts give reason to believe might be one. Victims are people: they are shown apart from suspects and never ranked.'
		},
		fr: {
			name: 'victime',
			meaning:
				'Victime d’une infraction, ou personne dont les faits portent à croire qu’elle pourrait l’être. Les victimes sont des personnes : elles sont montrées à part des suspects et jamais classées.'
		},
		cites: [unread('led', 'art. 6(c)')],
		see: ['data-subject']
	},
	{
		id: 'witness',
		en: {
			name: 'witness',
			meaning: 'Someone who might be called to testify, or can give information on an offence.'
		},
		fr: {
			name: 'témoin',
			meaning:
				'Personne pouvant être appelée à témoigner ou fournir des informations sur une infraction.'
		},
		cites: [unread('led', 'art. 6(d)')],
		see: ['data-subject']
	},
	{
		id: 'contact',
		en: {
			name: 'contact or associate',
			meaning: 'Someone tied to a suspect or a convicted person, of whom nothing else is said.'
		},
		fr: {
			name: 'contact ou associé',
			meaning: 'Personne liée à un suspect ou à un condamné, dont rien d’autre n’est dit.'
		},
		cites: [unread('led', 'art. 6(d)')],
		see: ['data-subject']
	}
];
