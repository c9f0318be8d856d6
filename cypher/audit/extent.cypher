// How many audit entries there are.
// @access read
// @returns total
// @scans 50000
MATCH (entry:AuditEntry)
RETURN count(entry) AS total
