// Some audit entries by their exact numbers.
// @access read
// @param seqs integer[]
// @returns seq, entry
UNWIND $seqs AS number
MATCH (entry:AuditEntry {seq: number})
RETURN entry.seq AS seq, properties(entry) AS entry
ORDER BY seq, entry.id
