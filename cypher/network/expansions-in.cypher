// How many visible claims of each type end at an entity, and how many entities they come from.
// @access read
// @param id string · audience string[]
// @returns type, claims, entities
MATCH (n:Entity {id: $id})<-[c]-(o:Entity)
WHERE c.revoked = false AND any(t IN c.audience WHERE t IN $audience)
RETURN type(c) AS type, count(c) AS claims, count(DISTINCT o.id) AS entities
ORDER BY type
