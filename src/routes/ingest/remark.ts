/** A remark's reason is written `field: reason` when it is about one field. */
export function fieldAndReason(text: string): { field: string | null; reason: string } {
	const [, field, reason] = /^([\w.[\]-]{1,80}): (.+)$/s.exec(text) ?? [];
	return field && reason ? { field, reason } : { field: null, reason: text };
}
