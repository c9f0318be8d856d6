/**
 * A sheet as SVG 1.1: paths and texts only. No script, no style, no link, nothing from elsewhere, and
 * every word of a source is text, never markup.
 */
import type { Mark, Sheet } from './sheet.ts';
import { escapeXml } from './xml.ts';

/** Hundredths of a pixel are enough for any printer. */
const short = (value: number): string => String(Math.round(value * 100) / 100);

function element(mark: Mark): string {
	if ('text' in mark) {
		const { text, x, y, size, weight, fill, anchor = 'start', halo } = mark;
		const around = halo
			? ` stroke="${halo}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`
			: '';
		// The middle of the letters, without `dominant-baseline`, which word processors do not know.
		const baseline = short(y + size * 0.35);
		return `<text x="${short(x)}" y="${baseline}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${fill}"${around}>${escapeXml(text)}</text>\n`;
	}
	const { path, at, fill = 'none', stroke, width = 1, dash, round } = mark;
	const placed = at
		? ` transform="translate(${short(at.x)} ${short(at.y)})${at.scale === 1 ? '' : ` scale(${Math.round(at.scale * 1e4) / 1e4})`}"`
		: '';
	const lined = stroke
		? ` stroke="${stroke}" stroke-width="${short(width)}"${dash ? ` stroke-dasharray="${dash.map(short).join(' ')}"` : ''}${round ? ' stroke-linecap="round"' : ''}`
		: '';
	return `<path d="${path}" fill="${fill}"${lined}${placed}/>\n`;
}

export function* svg(sheet: Sheet): Generator<string, void, undefined> {
	const { width, height, title, description, marks } = sheet;
	const size = `${short(width)} ${short(height)}`;
	yield '<?xml version="1.0" encoding="UTF-8"?>\n';
	yield `<svg xmlns="http://www.w3.org/2000/svg" width="${short(width)}" height="${short(height)}" viewBox="0 0 ${size}" role="img" font-family="IBM Plex Sans, Segoe UI, Roboto, Liberation Sans, sans-serif">\n`;
	yield `<title>${escapeXml(title)}</title>\n<desc>${escapeXml(description)}</desc>\n`;
	for (const mark of marks) yield element(mark);
	yield '</svg>\n';
}
