/** The formats an export can take. Adding one is one file and one line. */
import type { ExportGraph } from '#lib/domain/export-graph.ts';
import { caseUco } from './case.ts';
import { csv } from './csv.ts';
import { ftm } from './ftm.ts';
import { gexf } from './gexf.ts';
import { graphml } from './graphml.ts';
import { json } from './json.ts';
import { misp } from './misp.ts';
import { stix } from './stix.ts';

export interface Format {
	mediaType: string;
	extension: string;
	/** Carries notes besides records and claims. */
	notes?: true;
	/** Rows and columns: of what an object says besides, such as references to others, it writes nothing. */
	flat?: true;
	/** Pieces of the file in order. Pure: the same graph gives the same bytes. */
	write: (graph: ExportGraph) => Generator<string, void, undefined>;
}

export const formats = {
	stix: {
		mediaType: 'application/stix+json;version=2.1',
		extension: 'json',
		notes: true,
		write: stix
	},
	misp: { mediaType: 'application/json', extension: 'json', write: misp },
	ftm: { mediaType: 'application/json+ftm', extension: 'ndjson', write: ftm },
	case: { mediaType: 'application/ld+json', extension: 'jsonld', write: caseUco },
	gexf: { mediaType: 'application/gexf+xml', extension: 'gexf', write: gexf },
	graphml: {
		mediaType: 'application/graphml+xml',
		extension: 'graphml',
		write: graphml
	},
	csv: { mediaType: 'text/csv;charset=utf-8', extension: 'csv', flat: true, write: csv },
	json: { mediaType: 'application/json', extension: 'json', notes: true, write: json }
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
export const formatNames = Object.keys(formats) as FormatName[];
export const isFormat = (name: string): name is FormatName => Object.hasOwn(formats, name);
