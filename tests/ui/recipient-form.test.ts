/** For whom, as it is being said: nothing incomplete is sent, and only a whole name is an organisation. */
import { describe, expect, test } from 'vitest';
import { RecipientForm } from '#lib/ui/recipient-form.svelte.ts';

const choices = [
	{ id: 'unit-at', name: { en: 'National unit, Austria', fr: 'Unité nationale, Autriche' } },
	{ id: 'unit-au', name: { en: 'National unit', fr: 'Unité nationale' } }
].map((each) => ({ ...each, agreement: 'member-state' as const }));
const doria = {
	id: 'doria',
	name: { en: 'Ministry of Order', fr: 'Ministère de l’Ordre' },
	agreement: 'none' as const
};

function filled(locale: 'en' | 'fr', fields: Partial<RecipientForm>) {
	const form = new RecipientForm(locale);
	form.choices = [...choices, doria];
	return Object.assign(form, fields);
}

describe('what is sent', () => {
	test('one’s own organisation without a word typed', () => {
		expect(new RecipientForm('en').given()).toEqual({
			recipient: { kind: 'own' },
			purpose: 'investigation'
		});
	});

	test('an organisation by its whole name in the reader’s language, however it is written', () => {
		const asked = (locale: 'en' | 'fr', typed: string) =>
			filled(locale, { kind: 'organisation', typed }).given()?.recipient;
		expect(asked('en', 'national unit, AUSTRIA')).toEqual({ kind: 'organisation', id: 'unit-at' });
		expect(asked('fr', 'unite nationale, autriche')).toMatchObject({ id: 'unit-at' });
		expect(asked('en', 'National unit, Aust')).toBeUndefined();
		expect(asked('fr', 'National unit, Austria')).toBeUndefined();
		expect(asked('en', '')).toBeUndefined();
	});

	test('two organisations of one name are not told apart, so neither is taken', () => {
		const form = filled('en', { kind: 'organisation', typed: 'Ministry of Order' });
		form.choices = [doria, { ...doria, id: 'doria-2' }];
		expect(form.given()).toBeUndefined();
	});

	test('somebody needs words, and what lacks is shown only after it was sent', () => {
		const form = filled('en', { kind: 'other', text: '  x ' });
		expect(form.tried).toBe(false);
		expect(form.given()).toBeUndefined();
		expect(form.tried).toBe(true);
		form.text = ' A. Judge ';
		expect(form.given()?.recipient).toEqual({ kind: 'other', text: 'A. Judge' });
		expect(form.tried).toBe(false);
	});
});

test('that no agreement is known is said before anything is sent', () => {
	expect(filled('en', { kind: 'own' }).hasNone).toBe(false);
	expect(filled('en', { kind: 'other' }).hasNone).toBe(true);
	const asked = (typed: string) => filled('en', { kind: 'organisation', typed }).hasNone;
	expect([asked('Ministry of Order'), asked('National unit, Austria')]).toEqual([true, false]);
});
