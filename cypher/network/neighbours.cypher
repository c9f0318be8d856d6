// The entities that visible claims join to some entities, in either direction: one hop of a path.
// @access read
// @param ids string[] · audience string[]
// @returns id, others
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[c]-(o:Entity)
WHERE c.revoked = false AND any(t IN c.audience WHERE t IN $audience)
WITH DISTINCT id, o.id AS other
ORDER BY id, other
RETURN id, collect(other) AS others
ORDER BY id
