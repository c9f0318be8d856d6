/**
 * The collections of our one API root: what is marked CLEAR, what is marked GREEN or wider, and so on up to
 * the ceiling of the key that asks. The same everywhere and for everyone who may see so far: the list tells
 * nothing of what is in the graph. The widest is all that the key sees.
 */
import { upTo, type Ceiling } from '#lib/domain/ceiling.ts';
import { tlpName } from '#lib/domain/marking.ts';
import { uuidOf } from '#lib/export/uuid.ts';
import { mediaType as stixMediaType } from './media.ts';

export interface Collection {
	id: string;
	title: string;
	description: string;
	/** May stand in an address in the place of the id (TAXII 2.1 §5.2.1). */
	alias: string;
	can_read: true;
	can_write: false;
	media_types: string[];
}

const aliasOf = (ceiling: Ceiling) => `up-to-${ceiling.replace('+', '-')}`;
const idOf = (ceiling: Ceiling) => uuidOf(`faisceau taxii collection ${ceiling}`);

const collectionOf = (ceiling: Ceiling): Collection => ({
	id: idOf(ceiling),
	title: `Up to ${tlpName(ceiling)}`,
	description: `What the maker of the key sees of what is marked ${tlpName(ceiling)} or less strictly`,
	alias: aliasOf(ceiling),
	can_read: true,
	can_write: false,
	media_types: [stixMediaType]
});

export const collectionsUnder = (ceiling: Ceiling): Collection[] => upTo(ceiling).map(collectionOf);

/** By id or alias; undefined for one above the ceiling as for one that never was. */
export function collectionNamed(
	name: string,
	ceiling: Ceiling
): { collection: Collection; ceiling: Ceiling } | undefined {
	const found = upTo(ceiling).find((each) => [idOf(each), aliasOf(each)].includes(name));
	return found && { collection: collectionOf(found), ceiling: found };
}
