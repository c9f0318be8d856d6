// Lets claims that start at one entity rest on another import that said the same.
// @access write
// @param entity string · ids string[] · provenances map · others map
// @returns handed
MATCH (e:Entity {id: $entity})-[c]->(:Entity)
WHERE c.id IN $ids
WITH c, $provenances[c.id] AS provenance, $others[c.id] AS also
SET c.provenance = provenance, c.also = also
RETURN count(c) AS handed
