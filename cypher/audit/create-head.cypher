// Makes the head of the audit log if there is none, and reads it.
// @access write
// @returns size, leaf, tree
MERGE (head:AuditHead {id: 'head'})
ON CREATE SET head.size = 0, head.leaf = '', head.peaks = [], head.tree = 1
RETURN head.size AS size, head.leaf AS leaf, coalesce(head.tree, 0) AS tree
