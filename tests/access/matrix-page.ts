/** The page docs/access-matrix.md: three tables of what was observed. */

const words: Record<string, string> = {
	Actions: `Which role may perform which action, as \`src/lib/server/access/actions.ts\` declares it. A role is the set of
actions that say "yes" in its column. The confined roles (issuing-judge, magistrate, defence, provider,
foreign-authority) keep their column whatever other role the account holds.`,
	Routes: `What each route answered: "yes" where the request reached it, the status where it was refused. A request with a
body is one that succeeds where it is allowed. Some accounts hold several roles, some are of another organisation.`,
	Markings: `Which entity each role saw, by its marking, in at least one of the routes that read the graph; where it says
"–" every one of them answered, to the letter, as it does for an entity that does not exist. Accounts belong to one
organisation but those of sefrin; each prosecutor is in charge of one case of their own, both of the same number.`
};

export function grid(title: string, head: readonly string[], rows: readonly (readonly string[])[]) {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [
		`## ${title}`,
		'',
		words[title] ?? '',
		'',
		line(head),
		line(head.map(() => '---')),
		...rows.map(line)
	].join('\n');
}

export const page = (grids: readonly string[]): string =>
	[
		'# Who may do what, and who sees what',
		'',
		'Written by `tests/access/matrix.test.ts`, which asks the real application for every cell and fails when this file is',
		'not what it observed. `npx vitest run tests/access/matrix.test.ts -u` writes it anew. Do not edit.',
		'',
		...grids.flatMap((each) => [each, ''])
	].join('\n');
