/** What the facets of an object say it is: names, identifiers, coordinates, and hashes of its content. */
import { hashSchemes, namingProperties } from '#lib/domain/case-mapping.ts';
import type { DraftIdentifier, IdentifierScheme } from '#lib/domain/draft.ts';
import * as identifiers from '#lib/domain/identifiers.ts';
import { isObject, type Remarks } from '../stix/object.ts';
import { phoneOf } from '../table/phone.ts';
import type { Nodes } from './marking.ts';
import { nodeOf, textOf, textsOf, type Node } from './node.ts';

/** The nodes a property names or holds, as far as the file has them. */
export function insideOf(node: Node, word: string, nodes: Nodes): Node[] {
	return (node.said.get(word) ?? []).flatMap((value): Node[] => {
		if (!isObject(value)) return [];
		const inside = nodeOf(value, node.at, nodes.prefixes);
		const elsewhere =
			inside.said.size === 0 && inside.id !== undefined ? nodes.get(inside.id) : undefined;
		return [elsewhere ?? inside];
	});
}

function spelled(scheme: IdentifierScheme, text: string): string | undefined {
	switch (scheme) {
		case 'domain':
		case 'ip':
		case 'url':
		case 'email':
		case 'mac':
		case 'asn':
			return identifiers[scheme](text);
		case 'phone': {
			const called = phoneOf(text, undefined);
			return 'number' in called ? called.number : undefined;
		}
		default:
			return undefined;
	}
}

function hashesOf(facet: Node, nodes: Nodes): DraftIdentifier[] {
	return insideOf(facet, 'observable/hash', nodes).flatMap((hash): DraftIdentifier[] => {
		const method = (textsOf(hash, 'types/hashMethod')[0] ?? '')
			.toUpperCase()
			.replace(/[^A-Z0-9]/g, '');
		const [text] = textsOf(hash, 'types/hashValue');
		if (text === undefined || !Object.hasOwn(hashSchemes, method)) return [];
		const scheme = hashSchemes[method as keyof typeof hashSchemes];
		const value = identifiers.hash(scheme, text);
		return value === undefined ? [] : [{ scheme, value }];
	});
}

/** An account's number is an IBAN where its check digits are right; else it names nothing by itself. */
function accountsOf(facet: Node): DraftIdentifier[] {
	return textsOf(facet, 'observable/accountIdentifier').flatMap((text): DraftIdentifier[] => {
		const iban = identifiers.iban(text);
		return iban === undefined ? [] : [{ scheme: 'iban', value: iban }];
	});
}

export function identifiersIn(
	facets: readonly Node[],
	nodes: Nodes,
	remarks: Remarks
): DraftIdentifier[] {
	const found = facets.flatMap((facet) => [
		...namingProperties.flatMap(({ facet: of, property, scheme }): DraftIdentifier[] => {
			if (!facet.types.includes(of)) return [];
			return textsOf(facet, property).flatMap((text) => {
				const value = spelled(scheme, text);
				if (value !== undefined) return [{ scheme, value }];
				remarks.add(`${property}: not certainly a value of its kind; it is no identifier`);
				return [];
			});
		}),
		...hashesOf(facet, nodes),
		...accountsOf(facet)
	]);
	return [...new Map(found.map((each) => [`${each.scheme}:${each.value}`, each])).values()];
}

/** What an object is called in its facets, the surest first. */
const naming = [
	'observable/fileName',
	'observable/displayName',
	'observable/value',
	'observable/addressValue',
	'observable/fullValue',
	'observable/phoneNumber',
	'observable/accountIdentifier',
	'observable/number',
	'observable/subject',
	'observable/model'
] as const;

export function namesIn(facets: readonly Node[]): string[] {
	const given = facets.flatMap((facet) => {
		const [first = ''] = textsOf(facet, 'identity/givenName');
		const [last = ''] = textsOf(facet, 'identity/familyName');
		const whole = `${first} ${last}`.trim();
		return whole === '' ? [] : [whole];
	});
	const others = naming.flatMap((word) => facets.flatMap((facet) => textsOf(facet, word)));
	return [...given, ...others];
}

export function positionIn(
	facets: readonly Node[],
	remarks: Remarks
): { latitude?: number; longitude?: number } {
	for (const facet of facets) {
		const [latitude, longitude] = ['location/latitude', 'location/longitude'].map((word) =>
			textOf(facet.said.get(word)?.[0])
		);
		if (latitude === undefined && longitude === undefined) continue;
		const [north, east] = [Number(latitude), Number(longitude)];
		const isDegrees = /^-?\d{1,3}(?:\.\d{1,20})?$/;
		if (
			isDegrees.test(latitude ?? '') &&
			isDegrees.test(longitude ?? '') &&
			Math.abs(north) <= 90 &&
			Math.abs(east) <= 180
		)
			return { latitude: north, longitude: east };
		remarks.add('latitude, longitude: expected degrees; they are kept as text');
	}
	return {};
}
