/** Accounts, and the log of who did what. */
import { cite, unread, type Term } from './term.ts';

export const audit: readonly Term[] = [
	{
		id: 'audit-log',
		en: {
			name: 'audit log',
			meaning:
				'A numbered entry for every act: who, when, what, with which outcome. Entries hold ids, never names or what was typed, and only serve to check lawfulness, to keep the data sound and in criminal proceedings.'
		},
		fr: {
			name: 'journal d’audit',
			meaning:
				'Une entrée numérotée pour chaque acte : qui, quand, quoi, avec quelle issue. Les entrées contiennent des identifiants, jamais de noms ni de saisies, et ne servent qu’à vérifier la licéité, garantir l’intégrité et aux procédures pénales.'
		},
		cites: [cite('led', 'art. 25'), unread('led', 'art. 25(2)')],
		see: ['consultation', 'justification', 'merkle-log']
	},
	{
		id: 'consultation',
		en: {
			name: 'the six logged operations',
			also: ['collection', 'alteration', 'disclosure', 'combination', 'erasure'],
			meaning:
				'Collection, alteration, consultation, disclosure, combination and erasure. The directive asks for a log of each.'
		},
		fr: {
			name: 'les six opérations journalisées',
			also: ['collecte', 'modification', 'communication', 'effacement'],
			meaning:
				'Collecte, modification, consultation, communication, interconnexion et effacement. La directive demande un journal de chacune.'
		},
		cites: [cite('led', 'art. 25(1)')],
		see: ['audit-log', 'justification']
	},
	{
		id: 'justification',
		en: {
			name: 'justification',
			meaning:
				'The reason someone gives before a restricted item is opened or disclosed. It is kept in the log.'
		},
		fr: {
			name: 'justification',
			meaning:
				'La raison donnée avant d’ouvrir ou de communiquer un élément restreint. Elle est gardée au journal.'
		},
		cites: [cite('led', 'art. 25(1)')],
		see: ['audit-log', 'handling-codes']
	},
	{
		id: 'merkle-log',
		en: {
			name: 'Merkle log',
			also: ['Merkle tree', 'hash chain'],
			meaning:
				'The log as a tree of hashes: every entry is bound to all others, so that a changed, missing or added entry shows, and one entry can be proved without showing the rest.'
		},
		fr: {
			name: 'journal de Merkle',
			also: ['arbre de Merkle'],
			meaning:
				'Le journal sous forme d’arbre d’empreintes : chaque entrée est liée à toutes les autres, si bien qu’une entrée modifiée, absente ou ajoutée se voit, et qu’une entrée se prouve sans montrer le reste.'
		},
		cites: [cite('rfc6962', '§2.1')],
		see: ['audit-log', 'checkpoint']
	},
	{
		id: 'checkpoint',
		en: {
			name: 'checkpoint',
			also: ['signed tree head'],
			meaning:
				'The size and root of the log at one moment, signed. Kept elsewhere, it shows later that nothing before it was changed or cut off.'
		},
		fr: {
			name: 'point de contrôle',
			also: ['tête signée'],
			meaning:
				'La taille et la racine du journal à un instant, signées. Gardé ailleurs, il montre plus tard que rien d’antérieur n’a été modifié ni coupé.'
		},
		cites: [cite('rfc6962', '§3.5'), cite('rfc8032')],
		see: ['merkle-log']
	},
	{
		id: 'role',
		en: {
			name: 'role',
			meaning:
				'A set of actions that an account may perform. What no role of yours may do, you are not offered; each decision names the rule that made it.'
		},
		fr: {
			name: 'rôle',
			meaning:
				'Un ensemble d’actions qu’un compte peut accomplir. Ce qu’aucun de vos rôles ne permet ne vous est pas proposé ; chaque décision nomme la règle qui l’a prise.'
		},
		cites: [cite('faisceau')],
		see: ['organisation', 'audience']
	},
	{
		id: 'organisation',
		en: {
			name: 'organisation',
			also: ['agency'],
			meaning:
				'The unit an account works for: a national unit, Europol, a partner, a provider. It owns what its people bring in.'
		},
		fr: {
			name: 'organisation',
			also: ['agence'],
			meaning:
				'L’unité pour laquelle un compte travaille : unité nationale, Europol, partenaire, fournisseur. Elle est propriétaire de ce que ses membres apportent.'
		},
		cites: [cite('faisceau')],
		see: ['owner', 'role']
	},
	{
		id: 'second-factor',
		en: {
			name: 'second factor',
			also: ['TOTP', 'two-factor'],
			meaning:
				'Something besides the password: a six-digit code that changes every 30 seconds, or a passkey. A stolen password alone then opens nothing.'
		},
		fr: {
			name: 'second facteur',
			also: ['TOTP', 'double authentification'],
			meaning:
				'Quelque chose en plus du mot de passe : un code à six chiffres qui change toutes les 30 secondes, ou une clé d’accès. Un mot de passe volé n’ouvre alors rien à lui seul.'
		},
		cites: [cite('rfc6238')],
		see: ['passkey', 'recovery-code']
	},
	{
		id: 'passkey',
		en: {
			name: 'passkey',
			meaning:
				'A key kept in a device or security key that signs for this site only. It cannot be typed into a false page.'
		},
		fr: {
			name: 'clé d’accès',
			meaning:
				'Une clé gardée dans un appareil ou une clé de sécurité, qui ne signe que pour ce site. Elle ne peut être saisie dans une fausse page.'
		},
		cites: [cite('webauthn')],
		see: ['second-factor']
	},
	{
		id: 'recovery-code',
		en: {
			name: 'recovery code',
			meaning:
				'A code to sign in once when the second factor is lost. Keep them on paper, away from the password.'
		},
		fr: {
			name: 'code de récupération',
			meaning:
				'Un code pour se connecter une fois quand le second facteur est perdu. À garder sur papier, loin du mot de passe.'
		},
		cites: [cite('faisceau')],
		see: ['second-factor']
	},
	{
		id: 'oidc',
		en: {
			name: 'sign-in through one’s institution',
			also: ['OpenID Connect', 'single sign-on'],
			meaning:
				'The institution’s own sign-in service vouches for the person; the account is bound to that service and to the person’s number there, not to an address.'
		},
		fr: {
			name: 'connexion par son institution',
			also: ['OpenID Connect'],
			meaning:
				'Le service de connexion de l’institution répond de la personne ; le compte est lié à ce service et au numéro de la personne dans celui-ci, non à une adresse.'
		},
		cites: [cite('oidc')],
		see: ['role']
	}
];
