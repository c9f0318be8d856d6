/** What a format is called: most have a name of their own in every language. */
import { isFormat, type Format } from '#lib/domain/formats.ts';
import { m } from '#lib/paraglide/messages.js';

const names: Record<Format, () => string> = {
	misp: () => 'MISP',
	ftm: () => 'FollowTheMoney',
	veris: () => 'VERIS',
	case: () => 'CASE/UCO',
	camt: m.ingest_format_camt,
	graphml: () => 'GraphML',
	gexf: () => 'GEXF',
	table: m.ingest_format_table,
	matrix: m.ingest_format_matrix,
	text: m.ingest_format_text,
	stix: () => 'STIX'
};

export const formatName = (format: string): string => (isFormat(format) ? names[format]() : format);
