// Removes entities that no record describes any more.
// @access write
// @param ids string[]
// @returns removed
UNWIND $ids AS id
MATCH (e:Entity {id: id})
WHERE COUNT { (e)<-[:DESCRIBES]-(:Record) } = 0
DETACH DELETE e
RETURN count(*) AS removed
