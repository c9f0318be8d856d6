/** Hands a file to the browser to keep. */
import type { ExportFile } from './api.ts';

export function download({ name, content }: ExportFile): void {
	const address = URL.createObjectURL(content);
	const link = document.createElement('a');
	link.href = address;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
