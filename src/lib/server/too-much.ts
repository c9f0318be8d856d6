/** What to ask instead of a question that was stopped because it took too much, by where it was asked. */
import { m } from '#lib/paraglide/messages.js';

const advice: readonly [RegExp, () => string][] = [
	[/^\/network\/(path|ways)\.json$/, m.too_much_path],
	[/^\/network\/(expand|expansions)\.json$/, m.too_much_expand],
	[/^\/network\/search\.json$/, m.too_much_search],
	[/^\/network\/(export\.\[format\]|picture\.json)$/, m.too_much_export]
];

export const howToNarrow = (route: string | null): string =>
	(advice.find(([asked]) => asked.test(route ?? ''))?.[1] ?? m.too_much_other)();
