// Restores claims of one type.
// @access write
// @param rows map[]
// @returns created
// @choose TYPE claim-type
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
CREATE (a)-[c:__TYPE__]->(b)
SET c = row.props
RETURN count(c) AS created
