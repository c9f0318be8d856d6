// Restores which entity each record describes.
// @access write
// @param rows map[]
// @returns created
UNWIND $rows AS row
MATCH (r:Record {id: row.from})
MATCH (e:Entity {id: row.to})
CREATE (r)-[d:DESCRIBES]->(e)
RETURN count(d) AS created
