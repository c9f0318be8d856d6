// Restores which identifiers each record carries.
// @access write
// @param rows map[]
// @returns created
UNWIND $rows AS row
MATCH (r:Record {id: row.from})
MATCH (i:Identifier {key: row.to})
CREATE (r)-[d:IDENTIFIED_BY]->(i)
RETURN count(d) AS created
