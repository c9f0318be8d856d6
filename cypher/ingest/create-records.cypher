// Creates records on their entities.
// @access write
// @param rows map[]
// @returns created
UNWIND $rows AS row
MATCH (e:Entity {id: row.entity})
CREATE (r:Record)-[:DESCRIBES]->(e)
SET r = row.props
RETURN count(r) AS created
