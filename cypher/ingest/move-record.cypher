// Lets a record describe another entity.
// @access write
// @param record string · entity string
// @returns moved
MATCH (r:Record {id: $record})-[d:DESCRIBES]->(:Entity)
MATCH (e:Entity {id: $entity})
CREATE (r)-[:DESCRIBES]->(e)
DELETE d
RETURN count(e) AS moved
