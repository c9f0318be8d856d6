// Takes the next numbers of the audit log. Adding to the head locks it until the transaction ends,
// so the sequence has no gap and no number twice.
// @access write
// @param count integer
// @returns size
MATCH (head:AuditHead {id: 'head'})
SET head.size = head.size + $count
RETURN head.size AS size
