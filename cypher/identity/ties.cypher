// What visible claims tie some entities to.
// @access read
// @param ids string[] · audience string[]
// @returns id, other, type
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[c]-(o:Entity)
WHERE c.revoked = false AND any(t IN c.audience WHERE t IN $audience)
RETURN DISTINCT id, o.id AS other, type(c) AS type
ORDER BY id, other, type
