// Writes who said something, how sure and under which marking, once for all that share it.
// @access write
// @param rows map[]
// @returns written
UNWIND $rows AS row
MATCH (s:Source {id: row.source})
MERGE (p:Provenance {id: row.id})
SET p += row.props
MERGE (p)-[:FROM]->(s)
RETURN count(p) AS written
