/** Columns that are dragged: their own type, so that nothing else can be dropped where a column belongs. */
const type = 'application/x-faisceau-column';

export function drag(event: DragEvent, column: string): void {
	event.dataTransfer?.setData(type, column);
	if (event.dataTransfer) event.dataTransfer.effectAllowed = 'copy';
}

/** What makes an element a place to drop columns on; `over` says when one is above it. */
export const dropping = (take: (column: string) => void, over: (isOver: boolean) => void) => ({
	ondragover(event: DragEvent) {
		if (!event.dataTransfer?.types.includes(type)) return;
		event.preventDefault();
		over(true);
	},
	ondragleave: () => over(false),
	ondrop(event: DragEvent) {
		event.preventDefault();
		over(false);
		const column = event.dataTransfer?.getData(type);
		if (column) take(column);
	}
});
