// How many visible claims of each type start at an entity, and how many entities they lead to.
// @access read
// @param id string · audience string[]
// @returns type, claims, entities
MATCH (n:Entity {id: $id})-[c]->(o:Entity)
WHERE c.revoked = false AND any(t IN c.audience WHERE t IN $audience)
RETURN type(c) AS type, count(c) AS claims, count(DISTINCT o.id) AS entities
ORDER BY type
