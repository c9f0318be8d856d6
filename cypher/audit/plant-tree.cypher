// Gives the head of a log from before the tree its peaks, and says which step made them.
// @access write
// @param peaks string[] · tree integer
// @returns size
MATCH (head:AuditHead {id: 'head'})
SET head.peaks = $peaks, head.tree = $tree
RETURN head.size AS size
