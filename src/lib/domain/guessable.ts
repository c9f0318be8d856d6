/**
 * Passwords that whoever guesses tries first (NIST SP 800-63B, 3.1.1.2): common words in the languages of
 * the page and around it, rows of a keyboard, names of the product and of the person, one after the
 * other or with figures and signs around and in them.
 */
import { fold } from './fold.ts';

const common = new Set(
	`password passwort passord wachtwoord contrasena contrasenya senha haslo parola salasana motdepasse
	motdepass passe password passcode passphrase passwd pass secret secreto geheim confidentiel confidential
	qwerty qwertz azerty qwertyuiop qwertzuiop azertyuiop qwertyuiopasdfghjkl azertyuiopqsdfghjklm asdf asdfgh
	asdfghjkl qsdfghjklm zxcv zxcvbn zxcvbnm yxcvbnm wxcvbn qazwsx qazwsxedc azeqsd qweasd qweasdzxc
	abc abcd abcde abcdef abcdefg abcdefgh abcdefghi abcdefghij abcdefghijkl abcdefghijklmnopqrstuvwxyz
	admin administrator administrateur administrador root system superuser superadmin user username utilisateur
	usuario benutzer guest invite visiteur demo test tester testing temp temporary temporaire default changeme
	changezmoi changer change login signin account compte konto letmein openup opensesame sesameouvretoi
	sesame welcome bienvenue willkommen bienvenido benvenuto welkom hello hallo bonjour bonsoir salut coucou
	hola ciao goodbye aurevoir iloveyou ilove loveyou love jetaime jtaime tequiero teamo ichliebedich amour
	monamour moncoeur mylove doudou cheri cherie chouchou loulou loulette nounours princess princesse prinzessin
	sunshine soleil sonne moonlight starlight rainbow flower fleur marguerite rose orchidee papillon butterfly
	monkey dragon tiger tigre lion eagle falcon wolf loup panther shark dolphin dauphin unicorn licorne pony
	football soccer baseball basketball hockey handball rugby tennis golf cycling champion liverpool
	arsenal chelsea manchester barcelona barcelone realmadrid juventus marseille olympique paris parissaintgermain
	psg lyon bordeaux saintetienne bayern dortmund benfica porto ajax superman batman spiderman ironman starwars
	pokemon pikachu naruto matrix master mastermind ninja samurai warrior hunter killer ranger sniper soldier
	trustno trustnoone whatever nothing freedom liberte liberty justice police gendarme gendarmerie
	polizei policia interpol europol eurojust tribunal parquet procureur magistrat enquete investigation
	prosecutor security securite sicherheit intelligence renseignement secure cyber hacker internet computer
	ordinateur laptop windows microsoft office outlook google gmail facebook instagram linkedin twitter youtube
	amazon apple iphone samsung android nokia oracle linux ubuntu debian cisco server serveur network
	reseau database wifi router winter spring summer autumn fall hiver printemps ete automne sommer herbst
	fruhling invierno verano otono primavera inverno estate january february march april may june july
	august september october november december janvier fevrier mars avril mai juin juillet aout septembre
	octobre novembre decembre monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi
	jeudi vendredi samedi dimanche london londres berlin madrid lisbon lisbonne lisboa roma rome bruxelles
	brussels amsterdam geneve geneva zurich wien vienna praha prague warszawa dublin newyork france germany
	deutschland espana spain italia italy belgique belgium suisse switzerland europe america canada
	quebec bretagne michael jennifer jordan jessica daniel thomas nicolas alexandre julien camille charlotte
	ashley andrew matthew joshua robert william george charlie maggie buster ginger pepper cookie chocolate
	chocolat cheese fromage banana orange cherry coffee vanille nutella cocacola pizza kitty snoopy mickey
	mustang ferrari porsche mercedes corvette harley yamaha yankees cowboys metallica nirvana beatles madonna
	lovers sweet angel angels heaven jesus christ blessed fuckyou fuckoff asshole bitch merde putain
	connard enfoire cestmoi moi mine myself family famille maison home bebe baby babygirl mother
	maman papa mama father soeur brother sister maurice doctor docteur teacher student etudiant company
	entreprise bureau travail work boss chef direction president ministere ministry the my mon ma le la les
	is this to for and et of de du des est un une ce cest me it you go new nouveau nouvelle old in on at
	thisis monmot num numero number a`
		.split(/\s+/)
		.map((word) => fold(word))
		.filter(Boolean)
);
const product = ['faisceau', 'knowledge', 'graph', 'explorer'];

const leet: Readonly<Record<string, string>> = {
	'0': 'o',
	'1': 'i',
	'!': 'i',
	'|': 'l',
	'3': 'e',
	'€': 'e',
	'4': 'a',
	'@': 'a',
	'5': 's',
	$: 's',
	'7': 't',
	'+': 't',
	'8': 'b'
};
const spelt = (text: string, one: string): string =>
	[...text].map((sign) => (sign === '1' ? one : (leet[sign] ?? sign))).join('');

/** What is left when figures and signs around it go, those within it are read as letters, or all go. */
const readings = (password: string): string[] => {
	const lower = password.normalize('NFKD').toLowerCase();
	const core = lower.replace(/^[^\p{L}@$]+|[^\p{L}@$]+$/gu, '');
	return [lower, core]
		.flatMap((text) => [spelt(text, 'i'), spelt(text, 'l'), text])
		.map((text) => fold(text).replace(/[^\p{L}]/gu, ''));
};

/** Whether it is nothing but such words, one after the other. */
function isMadeOf(text: string, words: ReadonlySet<string>): boolean {
	const reached = new Set([0]);
	const longest = Math.max(...[...words].map((word) => word.length));
	for (let at = 0; at < text.length; at++) {
		if (!reached.has(at)) continue;
		for (let end = at + 1; end <= Math.min(text.length, at + longest); end++)
			if (words.has(text.slice(at, end))) reached.add(end);
	}
	return reached.has(text.length);
}

/** A few signs over and over, or figures and letters in their order, up or down. */
const isRun = (password: string): boolean => {
	const signs = [...password.toLowerCase()];
	if ([1, 2, 3, 4].some((unit) => signs.every((sign, at) => sign === signs[at % unit])))
		return true;
	const order = '01234567890123456789 abcdefghijklmnopqrstuvwxyz';
	const text = signs.join('');
	const back = signs.toReversed().join('');
	return [text, back].some((run) => order.includes(run));
};

/** `about`: names and addresses of whoever will use it. Long enough is asked elsewhere (password.ts). */
export function isGuessable(password: string, about: readonly string[] = []): boolean {
	const own = about.flatMap((text) => {
		const parts = fold(text).split(' ');
		return [...parts, parts.join('')].filter((part) => part.length > 2);
	});
	const words = new Set([...common, ...product, ...own]);
	return isRun(password) || readings(password).some((text) => text !== '' && isMadeOf(text, words));
}
