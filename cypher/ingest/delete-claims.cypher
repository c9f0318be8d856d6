// Removes claims that start at one entity, by id.
// @access write
// @param entity string · ids string[]
// @returns removed
MATCH (e:Entity {id: $entity})-[c]->(:Entity)
WHERE c.id IN $ids
DELETE c
RETURN count(*) AS removed
