// The number of one audit entry, to see whether an earlier try was kept.
// @access read
// @param id string
// @returns seq
MATCH (entry:AuditEntry {id: $id})
RETURN entry.seq AS seq
