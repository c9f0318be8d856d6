/** Small networks for the explorer's tests. */
import type { ClaimType } from '#lib/domain/claim-types.ts';
import { ungraded } from '#lib/domain/grading.ts';
import type { EntityCard, NetworkClaim, NetworkNode, Subgraph } from '#lib/domain/subgraph.ts';

export const entity = (id: string, more: Partial<NetworkNode> = {}): NetworkNode => ({
	id,
	kind: 'person',
	name: `Name of ${id}`,
	originalType: 'threat-actor',
	degree: 1,
	tlp: 'green',
	handling: [],
	revoked: false,
	demonstration: false,
	...more
});

export const claim = (
	from: string,
	to: string,
	more: Partial<NetworkClaim> & { type?: ClaimType } = {}
): NetworkClaim => ({
	id: `${from}-${more.type ?? 'USES'}-${to}-${more.source ?? 's1'}`,
	type: 'USES',
	from,
	to,
	source: 's1',
	owner: { id: 'belmark', name: 'Belmark' },
	tlp: 'green',
	handling: [],
	statement: 'fact',
	evaluation: ungraded,
	validFrom: null,
	validUntil: null,
	happenedAt: null,
	amountMinor: null,
	currency: null,
	demonstration: false,
	originalType: 'uses',
	...more
});

export const star = (centre: string, ...others: string[]): Subgraph => ({
	nodes: [centre, ...others].map((id) => entity(id)),
	claims: others.map((other) => claim(centre, other)),
	cut: null
});

export const card = (id: string, more: Partial<EntityCard> = {}): EntityCard => ({
	node: entity(id),
	records: [],
	claims: [],
	claimTotal: 0,
	expansions: [],
	...more
});
