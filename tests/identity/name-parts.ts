/** Parts that invented names are put together from, in the scripts they are written in. Nobody is meant. */

const list = (text: string) => text.trim().split(/\s+/);

export const western = {
	given:
		list(`Anna Clément Hélène Jürgen Søren Zoë Mathieu Inès Björn Małgorzata Žofie Ştefan Lucía Íñigo Tomasz
		Katarzyna Ondřej Réka László Gaëlle Aurélie Niklas Frauke Henrike Duarte Beatriz Eleanor Rupert Fiona Declan Siobhan
		Marit Torbjörn Eeva Pekka Giulia Ottavio Chiara Baptiste Solène Wim Anneke Joost Lieve Margaux Rémi Violette Ewan
		Ingrid Kasper Dorota Wojciech Zsófia Mihai Ioana Vlad Rasmus Liisa Jaume Nuria`),
	surnameFirst:
		list(`Berg Holt Wald Stein Linden Eichen Klar Falk Nord Sommer Brück Lauf Dorn Hagen Morgen Silber
		Chante Beau Val Mont Roche Clair Fort Belle Haute Grand Fern Ash Black Wood Hart Kings Stone Whit Thorn Marsh
		Kowal Zielin Jasin Wiśn Lewan Brzoz Dvoř Novot Černý Horn`),
	surnameLast:
		list(`mann er feld hoff ström lund gaard quist ner bach ville mont pré rive lac bois worth ley ton field
		ford ham combe ski owicz iak ák ek ovský ëns aud ière eau`)
};

export const cyrillic = {
	male: list(`Иван Юрий Евгений Сергей Алексей Дмитрий Михаил Николай Василий Андрей Григорий Тимофей Ярослав Вячеслав
		Станислав Геннадий Аркадий Фёдор Матвей Захар Всеволод Игнат Прохор Роман Виктор Леонид`),
	female:
		list(`Анна Екатерина Юлия Евгения Наталья Светлана Жанна Любовь Ксения Людмила Зинаида Варвара Ульяна Яна
		Элла Надежда Полина Дарья Тамара Галина Вера Лариса`),
	fathers: list(
		`Иван Юр Серге Алексе Дмитри Михайл Никола Андре Григор Станислав Фёдор Захар Роман Виктор Леонид Павл`
	),
	stems:
		list(`Иван Петр Сидор Жук Щербак Чайк Хомяк Цветк Шубин Зайц Журавл Ковал Мельник Ястреб Юшк Ельц Быстр Черн
		Белозер Горчак Дроздец Ершак Звяг Калач Лисиц Медян Озерец Пчелин Рябин Соловь Туман Ухтом Фомич Шевел Вьюг Гвозд`),
	ends: list(`ов ев ин ский ченко ук енко ых`)
};

export const greek = {
	given:
		list(`Γεώργιος Ευάγγελος Δημήτριος Χρήστος Παναγιώτης Κωνσταντίνος Θεόδωρος Ιωάννης Αικατερίνη Ευθυμία Χαράλαμπος
		Σπυρίδων Αθανάσιος Βασιλική Ελευθερία Αγγελική Μιχαήλ Στυλιανός Ζωή Φωτεινή Ηλίας Νικόλαος Ειρήνη Γρηγόριος`),
	stems:
		list(`Παπαδ Χατζ Κωνσταντιν Γεωργ Δημητρ Καλογερ Μαυρ Ασπρ Καραγιανν Οικονομ Βλαχ Μυλων Σιδερ Ψαρρ Ξενακ Φωτ
		Θεοχαρ Ζαχαρ Αλεξανδρ Βουγιουκ Λαμπρ Στεφαν Τριανταφυλλ Χριστοφ`),
	ends: list(`όπουλος ίδης άκης έλης ιάδης άτος ούλης ίου`)
};

