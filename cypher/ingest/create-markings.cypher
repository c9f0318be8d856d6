// Remembers marking definitions an owner has received.
// @access write
// @param rows map[]
// @returns there
UNWIND $rows AS row
MERGE (m:Marking {id: row.id})
SET m += row.props
RETURN count(m) AS there
