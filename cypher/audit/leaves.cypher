// The hashes of some audit entries by their numbers.
// @access read
// @param from integer · to integer
// @returns seq, leaf
UNWIND range($from, $to - 1) AS number
MATCH (entry:AuditEntry {seq: number})
RETURN entry.seq AS seq, entry.leaf AS leaf
ORDER BY seq, leaf