/** Each name in spellings that papers give it. */
export const arabic = {
	given:
		list(`mohamed|muhammad|mohammed|mohamad ahmed|ahmad|ahmet yusuf|youssef|yousef|yussuf khaled|khalid|halid
		hussein|husayn|hussain|hocine abdelrahman|abdurrahman|abd~al~rahman fatima|fatma|fatimah aisha|aicha|ayesha mustafa|mostafa|moustapha
		omar|umar|omer jamal|djamal|gamal karim|kareem|kerim said|saeed|saïd leila|layla|leyla nour|noor|nur rachid|rashid|rasheed
		tariq|tarek|tarik zaynab|zeinab|zineb bilal|billal hamza|hamzah|hamzeh ibrahim|brahim|ebrahim samir|sameer jaafar|jafar|djaafar
		walid|waleed|oualid marwan|marouane|merwan salma|selma ousmane|usman|othman sofiane|sufyan anwar|anouar idris|idriss|driss
		amina|aminah|emina yasmin|yasmine|jasmin faysal|faisal|faical munir|mounir|muneer`),
	family:
		list(`al~hashimi|el~hachemi|alhashimi|hashimi benyoussef|ben~youssef|bin~yusuf al~masri|el~masry|almasri haddad|hadad
		khoury|khouri|al~khuri mansour|mansur|mansoor boukhari|bukhari|al~bukhari chérif|sherif|sharif zidane|zaidan|zeidan
		qasim|kassem|gasem|kacem al~tamimi|tamimi|ettamimi belkacem|belqasim saleh|salih|salah najjar|najar|al~najjar
		rahmani|rehmani bouzid|buzid|abu~zayd daoud|dawud|daud sabbagh|sabag|assabbagh naser|nasser|nasir al~rashidi|rashidi|errachidi
		ghanem|ghanim|rhanem touati|tuwati mekki|makki|al~makki darwish|darwiche|dervish tahiri|taheri shaheen|shahin|chahine
		bakr|bekr|bakkar jaziri|djaziri|al~jaziri farouqi|faruki|al~faruqi osmani|usmani|othmani kettani|kattani ziani|zayani|zeyani
		hamdaoui|hamdawi sayegh|sayigh|al~sayegh lahlou|lahlu`)
};

export const chinese = {
	family:
		list(`Wang Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tang
		Han Feng Deng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lü Ding Ren Lu Yao Shen Zhong`),
	syllables:
		list(`xiao ming wei jing hong yan li fang jun jie lei qiang ping hua mei ling xin yu bo chao dong feng guang
		hai jia kai lan min ning peng qing rui shan ting wen xue yi zhen zhi cheng bin chun da gang hui jian kun liang`)
};

export const companies = {
	starts:
		list(`Nor Vel Kas Tri Mar Zen Alt Quo Bri Dra Fel Gon Hex Ira Jun Lum Mon Ost Pel Ras Sol Tav Umb Vor Wex Yar Zul
		Cor Ber Ark`),
	middles: list(`da vi mo ra li ten gu sto be ka ne ri po xi la`),
	ends: list(`rion vant dell mark tec nova lis gard stra quell tia nor via core dan mex`),
	words:
		list(`Trading Shipping Logistics Holding Capital Energy Metals Consulting Services Import Media Estates Foods Textiles
		Systems Marine Construction Finance Chemicals Airlines Tools Freight Security Software Pharma`),
	forms: [
		['Ltd', 'Limited', 'LTD.', 'ООО', 'LLC'],
		['GmbH', 'G.m.b.H.', 'gmbh'],
		['SARL', 'S.A.R.L.', 'Sàrl'],
		['S.A.', 'SA', 'AG'],
		['Inc', 'Inc.', 'Incorporated', 'Corp'],
		['ООО', 'OOO', 'LLC', 'Ltd']
	]
};

export const streets =
	list(`Birken Linden Hafen Markt Kirch Mühlen Garten Berg Rosen Wiesen Quay Station Mill Orchard Victory
	Harbour Castle Canal Meadow Chapel Moulins Écluses Jardins Tanneurs Remparts Cordiers Lavande Fontaine`);
export const towns =
	list(`Belmark Norvalle Ostrava-Port Saint-Elme Karlshafen Veldhoven-Zuid Puerto-Claro Montesol Drevnik
	Lisow Kastoria-Nea Alnwick-Bay Torvik Zalesny Beaumarais`);
