// Keeps numbered audit entries, and at the head of the log the leaf of the last one and the tree's peaks.
// @access write
// @param entries list of {props} · leaf string · at string · peaks string[]
// @returns kept, size
UNWIND $entries AS entry
CREATE (made:AuditEntry)
SET made = entry.props
WITH count(made) AS kept
MATCH (head:AuditHead {id: 'head'})
SET head.leaf = $leaf, head.at = $at, head.peaks = $peaks
RETURN kept, head.size AS size
