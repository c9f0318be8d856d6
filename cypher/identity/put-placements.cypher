// Writes where a decision put records and notes, and where they stood before.
// @access write
// @param rows map[]
// @returns put
UNWIND $rows AS row
MERGE (p:Placement {id: row.id})
ON CREATE SET p += row.props
RETURN count(p) AS put
