/** `faisceau search`: names, aliases and identifiers, as the search field of the pages finds them. */
import { tlpName } from '#lib/domain/marking.ts';
import { exits, UsageError, whole, type Arguments, type Command } from '../command.ts';

const wordsOf = ({ positionals }: Arguments) => positionals.join(' ').trim();

export const search: Command = {
	name: 'search',
	summary: 'Search names, aliases and identifiers',
	usage: 'search TEXT [--limit N]',
	options: { limit: { type: 'string' } },
	help: [{ flag: '--limit N', text: 'hits to show (20)' }],
	check(args) {
		if (wordsOf(args) === '') throw new UsageError('TEXT is missing');
		whole(args, 'limit', 20);
	},
	async run(app, args) {
		const words = wordsOf(args);
		const limit = whole(args, 'limit', 20);
		const viewer = await app.access.localOperator();
		const found = await app.network.search(viewer, words, limit);
		const width = Math.max(0, ...found.hits.map(({ kind }) => kind.length));
		return {
			exit: exits.done,
			result: { ...found },
			lines: [
				...found.hits.map(
					(hit) =>
						`${hit.kind.padEnd(width)}  ${hit.name}${hit.matched === null ? '' : ` (${hit.matched})`}  ${tlpName(hit.tlp)}  ${hit.id}`
				),
				`${found.hits.length} of ${found.total} shown`
			]
		};
	}
};
