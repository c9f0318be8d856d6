// How many visible claims an entity has, withdrawn ones among them.
// @access read
// @param id string · audience string[]
// @returns claims
MATCH (n:Entity {id: $id})-[c]-(:Entity)
WHERE any(t IN c.audience WHERE t IN $audience)
RETURN count(c) AS claims
