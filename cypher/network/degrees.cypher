// How many visible claims some entities have.
// @access read
// @param ids string[] · audience string[]
// @returns id, degree
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[c]-(:Entity)
WHERE c.revoked = false AND any(t IN c.audience WHERE t IN $audience)
RETURN id, count(c) AS degree
ORDER BY id
