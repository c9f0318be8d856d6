// Makes the head of the audit log if there is none, and reads it.
// @access write
// @returns size, leaf
MERGE (head:AuditHead {id: 'head'})
ON CREATE SET head.size = 0, head.leaf = ''
RETURN head.size AS size, head.leaf AS leaf
