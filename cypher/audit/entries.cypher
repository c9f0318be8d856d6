// Audit entries by number, both ends bounded.
// @access read
// @param from integer · to integer
// @returns seq, entry
// @scans 50000
MATCH (entry:AuditEntry)
WHERE entry.seq >= $from AND entry.seq < $to
RETURN entry.seq AS seq, properties(entry) AS entry
ORDER BY seq, entry.id
