// Replaces all properties of claims that start at one entity, by id.
// @access write
// @param entity string · ids string[] · changes map
// @returns updated
MATCH (e:Entity {id: $entity})-[c]->(:Entity)
WHERE c.id IN $ids
WITH c, $changes[c.id] AS change
SET c = change
RETURN count(c) AS updated
