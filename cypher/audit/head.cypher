// The head of the audit log.
// @access read
// @returns size, leaf, peaks
MATCH (head:AuditHead {id: 'head'})
RETURN head.size AS size, head.leaf AS leaf, coalesce(head.peaks, []) AS peaks
