// Ties records to their identifiers.
// @access write
// @param rows map[]
// @returns linked
UNWIND $rows AS row
MATCH (r:Record {id: row.record})
MATCH (i:Identifier {key: row.key})
CREATE (r)-[:IDENTIFIED_BY]->(i)
RETURN count(i) AS linked
