// Takes the next numbers of the audit log. Adding to the head locks it until the transaction ends,
// so the sequence has no gap and no number twice, and the peaks are those of the entries before.
// @access write
// @param count integer
// @returns size, peaks
MATCH (head:AuditHead {id: 'head'})
SET head.size = head.size + $count
WITH head
RETURN head.size AS size, coalesce(head.peaks, []) AS peaks
