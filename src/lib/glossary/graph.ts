/** What the graph holds: things, what is said about them, and by whom. */
import { cite, unread, type Term } from './term.ts';

export const graph: readonly Term[] = [
	{
		id: 'entity',
		en: {
			name: 'entity',
			also: ['node'],
			meaning:
				'Something that exists in the world or on a network: a person, a domain, a wallet, an incident. It says nothing by itself; what is known of it stands in records and claims.'
		},
		fr: {
			name: 'entité',
			also: ['nœud'],
			meaning:
				'Quelque chose qui existe dans le monde ou sur un réseau : une personne, un domaine, un portefeuille, un incident. Elle ne dit rien par elle-même ; ce qu’on en sait figure dans les fiches et les affirmations.'
		},
		cites: [cite('faisceau')],
		see: ['record', 'claim', 'kind']
	},
	{
		id: 'record',
		en: {
			name: 'record',
			meaning:
				'What one source says about one entity: its names, identifiers and description, with owner, grade, marking and dates. Two sources give two records.'
		},
		fr: {
			name: 'fiche',
			meaning:
				'Ce qu’une source dit d’une entité : ses noms, identifiants et description, avec propriétaire, évaluation, marquage et dates. Deux sources donnent deux fiches.'
		},
		cites: [cite('faisceau')],
		see: ['entity', 'source', 'withdrawn']
	},
	{
		id: 'claim',
		en: {
			name: 'claim',
			also: ['link', 'tie'],
			meaning:
				'One statement by one source that ties two entities: “controls”, “transferred to”. Several claims that agree are drawn as one line.'
		},
		fr: {
			name: 'affirmation',
			also: ['lien'],
			meaning:
				'Un énoncé d’une source qui relie deux entités : « contrôle », « a transféré à ». Plusieurs affirmations concordantes sont tracées en une seule ligne.'
		},
		cites: [cite('faisceau')],
		see: ['record', 'independent-sources', 'fact', 'assessment']
	},
	{
		id: 'source',
		en: {
			name: 'source',
			meaning:
				'Who says so: the person, service or document a record or claim comes from. It is not the organisation that owns the item.'
		},
		fr: {
			name: 'source',
			meaning:
				'Qui le dit : la personne, le service ou le document dont vient une fiche ou une affirmation. Ce n’est pas l’organisation qui en est propriétaire.'
		},
		cites: [cite('faisceau')],
		see: ['owner', 'grade']
	},
	{
		id: 'owner',
		en: {
			name: 'owner',
			also: ['provider of data'],
			meaning:
				'The organisation that brought an item in. It sets the marking and grade; others change neither without its agreement.'
		},
		fr: {
			name: 'propriétaire',
			also: ['fournisseur de données'],
			meaning:
				'L’organisation qui a apporté l’élément. Elle fixe le marquage et l’évaluation ; nul autre ne les change sans son accord.'
		},
		cites: [unread('er', 'art. 19')],
		see: ['source', 'marking']
	},
	{
		id: 'provenance',
		en: {
			name: 'provenance',
			meaning:
				'Everything about where a statement comes from: source, owner, date obtained, grade, marking, purpose, status and import. No statement is without it.'
		},
		fr: {
			name: 'provenance',
			meaning:
				'Tout ce qui dit d’où vient un énoncé : source, propriétaire, date d’obtention, évaluation, marquage, finalité, statut et import. Aucun énoncé n’en est dépourvu.'
		},
		cites: [cite('faisceau')],
		see: ['source', 'import', 'purpose']
	},
	{
		id: 'identifier',
		en: {
			name: 'identifier',
			meaning:
				'A value that points to one thing: a domain name, an IBAN, a file hash. The first one given decides which entity a record belongs to; no identifier ever merges two entities by itself.'
		},
		fr: {
			name: 'identifiant',
			meaning:
				'Une valeur qui désigne une seule chose : un nom de domaine, un IBAN, l’empreinte d’un fichier. Le premier donné décide de l’entité à laquelle une fiche appartient ; aucun identifiant ne fusionne seul deux entités.'
		},
		cites: [cite('faisceau')],
		see: ['entity']
	},
	{
		id: 'kind',
		en: {
			name: 'kind and family',
			meaning:
				'A kind says what an entity is (wallet, domain, group); eight families gather the kinds. On the network the shape says the family, never colour alone.'
		},
		fr: {
			name: 'nature et famille',
			meaning:
				'La nature dit ce qu’est une entité (portefeuille, domaine, groupe) ; huit familles rassemblent les natures. Sur le réseau, la forme dit la famille, jamais la couleur seule.'
		},
		cites: [cite('faisceau')],
		see: ['entity']
	},
	{
		id: 'independent-sources',
		en: {
			name: 'independent sources',
			meaning:
				'How many different sources state the same tie. Two records of one source count once. Sources of one organisation may draw on each other: of how many organisations they are is then said beside their number. The width of a line shows the number of sources.'
		},
		fr: {
			name: 'sources indépendantes',
			meaning:
				'Combien de sources différentes affirment le même lien. Deux fiches d’une même source comptent pour une. Les sources d’une même organisation peuvent se nourrir l’une l’autre : leur nombre est alors suivi de celui des organisations. L’épaisseur de la ligne montre le nombre de sources.'
		},
		cites: [cite('faisceau')],
		see: ['claim', 'source']
	},
	{
		id: 'withdrawn',
		en: {
			name: 'withdrawn',
			also: ['revoked'],
			meaning:
				'Taken back by its source. It stays readable and marked as such, and links nothing: no path, no expansion, no count.'
		},
		fr: {
			name: 'retiré',
			also: ['révoqué'],
			meaning:
				'Repris par sa source. L’élément reste lisible et signalé comme tel, et ne relie plus rien : ni chemin, ni dépliage, ni décompte.'
		},
		cites: [cite('stix', 'revoked')],
		see: ['record', 'claim']
	},
	{
		id: 'path',
		en: {
			name: 'path',
			meaning:
				'A chain of claims from one entity to another. A short path is a lead to check, not a proof of a tie between people.'
		},
		fr: {
			name: 'chemin',
			meaning:
				'Une suite d’affirmations d’une entité à une autre. Un chemin court est une piste à vérifier, non la preuve d’un lien entre personnes.'
		},
		cites: [cite('faisceau')],
		see: ['claim', 'degree']
	},
	{
		id: 'degree',
		en: {
			name: 'degree',
			meaning:
				'With how many claims you may see an entity is tied to others. It says how much is known, not how important or how guilty anyone is.'
		},
		fr: {
			name: 'degré',
			meaning:
				'Par combien d’affirmations que vous pouvez voir une entité est liée à d’autres. Il dit combien on en sait, non l’importance ou la culpabilité de quiconque.'
		},
		cites: [unread('ai', 'art. 5(1)(d)')],
		see: ['claim']
	},
	{
		id: 'import',
		en: {
			name: 'import',
			meaning:
				'One file brought in whole by one organisation. It can be stopped, resumed and undone as a whole, and every object refused is listed with its reason.'
		},
		fr: {
			name: 'import',
			meaning:
				'Un fichier apporté en entier par une organisation. Il peut être arrêté, repris et annulé en bloc, et chaque objet refusé est listé avec sa raison.'
		},
		cites: [cite('faisceau')],
		see: ['provenance', 'review-date']
	},
	{
		id: 'demonstration',
		en: {
			name: 'demonstration',
			meaning:
				'Operation HELIX: fictional people, organisations and events to learn on. It is labelled everywhere and removed with one action.'
		},
		fr: {
			name: 'démonstration',
			meaning:
				'L’opération HELIX : personnes, organisations et événements fictifs pour apprendre. Elle est signalée partout et se retire en une action.'
		},
		cites: [cite('faisceau')],
		see: ['import']
	},
	{
		id: 'hit-no-hit',
		en: {
			name: 'hit / no hit',
			also: ['hit'],
			meaning:
				'An answer that says only whether something is known and whom to ask, and nothing of what it is.'
		},
		fr: {
			name: 'concordance / non-concordance',
			also: ['hit'],
			meaning:
				'Une réponse qui dit seulement si quelque chose est connu et à qui s’adresser, sans rien dire du contenu.'
		},
		cites: [unread('er', 'art. 20')],
		see: ['handling-h2', 'owner']
	}
];
