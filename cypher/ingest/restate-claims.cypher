// Notes that another import says the same of claims that start at one entity; the four latest are remembered.
// @access write
// @param entity string · ids string[] · provenances map
// @returns restated
MATCH (e:Entity {id: $entity})-[c]->(:Entity)
WHERE c.id IN $ids
WITH c, [$provenances[c.id]] + coalesce(c.also, []) AS also
SET c.also = also[0..4]
RETURN count(c) AS restated
