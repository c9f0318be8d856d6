// Keeps numbered audit entries, and the leaf of the last one at the head of the log.
// @access write
// @param entries list of {props} · leaf string · at string
// @returns kept, size
UNWIND $entries AS entry
CREATE (made:AuditEntry)
SET made = entry.props
WITH count(made) AS kept
MATCH (head:AuditHead {id: 'head'})
SET head.leaf = $leaf, head.at = $at
RETURN kept, head.size AS size
