/** The name of a file says when it was made, what it is and how it must be handled. */

/** `faisceau_2026-11-22T1405Z_graphml_TLP-AMBER_H1.graphml`: no two formats share a name. */
export function fileName(
	exportedAt: string,
	format: string,
	marking: string,
	extension: string
): string {
	const minute = `${exportedAt.slice(0, 13)}${exportedAt.slice(14, 16)}Z`;
	const parts = ['faisceau', minute, format, ...marking.split(' ').filter(Boolean)];
	return `${parts.join('_').replace(/[^\w.+-]/g, '-')}.${extension}`;
}
