/** Getting electronic evidence: preservation, production, and who decides. */
import { cite, unread, type Term } from './term.ts';

export const orders: readonly Term[] = [
	{
		id: 'preservation',
		en: {
			name: 'preservation order',
			also: ['expedited preservation', 'quick freeze'],
			meaning:
				'An order to keep specified data from being lost or changed until it can be asked for. It freezes and hands nothing over. Budapest Convention: at most 90 days per order, renewable.'
		},
		fr: {
			name: 'ordonnance de conservation',
			also: ['conservation rapide', 'gel'],
			meaning:
				'Ordre de garder intactes des données précises jusqu’à ce qu’on puisse les demander. Elle gèle et ne remet rien. Convention de Budapest : 90 jours au plus par ordonnance, renouvelables.'
		},
		cites: [cite('bc', 'art. 16')],
		see: ['preservation-request', 'epoc-pr', 'production']
	},
	{
		id: 'preservation-request',
		en: {
			name: 'preservation request between Parties',
			meaning:
				'One Party asks another to preserve data on its territory, meaning to send a request for mutual assistance. Not less than 60 days. Not the same clock as an order under article 16.'
		},
		fr: {
			name: 'demande de conservation entre Parties',
			meaning:
				'Une Partie demande à une autre de conserver des données situées sur son territoire, avant une demande d’entraide. Au moins 60 jours. Ce délai n’est pas celui de l’ordonnance de l’article 16.'
		},
		cites: [cite('bc', 'art. 29')],
		see: ['preservation', 'mutual-assistance', 'contact-point']
	},
	{
		id: 'production',
		en: {
			name: 'production order',
			meaning:
				'An order to hand over specified data. To a provider that merely offers its services on the territory, it can ask for subscriber information only, never content.'
		},
		fr: {
			name: 'injonction de produire',
			meaning:
				'Ordre de communiquer des données précises. À un fournisseur qui ne fait qu’offrir ses services sur le territoire, elle ne peut demander que les données d’abonnés, jamais le contenu.'
		},
		cites: [cite('bc', 'art. 18')],
		see: ['subscriber-data', 'content-data', 'epoc']
	},
	{
		id: 'epoc',
		en: {
			name: 'European Production Order (EPOC)',
			meaning:
				'An order under Union law to a provider’s establishment or representative. Ten days, eight hours in an emergency. Applies from 18 August 2026. A prosecutor may issue it for subscriber data and data to identify a user; traffic and content data need a judge.'
		},
		fr: {
			name: 'injonction européenne de production (EPOC)',
			meaning:
				'Injonction du droit de l’Union à l’établissement ou au représentant d’un fournisseur. Dix jours, huit heures en urgence. Applicable dès le 18 août 2026. Un procureur peut l’émettre pour les données d’abonnés et d’identification ; les données de trafic et de contenu exigent un juge.'
		},
		cites: [cite('eer', 'art. 4, 10, 34'), unread('eer', 'art. 10(4)')],
		see: ['epoc-pr', 'issuing-authority', 'enforcing-authority']
	},
	{
		id: 'epoc-pr',
		en: {
			name: 'European Preservation Order (EPOC-PR)',
			meaning:
				'An order under Union law to keep data. It lapses after 60 days, can be extended once by 30, and lasts longer only if a production request is confirmed.'
		},
		fr: {
			name: 'injonction européenne de conservation (EPOC-PR)',
			meaning:
				'Injonction du droit de l’Union de conserver des données. Elle cesse après 60 jours, peut être prolongée une fois de 30, et ne dure davantage que si une demande de production est confirmée.'
		},
		cites: [cite('eer', 'art. 11')],
		see: ['epoc', 'preservation']
	},
	{
		id: 'subscriber-data',
		en: {
			name: 'subscriber information',
			meaning:
				'Who has the service and since when: identity, address, billing, type and duration. Neither traffic nor content, and no passwords.'
		},
		fr: {
			name: 'données d’abonnés',
			also: ['données relatives aux abonnés'],
			meaning:
				'Qui a le service et depuis quand : identité, adresse, facturation, type et durée. Ni trafic, ni contenu, ni mots de passe.'
		},
		cites: [cite('eer', 'art. 3(9)'), unread('bc', 'art. 18(3)')],
		see: ['traffic-data', 'content-data', 'production']
	},
	{
		id: 'traffic-data',
		en: {
			name: 'traffic data',
			meaning:
				'Who communicated with whom, when, how long, from where and by which route; log-in and log-off. Not what was said.'
		},
		fr: {
			name: 'données relatives au trafic',
			meaning:
				'Qui a communiqué avec qui, quand, combien de temps, d’où et par quelle voie ; connexions et déconnexions. Non ce qui a été dit.'
		},
		cites: [cite('eer', 'art. 3(11)')],
		see: ['subscriber-data', 'content-data']
	},
	{
		id: 'content-data',
		en: { name: 'content data', meaning: 'Any other digital data: text, voice, pictures, files.' },
		fr: {
			name: 'données de contenu',
			meaning: 'Toute autre donnée numérique : texte, voix, images, fichiers.'
		},
		cites: [cite('eer', 'art. 3(12)')],
		see: ['traffic-data', 'production']
	},
	{
		id: 'issuing-authority',
		en: {
			name: 'issuing authority',
			meaning:
				'Who may give the order: a judge, court or investigating judge, and for some data and for preservation a prosecutor; another authority only with their validation.'
		},
		fr: {
			name: 'autorité d’émission',
			meaning:
				'Qui peut donner l’ordre : un juge, une juridiction ou un juge d’instruction, et pour certaines données et la conservation un procureur ; une autre autorité seulement avec leur validation.'
		},
		cites: [cite('eer', 'art. 4')],
		see: ['epoc', 'enforcing-authority']
	},
	{
		id: 'enforcing-authority',
		en: {
			name: 'enforcing authority',
			meaning:
				'The authority of the State where the addressee is. It is notified of orders for traffic and content data and may raise the grounds for refusal.'
		},
		fr: {
			name: 'autorité chargée de la mise en œuvre',
			meaning:
				'L’autorité de l’État où se trouve le destinataire. Elle est notifiée des injonctions de trafic et de contenu et peut invoquer les motifs de refus.'
		},
		cites: [cite('eer', 'art. 8, 12(1)')],
		see: ['epoc', 'issuing-authority']
	},
	{
		id: 'mutual-assistance',
		en: {
			name: 'mutual legal assistance',
			also: ['MLA', 'letter rogatory'],
			meaning:
				'One State asks another to gather or hand over evidence. In several legal systems the request is called a letter rogatory.'
		},
		fr: {
			name: 'entraide judiciaire',
			also: ['commission rogatoire'],
			meaning:
				'Un État demande à un autre de recueillir ou de remettre des preuves. Dans plusieurs systèmes, la demande prend la forme d’une commission rogatoire.'
		},
		cites: [cite('bc', 'art. 25, 31')],
		see: ['preservation-request', 'eio', 'contact-point']
	},
	{
		id: 'eio',
		en: {
			name: 'European Investigation Order',
			meaning:
				'A judicial decision for an investigative measure in another Member State: decision in 30 days, carried out in 90.'
		},
		fr: {
			name: 'décision d’enquête européenne',
			meaning:
				'Décision judiciaire visant une mesure d’enquête dans un autre État membre : décision sous 30 jours, exécution sous 90 jours.'
		},
		cites: [cite('eio', 'art. 12')],
		see: ['mutual-assistance']
	},
	{
		id: 'contact-point',
		en: {
			name: '24/7 point of contact',
			meaning:
				'Each Party’s office that answers at every hour: advice, preservation, help in gathering evidence and finding suspects.'
		},
		fr: {
			name: 'point de contact 24/7',
			meaning:
				'Le service de chaque Partie joignable à toute heure : conseils, conservation, aide au recueil de preuves et à la localisation de suspects.'
		},
		cites: [unread('bc', 'art. 35')],
		see: ['preservation-request']
	},
	{
		id: 'second-protocol',
		en: {
			name: 'Second Additional Protocol',
			meaning:
				'Direct cooperation with providers and registrars of other Parties, and faster channels in emergencies. Not assumed to be in force between two Parties on a given day: that has to be checked.'
		},
		fr: {
			name: 'Deuxième protocole additionnel',
			meaning:
				'Coopération directe avec les fournisseurs et bureaux d’enregistrement d’autres Parties, et voies plus rapides en urgence. Il n’est pas présumé en vigueur entre deux Parties à une date donnée : cela se vérifie.'
		},
		cites: [unread('sap', 'art. 6–12')],
		see: ['mutual-assistance', 'production']
	},
	{
		id: 'spoc',
		en: {
			name: 'single point of contact',
			also: ['SPoC'],
			meaning:
				'One office in a police force or authority through which all requests to providers go. SIRIUS recommends it.'
		},
		fr: {
			name: 'point de contact unique',
			also: ['SPoC'],
			meaning:
				'Le service d’une police ou d’une autorité par lequel passent toutes les demandes aux fournisseurs. SIRIUS le recommande.'
		},
		cites: [cite('sirius')],
		see: ['production']
	}
];
