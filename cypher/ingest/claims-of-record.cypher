// Every claim that came with a record, with all its properties: the writer re-points, narrows or removes them.
// @access read
// @param entity string · record string · audience string[]
// @returns id, type, from, to, props
CALL () {
  MATCH (e:Entity {id: $entity})-[c]->(o:Entity)
  WHERE c.fromRecord = $record AND any(t IN c.audience WHERE t IN $audience)
  RETURN c.id AS id, type(c) AS type, e.id AS from, o.id AS to, properties(c) AS props
  UNION
  MATCH (e:Entity {id: $entity})<-[c]-(o:Entity)
  WHERE c.toRecord = $record AND any(t IN c.audience WHERE t IN $audience)
  RETURN c.id AS id, type(c) AS type, o.id AS from, e.id AS to, properties(c) AS props
}
RETURN id, type, from, to, props
ORDER BY id
