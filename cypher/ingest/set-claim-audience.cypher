// Sets the audience of claims that start at one entity, by id.
// @access write
// @param entity string · ids string[] · audiences map
// @returns changed
MATCH (e:Entity {id: $entity})-[c]->(:Entity)
WHERE c.id IN $ids
WITH c, $audiences[c.id] AS audience
SET c.audience = audience
RETURN count(c) AS changed
