import { expect, test } from 'vitest';
import { isGuessable } from '#lib/domain/guessable.ts';

test.each([
	'password1234',
	'Password2024!',
	'P@ssw0rd1234',
	'2026motdepasse',
	'MotDePasse!!!',
	'Mot de passe 12',
	'bienvenue2026',
	'azertyuiop12',
	'qwertyuiop[]',
	'letmeinletmein',
	'l3tm31n-2026!',
	'welcome.to.faisceau',
	'Faisceau-2026',
	'summer2024winter',
	'aaaaaaaaaaaa',
	'121212121212',
	'123456789012',
	'987654321098',
	'abcdefghijklm',
	'************'
])('%s is among the first that are tried', (password) => {
	expect(isGuessable(password)).toBe(true);
});

test('so is what is made of the name and the address of its owner', () => {
	const about = ['Zoé Verhoeven', 'zoe.verhoeven@belmark.example'];
	for (const password of ['ZoeVerhoeven1', 'verhoeven-belmark', 'V3rh0even!2026', 'zoepassword99'])
		expect([password, isGuessable(password, about), isGuessable(password)]).toEqual([
			password,
			true,
			false
		]);
});

test.each([
	'correct horse battery',
	'une phrase longue et facile',
	'a long sentence for a bench',
	'guess guess guess',
	'the harbour master counts crates',
	'7f3a2c91e0b4d8',
	'7391 8264 0185 2234',
	'Пароль длинный и свой'
])('%s is not', (password) => {
	expect(isGuessable(password, ['Ada Verhoeven', 'ada@belmark.example'])).toBe(false);
});
