// The claims that start at some entities, with all their properties.
// @access read
// @param ids string[]
// @returns from, type, to, props
// @unfiltered verify looks for claims nobody may see, backup keeps every one
UNWIND $ids AS id
MATCH (e:Entity {id: id})-[c]->(o:Entity)
RETURN id AS from, type(c) AS type, o.id AS to, properties(c) AS props
ORDER BY from, c.id, type, to
