/** The formats that files are read in, and how their files are usually called. */
export const formats = [
	'misp',
	'ftm',
	'veris',
	'case',
	'camt',
	'graphml',
	'gexf',
	'table',
	'matrix',
	'text',
	'stix'
] as const;
export type Format = (typeof formats)[number];

export const isFormat = (text: string): text is Format =>
	(formats as readonly string[]).includes(text);

/** Endings of files that are offered; what a file is, its content tells. */
export const fileEndings = [
	'.json',
	'.jsonld',
	'.ndjson',
	'.jsonl',
	'.stix',
	'.csv',
	'.tsv',
	'.txt',
	'.xlsx',
	'.xlsm',
	'.xml',
	'.graphml',
	'.gexf',
	'.gz'
] as const;
