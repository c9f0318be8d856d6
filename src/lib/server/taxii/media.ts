/** Media types of TAXII 2.1 (§1.6.8.1) and STIX 2.1, and whether a client takes ours. */
export const taxiiMediaType = 'application/taxii+json;version=2.1';
export const mediaType = 'application/stix+json;version=2.1';

const accepted = new Set([
	'*/*',
	'application/*',
	'application/taxii+json',
	'application/taxii+json;version=2.1'
]);

const plain = (range: string) =>
	range
		.toLowerCase()
		.replace(/\s|"/g, '')
		.replace(/;q=(0\.\d*[1-9]\d*|1(\.0*)?)(?=;|$)/, '');

/** A client that names no type takes any (RFC 9110 §12.5.1). */
export const takesTaxii = (accept: string | null): boolean =>
	accept === null || accept.split(',').some((range) => accepted.has(plain(range)));

export const isTaxii = (contentType: string | null): boolean =>
	contentType !== null && /^application\/taxii\+json(;version=2\.1)?$/.test(plain(contentType));
