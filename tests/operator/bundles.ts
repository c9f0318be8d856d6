/** Small STIX 2.1 bundles, as files hold them. */

/** A bundle of STIX 2.1, as a file would hold it. */
export const bundle = (objects: object[]): string =>
	JSON.stringify({ type: 'bundle', id: `bundle--${uuid(0)}`, objects });

export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const common = {
	spec_version: '2.1',
	created: '2026-01-01T00:00:00.000Z',
	modified: '2026-01-01T00:00:00.000Z'
};
export const malware = (n: number, name = `Malware ${n}`, more: object = {}): object => ({
	...common,
	type: 'malware',
	id: `malware--${uuid(n)}`,
	name,
	is_family: false,
	...more
});
export const relationship = (n: number, from: number, to: number, more: object = {}): object => ({
	...common,
	type: 'relationship',
	id: `relationship--${uuid(n)}`,
	relationship_type: 'uses',
	source_ref: `malware--${uuid(from)}`,
	target_ref: `malware--${uuid(to)}`,
	...more
});
/** Some malware in a ring. */
export const ring = (count: number, from = 1): object[] => [
	...Array.from({ length: count }, (_, i) => malware(from + i)),
	...Array.from({ length: count }, (_, i) =>
		relationship(from + i, from + i, from + ((i + 1) % count))
	)
];
