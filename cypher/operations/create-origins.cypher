// Restores the source of each provenance.
// @access write
// @param rows map[]
// @returns created
UNWIND $rows AS row
MATCH (p:Provenance {id: row.from})
MATCH (s:Source {id: row.to})
CREATE (p)-[d:FROM]->(s)
RETURN count(d) AS created
