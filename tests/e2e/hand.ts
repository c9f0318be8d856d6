/** What stories of the explorer do by keyboard: reading how much is shown, going somewhere with Tab. */
import type { Page } from '@playwright/test';

/** Entities and links shown, as the status line says in digits. */
export async function shown(page: Page): Promise<[number, number]> {
	const text = await page.locator('.status p').first().innerText();
	const numbers =
		text
			.replace(/[\u00a0\u202f,](?=\d)/g, '')
			.match(/\d+/g)
			?.map(Number) ?? [];
	const [entities = NaN, links = NaN] = numbers.slice(-2);
	return [entities, links];
}

/** Goes to a control with Tab alone; a person without a mouse has no other way. */
export async function tabTo(
	page: Page,
	selector: string,
	key: 'Tab' | 'Shift+Tab' = 'Tab'
): Promise<void> {
	for (let press = 0; press < 40; press++) {
		const there = await page.evaluate(
			(wanted) => document.activeElement?.matches(wanted) ?? false,
			selector
		);
		if (there) return;
		await page.keyboard.press(key);
	}
	throw new Error(`Tab never reaches ${selector}`);
}
