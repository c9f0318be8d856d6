// The head of the audit log.
// @access read
// @returns size, leaf
MATCH (head:AuditHead {id: 'head'})
RETURN head.size AS size, head.leaf AS leaf
