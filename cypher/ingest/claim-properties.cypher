// All properties of some claims that start at one entity, for the journal.
// @access read
// @param entity string · ids string[] · audience string[]
// @returns id, type, from, to, props
MATCH (e:Entity {id: $entity})-[c]->(o:Entity)
WHERE c.id IN $ids AND any(t IN c.audience WHERE t IN $audience)
RETURN c.id AS id, type(c) AS type, e.id AS from, o.id AS to, properties(c) AS props
ORDER BY id
